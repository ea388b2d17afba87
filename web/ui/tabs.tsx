import type { KeyboardEvent, ReactNode } from 'react'
import { useId, useLayoutEffect, useRef } from 'react'
import styles from './tabs.module.css'

type LinkTab = { label: string; href: string; current: boolean; count?: number | undefined }

/** Sibling pages: each tab is a link, the address says which one is open. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const row = useCurrentInView(tabs.find(({ current }) => current)?.href)
  return (
    <nav ref={row} className={styles.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <a
          key={tab.href}
          href={tab.href}
          className={styles.tab}
          aria-current={tab.current ? 'page' : undefined}
        >
          {tab.label}
          {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
        </a>
      ))}
    </nav>
  )
}

type TabRowProps<Name extends string> = {
  /** Also of `tabPanel`, which is on the element that shows the tab. */
  id: string
  label: string
  value: Name
  onChange: (value: Name) => void
  tabs: readonly { value: Name; label: string; count?: number | undefined }[]
}

type TabsProps<Name extends string> = Omit<TabRowProps<Name>, 'id'> & { children: ReactNode }

/** Views of one thing inside a page. */
export function Tabs<Name extends string>({ children, ...row }: TabsProps<Name>) {
  const id = useId()
  return (
    <div>
      <TabRow id={id} {...row} />
      <div {...tabPanel(id, row.value)}>{children}</div>
    </div>
  )
}

/** The tabs alone. The arrow keys, Home and End change the tab. */
export function TabRow<Name extends string>(props: TabRowProps<Name>) {
  const { id, label, value, onChange, tabs } = props
  const row = useCurrentInView<HTMLDivElement>(value)
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value)
    const next = tabs[placeAfter(event.key, at, tabs.length) ?? -1]
    if (!next) return
    event.preventDefault()
    onChange(next.value)
    document.getElementById(`${id}-${next.value}`)?.focus()
  }
  return (
    <div ref={row} className={styles.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          id={`${id}-${tab.value}`}
          type="button"
          role="tab"
          className={styles.tab}
          aria-selected={tab.value === value}
          aria-controls={tab.value === value ? `${id}-panel` : undefined}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
        </button>
      ))}
    </div>
  )
}

function placeAfter(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (at + 1) % count
  if (key === 'ArrowLeft') return (at - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : undefined
}

/** The attributes of the element that shows a tab. */
export function tabPanel(id: string, value: string) {
  return { id: `${id}-panel`, role: 'tabpanel', 'aria-labelledby': `${id}-${value}` }
}

/** Scrolls the open tab into view when the tabs do not all fit. */
function useCurrentInView<Row extends HTMLElement>(current: string | undefined) {
  const row = useRef<Row>(null)
  useLayoutEffect(() => {
    const tab = row.current?.querySelector<HTMLElement>('[aria-current], [aria-selected=true]')
    if (!row.current || !tab) return
    const middle = tab.offsetLeft + tab.offsetWidth / 2
    row.current.scrollLeft = middle - row.current.clientWidth / 2
  }, [current])
  return row
}
