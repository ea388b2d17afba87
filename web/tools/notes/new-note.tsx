import { useQuery } from '@tanstack/react-query'
import { NewItem } from '../../foundation/items/new-item.tsx'
import type { AtPlace } from '../../foundation/items/tool-page.tsx'
import { load, send } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { SelectField } from '../../ui/field.tsx'
import { words } from './words.ts'

/** A new note, empty or from a template. */
export function NewNote(at: AtPlace) {
  const w = useWords(words)
  const { space } = at
  const templates = useQuery(
    load('/api/spaces/{space}/notes', { path: { space }, query: { show: 'template' } }),
  )
  const begins = templates.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? []
  return (
    <NewItem
      {...at}
      tool="notes"
      kind="note"
      verb={w.write}
      own={{ template: '' }}
      fields={(form) =>
        begins.length > 0 && (
          <SelectField
            {...form.text('template')}
            label={w.startFrom}
            options={[{ value: '', label: w.blank }, ...begins]}
          />
        )
      }
      make={(container, body, { template }) =>
        send('post', '/api/spaces/{space}/notebooks/{container}/notes', {
          path: { space, container },
          body: { ...body, ...(template && { template }) },
        })
      }
    />
  )
}
