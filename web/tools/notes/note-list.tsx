import { ScrollText, StickyNote } from 'lucide-react'
import { ItemList, useItems } from '../../foundation/items/item-list.tsx'
import type { ShownList } from '../../foundation/items/tool-page.tsx'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { words } from './words.ts'

const doors = [
  '/api/spaces/{space}/notes',
  '/api/spaces/{space}/notebooks/{container}/notes',
] as const

/** The notes of one notebook, of the whole space, or its templates. */
export function NoteList({ shown }: { shown: ShownList }) {
  const w = useWords(words)
  const list = useItems(shown, doors, ['changed', 'title'])
  return (
    <ItemList
      {...list}
      empty={emptyOf(shown, w)}
      row={({ template, preview }) => ({
        icon: template ? ScrollText : StickyNote,
        marks: template && <Badge>{w.template}</Badge>,
        second: preview,
      })}
    />
  )
}

function emptyOf({ container, show }: ShownList, w: (typeof words)['en']): string {
  if (show) return w.emptyTemplates
  if (!container) return w.emptyAll
  return container.may.add ? w.emptyNotebook : w.emptyNotebookReader
}
