import { useMediaQuery } from '@mantine/hooks'
import {
  BadgeCheck,
  BookOpen,
  Copy,
  FolderInput,
  Link2,
  PenLine,
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
import { Menu, usePageCommands } from '../../ui/menu.tsx'
import rowStyles from '../../ui/tabs.module.css'
import { ReminderDialog } from '../reminders/reminder-dialog.tsx'
import { useRemind } from '../reminders/reminders.ts'
import { ValidateDialog } from '../versions/validation.tsx'
import { words as validationWords } from '../versions/validation-words.ts'
import type { Item, ItemParts, ItemTab } from './item.ts'
import styles from './item.module.css'
import type { Panel } from './item-panel.tsx'
import { words } from './item-words.ts'
import { FavouriteButton, FollowButton, useFavourite, useFollow } from './marks.tsx'
import { MoveDialog } from './move-dialog.tsx'
import type { Reading } from './reading.ts'
import { useTrashItem } from './trash.ts'

type Opened = 'editors' | 'move' | 'copy' | 'reminder' | 'validate'
type ItemActionsProps = {
  item: Item
  parts: ItemParts
  tabs: readonly ItemTab[]
  panel: Panel
  reading: Reading
}

/** The row of buttons and the menu below the title, and the dialogs that they open. */
export function ItemActions(props: ItemActionsProps) {
  const w = useWords(words)
  const go = useGo()
  const [open, setOpen] = useState<Opened>()
  // On a phone the row is short: what is used rarely moves into the menu.
  const narrow = useMediaQuery('(max-width: 47.99em)')
  const { item, parts, reading } = props
  const { space, id, tool } = item
  const close = () => setOpen(undefined)
  return (
    <>
      {parts.actions}
      {reading.isOn && (
        <Button icon={PenLine} onClick={() => reading.turn?.(false)}>
          {w.write}
        </Button>
      )}
      <TabButtons {...props} narrow={narrow} />
      <div className={styles.last}>
        {!narrow && (
          <>
            <FavouriteButton space={space} item={id} on={item.favourite} />
            <FollowButton space={space} item={id} on={item.following} />
          </>
        )}
        <ItemMenu {...props} narrow={narrow} onOpen={setOpen} />
      </div>
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

/** The tabs that have a button on a phone too. */
const always = ['details', 'comments']

/** Opens the tabs of the panel; the button of the open tab closes it. */
function TabButtons({ tabs, panel, narrow }: ItemActionsProps & { narrow: boolean }) {
  const buttons = narrow ? tabs.filter(({ name }) => always.includes(name)) : tabs
  usePageCommands(buttons.map((tab) => entryOf(tab, panel)))
  return (
    <div className={`${rowStyles.scrolls} ${styles.tabs}`}>
      {buttons.map(({ name, title, icon, count }) => (
        <Button
          key={name}
          look="quiet"
          icon={narrow ? icon : undefined}
          aria-expanded={panel.open === name}
          onClick={() => panel.show(panel.open === name ? '' : name)}
        >
          <span className={narrow ? 'for-readers-only' : undefined}>{title}</span>
          {count !== undefined && <span className={styles.number}>{count}</span>}
        </Button>
      ))}
    </div>
  )
}

function entryOf({ name, title: label, icon }: ItemTab, { show }: Panel) {
  return { label, icon, run: () => show(name) }
}

type ItemMenuProps = ItemActionsProps & { narrow: boolean; onOpen: (what: Opened) => void }

function ItemMenu({ item, parts, tabs, panel, reading, narrow, onOpen }: ItemMenuProps) {
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
  const { entries = [] } = parts
  const { isOn, turn } = reading
  return (
    <Menu
      ofPage
      entries={[
        narrow && favourite,
        narrow && follow,
        remind,
        ...tabs.map((tab) => narrow && !always.includes(tab.name) && entryOf(tab, panel)),
        turn && !isOn && { label: w.read, icon: BookOpen, run: () => turn(true) },
        may.chooseEditors && {
          label: w.editors,
          also: w.editorsAlso,
          icon: UserPen,
          run: () => onOpen('editors'),
        },
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
        { label: w.print, icon: Printer, run: print },
        may.delete && 'divider',
        may.delete && { label: w.trash, icon: Trash2, danger: true, run: () => trash.mutate(item) },
      ]}
    />
  )
}

/** Prints the page once the menu is closed. */
function print(): void {
  setTimeout(() => window.print(), 100)
}
