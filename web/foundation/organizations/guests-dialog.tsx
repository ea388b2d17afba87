import { useQuery } from '@tanstack/react-query'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DateField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { words } from '../groups/guests-ending-words.ts'

type Values = { inside: 'read-only' | 'leave'; on: string }
type GuestsDialogProps = { onClose: () => void; onDone: () => void }

/** O5: names the present guests; the admin decides what happens to them. */
export function GuestsDialog({ onClose, onDone }: GuestsDialogProps) {
  const w = useWords(words)
  const format = useFormat()
  const { data } = useQuery(load('/api/organization/guests'))
  const form = useForm<Values>({
    first: { inside: 'read-only', on: '' },
    check: ({ inside, on }) => (inside === 'leave' && !on ? { on: w.onMissing } : {}),
    send: ({ inside, on }) =>
      send('put', '/api/organization/guests', {
        body: { inside, ...(inside === 'leave' && { on: `${on}T23:59:59.000Z` }) },
      }),
    done: () => {
      tell(w.done, { tone: 'success' })
      onDone()
    },
  })
  const choices = (['read-only', 'leave'] as const).map((value) => ({
    value,
    label: w.choices[value],
  }))
  return (
    <Dialog opened onClose={onClose} title={w.title}>
      {!data && <TextSkeleton />}
      {data && (
        <Form form={form} verb={w.verb} danger>
          <p>
            {w.says(format.list(data.items.map(({ card }) => fullName(card))), data.items.length)}
          </p>
          <Choice
            name="inside"
            label={w.label}
            value={form.values.inside}
            onChange={(inside) => form.set({ inside })}
            options={choices}
          />
          {form.values.inside === 'leave' && <DateField {...form.text('on')} label={w.on} />}
        </Form>
      )}
    </Dialog>
  )
}
