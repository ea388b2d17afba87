import { ScrollText, Upload } from 'lucide-react'
import { ImportDialog } from '../../foundation/import/import-dialog.tsx'
import { ToolPage } from '../../foundation/items/tool-page.tsx'
import { useWords } from '../../kernel/words.ts'
import { NewNote } from './new-note.tsx'
import { noteImport } from './note-import.ts'
import { NoteList } from './note-list.tsx'
import { words } from './words.ts'

export function NotesPage() {
  const w = useWords(words)
  return (
    <ToolPage
      tool="notes"
      kind="note"
      tree={w.tree}
      lists={[{ key: 'template', label: w.templates, icon: ScrollText }]}
      items={(shown) => <NoteList shown={shown} />}
      newItem={(at) => <NewNote {...at} />}
      commands={[
        {
          label: w.import,
          icon: Upload,
          dialog: (at) => <ImportDialog of={noteImport} {...at} />,
        },
      ]}
    />
  )
}
