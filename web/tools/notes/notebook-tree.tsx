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
import { paths } from '../../kernel/paths.ts'
import { useStore } from '../../kernel/store.ts'
import { useWords } from '../../kernel/words.ts'
import type { Branch } from './notebooks.ts'
import { branches, closedFolders, toggleFolder } from './notebooks.ts'
import styles from './notes.module.css'
import { words } from './words.ts'

type TreeProps = {
  space: string
  all: readonly Container[]
  /** The open notebook or folder; none: all notes. */
  current: string | undefined
  templates: boolean
}

/** Folders and notebooks. Arrows walk, right and left open and shut, Enter goes there. */
export function NotebookTree({ space, all, current, templates }: TreeProps) {
  const w = useWords(words)
  const tree = useRef<HTMLUListElement>(null)
  const closed = useStore(closedFolders)
  const lines = branches(all, closed)
  const nowhere = !current && !templates
  const known = nowhere || templates || lines.some(({ container }) => container.id === current)
  return (
    <ul
      ref={tree}
      role="tree"
      aria-label={w.tree}
      className={styles.tree}
      onKeyDown={(event) => walk(event, lines)}
    >
      <li role="none">
        <a
          role="treeitem"
          aria-level={1}
          aria-selected={nowhere}
          tabIndex={nowhere || !known ? 0 : -1}
          className={styles.branch}
          href={paths.notes(space)}
        >
          <LayoutList size={16} aria-hidden />
          <span className={styles.branchName}>{w.all}</span>
        </a>
      </li>
      {lines.map((line) => (
        <BranchLine
          key={line.container.id}
          line={line}
          space={space}
          current={line.container.id === current}
        />
      ))}
      <li role="none">
        <a
          role="treeitem"
          aria-level={1}
          aria-selected={templates}
          tabIndex={templates ? 0 : -1}
          className={styles.branch}
          href={`${paths.notes(space)}?show=templates`}
        >
          <ScrollText size={16} aria-hidden />
          <span className={styles.branchName}>{w.templates}</span>
        </a>
      </li>
    </ul>
  )
}

type BranchLineProps = { line: Branch; space: string; current: boolean }

function BranchLine({ line, space, current }: BranchLineProps) {
  const a = useWords(access)
  const { container, level, hasChildren, open } = line
  const Icon = container.kind === 'folder' ? Folder : NotebookText
  const Arrow = open ? ChevronDown : ChevronRight
  return (
    <li role="none">
      <a
        role="treeitem"
        data-id={container.id}
        aria-level={level}
        aria-selected={current}
        aria-expanded={hasChildren ? open : undefined}
        tabIndex={current ? 0 : -1}
        className={styles.branch}
        data-level={Math.min(level, 6)}
        href={paths.notebook(space, container.id)}
      >
        {hasChildren && (
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

function walk(event: KeyboardEvent<HTMLUListElement>, lines: readonly Branch[]): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')]
  const at = items.findIndex((item) => item === document.activeElement)
  const item = items[at]
  if (!item || event.ctrlKey || event.metaKey || event.altKey) return
  const line = lines.find(({ container }) => container.id === item.dataset['id'])
  const to = (next: HTMLElement | undefined) => next?.focus()
  if (event.key === 'ArrowDown') to(items[at + 1])
  else if (event.key === 'ArrowUp') to(items[at - 1])
  else if (event.key === 'Home') to(items[0])
  else if (event.key === 'End') to(items.at(-1))
  else if (event.key === 'ArrowRight' && line?.hasChildren && !line.open)
    toggleFolder(line.container.id, true)
  else if (event.key === 'ArrowRight' && line?.hasChildren) to(items[at + 1])
  else if (event.key === 'ArrowLeft' && line?.hasChildren && line.open)
    toggleFolder(line.container.id, false)
  else if (event.key === 'ArrowLeft' && line)
    to(items.find(({ dataset }) => dataset['id'] === line.container.parent))
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
