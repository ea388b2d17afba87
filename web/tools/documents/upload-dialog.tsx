import { FolderUp, Upload } from 'lucide-react'
import { useState } from 'react'
import { PlaceField, SeenBy } from '../../foundation/spaces/place-field.tsx'
import { rememberPlace } from '../../foundation/spaces/places.ts'
import type { AtPlace } from '../../foundation/items/tool-page.tsx'
import { chosenTree, droppedTree, type Tree } from '../../foundation/files/folders.ts'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FileArea, FileButton } from '../../ui/file-button.tsx'
import { uploadTo, useTreeUpload } from './uploads.ts'
import { words } from './words.ts'

/** Chooses files and the folder that they go into, and shows who will see them. */
export function UploadDialog({ space, place: first, onClose }: AtPlace) {
  const w = useWords(words)
  const uploadTree = useTreeUpload()
  const [place, setPlace] = useState<typeof first | undefined>(first)
  const [missing, setMissing] = useState(false)
  /** Sends something into the chosen folder, if one is chosen. */
  const sendBy = (send: (folder: string) => void) => {
    setMissing(!place)
    if (!place) return
    rememberPlace(space, 'file', place.id)
    send(place.id)
    onClose()
  }
  const take = (files: File[]) => sendBy((folder) => uploadTo(space, folder, files))
  const takeTree = (tree: Tree | Promise<Tree>) =>
    sendBy((folder) => uploadTree(space, folder, tree))
  const drop = (data: DataTransfer) => {
    const tree = droppedTree(data)
    if (tree) takeTree(tree)
    else if (data.files.length > 0) take([...data.files])
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
      <FileArea onDrop={drop}>
        <FileButton several look="primary" icon={Upload} data-autofocus onFiles={take}>
          {w.chooseFiles}
        </FileButton>
        <FileButton folder icon={FolderUp} onFiles={(files) => takeTree(chosenTree(files))}>
          {w.chooseFolder}
        </FileButton>
        <span className="quiet">{w.dropHere}</span>
      </FileArea>
    </Dialog>
  )
}
