import { Upload } from 'lucide-react'
import { useWords } from '../../kernel/words.ts'
import { FileArea, FileButton } from '../../ui/file-button.tsx'
import { words } from './words.ts'

type FileDropProps = {
  /** As for a file input: `.md,text/markdown`. */
  accept: string
  help: string
  several?: boolean
  onTake: (files: readonly File[]) => void
}

/** Where files to import are dropped, with the button that chooses them. */
export function FileDrop({ accept, help, several = false, onTake }: FileDropProps) {
  const w = useWords(words)
  return (
    <FileArea onDrop={({ files }) => onTake([...files])}>
      <FileButton icon={Upload} accept={accept} several={several} onFiles={onTake}>
        {several ? w.chooseFiles : w.chooseFile}
      </FileButton>
      <span className="quiet">{several ? w.dropFiles : w.dropFile}</span>
      <p className="quiet small">{help}</p>
    </FileArea>
  )
}
