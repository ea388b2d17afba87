import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { startOfDayIn } from '../../kernel/days.ts'
import { useReader } from '../../kernel/language.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Picker } from '../../ui/picker.tsx'
import type { Outcome } from '../groups/bring.ts'
import type { Group } from '../groups/group.ts'
import { Outcomes } from '../groups/outcomes.tsx'
import { StartField } from '../groups/start-field.tsx'
import { useFindColleague, type PersonPick } from '../people/person-picker.tsx'
import { words } from './governance-words.ts'

/** M3: people who govern the group add colleagues; the administrator is told, or asked. */
export function AddDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { add: w, cancel } = useWords(words)
  const { timeZone } = useReader()
  const [people, setPeople] = useState<readonly PersonPick[]>([])
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>()
  const add = useAct(
    ({ reason, starts }: { reason: string; starts: string | null }) =>
      send('post', '/api/groups/{group}/members', {
        path: { group: group.id },
        body: {
          people: people.map(({ id }) => ({ person: id, role: 'member' as const })),
          reason,
          ...(starts && { starts }),
        },
      }),
    { refresh: [[group.id]], refused: () => undefined },
  )
  const form = useForm({
    first: { reason: '', starts: '' },
    send: async ({ reason, starts: day }) => {
      const starts = startOfDayIn(day, timeZone)
      const { items } = await add.mutateAsync({ reason, starts })
      setOutcomes(people.map((who) => outcomeOf(who, items)))
    },
  })
  if (outcomes)
    return (
      <Dialog
        opened
        onClose={onClose}
        title={w.title}
        foot={
          <Button look="primary" onClick={onClose}>
            {w.close}
          </Button>
        }
      >
        <Outcomes outcomes={outcomes} />
      </Dialog>
    )
  return (
    <Dialog opened onClose={onClose} title={w.title}>
      <p>{w.says}</p>
      <Form form={form} verb={w.verb} cancel={<Button onClick={onClose}>{cancel}</Button>}>
        <Picker
          name="people"
          label={w.who}
          help={w.whoHelp}
          value={[...people]}
          onChange={setPeople}
          find={useFindColleague()}
        />
        <StartField {...form.text('starts')} />
        <TextArea
          {...form.text('reason')}
          label={w.reason}
          help={w.reasonHelp}
          maxLength={2000}
          optional
        />
      </Form>
    </Dialog>
  )
}

type Added = { person: string; status: 'added' | 'ask' | 'already-member' | 'waiting' }

function outcomeOf({ id, key, label }: PersonPick, added: readonly Added[]): Outcome {
  const status = added.find(({ person }) => person === id)?.status ?? 'ask'
  return { who: { key, label, email: '' }, status }
}
