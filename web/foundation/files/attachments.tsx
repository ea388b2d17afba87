import { useId, useState } from 'react'
import { useLongList } from '../../kernel/long-list.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { AttachButton } from './attach-button.tsx'
import { AttachmentList } from './attachment-list.tsx'
import { DropZone } from './drop-zone.tsx'
import styles from './files.module.css'
import { sendFiles } from './queue.ts'
import { words } from './words.ts'

type AttachmentsProps = { space: string; item: string; mayEdit: boolean }

/** Number of attachments shown until the reader asks for all. */
const shownAtFirst = 8

/** The attachments of an item, with a button to add more; hidden where there are none and none can be added. */
export function Attachments({ space, item, mayEdit }: AttachmentsProps) {
  const w = useWords(words)
  const title = useId()
  const [all, setAll] = useState(false)
  const path = { space, item }
  const list = useLongList('/api/spaces/{space}/items/{item}/attachments', { path })
  const take = (files: File[]) => sendFiles({ space, item }, files)
  if (!mayEdit && list.items?.length === 0) return null
  const shown = all ? list.items : list.items?.slice(0, shownAtFirst)
  const hidden = (list.items?.length ?? 0) - (shown?.length ?? 0)
  const { onMore, busy } = list.more
  return (
    <DropZone onFiles={mayEdit ? take : undefined}>
      <section className={styles.section} aria-labelledby={title} data-no-print>
        <div className={styles.sectionHead}>
          <h2 id={title} className={styles.title}>
            {w.attachments}
          </h2>
          {mayEdit && <AttachButton onFiles={take} />}
        </div>
        {list.isPending && <ListSkeleton rows={2} />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.items?.length === 0 && <p className="quiet small">{w.hint}</p>}
        {shown && shown.length > 0 && (
          <AttachmentList space={space} item={item} attachments={shown} label={w.attachments} />
        )}
        {hidden > 0 && (
          <Button look="quiet" small onClick={() => setAll(true)}>
            {onMore ? w.loadMore : w.more(list.items!.length)}
          </Button>
        )}
        {all && onMore && (
          <Button look="quiet" small busy={busy} onClick={onMore}>
            {w.loadMore}
          </Button>
        )}
      </section>
    </DropZone>
  )
}
