import { Download, ScrollText, Upload } from 'lucide-react'
import { ImportDialog } from '../../foundation/import/import-dialog.tsx'
import { ToolPage } from '../../foundation/items/tool-page.tsx'
import { addressOf } from '../../kernel/api.ts'
import { useNoun } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { ExportDialog } from './export-dialog.tsx'
import { words as exportWords } from './export-words.ts'
import { NewNote } from './new-note.tsx'
import { noteImport } from './note-import.ts'
import { NoteList } from './note-list.tsx'
import { words } from './words.ts'

export function NotesPage() {
  const w = useWords(words)
  const e = useWords(exportWords)
  const { all } = useNoun('notes', 'note')
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
      containerCommands={[
        {
          label: e.command,
          icon: Download,
          dialog: ({ container, onClose }) => (
            <ExportDialog
              title={container.name || all}
              of="tree"
              address={(format) =>
                addressOf('/api/spaces/{space}/notebooks/{container}/export', {
                  path: { space: container.space, container: container.id },
                  query: { format },
                })
              }
              onClose={onClose}
            />
          ),
        },
      ]}
    />
  )
}
