import { Menu as Mantine, Popover as MantinePopover } from '@mantine/core'
import type { LucideIcon } from 'lucide-react'
import { Ellipsis } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../kernel/words.ts'
import { IconButton } from './button.tsx'
import styles from './menu.module.css'
import { words } from './words.ts'

export type MenuEntry =
  | {
      label: string
      icon?: LucideIcon
      href?: string
      run?: () => void
      danger?: boolean
      checked?: boolean
      /** Why it cannot be used: shown below the words; the entry does nothing. */
      reason?: string | undefined
      second?: string
    }
  | { title: string }
  | 'divider'
  | false
  | undefined

type MenuProps = {
  entries: readonly MenuEntry[]
  /** The element that opens it; by default three dots. */
  children?: ReactElement
  label?: string
  align?: 'start' | 'end'
  /** The menu of the page itself: its entries are commands of the palette. */
  ofPage?: boolean
}

/** The entries of the menus of the open page. */
const ofThePage = new Set<{ current: readonly MenuEntry[] }>()

export function pageCommands(): readonly MenuEntry[] {
  return [...ofThePage].flatMap(({ current }) => current)
}

function useOfPage(entries: readonly MenuEntry[], isOfPage: boolean): void {
  const held = useRef(entries)
  useEffect(() => {
    held.current = entries
  })
  useEffect(() => {
    if (!isOfPage) return
    ofThePage.add(held)
    return () => void ofThePage.delete(held)
  }, [isOfPage])
}

export function Menu({ entries, children, label, align = 'end', ofPage = false }: MenuProps) {
  const w = useWords(words)
  useOfPage(entries, ofPage)
  const shown = entries.filter((entry) => entry !== false && entry !== undefined)
  if (shown.length === 0) return null
  return (
    <Mantine
      position={align === 'end' ? 'bottom-end' : 'bottom-start'}
      offset={4}
      zIndex={300}
      transitionProps={{ duration: 0 }}
      classNames={{
        dropdown: styles.dropdown,
        label: styles.label,
        divider: styles.divider,
        itemLabel: styles.itemLabel,
      }}
      withInitialFocusPlaceholder={false}
      loop
    >
      <Mantine.Target>
        {children ?? <IconButton icon={Ellipsis} label={label ?? w.more} />}
      </Mantine.Target>
      <Mantine.Dropdown>{shown.map((entry, place) => entryOf(entry, place))}</Mantine.Dropdown>
    </Mantine>
  )
}

function entryOf(entry: Exclude<MenuEntry, false | undefined>, place: number) {
  if (entry === 'divider') return <Mantine.Divider key={place} />
  if ('title' in entry) return <Mantine.Label key={place}>{entry.title}</Mantine.Label>
  const { label, icon: Icon, href, run, danger, reason, second, checked } = entry
  const below = reason ?? second
  const content = (
    <>
      {Icon && <Icon size={16} aria-hidden />}
      <span className={styles.text}>
        {label}
        {below && <span className={styles.second}>{below}</span>}
      </span>
      {checked && <span aria-hidden>✓</span>}
    </>
  )
  const className = danger ? `${styles.item} ${styles.danger}` : styles.item
  if (href && !reason)
    return (
      <Mantine.Item key={place} component="a" href={href} className={className}>
        {content}
      </Mantine.Item>
    )
  return (
    <Mantine.Item key={place} onClick={run} disabled={Boolean(reason)} className={className}>
      {content}
    </Mantine.Item>
  )
}

type PopoverProps = {
  /** Renders the element that opens it. */
  target: (open: { opened: boolean; toggle: () => void }) => ReactElement
  children: (close: () => void) => ReactNode
  align?: 'start' | 'end'
  above?: boolean
  label: string
}

/** A small panel attached to a button. */
export function Popover({ target, children, align = 'start', above, label }: PopoverProps) {
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  return (
    <MantinePopover
      opened={opened}
      onChange={setOpened}
      position={`${above ? 'top' : 'bottom'}-${align}`}
      offset={4}
      zIndex={300}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.dropdown }}
    >
      <MantinePopover.Target>
        {target({ opened, toggle: () => setOpened(!opened) })}
      </MantinePopover.Target>
      <MantinePopover.Dropdown aria-label={label}>{children(close)}</MantinePopover.Dropdown>
    </MantinePopover>
  )
}
