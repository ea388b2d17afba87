import { send } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import type { Attachment } from './attachment-list.tsx'
import { words } from './words.ts'

type RenameProps = { space: string; item: string; attachment: Attachment; onClose: () => void }

export function RenameDialog({ space, item, attachment, onClose }: RenameProps) {
  const w = useWords(words)
  const form = useForm({
    first: { name: attachment.name },
    send: ({ name }) =>
      send('patch', '/api/spaces/{space}/items/{item}/attachments/{attachment}', {
        path: { space, item, attachment: attachment.id },
        body: { name },
      }),
    done: () => {
      void queries.invalidateQueries({ queryKey: [space] })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.rename} width="narrow">
      <Form form={form} verb={w.save}>
        <TextField {...form.text('name')} label={w.name} />
      </Form>
    </Dialog>
  )
}
