import { FileText, Upload, X } from 'lucide-react'
import type { DragEvent } from 'react'
import { useRef, useState } from 'react'
import type { AtPlace } from '../../foundation/items/tool-page.tsx'
import { PlaceField } from '../../foundation/spaces/place-field.tsx'
import type { Place } from '../../foundation/spaces/places.ts'
import { addressOf, send, sendFile } from '../../kernel/api.ts'
import { useReader } from '../../kernel/language.ts'
import { asProblem } from '../../kernel/problem.ts'
import { sayProblem } from '../../kernel/problem-words.ts'
import { queries } from '../../kernel/queries.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './notes.module.css'
import { words } from './words.ts'

/** Imports Markdown, from files or pasted; each becomes a note. The server decides how a file is read and what its title is. */
export function ImportDialog({ space, place, onClose }: AtPlace) {
  const w = useWords(words)
  const [to, setTo] = useState<Place | undefined>(place)
  const [files, setFiles] = useState<readonly File[]>([])
  const [pasted, setPasted] = useState('')
  const { run, busy, failed } = useImport(space, onClose)
  const all: readonly Source[] = pasted.trim() ? [...files, pasted] : files
  const start = async () => {
    if (!to) return
    const left = await run(to.id, all)
    setFiles(left.filter((source) => typeof source !== 'string'))
    setPasted(left.find((source) => typeof source === 'string') ?? '')
  }
  const foot = (
    <>
      <Button look="quiet" onClick={onClose}>
        {w.cancel}
      </Button>
      <Button
        look="primary"
        busy={busy}
        reason={all.length === 0 || !to ? w.importHelp : undefined}
        onClick={() => void start()}
      >
        {all.length > 0 ? w.importVerb(all.length) : w.importNone}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.importTitle} foot={foot}>
      {failed.map(({ name, said }) => (
        <Note key={name} tone="danger">
          {w.importFailed(name)} {said}
        </Note>
      ))}
      <PlaceField
        space={space}
        put={{ tool: 'notes', takes: 'note' }}
        value={to}
        onChange={setTo}
      />
      <Files
        files={files}
        onTake={(chosen) => setFiles((now) => [...now, ...chosen])}
        onDrop={setFiles}
      />
      <TextArea
        name="markdown"
        label={w.orPaste}
        help={w.pasteHelp}
        rows={6}
        value={pasted}
        onChange={setPasted}
      />
    </Dialog>
  )
}

type FilesProps = {
  files: readonly File[]
  onTake: (files: Iterable<File>) => void
  onDrop: (files: readonly File[]) => void
}

function Files({ files, onTake, onDrop }: FilesProps) {
  const w = useWords(words)
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    onTake(event.dataTransfer.files)
  }
  return (
    <div>
      <div className={styles.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <input
          ref={input}
          type="file"
          accept=".md,.markdown,.txt,.zip,text/markdown,text/plain,application/zip"
          multiple
          hidden
          onChange={(event) => {
            onTake([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <Button icon={Upload} onClick={() => input.current?.click()}>
          {w.chooseFiles}
        </Button>
        <span className="quiet">{w.dropFiles}</span>
        <p className="quiet small">{w.importHelp}</p>
      </div>
      <ul>
        {files.map((file, place) => (
          <li key={place} className={styles.file}>
            <FileText size={16} aria-hidden />
            <span className="clip">{file.name}</span>
            <IconButton
              small
              icon={X}
              label={w.removeFile(file.name)}
              onClick={() => onDrop(files.filter((_, at) => at !== place))}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A file, or text that was pasted. */
type Source = File | string
type Failure = { source: Source; name: string; said: string }

/** Imports one after the other; those that failed stay in the dialog with the reason. */
function useImport(space: string, onClose: () => void) {
  const w = useWords(words)
  const { language } = useReader()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<readonly Failure[]>([])
  const run = async (container: string, sources: readonly Source[]) => {
    setBusy(true)
    const failures: Failure[] = []
    const guessed: string[] = []
    for (const source of sources) {
      const name = typeof source === 'string' ? w.pasted : source.name
      try {
        const encoding = await bring({ space, container }, source)
        if (encoding && !encoding.startsWith('utf')) guessed.push(name)
      } catch (error) {
        const problem = asProblem(error)
        const details = problem.fields.map(({ detail }) => detail).join(' ')
        failures.push({ source, name, said: details || sayProblem(problem, language) })
      }
    }
    void queries.invalidateQueries({ queryKey: [space] })
    setBusy(false)
    setFailed(failures)
    const done = sources.length - failures.length
    const sentences = [w.imported(done), ...(guessed.length > 0 ? [w.importGuessed(guessed)] : [])]
    if (done > 0) tell(sentences.join(' '), { tone: 'success' })
    if (failures.length === 0) onClose()
    return failures.map(({ source }) => source)
  }
  return { run, busy, failed }
}

/** Returns the encoding with which the file was read. */
async function bring(
  path: { space: string; container: string },
  source: Source,
): Promise<string | undefined> {
  if (typeof source === 'string') {
    const body = { markdown: source, title: 'heading' as const }
    await send('post', '/api/spaces/{space}/notebooks/{container}/import', { path, body })
    return undefined
  }
  const query = { name: source.name }
  const address = addressOf('/api/spaces/{space}/notebooks/{container}/import-file', {
    path,
    query,
  })
  const bytes = new Blob([source], { type: 'application/octet-stream' })
  const { encoding } = (await sendFile('post', address, bytes)) as { encoding: string }
  return encoding
}
