import { Menu as Mantine, Popover as MantinePopover } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import { useEffect, useImperativeHandle, useState } from 'react'
import { Headless } from './headless.tsx'
import type { MenuEntry } from './menu.tsx'
import styles from './menu.module.css'
import { useWayBack } from './way-back.ts'

type Opening = {
  opened: boolean
  setOpened: (opened: boolean) => void
  /** The id of the button. */
  id: string
  button: HTMLElement | null
  align?: 'start' | 'end'
  above?: boolean
}

type ShownEntry = Exclude<MenuEntry, false | undefined>

/** The entries of a menu, below its button. */
export function OpenedMenu({ entries, ...opening }: Opening & { entries: readonly ShownEntry[] }) {
  return (
    <Headless>
      <Mantine
        {...usePlaced(opening)}
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
          <Anchor to={opening.button} />
        </Mantine.Target>
        <Mantine.Dropdown>{entries.map((entry, place) => entryOf(entry, place))}</Mantine.Dropdown>
      </Mantine>
    </Headless>
  )
}

function entryOf(entry: ShownEntry, place: number) {
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

type PanelProps = Opening & { label: string; children: ReactNode }

export function OpenedPanel({ label, children, ...opening }: PanelProps) {
  return (
    <Headless>
      <MantinePopover
        {...usePlaced(opening)}
        trapFocus
        returnFocus
        classNames={{ dropdown: styles.dropdown }}
      >
        <MantinePopover.Target>
          <Anchor to={opening.button} />
        </MantinePopover.Target>
        <MantinePopover.Dropdown aria-label={label}>
          <Returning>{children}</Returning>
        </MantinePopover.Dropdown>
      </MantinePopover>
    </Headless>
  )
}

/** A field in it that takes the focus at once would be what the library returns the focus to. */
function Returning({ children }: { children: ReactNode }) {
  useWayBack()
  return children
}

/** Closed for a first moment: what is open from the start would not give the focus back to what had it before. */
function usePlaced({ opened, setOpened, id, align = 'start', above }: Opening) {
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  return {
    id,
    opened: opened && ready,
    onChange: setOpened,
    position: `${above ? 'top' : 'bottom'}-${align}`,
    offset: 4,
    zIndex: 300,
    transitionProps: { duration: 0 },
  } as const
}

/** Places what opens at a button that is elsewhere on the page. */
function Anchor({ to, ref }: { to: HTMLElement | null; ref?: Ref<HTMLElement> }) {
  useImperativeHandle(ref, () => to!, [to])
  return null
}
