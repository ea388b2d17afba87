import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import type { LucideIcon } from 'lucide-react'
import {
  Bold,
  Captions,
  Code,
  Columns2,
  Heading,
  Italic,
  Maximize2,
  Minimize2,
  PanelTop,
  Redo2,
  Rows2,
  Search,
  Square,
  Strikethrough,
  TableColumnsSplit,
  TableRowsSplit,
  Trash2,
  Undo2,
  X,
} from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useRef } from 'react'
import {
  calloutKind,
  calloutKinds,
  pictureSize,
  pictureSizes,
} from '../../../server/tools/notes/document.ts'
import { useWords } from '../../kernel/words.ts'
import { inText } from './in-text.ts'
import styles from './note.module.css'
import { words } from './note-words.ts'
import { setCallout, writingTools, type Ask } from './writing-tools.ts'

type ToolbarProps = { editor: Editor; ask: Ask; onFind: () => void }

type Tool = {
  label: string
  keys?: string
  icon: LucideIcon
  on?: boolean
  off?: boolean
  run: () => void
}

/** A single Tab stop; arrow keys move inside it, Escape returns to the text. */
export function Toolbar({ editor, ask, onFind }: ToolbarProps) {
  const w = useWords(words)
  const bar = useRef<HTMLDivElement>(null)
  const now = useMarks(editor)
  const chain = () => inText(editor)
  const tools = writingTools(w, ask)
  const made = (name: string): Tool => {
    const { label, icon, run } = tools.find((tool) => tool.name === name)!
    return { label, icon, run: () => run(editor), on: now[name as 'table'] }
  }
  const groups: Tool[][] = [
    [
      {
        label: w.bold,
        keys: 'Ctrl+B',
        icon: Bold,
        on: now.bold,
        run: () => chain().toggleBold().run(),
      },
      {
        label: w.italic,
        keys: 'Ctrl+I',
        icon: Italic,
        on: now.italic,
        run: () => chain().toggleItalic().run(),
      },
      {
        label: w.strike,
        icon: Strikethrough,
        on: now.strike,
        run: () => chain().toggleStrike().run(),
      },
      {
        label: w.code,
        keys: 'Ctrl+E',
        icon: Code,
        on: now.code,
        run: () => chain().toggleCode().run(),
      },
      made('link'),
    ],
    ['bulletList', 'orderedList', 'taskList'].map(made),
    ['quote', 'codeBlock', 'rule', 'table', 'image'].map(made),
    [
      {
        label: w.undo,
        keys: 'Ctrl+Z',
        icon: Undo2,
        off: !now.canUndo,
        run: () => chain().undo().run(),
      },
      {
        label: w.redo,
        keys: 'Ctrl+Shift+Z',
        icon: Redo2,
        off: !now.canRedo,
        run: () => chain().redo().run(),
      },
      { label: w.find, keys: 'Ctrl+F', icon: Search, run: onFind },
    ],
  ]
  const table: Tool[] = [
    { label: w.rowAbove, icon: Rows2, run: () => chain().addRowBefore().run() },
    { label: w.rowBelow, icon: Rows2, run: () => chain().addRowAfter().run() },
    { label: w.columnBefore, icon: Columns2, run: () => chain().addColumnBefore().run() },
    { label: w.columnAfter, icon: Columns2, run: () => chain().addColumnAfter().run() },
    { label: w.headerRow, icon: PanelTop, run: () => chain().toggleHeaderRow().run() },
    { label: w.deleteRow, icon: TableRowsSplit, run: () => chain().deleteRow().run() },
    { label: w.deleteColumn, icon: TableColumnsSplit, run: () => chain().deleteColumn().run() },
    { label: w.deleteTable, icon: Trash2, run: () => chain().deleteTable().run() },
  ]
  const callout: Tool[] = [
    ...calloutKinds.map((kind) => ({ ...made(kind), on: now.callout === kind })),
    { label: w.noCallout, icon: X, run: () => setCallout(editor, undefined) },
  ]
  const sizes: Tool[] = [...pictureSizes, null].map((size) => ({
    label: w.sizes[size ?? 'full'],
    icon: sizeIcons[size ?? 'full'],
    on: now.image && now.size === size,
    run: () => chain().updateAttributes('image', { size }).run(),
  }))
  const image: Tool[] = [...sizes, { label: w.describe, icon: Captions, run: () => ask('picture') }]
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={w.toolbar}
      aria-orientation="horizontal"
      className={styles.toolbar}
      data-note-toolbar
      data-no-print
      onKeyDown={(event) => walk(event, editor)}
    >
      <BlockSelect editor={editor} block={now.block} />
      {groups.map((tools, place) => (
        <div key={place} className={styles.tools}>
          {tools.map((tool) => (
            <ToolButton key={tool.label} tool={tool} />
          ))}
        </div>
      ))}
      {now.image && <More label={w.image} tools={image} />}
      {now.table && <More label={w.tableTools} tools={table} />}
      {now.callout && <More label={w.callout} tools={callout} />}
    </div>
  )
}

const sizeIcons = { small: Minimize2, medium: Square, full: Maximize2 }

/** A second line of buttons, for the block around the caret. */
function More({ label, tools }: { label: string; tools: Tool[] }) {
  return (
    <div className={styles.tableTools} role="group" aria-label={label}>
      {tools.map((tool) => (
        <ToolButton key={tool.label} tool={tool} worded />
      ))}
    </div>
  )
}

/** The formatting at the cursor; computed only when it changes, however long the text. */
function useMarks(editor: Editor) {
  return useEditorState({
    editor,
    selector: ({ editor: it }) => ({
      bold: it.isActive('bold'),
      italic: it.isActive('italic'),
      strike: it.isActive('strike'),
      code: it.isActive('code'),
      link: it.isActive('link'),
      bulletList: it.isActive('bulletList'),
      orderedList: it.isActive('orderedList'),
      taskList: it.isActive('taskList'),
      quote: it.isActive('blockquote'),
      codeBlock: it.isActive('codeBlock'),
      table: it.isActive('table'),
      callout: it.isActive('callout')
        ? calloutKind(it.getAttributes('callout')['kind'])
        : undefined,
      image: it.isActive('image'),
      size: pictureSize(it.getAttributes('image')['size']),
      canUndo: it.can().undo(),
      canRedo: it.can().redo(),
      block: it.isActive('heading')
        ? String((it.getAttributes('heading')['level'] as number | undefined) ?? 1)
        : 'text',
    }),
  })
}

function BlockSelect({ editor, block }: { editor: Editor; block: string }) {
  const w = useWords(words)
  const choose = (value: string) =>
    value === 'text'
      ? inText(editor).setParagraph().run()
      : inText(editor)
          .setHeading({ level: Number(value) as 1 | 2 | 3 | 4 | 5 | 6 | 4 | 5 | 6 })
          .run()
  return (
    <span className={styles.block}>
      <Heading size={16} aria-hidden />
      <select
        aria-label={w.block}
        tabIndex={0}
        value={block}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="text">{w.paragraph}</option>
        {[1, 2, 3, 4, 5, 6].map((level) => (
          <option key={level} value={level}>
            {w.heading(level)}
          </option>
        ))}
      </select>
    </span>
  )
}

function ToolButton({ tool, worded }: { tool: Tool; worded?: boolean }) {
  const { label, keys, icon: Icon, on, off, run } = tool
  const tip = keys ? `${label} · ${keys}` : label
  return (
    <button
      type="button"
      tabIndex={-1}
      className={worded ? `${styles.tool} ${styles.worded}` : styles.tool}
      aria-label={worded ? undefined : label}
      data-tip={worded ? undefined : tip}
      aria-pressed={on}
      aria-disabled={off || undefined}
      // The selection in the text must outlive the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => !off && run()}
    >
      <Icon size={worded ? 14 : 17} aria-hidden />
      {worded && label}
    </button>
  )
}

function walk(event: KeyboardEvent<HTMLElement>, editor: Editor): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('button, select')]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  const isSelect = stops[at] instanceof HTMLSelectElement
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  const to = step
    ? stops[(at + step + stops.length) % stops.length]
    : event.key === 'Home'
      ? stops[0]
      : event.key === 'End'
        ? stops.at(-1)
        : undefined
  if (to) {
    for (const stop of stops) stop.tabIndex = -1
    to.tabIndex = 0
    to.focus()
  } else if (event.key === 'Escape') editor.view.focus()
  else return
  if (isSelect && !to && event.key !== 'Escape') return
  event.preventDefault()
  event.stopPropagation()
}
