import { send } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CancelButton } from '../../ui/dialog-foot.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { useBulk } from './bulk.ts'
import type { Item } from './item.ts'
import { words } from './words.ts'

type TagManyDialogProps = { items: readonly Item[]; onDone: () => void; onClose: () => void }

/** Adds one tag to several items of a space. */
export function TagManyDialog({ items, onDone, onClose }: TagManyDialogProps) {
  const w = useWords(words)
  const space = items[0]?.space ?? ''
  const { act } = useBulk(space)
  const tag = (name: string) =>
    send('post', '/api/spaces/{space}/bulk/tagging', {
      path: { space },
      body: { items: items.map(({ id }) => id), name },
    })
  const form = useForm({
    first: { name: '' },
    check: ({ name }) => ({ ...(!name.trim() && { name: w.bulk.tagMissing }) }),
    send: async ({ name }) => {
      // The form shows a refusal at its field; only then is the act told, with its undo.
      const tagged = await tag(name.trim())
      onClose()
      act({
        run: () => Promise.resolve(tagged),
        says: w.bulk.tagged(items.length, name.trim()),
        done: onDone,
      })
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.bulk.tagTitle(items.length)} width="narrow">
      <Form form={form} verb={w.bulk.tagVerb} cancel={<CancelButton onClose={onClose} />}>
        <TextField {...form.text('name')} label={w.bulk.tagName} maxLength={40} data-autofocus />
      </Form>
    </Dialog>
  )
}
