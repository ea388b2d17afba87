import type { Editor } from '@tiptap/core'
import { ImagePlus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { addressOf, sendFile } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/choice.tsx'
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
  const said = useSaid({ alt: null, caption: null })
  const [bad, setBad] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const address = addressOf('/api/spaces/{space}/notes/{note}/files', {
    path: { space: note.space, note: note.id },
  })
  const insert = useAct((picture: File) => sendFile('post', address, picture), {
    done: (answer) => {
      const { src, width, height } = answer as { src: string; width: number; height: number }
      onClose()
      const attrs = { src, width, height, ...said.attributes }
      inText(editor).insertContent({ type: 'image', attrs }).run()
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
      onAct={() => chosen && said.isComplete() && insert.mutate(chosen)}
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
      <SaidFields said={said} />
    </Dialog>
  )
}

type PictureDialogProps = Pick<ImageDialogProps, 'editor' | 'onClose'>

/** Changes what is said of the selected picture. */
export function PictureDialog({ editor, onClose }: PictureDialogProps) {
  const w = useWords(words)
  const said = useSaid(editor.getAttributes('image') as Said)
  const save = () => {
    if (!said.isComplete()) return
    onClose()
    inText(editor).updateAttributes('image', said.attributes).run()
  }
  const foot = <DialogFoot onClose={onClose} verb={w.keepPicture} busy={false} onAct={save} />
  return (
    <Dialog opened onClose={onClose} title={w.pictureTitle} foot={foot} width="narrow">
      <SaidFields said={said} />
    </Dialog>
  )
}

/** The description is empty where a picture only decorates, and null as long as nobody has described it. */
type Said = { alt: string | null; caption: string | null }

function useSaid(first: Said) {
  const [alt, setAlt] = useState(first.alt ?? '')
  const [caption, setCaption] = useState(first.caption ?? '')
  const [decorates, setDecorates] = useState(first.alt === '')
  const [isMissing, setMissing] = useState(false)
  return {
    ...{ alt, setAlt, caption, setCaption, decorates, setDecorates, isMissing },
    attributes: { alt: decorates ? '' : alt.trim(), caption: caption.trim() || null },
    /** Asks for a description, once, where there is none. */
    isComplete(): boolean {
      const complete = decorates || alt.trim() !== ''
      setMissing(!complete)
      return complete
    },
  }
}

function SaidFields({ said }: { said: ReturnType<typeof useSaid> }) {
  const w = useWords(words)
  return (
    <>
      {!said.decorates && (
        <TextField
          name="alt"
          label={w.alt}
          help={w.altHelp}
          error={said.isMissing ? w.altMissing : undefined}
          maxLength={1000}
          value={said.alt}
          onChange={said.setAlt}
        />
      )}
      <Check label={w.decorative} checked={said.decorates} onChange={said.setDecorates} />
      <TextField
        name="caption"
        label={w.caption}
        optional
        maxLength={500}
        value={said.caption}
        onChange={said.setCaption}
      />
    </>
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
