import { useMediaQuery } from '@mantine/hooks'
import {
  BadgeCheck,
  Copy,
  FolderInput,
  History,
  Link2,
  MessageSquare,
  Printer,
  Trash2,
  UserPen,
} from 'lucide-react'
import { useState } from 'react'
import { EditorsDialog } from '../../access/editors-dialog.tsx'
import { useMarkInternal } from '../../access/internal.tsx'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ReminderDialog } from '../reminders/reminder-dialog.tsx'
import { useRemind } from '../reminders/reminders.ts'
import { ValidateDialog } from '../versions/validation.tsx'
import { words as validationWords } from '../versions/validation-words.ts'
import type { Item, ItemParts } from './item.ts'
import styles from './item.module.css'
import { words } from './item-words.ts'
import { FavouriteButton, FollowButton, useFavourite, useFollow } from './marks.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { useTrashItem } from './trash.ts'

type Opened = 'editors' | 'move' | 'copy' | 'reminder' | 'validate'
type ItemActionsProps = { item: Item; parts: ItemParts; onPanel: (panel: string) => void }

/** The buttons and the menu in the head of the page, and the dialogs that they open. */
export function ItemActions({ item, parts, onPanel }: ItemActionsProps) {
  const w = useWords(words)
  const go = useGo()
  const [open, setOpen] = useState<Opened>()
  // On a phone the title needs the space: actions that are used rarely move into the menu.
  const narrow = useMediaQuery('(max-width: 47.99em)')
  const { space, id, tool } = item
  const close = () => setOpen(undefined)
  return (
    <>
      {!narrow && (
        <>
          <FavouriteButton space={space} item={id} on={item.favourite} />
          <FollowButton space={space} item={id} on={item.following} />
        </>
      )}
      <Button look="quiet" icon={MessageSquare} onClick={() => onPanel('comments')}>
        <span className={narrow ? 'for-readers-only' : undefined}>{w.comments}</span>
        {item.comments > 0 && <span className={styles.number}>{item.comments}</span>}
      </Button>
      {parts.actions}
      <ItemMenu {...{ item, parts, narrow, onPanel }} onOpen={setOpen} />
      {open === 'editors' && <EditorsDialog item={item} onClose={close} />}
      {open === 'validate' && <ValidateDialog item={item} onClose={close} />}
      {open === 'reminder' && <ReminderDialog item={item} onClose={close} />}
      {(open === 'move' || open === 'copy') && (
        <MoveDialog
          item={item}
          how={open}
          onClose={close}
          onDone={(now) => go(paths.item(now.space, tool, now.id), { replace: true })}
        />
      )}
    </>
  )
}

type ItemMenuProps = ItemActionsProps & { narrow: boolean; onOpen: (what: Opened) => void }

function ItemMenu({ item, parts, narrow, onPanel, onOpen }: ItemMenuProps) {
  const w = useWords(words)
  const v = useWords(validationWords)
  const go = useGo()
  const { space, id, tool, may } = item
  const trash = useTrashItem(() => go(paths.container(space, tool, item.container.id)))
  const favourite = useFavourite({ space, item: id, on: item.favourite })
  const follow = useFollow({ space, item: id, on: item.following })
  const remind = useRemind(() => onOpen('reminder'))
  const internal = useMarkInternal(item)
  const copyLink = () =>
    void navigator.clipboard
      .writeText(location.origin + paths.item(space, tool, id))
      .then(() => tell(w.linkCopied))
  const { panels = [], entries = [] } = parts
  return (
    <Menu
      ofPage
      entries={[
        narrow && favourite,
        narrow && follow,
        remind,
        ...panels.map(({ name, title: label, icon }) => ({
          label,
          icon,
          run: () => onPanel(name),
        })),
        { label: w.links, icon: Link2, run: () => onPanel('links') },
        { label: w.history, icon: History, run: () => onPanel('history') },
        may.chooseEditors && { label: w.editors, icon: UserPen, run: () => onOpen('editors') },
        internal,
        may.validate &&
          !item.validated && {
            label: v.validate,
            icon: BadgeCheck,
            run: () => onOpen('validate'),
          },
        entries.length > 0 && 'divider',
        ...entries,
        'divider',
        { label: w.copyLink, icon: Link2, run: copyLink },
        may.delete && { label: w.move, icon: FolderInput, run: () => onOpen('move') },
        { label: w.copy, icon: Copy, run: () => onOpen('copy') },
        { label: w.print, icon: Printer, run: () => window.print() },
        may.delete && 'divider',
        may.delete && { label: w.trash, icon: Trash2, danger: true, run: () => trash.mutate(item) },
      ]}
    />
  )
}
