import { ScrollText, Upload } from 'lucide-react'
import { ToolPage } from '../../foundation/items/tool-page.tsx'
import { useWords } from '../../kernel/words.ts'
import { ImportDialog } from './import-dialog.tsx'
import { NewNote } from './new-note.tsx'
import { NoteList } from './note-list.tsx'
import { words } from './words.ts'

export function NotesPage() {
  const w = useWords(words)
  return (
    <ToolPage
      tool="notes"
      kind="note"
      all={w.all}
      tree={w.tree}
      lists={[{ key: 'templates', label: w.templates, icon: ScrollText }]}
      items={(shown) => <NoteList shown={shown} />}
      newItem={{ label: w.newNote, dialog: (at) => <NewNote {...at} /> }}
      commands={[{ label: w.import, icon: Upload, dialog: (at) => <ImportDialog {...at} /> }]}
    />
  )
}
