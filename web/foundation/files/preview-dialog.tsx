import { Download } from 'lucide-react'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Attachment } from './attachment-list.tsx'
import { Preview } from './preview.tsx'
import { words } from './words.ts'

type DialogProps = { attachment: Attachment; onClose: () => void }

/** A dialog that shows a file. */
export function PreviewDialog({ attachment, onClose }: DialogProps) {
  const w = useWords(words)
  const { name, url } = attachment
  const foot = (
    <Button icon={Download} href={url} download={name}>
      {w.download}
    </Button>
  )
  return (
    <Dialog opened onClose={onClose} title={name} foot={foot} width="wide">
      <Preview file={attachment} />
    </Dialog>
  )
}
