import { Paperclip } from 'lucide-react'
import { useWords } from '../../kernel/words.ts'
import { FileButton } from '../../ui/file-button.tsx'
import { words } from './words.ts'

/** Chooses files to attach. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const w = useWords(words)
  return (
    <FileButton several small look="quiet" icon={Paperclip} onFiles={onFiles}>
      {w.attach}
    </FileButton>
  )
}
