import type { LucideIcon } from 'lucide-react'
import { ChevronDown, ChevronRight, EyeOff, LayoutList, Star } from 'lucide-react'
import type { DragEvent, KeyboardEvent, ReactNode } from 'react'
import { folded } from '../../../server/kernel/plain-text.ts'
import { words as access } from '../../access/words.ts'
import { paths } from '../../kernel/paths.ts'
import { useStore } from '../../kernel/store.ts'
import { useKindIcon } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { UnreadCount } from '../../ui/badges.tsx'
import { openContainers, toggleContainer, useInside, type Container } from './containers.ts'
import styles from './spaces.module.css'
import { words } from './words.ts'

/** A list of a tool's items beside *all*, such as its templates; `?show={key}` opens it. */
export type OtherList = { key: string; label: string; icon: LucideIcon }

/** Takes what is dragged onto a container. */
export type Dropping = {
  fits: (container: Container) => boolean
  onDrop: (container: Container) => void
}

type TreeProps = {
  space: string
  tool: string
  /** “Folders and notebooks”, and the first entry: “All notes”, or “Documents” where a tool begins at its root. */
  label: string
  all: string
  lists: readonly OtherList[]
  root: Container | undefined
  /** Shared with me without the folder above: shown at the top. */
  shared: readonly Container[]
  /** The open container; undefined: everything, or the list `show`. */
  here: Container | undefined
  show: string | undefined
  dropping: Dropping
}

/**
 * The containers of a tool in a space; the content of each is loaded when it is opened. Up and down move, right and left open
 * and close, Enter goes there.
 */
export function ContainerTree(props: TreeProps) {
  const { space, tool, label, all, lists, root, shared, here, show, dropping } = props
  const place = { here, dropping }
  return (
    <ul role="tree" aria-label={label} className={styles.tree} onKeyDown={walk}>
      <ListLine icon={LayoutList} href={paths.tool(space, tool)} current={!here && !show}>
        {all}
      </ListLine>
      {root && <Inside space={space} parent={root.id} level={1} {...place} />}
      {shared.map((container) => (
        <Branch key={container.id} container={container} level={1} begins={false} {...place} />
      ))}
      {lists.map(({ key, label: name, icon }) => (
        <ListLine
          key={key}
          icon={icon}
          href={`${paths.tool(space, tool)}?show=${key}`}
          current={show === key}
        >
          {name}
        </ListLine>
      ))}
    </ul>
  )
}

type ListLineProps = { icon: LucideIcon; href: string; current: boolean; children: ReactNode }

/** A line of the tree that is no container. */
function ListLine({ icon: Icon, href, current, children }: ListLineProps) {
  return (
    <li role="none">
      <a
        role="treeitem"
        aria-level={1}
        aria-selected={current}
        tabIndex={current ? 0 : -1}
        className={styles.branch}
        href={href}
      >
        <Icon size={16} aria-hidden />
        <span className={styles.branchName}>{children}</span>
      </a>
    </li>
  )
}

type Place = Pick<TreeProps, 'here' | 'dropping'>
type InsideProps = Place & { space: string; parent: string; level: number }

/** With no more containers than this at the top, they are open at first. */
const few = 8

function Inside({ space, parent, level, ...place }: InsideProps) {
  const w = useWords(words)
  const list = useInside(space, parent)
  const items = list.items ?? []
  const begins = level === 1 && items.length <= few
  return (
    <>
      {items.map((container) => (
        <Branch key={container.id} {...{ container, level, begins, ...place }} />
      ))}
      {list.more.onMore && (
        <li role="none">
          <button
            type="button"
            role="treeitem"
            aria-level={level}
            aria-selected={false}
            // The open place may be among those that are not loaded yet.
            tabIndex={0}
            className={styles.branch}
            data-level={Math.min(level, 6)}
            onClick={list.more.onMore}
          >
            {w.showMore}
          </button>
        </li>
      )}
    </>
  )
}

type BranchProps = Place & {
  container: Container
  level: number
  /** Open at first. */
  begins: boolean
}

function Branch({ container, level, begins, ...place }: BranchProps) {
  const { here, dropping } = place
  const iconOf = useKindIcon()
  const { id, space, nested } = container
  const leadsHere = here?.above.some((above) => above.id === id) === true
  const open = useStore(openContainers).get(id) ?? (begins || leadsHere)
  const current = id === here?.id
  const tabStop = current || (leadsHere && !open)
  return (
    <>
      <BranchLine
        icon={iconOf(container)}
        {...{ container, level, open, current, tabStop, dropping }}
      />
      {nested && open && <Inside space={space} parent={id} level={level + 1} {...place} />}
    </>
  )
}

type BranchLineProps = {
  icon: LucideIcon
  container: Container
  level: number
  open: boolean
  current: boolean
  /** Whether the Tab key reaches it: the open container, or else the closed one that contains it. */
  tabStop: boolean
  dropping: Dropping
}

function BranchLine(props: BranchLineProps) {
  const { icon: Icon, container, level, open, current, tabStop, dropping } = props
  const { id, space, tool, name, nested } = container
  return (
    <li role="none">
      <a
        role="treeitem"
        data-id={id}
        data-parent={container.parent}
        aria-level={level}
        aria-selected={current}
        aria-expanded={nested ? open : undefined}
        tabIndex={tabStop ? 0 : -1}
        className={styles.branch}
        data-level={Math.min(level, 6)}
        href={paths.container(space, tool, id)}
        {...dropOn(container, dropping)}
      >
        {nested && <Fold id={id} open={open} />}
        <Icon size={16} aria-hidden />
        <span className={styles.branchName}>{name}</span>
        <BranchMarks container={container} />
        <BranchCount container={container} />
      </a>
    </li>
  )
}

function Fold({ id, open }: { id: string; open: boolean }) {
  const Arrow = open ? ChevronDown : ChevronRight
  return (
    <span
      className={styles.fold}
      aria-hidden
      onClick={(event) => {
        event.preventDefault()
        event.stopPropagation()
        toggleContainer(id, !open)
      }}
    >
      <Arrow size={14} />
    </span>
  )
}

function BranchMarks({ container }: { container: Container }) {
  const w = useWords(words)
  const a = useWords(access)
  return (
    <>
      {container.favourite && (
        <span className={styles.branchFavourite}>
          <Star size={13} fill="currentColor" aria-hidden />
          <span className="for-readers-only">{w.favourite}</span>
        </span>
      )}
      {container.internalOnly && (
        <span className={styles.branchInternal}>
          <EyeOff size={13} aria-hidden />
          <span className="for-readers-only">{a.internal}</span>
        </span>
      )}
    </>
  )
}

/** What is unread, if anything is; otherwise the number of items. */
function BranchCount({ container: { items, unread } }: { container: Container }) {
  if (unread > 0) return <UnreadCount count={unread} />
  return items > 0 && <span className={styles.branchCount}>{items}</span>
}

function dropOn(container: Container, { fits, onDrop }: Dropping) {
  const mark = (event: DragEvent<HTMLElement>, on: boolean) =>
    event.currentTarget.toggleAttribute('data-drop', on)
  return {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!fits(container)) return
      event.preventDefault()
      mark(event, true)
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => mark(event, false),
    onDrop: (event: DragEvent<HTMLElement>) => {
      event.preventDefault()
      mark(event, false)
      if (fits(container)) onDrop(container)
    },
  }
}

function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')]
  const at = items.findIndex((item) => item === document.activeElement)
  const item = items[at]
  if (!item || event.ctrlKey || event.metaKey || event.altKey) return
  const { id = '', parent } = item.dataset
  const to = (next: HTMLElement | undefined) => next?.focus()
  if (event.key === 'ArrowDown') to(items[at + 1])
  else if (event.key === 'ArrowUp') to(items[at - 1])
  else if (event.key === 'Home') to(items[0])
  else if (event.key === 'End') to(items.at(-1))
  else if (event.key === 'ArrowRight' && item.ariaExpanded === 'false') toggleContainer(id, true)
  else if (event.key === 'ArrowRight' && item.ariaExpanded === 'true') to(items[at + 1])
  else if (event.key === 'ArrowLeft' && item.ariaExpanded === 'true') toggleContainer(id, false)
  else if (event.key === 'ArrowLeft' && parent)
    to(items.find(({ dataset }) => dataset['id'] === parent))
  else if (event.key === ' ') item.click()
  else if (event.key.length === 1 && /\p{L}|\d/u.test(event.key))
    to(startingWith(items, at, event.key))
  else return
  event.preventDefault()
  event.stopPropagation()
}

function startingWith(items: readonly HTMLElement[], at: number, letter: string) {
  return [...items.slice(at + 1), ...items.slice(0, at)].find((item) =>
    folded(item.textContent).startsWith(folded(letter)),
  )
}
