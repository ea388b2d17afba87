import { Upload } from 'lucide-react'
import type { DragEvent } from 'react'
import { useRef } from 'react'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import styles from './import.module.css'
import { words } from './words.ts'

type FileDropProps = {
  /** As for a file input: `.md,text/markdown`. */
  accept: string
  help: string
  several?: boolean
  onTake: (files: readonly File[]) => void
}

/** Where files are dropped, with the button that chooses them. */
export function FileDrop({ accept, help, several = false, onTake }: FileDropProps) {
  const w = useWords(words)
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    onTake([...event.dataTransfer.files])
  }
  return (
    <div className={styles.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={several}
        hidden
        onChange={(event) => {
          onTake([...(event.target.files ?? [])])
          event.target.value = '' // so that the same file can be chosen again
        }}
      />
      <Button icon={Upload} onClick={() => input.current?.click()}>
        {several ? w.chooseFiles : w.chooseFile}
      </Button>
      <span className="quiet">{several ? w.dropFiles : w.dropFile}</span>
      <p className="quiet small">{help}</p>
    </div>
  )
}
