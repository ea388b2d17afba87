import { useState } from 'react'
import { useNoun } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogFoot } from '../../ui/dialog-foot.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import { PlaceField } from '../spaces/place-field.tsx'
import type { Place } from '../spaces/places.ts'
import type { ImportOf, Source } from './import.ts'
import { ChosenSources } from './chosen-sources.tsx'
import { useImport } from './use-import.ts'
import { words } from './words.ts'

type ImportDialogProps = { of: ImportOf; space: string; place: Place; onClose: () => void }

/** Imports files and pasted text as items, after showing how each begins. Those that fail stay, with the reason. */
export function ImportDialog({ of, space, place, onClose }: ImportDialogProps) {
  const w = useWords(words)
  const its = useWords(of.words)
  const { bring } = useNoun(of.put.tool, of.put.takes)
  const [to, setTo] = useState<Place | undefined>(place)
  const [files, setFiles] = useState<readonly File[]>([])
  const [pasted, setPasted] = useState('')
  const { run, busy, failed } = useImport(of, space, onClose)
  const all: readonly Source[] = pasted.trim() ? [...files, pasted] : files
  const start = async () => {
    if (!to) return
    const left = await run(to.id, all)
    setFiles(left.filter((source) => typeof source !== 'string'))
    setPasted(left.find((source) => typeof source === 'string') ?? '')
  }
  const foot = (
    <DialogFoot
      onClose={onClose}
      verb={all.length > 0 ? bring(all.length) : w.verb}
      busy={busy}
      reason={all.length === 0 || !to ? its.help : undefined}
      onAct={() => void start()}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={its.title} foot={foot}>
      {failed.map(({ name, said }, place) => (
        <Note key={place} tone="danger">
          {w.failed(name)} {said}
        </Note>
      ))}
      <PlaceField space={space} put={of.put} value={to} onChange={setTo} />
      <ChosenSources
        files={files}
        accept={of.accept}
        help={its.help}
        onTake={(chosen) => setFiles((now) => [...now, ...chosen])}
        onChange={setFiles}
      />
      <TextArea
        name="pasted"
        label={its.paste}
        help={its.pasteHelp}
        rows={6}
        value={pasted}
        onChange={setPasted}
      />
    </Dialog>
  )
}
