import type { LucideIcon } from 'lucide-react'
import { MessageSquare, Star, Tag, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { InternalBadge, useMarkInternal } from '../../access/internal.tsx'
import { paths } from '../../kernel/paths.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Row, type Selection } from '../../ui/list.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ValidatedBadge } from '../versions/validation.tsx'
import type { Item } from './item.ts'
import styles from './items.module.css'
import { useFavourite } from './marks.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { useTrashItem } from './trash.ts'
import { words } from './words.ts'

export type ItemRowProps = {
  item: Item
  icon: LucideIcon
  /** In place of the icon. */
  lead?: ReactNode
  /** Badges of the tool, after the title. */
  marks?: ReactNode
  /** How the item begins, or what else says most about it. */
  second?: string
  /** Entries of its menu that only the tool has, before the others. */
  entries?: readonly MenuEntry[]
  /** In a list of several containers. */
  showsContainer: boolean
  selection: Selection
  onTag: (tag: string) => void
}

/** One item as a row: title, marks, tags, comments, the last change, and a menu of what can be done with it. */
export function ItemRow(props: ItemRowProps) {
  const { item, icon: Icon, lead, marks, second, entries, showsContainer, selection } = props
  const w = useWords(words)
  const { id, space, tool, title } = item
  return (
    <Row
      id={id}
      name={w.select(title)}
      selection={selection}
      href={paths.item(space, tool, id)}
      lead={lead ?? <Icon size={18} aria-hidden />}
      title={
        <>
          <span>{title}</span>
          {item.favourite && (
            <span className={styles.starred}>
              <Star size={13} fill="currentColor" aria-hidden />
              <span className="for-readers-only">{w.favourite}</span>
            </span>
          )}
          {marks}
          {item.validated && <ValidatedBadge />}
          {item.internal && <InternalBadge />}
        </>
      }
      second={[showsContainer && item.container.name, second].filter(Boolean).join(' · ')}
      meta={<RowMeta {...props} />}
      actions={<RowMenu item={item} entries={entries} />}
    />
  )
}

function RowMeta({ item, onTag }: ItemRowProps) {
  const w = useWords(words)
  const { tags, comments, changedAt, changedBy, author } = item
  return (
    <>
      {tags.slice(0, 2).map((name) => (
        <button key={name} type="button" className={styles.rowTag} onClick={() => onTag(name)}>
          <Tag size={12} aria-hidden /> {name}
        </button>
      ))}
      {comments > 0 && (
        <span className={styles.rowCount}>
          <MessageSquare size={14} aria-hidden />
          <span aria-hidden>{comments}</span>
          <span className="for-readers-only">{w.comments(comments)}</span>
        </span>
      )}
      <span className={styles.rowTime}>
        <RelativeTime at={changedAt} />
      </span>
      <span title={fullName(changedBy)} className={styles.rowWho}>
        <Avatar person={changedBy} size={20} />
        <span className="for-readers-only">{w.by(fullName(author))}</span>
      </span>
    </>
  )
}

type RowMenuProps = { item: Item; entries: readonly MenuEntry[] | undefined }

function RowMenu({ item, entries = [] }: RowMenuProps) {
  const w = useWords(words)
  const [how, setHow] = useState<'move' | 'copy'>()
  const trash = useTrashItem()
  const internal = useMarkInternal(item)
  const favourite = useFavourite({ space: item.space, item: item.id, on: item.favourite })
  return (
    <>
      <Menu
        label={w.actionsOn(item.title)}
        entries={[
          ...entries,
          favourite,
          item.may.delete && { label: w.moveIt, run: () => setHow('move') },
          { label: w.copyIt, run: () => setHow('copy') },
          internal,
          item.may.delete && {
            label: w.trashIt,
            danger: true,
            icon: Trash2,
            run: () => trash.mutate(item),
          },
        ]}
      />
      {how && <MoveDialog item={item} how={how} onClose={() => setHow(undefined)} />}
    </>
  )
}
