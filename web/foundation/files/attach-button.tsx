import { Paperclip } from 'lucide-react'
import { useRef } from 'react'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { words } from './words.ts'

/** Chooses files by keyboard or pointer. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const w = useWords(words)
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={w.attach}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = '' // so that the same file can be chosen again
        }}
      />
      <Button small look="quiet" icon={Paperclip} onClick={() => input.current?.click()}>
        {w.attach}
      </Button>
    </>
  )
}
