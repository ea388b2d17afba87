import { Download } from 'lucide-react'
import { lazy, Suspense, useState, type ComponentType } from 'react'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import type { Attachment } from './attachment-list.tsx'
import styles from './files.module.css'
import own from './previews.module.css'
import { words } from './words.ts'

/** A file to be shown: its content, and where what is made of it is. */
export type ShownFile = Pick<Attachment, 'name' | 'type' | 'url' | 'renditions' | 'shownAs'>
export type PreviewProps = { file: ShownFile; onFail: (why?: string) => void }

const ways: Record<NonNullable<ShownFile['shownAs']>, ComponentType<PreviewProps>> = {
  picture: ({ file: { name, url }, onFail }) => (
    <img className={styles.picture} src={url} alt={name} onError={() => onFail()} />
  ),
  drawn: ({ file: { name, renditions }, onFail }) => (
    <img
      className={styles.picture}
      src={`${renditions}/picture`}
      alt={name}
      onError={() => onFail()}
    />
  ),
  audio: ({ file: { name, url }, onFail }) => (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a file has no captions
    <audio className={styles.sound} src={url} controls aria-label={name} onError={() => onFail()} />
  ),
  video: ({ file: { name, url }, onFail }) => (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- as above
    <video
      className={styles.picture}
      src={url}
      controls
      aria-label={name}
      onError={() => onFail()}
    />
  ),
  pdf: lazy(() => import('./pdf-preview.tsx')),
  text: lazy(() => import('./text-preview.tsx')),
  csv: lazy(() => import('./table-preview.tsx')),
  table: lazy(() => import('./table-preview.tsx')),
  page: lazy(() => import('./page-preview.tsx')),
  mail: lazy(() => import('./mail-preview.tsx')),
  list: lazy(() => import('./archive-preview.tsx')),
}

/** A file in the page, inert. One that cannot be shown says so, and offers the download. */
export function Preview({ file }: { file: ShownFile }) {
  const [failed, setFailed] = useState<string | true>()
  if (file.shownAs === null || failed) return <NotShown file={file} why={failed} />
  const Way = ways[file.shownAs]
  return (
    <Suspense fallback={<ListSkeleton rows={6} />}>
      <Way file={file} onFail={(why) => setFailed(why ?? true)} />
    </Suspense>
  )
}

function NotShown({
  file: { name, url },
  why,
}: {
  file: ShownFile
  why?: string | true | undefined
}) {
  const w = useWords(words)
  return (
    <div className={own.notShown}>
      <p>{typeof why === 'string' ? why : w.cannotShow}</p>
      <Button icon={Download} href={url} download={name}>
        {w.download}
      </Button>
    </div>
  )
}
