import { Clock, FileCode, FileImage, FileSpreadsheet, FileText, FileVideo } from 'lucide-react'
import { DropZone } from '../../foundation/files/drop-zone.tsx'
import { iconOf } from '../../foundation/files/file-icon.ts'
import { ItemList, useItems } from '../../foundation/items/item-list.tsx'
import { ToolPage, type ShownList } from '../../foundation/items/tool-page.tsx'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useSpace } from '../../kernel/session.ts'
import { useWords } from '../../kernel/words.ts'
import { UploadDialog } from './upload-dialog.tsx'
import { uploadTo } from './uploads.ts'
import { words } from './words.ts'

export function DocumentsPage() {
  const w = useWords(words)
  return (
    <ToolPage
      tool="documents"
      kind="file"
      tree={w.tree}
      beginsAtRoot
      lists={[
        { key: 'all', label: w.recent, icon: Clock },
        { key: 'pictures', label: w.pictures, icon: FileImage },
        { key: 'pdf', label: 'PDF', icon: FileText },
        { key: 'office', label: w.office, icon: FileSpreadsheet },
        { key: 'media', label: w.media, icon: FileVideo },
        { key: 'texts', label: w.texts, icon: FileCode },
      ]}
      items={(shown) => <FileList shown={shown} />}
      newItem={(at) => <UploadDialog {...at} />}
    />
  )
}

const doors = [
  '/api/spaces/{space}/files',
  '/api/spaces/{space}/folders/{container}/files',
] as const

/** The files of a folder, which take what is dropped on them, or of the whole space. */
function FileList({ shown }: { shown: ShownList }) {
  const w = useWords(words)
  const format = useFormat()
  const { space, container } = shown
  const isMine = useSpace(space)?.kind === 'private'
  const list = useItems(
    shown,
    doors,
    shown.show === 'all' ? ['changed', 'title', 'size'] : ['title', 'changed', 'size'],
  )
  const take = container?.may.add
    ? (files: File[]) => uploadTo(space, container.id, files)
    : undefined
  return (
    <DropZone onFiles={take}>
      {isMine && shown.show === undefined && container?.parent === null && (
        <p className="quiet">
          {w.dropFolderSays} <a href={paths.dropFolder()}>{w.dropFolder}</a>
        </p>
      )}
      <ItemList
        {...list}
        sorts={{ size: w.bySize }}
        empty={!container || container.may.add ? w.empty : w.emptyReader}
        row={({ size, type }) => ({ icon: iconOf(type), second: format.size(size) })}
      />
    </DropZone>
  )
}
