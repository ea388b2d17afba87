import type { LucideIcon } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { Button, type ButtonLook } from './button.tsx'
import styles from './file-button.module.css'

type FileButtonProps = {
  children: string
  /** Receives at least one file. */
  onFiles: (files: File[]) => void
  /** As for a file input: `.md,text/markdown`. */
  accept?: string | undefined
  several?: boolean
  /** A folder is chosen, with all files in it. */
  folder?: boolean
  look?: ButtonLook
  icon?: LucideIcon
  busy?: boolean
  small?: boolean
  'data-autofocus'?: boolean
}

/** Chooses files, by keyboard or pointer. */
export function FileButton(props: FileButtonProps) {
  const { children, onFiles, accept, several = false, folder = false, ...button } = props
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={several}
        // Not in React's types.
        {...(folder && { webkitdirectory: '' })}
        hidden
        aria-label={children}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          target.value = '' // so that the same file can be chosen again
          if (files.length > 0) onFiles(files)
        }}
      />
      <Button {...button} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  )
}

type FileAreaProps = { onDrop: (data: DataTransfer) => void; children: ReactNode }

/** Where files are dropped, with the buttons that choose them. */
export function FileArea({ onDrop, children }: FileAreaProps) {
  return (
    <div
      className={styles.area}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        onDrop(event.dataTransfer)
      }}
    >
      {children}
    </div>
  )
}
