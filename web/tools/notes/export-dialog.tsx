import { Download } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../kernel/words.ts'
import { download } from '../../kernel/download.ts'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogFoot } from '../../ui/dialog-foot.tsx'
import { words } from './export-words.ts'

export type Format = 'pdf' | 'docx' | 'odt' | 'markdown' | 'html'

type ExportDialogProps = {
  title: string
  /** One note, or everything in a notebook or a folder. */
  of: 'note' | 'tree'
  /** The address of the file in this format. */
  address: (format: Format) => string
  onClose: () => void
}

const formats: readonly Format[] = ['pdf', 'docx', 'odt', 'markdown', 'html']

/** Asks in which format to export; says what the file will hold. */
export function ExportDialog({ title, of, address, onClose }: ExportDialogProps) {
  const w = useWords(words)
  const [format, setFormat] = useState<Format>('pdf')
  const save = () => {
    download(address(format))
    onClose()
  }
  const foot = (
    <DialogFoot onClose={onClose} verb={w.save} icon={Download} busy={false} onAct={save} />
  )
  return (
    <Dialog opened onClose={onClose} title={w.title(title)} foot={foot}>
      <Choice
        name="format"
        label={w.format}
        help={of === 'tree' ? w.treeHelp : w.noteHelp}
        value={format}
        onChange={setFormat}
        options={formats.map((value) => ({ value, label: w.formats[value], help: w[of][value] }))}
      />
    </Dialog>
  )
}
