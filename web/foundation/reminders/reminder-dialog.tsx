import { useQuery } from '@tanstack/react-query'
import { AlarmClock, X } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { dayAfter } from '../../../server/kernel/day-and-time.ts'
import { dayIn } from '../../kernel/days.ts'
import { useReader } from '../../kernel/language.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogFoot } from '../../ui/dialog-foot.tsx'
import { DateField, SelectField, TextField } from '../../ui/field.tsx'
import { List, Row } from '../../ui/list.tsx'
import { momentsFrom, repeats, ruleOf, saidTime } from './moments.ts'
import type { Repeats, UsualMoment } from './moments.ts'
import { refresh, reminders, useForget, useSaidWhen } from './reminders.ts'
import { words } from './words.ts'

type ReminderDialogProps = {
  item: { id: string; space: string; title: string }
  onClose: () => void
}

/** Sets a reminder at a suggested moment, at any other, or repeatedly. */
export function ReminderDialog({ item, onClose }: ReminderDialogProps) {
  const w = useWords(words)
  const { language, timeZone } = useReader()
  const [now] = useState(() => Date.now())
  const today = dayIn(now, timeZone)
  const usual = momentsFrom(now, timeZone)
  const [chosen, setChosen] = useState<UsualMoment | 'own'>('tomorrow')
  const [day, setDay] = useState(dayAfter(today))
  const [time, setTime] = useState('09:00')
  const [repeat, setRepeat] = useState<Repeats>('never')
  const own = day && time ? `${day}T${time}` : undefined
  const start = usual.find(({ key }) => key === chosen)?.at ?? own
  const rule = ruleOf(repeat)
  const set = useAct(
    (first: string) =>
      send('post', '/api/spaces/{space}/items/{item}/reminders', {
        path: { space: item.space, item: item.id },
        body: { start: first, zone: timeZone, ...(rule && { rule }) },
      }),
    {
      refresh,
      done: (_, first) => {
        onClose()
        tell(w.set(saidTime(first, language)))
      },
    },
  )
  const foot = (
    <DialogFoot
      onClose={onClose}
      verb={w.verb}
      icon={AlarmClock}
      busy={set.isPending}
      reason={start ? undefined : w.chooseDay}
      onAct={() => start && set.mutate(start)}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={w.remindOf(item.title)} foot={foot}>
      <Already item={item.id} />
      <Choice
        name="when"
        label={w.when}
        value={chosen}
        onChange={setChosen}
        columns
        options={[
          ...usual.map(({ key, at }) => ({
            value: key,
            label: w[key],
            help: saidTime(at, language),
          })),
          { value: 'own' as const, label: w.own },
        ]}
      />
      {chosen === 'own' && (
        <>
          <DateField name="day" label={w.day} value={day} min={today} onChange={setDay} />
          <TextField name="time" type="time" short label={w.time} value={time} onChange={setTime} />
        </>
      )}
      <SelectField
        name="repeat"
        label={w.repeats}
        value={repeat}
        onChange={(next) => setRepeat(next as Repeats)}
        options={repeats.map((value) => ({ value, label: w[value] }))}
      />
    </Dialog>
  )
}

/** The reminders of this item that are set. */
function Already({ item }: { item: string }) {
  const w = useWords(words)
  const said = useSaidWhen()
  const forget = useForget()
  const { data } = useQuery(reminders)
  const here = data?.items.filter((each) => each.item.id === item) ?? []
  if (here.length === 0) return null
  return (
    <>
      <p className="quiet">{w.already}</p>
      <List label={w.already}>
        {here.map((each) => (
          <Row
            key={each.id}
            title={said(each)}
            actions={<IconButton icon={X} label={w.remove} onClick={() => forget.mutate(each)} />}
          />
        ))}
      </List>
    </>
  )
}
