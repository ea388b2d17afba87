import {
  Clock,
  Download,
  FileCode,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
} from 'lucide-react'
import { DropZone } from '../../foundation/files/drop-zone.tsx'
import { FileSign } from '../../foundation/files/file-sign.tsx'
import { ScanBadge } from '../../foundation/files/scan-badge.tsx'
import { ItemList, useItems } from '../../foundation/items/item-list.tsx'
import { ToolPage, type ShownList } from '../../foundation/items/tool-page.tsx'
import { addressOf } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { download } from '../../kernel/download.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useSpace } from '../../kernel/session.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { UploadDialog } from './upload-dialog.tsx'
import { uploadTo, useTreeUpload } from './uploads.ts'
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
      containerCommands={[
        {
          label: w.downloadAll,
          icon: Download,
          run: ({ space, id: container }) =>
            download(
              addressOf('/api/spaces/{space}/folders/{container}/zip', {
                path: { space, container },
              }),
            ),
        },
      ]}
      newItem={(at) => <UploadDialog {...at} />}
    />
  )
}

/** As many as the server puts into one ZIP by their ids. */
const mostAtOnce = 100

function addressOfMany(space: string, chosen: readonly { id: string }[]): string {
  const [one, ...others] = chosen
  if (one && others.length === 0)
    return addressOf('/api/spaces/{space}/files/{file}/content', {
      path: { space, file: one.id },
      query: { download: true },
    })
  return addressOf('/api/spaces/{space}/files/zip', {
    path: { space },
    query: { files: chosen.map(({ id }) => id) },
  })
}

const doors = [
  '/api/spaces/{space}/files',
  '/api/spaces/{space}/folders/{container}/files',
] as const

type Listed = Answer<'get', (typeof doors)[0]>['items'][number]

/** Its picture in small; null where there is none. */
function thumbnailOf({ space, id: item, type, sha256: sha, scan }: Listed): string | null {
  if (!type.startsWith('image/') || scan === 'infected') return null
  return addressOf('/api/spaces/{space}/items/{item}/files/{sha}/renditions/{rendition}', {
    path: { space, item, sha, rendition: 'thumbnail' },
  })
}

/** The files of a folder, which take what is dropped on them, or of the whole space. */
function FileList({ shown }: { shown: ShownList }) {
  const w = useWords(words)
  const format = useFormat()
  const { space, container } = shown
  const isMine = useSpace(space)?.kind === 'private'
  const uploadTree = useTreeUpload()
  const list = useItems(
    shown,
    doors,
    shown.show === 'all' ? ['changed', 'title', 'size'] : ['title', 'changed', 'size'],
  )
  const take = container?.may.add
    ? (files: File[]) => uploadTo(space, container.id, files)
    : undefined
  return (
    <DropZone
      onFiles={take}
      onTree={container?.may.add ? (tree) => uploadTree(space, container.id, tree) : undefined}
    >
      {isMine && shown.show === undefined && container?.parent === null && (
        <p className="quiet">
          {w.dropFolderSays} <a href={paths.dropFolder()}>{w.dropFolder}</a>
        </p>
      )}
      <ItemList
        {...list}
        sorts={{ size: w.bySize }}
        empty={!container || container.may.add ? w.empty : w.emptyReader}
        row={(file) => ({
          lead: <FileSign type={file.type} thumbnail={thumbnailOf(file)} />,
          marks: <ScanBadge scan={file.scan} />,
          second: format.size(file.size),
          entries: [
            file.scan !== 'infected' && {
              label: w.download,
              icon: Download,
              run: () => download(addressOfMany(space, [file])),
            },
          ],
        })}
        bulk={(chosen) =>
          chosen.length <= mostAtOnce && (
            <Button
              look="quiet"
              small
              icon={Download}
              onClick={() => download(addressOfMany(space, chosen))}
            >
              {w.download}
            </Button>
          )
        }
      />
    </DropZone>
  )
}
