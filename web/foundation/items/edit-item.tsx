import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { queries } from '../../kernel/queries.ts'
import { useNoun } from '../../kernel/tools.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CancelButton } from '../../ui/dialog-foot.tsx'
import { Form, useForm, type FormState } from '../../ui/form.tsx'
import type { Item } from './item.ts'
import { words } from './words.ts'

type EditItemProps<Own> = {
  item: Item
  /** The tool’s own values, as in `NewItem`, and their fields. */
  own: Own
  check?: (own: Own) => Partial<Record<string, string>>
  fields: (form: FormState<Own>) => ReactNode
  save: (own: Own) => Promise<unknown>
}

/** The button that opens a dialog with the item’s own fields, for people who may edit it. */
export function EditItem<Own extends object>(props: EditItemProps<Own>) {
  const w = useWords(words)
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button icon={Pencil} onClick={() => setOpened(true)}>
        {w.edit}
      </Button>
      {opened && <EditDialog {...props} onClose={() => setOpened(false)} />}
    </>
  )
}

type EditDialogProps<Own> = EditItemProps<Own> & { onClose: () => void }

function EditDialog<Own extends object>(props: EditDialogProps<Own>) {
  const { item, own, check, fields, save, onClose } = props
  const w = useWords(words)
  const form = useForm<Own>({
    first: own,
    ...(check && { check }),
    send: async (values) => {
      await save(values)
      await queries.invalidateQueries({ queryKey: [item.space] })
    },
    done: () => {
      tell(w.saved)
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={useNoun(item.tool, item.kind).edit}>
      <Form form={form} verb={w.save} cancel={<CancelButton onClose={onClose} />}>
        {fields(form)}
      </Form>
    </Dialog>
  )
}
