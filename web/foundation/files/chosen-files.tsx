import { X } from 'lucide-react'
import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { IconButton } from '../../ui/button.tsx'
import styles from './files.module.css'
import { words } from './words.ts'

type ChosenProps = { files: readonly File[]; onChange: (files: File[]) => void }

/** Files that wait until the comment or item they belong to is sent. */
export function ChosenFiles({ files, onChange }: ChosenProps) {
  const w = useWords(words)
  const format = useFormat()
  if (files.length === 0) return null
  return (
    <ul className={styles.chosen} aria-label={w.chosen}>
      {files.map((file, place) => (
        <li key={place} className={styles.chosenFile}>
          <span title={file.name}>{file.name}</span>
          <span className="quiet small">{format.size(file.size)}</span>
          <IconButton
            small
            icon={X}
            label={w.takeOff(file.name)}
            onClick={() => onChange(files.filter((each) => each !== file))}
          />
        </li>
      ))}
    </ul>
  )
}
