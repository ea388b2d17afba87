import { send } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CancelButton } from '../../ui/dialog-foot.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { useBulk } from './bulk.ts'
import type { Item } from './item.ts'
import { words } from './words.ts'

type UntagManyDialogProps = { items: readonly Item[]; onDone: () => void; onClose: () => void }

/** Removes one of the tags that the chosen items have, from those that have it. */
export function UntagManyDialog({ items, onDone, onClose }: UntagManyDialogProps) {
  const w = useWords(words)
  const space = items[0]?.space ?? ''
  const { act } = useBulk(space)
  const tags = tagsOf(items)
  const form = useForm({
    first: { name: tags[0] ?? '' },
    send: async ({ name }) => {
      const tagged = idsWith(name, items)
      const body = { items: tagged, name }
      const untagged = await send('post', '/api/spaces/{space}/bulk/untagging', {
        path: { space },
        body,
      })
      onClose()
      act({
        run: () => Promise.resolve(untagged),
        says: w.bulk.untagged(tagged.length, name),
        done: onDone,
      })
    },
  })
  const options = tags.map((name) => ({
    value: name,
    label: w.bulk.tagOn(name, idsWith(name, items).length),
  }))
  return (
    <Dialog opened onClose={onClose} title={w.bulk.untagTitle} width="narrow">
      <Form form={form} verb={w.bulk.untagVerb} cancel={<CancelButton onClose={onClose} />}>
        <SelectField
          {...form.text('name')}
          label={w.bulk.tagName}
          options={options}
          data-autofocus
        />
      </Form>
    </Dialog>
  )
}

/** The tags of these items, those of most of them first. */
export function tagsOf(items: readonly Item[]): string[] {
  const all = [...new Set(items.flatMap(({ tags }) => tags))]
  return all.toSorted(
    (a, b) => idsWith(b, items).length - idsWith(a, items).length || a.localeCompare(b),
  )
}

function idsWith(tag: string, items: readonly Item[]): string[] {
  return items.filter(({ tags }) => tags.includes(tag)).map(({ id }) => id)
}
