import { Download, FileUp, ShieldCheck } from 'lucide-react'
import { useRef, useState } from 'react'
import { Preview, type ShownFile } from '../../foundation/files/preview.tsx'
import { ReleaseDialog } from '../../foundation/files/release-dialog.tsx'
import { ScanBadge } from '../../foundation/files/scan-badge.tsx'
import { words as fileWords } from '../../foundation/files/words.ts'
import type { ItemContentProps, ItemPageOf, ItemParts } from '../../foundation/items/item.ts'
import { ItemPage } from '../../foundation/items/item-page.tsx'
import { useVersionsTab } from '../../foundation/versions/versions.tsx'
import { addressOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { download } from '../../kernel/download.ts'
import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import styles from './documents.module.css'
import { uploadVersion } from './uploads.ts'
import { words } from './words.ts'

type File = Answer<'get', '/api/spaces/{space}/files/{file}'>
type Content = Pick<File, 'size' | 'type' | 'sha256'>

const filePage: ItemPageOf<File> = {
  tool: 'documents',
  kind: 'file',
  load: (space, file) => load('/api/spaces/{space}/files/{file}', { path: { space, file } }),
  rename: ({ space, id: file }, title) =>
    send('patch', '/api/spaces/{space}/files/{file}', { path: { space, file }, body: { title } }),
  Content: FileContent,
  isFile: true,
  useParts: useFileParts,
}

/** One file: seen in place where a browser can, downloaded, replaced, discussed. */
export function FilePage() {
  return <ItemPage of={filePage} />
}

function FileContent({ item }: ItemContentProps<File>) {
  const f = useWords(fileWords)
  const { sha256, scan } = item
  return (
    <div className={styles.shown} data-item-text>
      <ScanBadge scan={scan} />
      {scan === 'infected' ? (
        <p>{f.isInfected}</p>
      ) : (
        // Another content is another element: the browser does not show the one before.
        <Preview key={sha256} file={shownFile(item)} />
      )}
    </div>
  )
}

type VersionOfFileProps = { file: File; content: Content; number: number }

/** The content of a file in a version: seen where its kind is that of the file now, and downloaded. */
function VersionOfFile({ file, content, number }: VersionOfFileProps) {
  const w = useWords(words)
  const format = useFormat()
  const shownAs = content.type === file.type ? file.shownAs : null
  const of = { ...file, ...content, shownAs, title: w.earlier(file.title) }
  const shown = { ...shownFile(of), url: contentOf(of, { number }) }
  return (
    <div className={styles.shown}>
      <p className={styles.facts}>
        {format.size(content.size)} · {content.type}
      </p>
      <Button icon={Download} onClick={() => download(contentOf(file, { number, download: true }))}>
        {w.download}
      </Button>
      {shownAs && <Preview key={content.sha256} file={shown} />}
    </div>
  )
}

function shownFile(file: File): ShownFile {
  const { space, id: item, title: name, type, sha256, shownAs } = file
  const base = '/api/spaces/{space}/items/{item}/files/{sha}/renditions'
  const renditions = addressOf(base, { path: { space, item, sha: sha256 } })
  return { name, type, url: contentOf(file), renditions, shownAs }
}

/** Now, or in the version of this number; what is shown has an address for each content, so that no cache mixes them. */
function contentOf(
  { space, id: file, sha256 }: File,
  { number, download: asDownload }: { number?: number; download?: boolean } = {},
): string {
  return addressOf('/api/spaces/{space}/files/{file}/content', {
    path: { space, file },
    query: { version: number, download: asDownload, sha256: asDownload ? undefined : sha256 },
  })
}

function useFileParts(item: File): ItemParts {
  const w = useWords(words)
  const f = useWords(fileWords)
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const versions = useVersionsTab(
    item,
    ({ content, number }) => (
      <VersionOfFile file={item} content={content as Content} number={number} />
    ),
    { texts: false },
  )
  const [releasing, setReleasing] = useState(false)
  const close = () => setReleasing(false)
  const { title, sha256 } = item
  const place = { space: item.space, item: item.id }
  const isInfected = item.scan === 'infected'
  return {
    actions: (
      <>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={w.newVersion}
          onChange={(event) => {
            const [chosen] = event.target.files ?? []
            if (chosen) uploadVersion(item.space, item.id, chosen)
            event.target.value = '' // so that the same file can be chosen again
          }}
        />
        {isInfected ? (
          releasing && <ReleaseDialog {...place} file={{ name: title, sha256 }} onClose={close} />
        ) : (
          <Button icon={Download} onClick={() => download(contentOf(item, { download: true }))}>
            {w.download}
          </Button>
        )}
      </>
    ),
    entries: [
      item.may.edit && {
        label: w.newVersion,
        icon: FileUp,
        run: () => input.current?.click(),
      },
      isInfected &&
        item.may.manage && { label: f.release, icon: ShieldCheck, run: () => setReleasing(true) },
    ],
    details: [
      { label: w.size, value: format.size(item.size) },
      { label: w.type, value: item.type },
    ],
    tabs: [versions],
  }
}
