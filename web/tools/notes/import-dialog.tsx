import { FileText, Upload, X } from 'lucide-react'
import type { DragEvent } from 'react'
import { useRef, useState } from 'react'
import { send } from '../../kernel/api.ts'
import { useReader } from '../../kernel/language.ts'
import { asProblem } from '../../kernel/problem.ts'
import { sayProblem } from '../../kernel/problem-words.ts'
import { queries } from '../../kernel/queries.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './notes.module.css'
import { words } from './words.ts'

type ImportDialogProps = {
  space: string
  notebooks: readonly { id: string; path: string }[]
  notebook: string | undefined
  onClose: () => void
}

type Text = { name: string; markdown: string }

/** Markdown from files or pasted; each becomes a note. */
export function ImportDialog({ space, notebooks, notebook, onClose }: ImportDialogProps) {
  const w = useWords(words)
  const there = notebooks.find(({ id }) => id === notebook) ?? notebooks[0]
  const [to, setTo] = useState(there?.id ?? '')
  const [files, setFiles] = useState<readonly Text[]>([])
  const [pasted, setPasted] = useState('')
  const { run, busy, failed } = useImport(space, onClose)
  const take = async (chosen: Iterable<File>) => {
    const read = await Promise.all([...chosen].map(readText))
    setFiles((now) => [...now, ...read])
  }
  const all = pasted.trim() ? [...files, { name: '', markdown: pasted }] : files
  const foot = (
    <>
      <Button look="quiet" onClick={onClose}>
        {w.cancel}
      </Button>
      <Button
        look="primary"
        busy={busy}
        reason={all.length === 0 || !to ? w.importHelp : undefined}
        onClick={() => void run(to, all).then((left) => setFiles(left))}
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
      {notebooks.length > 1 && (
        <SelectField
          name="notebook"
          label={w.notebook}
          value={to}
          onChange={setTo}
          options={notebooks.map(({ id, path }) => ({ value: id, label: path }))}
        />
      )}
      <Files files={files} onTake={(chosen) => void take(chosen)} onDrop={setFiles} />
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
  files: readonly Text[]
  onTake: (files: Iterable<File>) => void
  onDrop: (files: readonly Text[]) => void
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
          accept=".md,.markdown,.txt,text/markdown,text/plain"
          multiple
          hidden
          onChange={(event) => {
            onTake(event.target.files ?? [])
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
            <span className="clip">{titleOf(file) || w.untitled}</span>
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

/** One after the other; what could not be taken stays in the dialog with its reason. */
function useImport(space: string, onClose: () => void) {
  const w = useWords(words)
  const { language } = useReader()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<readonly { name: string; said: string }[]>([])
  const run = async (container: string, texts: readonly Text[]) => {
    setBusy(true)
    const problems: { name: string; said: string }[] = []
    const left: Text[] = []
    for (const text of texts) {
      const title = titleOf(text) || w.untitled
      const body = { title, markdown: bodyOf(text) }
      try {
        if (text.markdown.includes('\u0000')) throw new TypeError(w.notText)
        const path = { space, container }
        await send('post', '/api/spaces/{space}/notebooks/{container}/notes', { path, body })
      } catch (error) {
        const said =
          error instanceof TypeError ? error.message : sayProblem(asProblem(error), language)
        problems.push({ name: text.name || title, said })
        if (text.name) left.push(text)
      }
    }
    void queries.invalidateQueries({ queryKey: [space] })
    setBusy(false)
    setFailed(problems)
    const done = texts.length - problems.length
    if (done > 0) tell(w.imported(done), { tone: 'success' })
    if (problems.length === 0) onClose()
    return left
  }
  return { run, busy, failed }
}

async function readText(file: File): Promise<Text> {
  return { name: file.name, markdown: (await file.text()).replace(/^\uFEFF/, '') }
}

const heading = /^#[ \t]+(.+?)[ \t#]*$/

/** The first heading if the text begins with one, else the file’s name, else its first line. */
function titleOf({ name, markdown }: Text): string {
  const first = markdown.trimStart().split('\n', 1)[0] ?? ''
  const found = heading.exec(first)?.[1] ?? (name.replace(/\.(md|markdown|txt)$/i, '') || first)
  return found.trim().slice(0, 300)
}

/** A first heading that has become the title is not said twice. */
function bodyOf({ name, markdown }: Text): string {
  const text = markdown.trimStart()
  const [first = '', ...rest] = text.split('\n')
  return heading.test(first) || !name ? rest.join('\n').trimStart() : text
}
