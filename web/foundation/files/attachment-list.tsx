import { Download, Eye, PenLine, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { download } from '../../kernel/download.ts'
import { useFormat } from '../../kernel/format.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Menu } from '../../ui/menu.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { FileSign } from './file-sign.tsx'
import styles from './files.module.css'
import { PreviewDialog } from './preview-dialog.tsx'
import { ReleaseDialog } from './release-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { ScanBadge } from './scan-badge.tsx'
import { words } from './words.ts'

export type Attachment = Answer<
  'get',
  '/api/spaces/{space}/items/{item}/attachments'
>['items'][number]

type ListProps = {
  space: string
  item: string
  attachments: readonly Attachment[]
  label: string
}

export function AttachmentList({ attachments, label, ...of }: ListProps) {
  return (
    <ul className={styles.list} aria-label={label}>
      {attachments.map((attachment) => (
        <AttachmentLine key={attachment.id} {...of} attachment={attachment} />
      ))}
    </ul>
  )
}

type LineProps = { space: string; item: string; attachment: Attachment }

function AttachmentLine({ space, item, attachment }: LineProps) {
  const w = useWords(words)
  const format = useFormat()
  const [open, setOpen] = useState<'preview' | 'rename' | 'release'>()
  const remove = useRemove({ space, item, attachment })
  const { name, size, url, shownAs, addedAt, addedBy, scan, may } = attachment
  const readable = scan !== 'infected'
  const close = () => setOpen(undefined)
  return (
    <li className={styles.line}>
      <FileSign {...attachment} />
      <div className={styles.lineText}>
        {shownAs ? (
          <button type="button" className={styles.name} onClick={() => setOpen('preview')}>
            {name}
          </button>
        ) : readable ? (
          <a className={styles.name} href={url} download={name}>
            {name}
          </a>
        ) : (
          <span className={styles.unreadable}>{name}</span>
        )}
        <span className="quiet small">
          {format.size(size)} · {fullName(addedBy)} · <RelativeTime at={addedAt} />
        </span>
        <ScanBadge scan={scan} />
      </div>
      <Menu
        label={w.actions(name)}
        entries={[
          shownAs !== null && { label: w.open, icon: Eye, run: () => setOpen('preview') },
          readable && { label: w.download, icon: Download, run: () => download(url, name) },
          may.release && { label: w.release, icon: ShieldCheck, run: () => setOpen('release') },
          may.rename && { label: w.rename, icon: PenLine, run: () => setOpen('rename') },
          may.remove && 'divider',
          may.remove && { label: w.remove, icon: Trash2, danger: true, run: () => remove() },
        ]}
      />
      {open === 'preview' && <PreviewDialog attachment={attachment} onClose={close} />}
      {open === 'release' && (
        <ReleaseDialog {...{ space, item }} file={attachment} onClose={close} />
      )}
      {open === 'rename' && <RenameDialog {...{ space, item, attachment }} onClose={close} />}
    </li>
  )
}

function useRemove({ space, item, attachment }: LineProps): () => void {
  const w = useWords(words)
  const path = { space, item, attachment: attachment.id }
  const refresh = [[space]]
  const restore = useAct(
    () =>
      send('post', '/api/spaces/{space}/items/{item}/attachments/{attachment}/restoring', { path }),
    { refresh },
  )
  const remove = useAct(
    () => send('delete', '/api/spaces/{space}/items/{item}/attachments/{attachment}', { path }),
    { refresh, done: () => void tellUndo(w.removed(attachment.name), () => restore.mutate()) },
  )
  return () => remove.mutate()
}
