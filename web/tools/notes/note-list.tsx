import { ScrollText, StickyNote } from 'lucide-react'
import { ItemList, ItemRows, useItemFilters } from '../../foundation/items/item-list.tsx'
import { ItemRow } from '../../foundation/items/item-row.tsx'
import type { ShownList } from '../../foundation/items/tool-page.tsx'
import { useLongList } from '../../kernel/long-list.ts'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { words } from './words.ts'

/** The notes of one notebook, of the whole space, or its templates. */
export function NoteList({ shown }: { shown: ShownList }) {
  const w = useWords(words)
  const filters = useItemFilters(['changed', 'title'])
  const notes = useNotes(shown, filters.query)
  return (
    <ItemList
      shown={shown}
      list={notes}
      filters={filters}
      sorts={w.sorts}
      search={w.search}
      empty={emptyOf(shown, w)}
      view={(viewed) => (
        <ItemRows
          {...viewed}
          row={(note, given) => (
            <ItemRow
              key={note.id}
              item={note}
              icon={note.template ? ScrollText : StickyNote}
              marks={note.template && <Badge>{w.template}</Badge>}
              second={note.preview}
              showsContainer={!shown.container}
              {...given}
            />
          )}
        />
      )}
    />
  )
}

type Query = { sort?: 'changed' | 'title'; tag?: string; search?: string }

/** Three doors, one shape. */
function useNotes({ space, container, show }: ShownList, query: Query) {
  const door = show
    ? '/api/spaces/{space}/note-templates'
    : container
      ? '/api/spaces/{space}/notebooks/{container}/notes'
      : '/api/spaces/{space}/notes'
  const path = { space, ...(container && { container: container.id }) }
  return useLongList(door as '/api/spaces/{space}/notes', { path, query })
}

function emptyOf({ container, show }: ShownList, w: (typeof words)['en']): string {
  if (show) return w.emptyTemplates
  if (!container) return w.emptyAll
  return container.may.add ? w.emptyNotebook : w.emptyNotebookReader
}
