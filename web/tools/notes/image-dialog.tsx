import type { Editor } from '@tiptap/core'
import { ImagePlus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { addressOf, sendFile } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogFoot } from '../../ui/dialog-foot.tsx'
import { TextField } from '../../ui/field.tsx'
import { inText } from './in-text.ts'
import styles from './note.module.css'
import { words } from './note-words.ts'
import type { Note } from './note-page.tsx'

const kinds = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']
const largest = 10 * 1024 * 1024

export function isPicture({ type, size }: Blob): boolean {
  return kinds.includes(type) && size <= largest
}

type ImageDialogProps = {
  note: Note
  editor: Editor
  /** The pasted or dropped file; otherwise it is chosen here. */
  file: File | undefined
  onClose: () => void
}

/** Adds a picture, with a description for people who cannot see it. */
export function ImageDialog({ note, editor, file, onClose }: ImageDialogProps) {
  const w = useWords(words)
  const [chosen, setChosen] = useState(file)
  const [alt, setAlt] = useState('')
  const [bad, setBad] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const address = addressOf('/api/spaces/{space}/notes/{note}/files', {
    path: { space: note.space, note: note.id },
  })
  const insert = useAct((picture: File) => sendFile('post', address, picture), {
    done: (answer) => {
      const { src } = answer as { src: string }
      onClose()
      inText(editor).setImage({ src, alt: alt.trim() }).run()
    },
  })
  const choose = (picture: File | undefined) => {
    if (!picture) return
    setBad(!isPicture(picture))
    if (isPicture(picture)) setChosen(picture)
  }
  const foot = (
    <DialogFoot
      onClose={onClose}
      verb={w.insertImage}
      busy={insert.isPending}
      reason={chosen ? undefined : w.chooseImage}
      onAct={() => chosen && insert.mutate(chosen)}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={w.imageTitle} foot={foot}>
      {chosen && <Shown file={chosen} />}
      <input
        ref={input}
        type="file"
        accept={kinds.join()}
        hidden
        onChange={(event) => choose(event.target.files?.[0])}
      />
      <div>
        <Button icon={ImagePlus} onClick={() => input.current?.click()}>
          {w.chooseImage}
        </Button>
        <p className="quiet small">{bad ? w.imageBad : w.imageKinds}</p>
      </div>
      <TextField name="alt" label={w.alt} help={w.altHelp} value={alt} onChange={setAlt} />
    </Dialog>
  )
}

/** Draws the file itself: the content security policy would refuse an address of it. */
function Shown({ file }: { file: File }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let stale = false
    void createImageBitmap(file).then((picture) => {
      const place = canvas.current
      if (stale || !place) return
      const scale = Math.min(1, 480 / picture.width, 240 / picture.height)
      place.width = Math.max(1, Math.round(picture.width * scale))
      place.height = Math.max(1, Math.round(picture.height * scale))
      place.getContext('2d')?.drawImage(picture, 0, 0, place.width, place.height)
    })
    return () => {
      stale = true
    }
  }, [file])
  return <canvas ref={canvas} className={styles.picture} aria-hidden />
}
