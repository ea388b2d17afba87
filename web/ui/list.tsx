import { X } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useWords } from '../kernel/words.ts'
import { Button, IconButton } from './button.tsx'
import { Check } from './choice.tsx'
import styles from './list.module.css'
import { words } from './words.ts'

type ListProps = {
  label: string
  children: ReactNode
  /** Loads the next page; called when the end of the list comes near. */
  onMore?: (() => void) | undefined
  busy?: boolean
}

/** Rows of 44 px. Arrows or j/k go up and down, Enter opens, x selects. */
export function List({ label, children, onMore, busy }: ListProps) {
  const list = useRef<HTMLUListElement>(null)
  return (
    <div>
      <ul ref={list} className={styles.list} aria-label={label} onKeyDown={walk}>
        {children}
      </ul>
      {onMore && <More onMore={onMore} busy={busy ?? false} />}
    </div>
  )
}

export type Selection = {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  clear: () => void
}

type RowProps = {
  id?: string
  title: ReactNode
  second?: ReactNode
  lead?: ReactNode
  meta?: ReactNode
  actions?: ReactNode
  href?: string | undefined
  onOpen?: (() => void) | undefined
  /** Called before `href` is followed. */
  onGo?: (() => void) | undefined
  unread?: boolean
  /** The title is a sentence, which is shown whole. */
  wraps?: boolean
  /** On a phone, shows `meta` below the words. */
  metaBelow?: boolean
  selection?: Selection | undefined
  /** The label of its checkbox. */
  name?: string
}

export function Row(props: RowProps) {
  const {
    id = '',
    title,
    second,
    lead,
    meta,
    actions,
    href,
    onOpen,
    onGo,
    unread,
    wraps,
    metaBelow,
    selection,
    name,
  } = props
  const selected = selection?.ids.has(id) ?? false
  const content = (
    <>
      {lead}
      <span className={styles.text}>
        <span className={styles.title}>{wrapped(title)}</span>
        {second && <span className={styles.second}>{second}</span>}
      </span>
    </>
  )
  return (
    <li
      className={unread ? `${styles.row} ${styles.unread}` : styles.row}
      data-selected={selected}
      data-below={metaBelow || undefined}
      data-wraps={wraps || undefined}
    >
      {selection && (
        <span className={styles.pick} data-pick>
          <Check
            label={name ?? ''}
            hideLabel
            checked={selected}
            onChange={() => selection.toggle(id)}
          />
        </span>
      )}
      {main(content, href, onOpen, onGo)}
      {meta && <span className={styles.meta}>{meta}</span>}
      {actions && <span className={styles.acts}>{actions}</span>}
    </li>
  )
}

function wrapped(title: ReactNode): ReactNode {
  return typeof title === 'string' ? <span>{title}</span> : title
}

type Act = (() => void) | undefined

function main(content: ReactNode, href: string | undefined, onOpen: Act, onGo: Act) {
  if (href)
    return (
      <a className={styles.main} href={href} onClick={onGo} data-row>
        {content}
      </a>
    )
  if (onOpen)
    return (
      <button type="button" className={styles.main} onClick={onOpen} data-row>
        {content}
      </button>
    )
  return <span className={styles.main}>{content}</span>
}

type BulkBarProps = { selection: Selection; children: ReactNode }

export function BulkBar({ selection, children }: BulkBarProps) {
  const w = useWords(words)
  if (selection.ids.size === 0) return null
  return (
    <div className={styles.bulk} role="toolbar" aria-label={w.selected(selection.ids.size)}>
      <span>{w.selected(selection.ids.size)}</span>
      <IconButton small icon={X} label={w.clearSelection} onClick={selection.clear} />
      {children}
    </div>
  )
}

/** Loads more when it becomes visible, and is a button for people who do not scroll. */
function More({ onMore, busy }: { onMore: () => void; busy: boolean }) {
  const w = useWords(words)
  const foot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = foot.current
    if (!element || busy) return undefined
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) onMore()
      },
      { rootMargin: '400px' },
    )
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [onMore, busy])
  return (
    <div ref={foot} className={styles.more}>
      <Button look="quiet" busy={busy} onClick={onMore}>
        {w.loadMore}
      </Button>
    </div>
  )
}

/** From anywhere on the page to the next or previous row; at first to the first one in sight. */
export function goToRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('#content [data-row]')].filter((row) =>
    row.checkVisibility(),
  )
  const at = rows.findIndex((row) => row.closest('li')?.contains(document.activeElement))
  const next = at < 0 ? rows.find((row) => row.getBoundingClientRect().top >= 0) : rows[at + step]
  next?.focus()
}

const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const target = event.target
  if (!(target instanceof HTMLElement) || !target.matches('[data-row]')) return
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const step = steps[event.key]
  if (step) {
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
    rows[rows.indexOf(target) + step]?.focus()
  } else if (event.key === 'x') {
    target.closest('li')?.querySelector<HTMLElement>('[data-pick] input')?.click()
  } else return
  event.preventDefault()
  event.stopPropagation()
}
