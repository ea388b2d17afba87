import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { dayIn, endOfDayIn } from '../../kernel/days.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { queries } from '../../kernel/queries.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DateField, TextArea } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import type { Group } from '../groups/group.ts'
import { words } from './governance-words.ts'
import type { Member } from './member.ts'

type KeepOutDialogProps = { group: Group; member: Member; onClose: () => void }

/** J7: people who were removed and whom only the administrator can bring back. */
export function KeepOutDialog({ group, member, onClose }: KeepOutDialogProps) {
  const { keepOut: w, cancel } = useWords(words)
  const name = fullName(member.card)
  const { timeZone } = useReader()
  const [today] = useState(() => dayIn(Date.now(), timeZone))
  const form = useForm({
    first: { reason: '', until: '' },
    send: ({ reason, until }) =>
      send('put', '/api/groups/{group}/kept-out/{person}', {
        path: { group: group.id, person: member.card.id },
        body: { reason, until: endOfDayIn(until, timeZone) },
      }),
    done: () => {
      void queries.invalidateQueries({ queryKey: [group.id] })
      tell(w.done(name))
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.title(name)}>
      <p>{w.says(name)}</p>
      <Form form={form} verb={w.verb} danger cancel={<Button onClick={onClose}>{cancel}</Button>}>
        <TextArea
          {...form.text('reason')}
          label={w.reason}
          help={w.reasonHelp}
          maxLength={2000}
          optional
        />
        <DateField
          {...form.text('until')}
          label={w.until}
          help={w.untilHelp}
          min={today}
          optional
        />
      </Form>
    </Dialog>
  )
}

/** The people kept out, with reason and end date; hidden when there are none. */
export function KeptOut({ group }: { group: Group }) {
  const w = useWords(words).keepOut
  const format = useFormat()
  const path = { group: group.id }
  const kept = useQuery({
    ...load('/api/groups/{group}/kept-out', { path }),
    enabled: group.may.removeMembers,
  })
  const lift = useAct(
    ({ card }: NonNullable<typeof kept.data>['items'][number]) =>
      send('delete', '/api/groups/{group}/kept-out/{person}', {
        path: { group: group.id, person: card.id },
      }),
    { refresh: [[group.id]], done: (_none, { card }) => tell(w.lifted(fullName(card))) },
  )
  if (!kept.data?.items.length) return null
  return (
    <Section title={w.listTitle}>
      <p className="quiet">{w.listSays}</p>
      <List label={w.listTitle}>
        {kept.data.items.map((one) => (
          <Row
            key={one.card.id}
            lead={<Avatar person={one.card} size={32} />}
            title={fullName(one.card)}
            second={[
              one.until && w.untilDay(format.date(one.until)),
              one.reason,
              w.by(fullName(one.by), format.date(one.since)),
            ]
              .filter(Boolean)
              .join(' · ')}
            actions={
              <Button small busy={lift.isPending} onClick={() => lift.mutate(one)}>
                {w.lift} <span className="for-readers-only">{fullName(one.card)}</span>
              </Button>
            }
          />
        ))}
      </List>
    </Section>
  )
}
