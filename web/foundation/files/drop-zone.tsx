import type { ClipboardEvent, DragEvent, ReactNode } from 'react'
import { useState } from 'react'
import { useWords } from '../../kernel/words.ts'
import styles from './files.module.css'
import { droppedTree, type Tree } from './folders.ts'
import { words } from './words.ts'

type DropZoneProps = {
  /** Undefined where files cannot be attached. */
  onFiles: ((files: File[]) => void) | undefined
  /** Takes dropped folders; without it only files are taken. */
  onTree?: ((tree: Promise<Tree>) => void) | undefined
  children: ReactNode
}

/** Accepts dropped and pasted files; a button beside it does the same by keyboard. */
export function DropZone({ onFiles, onTree, children }: DropZoneProps) {
  const w = useWords(words)
  // Elements inside fire their own enter and leave events, so these are counted.
  const [depth, setDepth] = useState(0)
  if (!onFiles) return <>{children}</>
  const take = (event: DragEvent | ClipboardEvent, data: DataTransfer) => {
    const tree = onTree && !event.defaultPrevented ? droppedTree(data) : undefined
    if (tree) {
      event.preventDefault()
      return onTree?.(tree)
    }
    const files = [...data.files].filter((file) => file.size > 0 || file.type !== '')
    if (files.length === 0 || event.defaultPrevented) return
    event.preventDefault()
    onFiles(files)
  }
  const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')
  return (
    <div
      className={styles.zone}
      onDragEnter={(event) => holdsFiles(event) && setDepth(depth + 1)}
      onDragLeave={(event) => holdsFiles(event) && setDepth(Math.max(depth - 1, 0))}
      onDragOver={(event) => holdsFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        setDepth(0)
        take(event, event.dataTransfer)
      }}
      onPaste={(event) => take(event, event.clipboardData)}
    >
      {children}
      {depth > 0 && (
        <div className={styles.dropHere} aria-hidden>
          {w.drop}
        </div>
      )}
    </div>
  )
}
