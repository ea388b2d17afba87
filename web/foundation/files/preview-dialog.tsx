import { Download } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Attachment } from './attachment-list.tsx'
import styles from './files.module.css'
import { words } from './words.ts'

type PreviewProps = { attachment: Attachment; onClose: () => void }

/** A dialog that shows a file, if the browser can. */
export function PreviewDialog({ attachment, onClose }: PreviewProps) {
  const w = useWords(words)
  const { name, url } = attachment
  const foot = (
    <Button icon={Download} href={url} download={name}>
      {w.download}
    </Button>
  )
  return (
    <Dialog opened onClose={onClose} title={name} foot={foot} width="wide">
      <ShownInPlace {...attachment} />
    </Dialog>
  )
}

export type ShownFile = Pick<Attachment, 'name' | 'url' | 'shownAs'>

/** A file in the page, as the browser shows it. */
export function ShownInPlace({ name, url, shownAs }: ShownFile) {
  const w = useWords(words)
  const [bad, setBad] = useState(false)
  const onError = () => setBad(true)
  if (bad) return <p>{w.cannotShow}</p>
  if (shownAs === 'picture')
    return <img className={styles.picture} src={url} alt={name} onError={onError} />
  if (shownAs === 'pdf') return <iframe className={styles.pages} src={url} title={name} />
  if (shownAs === 'audio')
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- an attached file has no captions
    return <audio className={styles.sound} src={url} controls aria-label={name} onError={onError} />
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- as above
  return <video className={styles.picture} src={url} controls aria-label={name} onError={onError} />
}
