import { FileText, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { onlyText } from '../../../server/kernel/file-text.ts'
import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { FileDrop } from './file-drop.tsx'
import styles from './import.module.css'
import { words } from './words.ts'

type ChosenSourcesProps = {
  files: readonly File[]
  accept: string
  help: string
  onTake: (files: readonly File[]) => void
  onChange: (files: readonly File[]) => void
}

/** The files to import: chosen or dropped, each with how it begins. */
export function ChosenSources({ files, accept, help, onTake, onChange }: ChosenSourcesProps) {
  return (
    <div>
      <FileDrop several accept={accept} help={help} onTake={onTake} />
      <ul>
        {files.map((file, place) => (
          <ChosenFile
            key={place}
            file={file}
            onLeaveOut={() => onChange(files.filter((_, at) => at !== place))}
          />
        ))}
      </ul>
    </div>
  )
}

function ChosenFile({ file, onLeaveOut }: { file: File; onLeaveOut: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <li className={styles.file}>
      <FileText size={16} aria-hidden />
      <span className={styles.about}>
        <span>{file.name}</span>
        <span className="quiet small clip">
          {format.size(file.size)} <Beginning file={file} />
        </span>
      </span>
      <IconButton small icon={X} label={w.leaveOut(file.name)} onClick={onLeaveOut} />
    </li>
  )
}

/** In bytes: larger files are not read only to be shown. */
const largestRead = 2_000_000

/** How the text of a file begins; nothing of an archive. */
function Beginning({ file }: { file: File }) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  useEffect(() => {
    let isShown = true
    const say = (text: string) => isShown && setSaid(text)
    if (file.size <= largestRead && !file.name.toLowerCase().endsWith('.zip'))
      void file.arrayBuffer().then(
        (bytes) => say(beginningOf(new Uint8Array(bytes)) ?? w.notText),
        () => say(''),
      )
    return () => void (isShown = false)
  }, [file, w])
  return said && <>· {said}</>
}

function beginningOf(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  const read = onlyText(bytes)
  return read?.text.slice(0, 1000).replaceAll(/\s+/g, ' ').trim().slice(0, 120)
}
