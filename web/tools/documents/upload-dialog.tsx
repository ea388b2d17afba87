import { FolderUp, Upload } from 'lucide-react'
import type { DragEvent } from 'react'
import { useRef, useState } from 'react'
import { PlaceField, SeenBy } from '../../foundation/spaces/place-field.tsx'
import { rememberPlace } from '../../foundation/spaces/places.ts'
import type { AtPlace } from '../../foundation/items/tool-page.tsx'
import { chosenTree, droppedTree, type Tree } from '../../foundation/files/folders.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './documents.module.css'
import { uploadTo, useTreeUpload } from './uploads.ts'
import { words } from './words.ts'

/** Chooses files and the folder that they go into, and shows who will see them. */
export function UploadDialog({ space, place: first, onClose }: AtPlace) {
  const w = useWords(words)
  const uploadTree = useTreeUpload()
  const input = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [place, setPlace] = useState<typeof first | undefined>(first)
  const [missing, setMissing] = useState(false)
  const take = (files: Iterable<File>) => {
    const chosen = [...files]
    setMissing(!place)
    if (!place || chosen.length === 0) return
    rememberPlace(space, 'file', place.id)
    uploadTo(space, place.id, chosen)
    onClose()
  }
  const takeTree = (tree: Tree | Promise<Tree>) => {
    setMissing(!place)
    if (!place) return
    rememberPlace(space, 'file', place.id)
    uploadTree(space, place.id, tree)
    onClose()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const tree = droppedTree(event.dataTransfer)
    if (tree) takeTree(tree)
    else take(event.dataTransfer.files)
  }
  return (
    <Dialog opened onClose={onClose} title={w.upload}>
      <PlaceField
        space={space}
        put={{ tool: 'documents', takes: 'file' }}
        label={w.place}
        value={place}
        error={missing && !place ? w.placeMissing : undefined}
        onChange={setPlace}
      />
      {place && <SeenBy place={place} />}
      <div className={styles.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={w.chooseFiles}
          onChange={(event) => take(event.target.files ?? [])}
        />
        <Button look="primary" icon={Upload} data-autofocus onClick={() => input.current?.click()}>
          {w.chooseFiles}
        </Button>
        <input
          ref={folder}
          type="file"
          // Not in React's types: a folder is chosen instead of files.
          {...{ webkitdirectory: '' }}
          hidden
          aria-label={w.chooseFolder}
          onChange={(event) => event.target.files && takeTree(chosenTree(event.target.files))}
        />
        <Button icon={FolderUp} onClick={() => folder.current?.click()}>
          {w.chooseFolder}
        </Button>
        <span className="quiet">{w.dropHere}</span>
      </div>
    </Dialog>
  )
}
