import { Download, ScrollText } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ItemContentProps, ItemPageOf, ItemParts } from '../../foundation/items/item.ts'
import { ItemPage } from '../../foundation/items/item-page.tsx'
import { useOutlineTab } from '../../foundation/items/outline.tsx'
import { useVersionsTab } from '../../foundation/versions/versions.tsx'
import { useAct } from '../../kernel/act.ts'
import { addressOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { ExportDialog, type Format } from './export-dialog.tsx'
import { words as exportWords } from './export-words.ts'
import { words } from './note-words.ts'

export type Note = Answer<'get', '/api/spaces/{space}/notes/{note}'>

// The editor is most of this page's code: it is loaded in parallel with the note.
const code = import('./editor.tsx')
const Editor = lazy(() => code.then((m) => ({ default: m.Editor })))
const Preview = lazy(() => code.then((m) => ({ default: m.Preview })))

const notePage: ItemPageOf<Note> = {
  tool: 'notes',
  kind: 'note',
  load: (space, note) => load('/api/spaces/{space}/notes/{note}', { path: { space, note } }),
  rename: ({ space, id: note }, title) =>
    send('patch', '/api/spaces/{space}/notes/{note}', { path: { space, note }, body: { title } }),
  text: 'text',
  Content: NoteContent,
  useParts: useNoteParts,
}

/** One note: read, edited together, discussed. */
export function NotePage() {
  return <ItemPage of={notePage} />
}

function NoteContent({ item, mayEdit, text }: ItemContentProps<Note>) {
  return (
    <Suspense fallback={<TextSkeleton lines={12} />}>
      {/* A room that was entered again has another document. */}
      {text && <Editor key={text.room.doc.guid} note={item} mayEdit={mayEdit} {...text} />}
    </Suspense>
  )
}

function useNoteParts(note: Note): ItemParts {
  const w = useWords(words)
  const template = useTemplate(note)
  const outline = useOutlineTab()
  const versions = useVersionsTab(note, ({ content }) => (
    <Preview note={note} content={content as Note['content']} label={w.versionText} />
  ))
  const e = useWords(exportWords)
  const [isExporting, setExporting] = useState(false)
  const exported = (format: Format) =>
    addressOf('/api/spaces/{space}/notes/{note}/export', {
      path: { space: note.space, note: note.id },
      query: { format },
    })
  return {
    badges: note.template && <Badge icon={ScrollText}>{w.template}</Badge>,
    actions: isExporting && (
      <ExportDialog
        title={note.title}
        of="note"
        address={exported}
        onClose={() => setExporting(false)}
      />
    ),
    entries: [
      note.may.edit && template,
      { label: e.command, icon: Download, run: () => setExporting(true) },
    ],
    tabs: [outline, versions],
  }
}

/** The menu entry that makes it a template, or an ordinary note again. */
function useTemplate({ space, id: note, template }: Note) {
  const w = useWords(words)
  const path = { space, note }
  const mark = useAct(
    () => send(template ? 'delete' : 'put', '/api/spaces/{space}/notes/{note}/template', { path }),
    { refresh: [[space]], done: () => void tell(template ? w.templateUnmade : w.templateMade) },
  )
  const label = template ? w.unmakeTemplate : w.makeTemplate
  return { label, icon: ScrollText, run: () => mark.mutate() }
}
