import {
  ChevronDown,
  ChevronRight,
  EyeOff,
  Folder,
  LayoutList,
  NotebookText,
  ScrollText,
} from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useRef } from 'react'
import { folded } from '../../../server/kernel/plain-text.ts'
import type { Container } from '../../foundation/spaces/container-dialogs.tsx'
import { words as access } from '../../access/words.ts'
import { useStore } from '../../kernel/store.ts'
import { useWords } from '../../kernel/words.ts'
import { notePaths } from './note-paths.ts'
import { openFolders, toggleFolder, useInside } from './notebooks.ts'
import styles from './notes.module.css'
import { words } from './words.ts'

type TreeProps = {
  space: string
  root: Container | undefined
  /** Shared with me without the folder above: shown at the top. */
  shared: readonly Container[]
  /** The open notebook or folder; undefined: all notes. */
  here: Container | undefined
  templates: boolean
}

/**
 * Folders and notebooks; the content of a folder is loaded when it is opened. Up and down move, right and left open and
 * close, Enter goes there.
 */
export function NotebookTree({ space, root, shared, here, templates }: TreeProps) {
  const w = useWords(words)
  const tree = useRef<HTMLUListElement>(null)
  const current = here?.id
  const nowhere = !current && !templates
  return (
    <ul ref={tree} role="tree" aria-label={w.tree} className={styles.tree} onKeyDown={walk}>
      <li role="none">
        <a
          role="treeitem"
          aria-level={1}
          aria-selected={nowhere}
          tabIndex={nowhere ? 0 : -1}
          className={styles.branch}
          href={notePaths.all(space)}
        >
          <LayoutList size={16} aria-hidden />
          <span className={styles.branchName}>{w.all}</span>
        </a>
      </li>
      {root && <Inside space={space} parent={root.id} level={1} here={here} />}
      {shared.map((container) => (
        <Branch key={container.id} container={container} level={1} here={here} begins={false} />
      ))}
      <li role="none">
        <a
          role="treeitem"
          aria-level={1}
          aria-selected={templates}
          tabIndex={templates ? 0 : -1}
          className={styles.branch}
          href={`${notePaths.all(space)}?show=templates`}
        >
          <ScrollText size={16} aria-hidden />
          <span className={styles.branchName}>{w.templates}</span>
        </a>
      </li>
    </ul>
  )
}

type InsideProps = {
  space: string
  parent: string
  level: number
  here: Container | undefined
}

/** With no more folders than this at the top, they are open at first. */
const few = 8

function Inside({ space, parent, level, here }: InsideProps) {
  const w = useWords(words)
  const list = useInside(space, parent)
  const items = list.items ?? []
  const begins = level === 1 && items.length <= few
  return (
    <>
      {items.map((container) => (
        <Branch key={container.id} {...{ container, level, here, begins }} />
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
            {w.moreFolders}
          </button>
        </li>
      )}
    </>
  )
}

type BranchProps = {
  container: Container
  level: number
  here: Container | undefined
  /** Open at first. */
  begins: boolean
}

function Branch({ container, level, here, begins }: BranchProps) {
  const { id, space, nested } = container
  const leadsHere = here?.above.some((above) => above.id === id) === true
  const open = useStore(openFolders).get(id) ?? (begins || leadsHere)
  const current = id === here?.id
  const holdsHere = leadsHere && !open
  return (
    <>
      <BranchLine {...{ container, level, open, current, tabStop: current || holdsHere }} />
      {nested && open && <Inside space={space} parent={id} level={level + 1} here={here} />}
    </>
  )
}

type BranchLineProps = {
  container: Container
  level: number
  open: boolean
  current: boolean
  /** Whether the Tab key reaches it: the open place, or else the closed folder that contains it. */
  tabStop: boolean
}

function BranchLine({ container, level, open, current, tabStop }: BranchLineProps) {
  const a = useWords(access)
  const Icon = container.kind === 'folder' ? Folder : NotebookText
  const Arrow = open ? ChevronDown : ChevronRight
  return (
    <li role="none">
      <a
        role="treeitem"
        data-id={container.id}
        data-parent={container.parent}
        aria-level={level}
        aria-selected={current}
        aria-expanded={container.nested ? open : undefined}
        tabIndex={tabStop ? 0 : -1}
        className={styles.branch}
        data-level={Math.min(level, 6)}
        href={notePaths.notebook(container.space, container.id)}
      >
        {container.nested && (
          <span
            className={styles.fold}
            aria-hidden
            onClick={(event) => {
              event.preventDefault()
              event.stopPropagation()
              toggleFolder(container.id, !open)
            }}
          >
            <Arrow size={14} />
          </span>
        )}
        <Icon size={16} aria-hidden />
        <span className={styles.branchName}>{container.name}</span>
        {container.internalOnly && (
          <span className={styles.branchInternal}>
            <EyeOff size={13} aria-hidden />
            <span className="for-readers-only">{a.internal}</span>
          </span>
        )}
        {container.items > 0 && <span className={styles.branchCount}>{container.items}</span>}
      </a>
    </li>
  )
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
  else if (event.key === 'ArrowRight' && item.ariaExpanded === 'false') toggleFolder(id, true)
  else if (event.key === 'ArrowRight' && item.ariaExpanded === 'true') to(items[at + 1])
  else if (event.key === 'ArrowLeft' && item.ariaExpanded === 'true') toggleFolder(id, false)
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
