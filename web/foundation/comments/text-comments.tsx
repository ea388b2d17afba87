import type { Editor } from '@tiptap/core'
import { MessageSquarePlus } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useLongList } from '../../kernel/long-list.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { useStore } from '../../kernel/store.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { goToPassage, passagesFound, selectedPassage, showPassages } from '../live-text/passages.ts'
import styles from './comments.module.css'
import { askedPassage, shownText, writtenPassage } from './passages.ts'
import { words } from './words.ts'

type TextCommentsProps = {
  editor: Editor
  item: { space: string; id: string; comments: number }
  /** The name of the text among those of the item. */
  field: string
}

/** Marks the passages of a text that are commented, and offers to comment on the selected one. Its editor has `Passages`. */
export function TextComments({ editor, item, field }: TextCommentsProps) {
  const path = { space: item.space, item: item.id }
  const door = '/api/spaces/{space}/items/{item}/comments'
  const list = useLongList(door, { path }, { enabled: item.comments > 0 })
  const [, setPanel] = useUrlState('panel')
  const open = (list.items ?? []).flatMap(({ id, passage, resolvedAt }) =>
    passage?.field === field && !resolvedAt ? [{ id, passage }] : [],
  )
  const written = useStore(writtenPassage)
  if (written?.item === item.id && written.passage.field === field) {
    const { passage } = written
    open.push({ id: `written ${passage.from} ${passage.to}`, passage })
  }
  useEffect(() => {
    const show = () => showPassages(editor, open)
    show()
    editor.on('create', show)
    return () => void editor.off('create', show)
  })
  useShown(editor, item.id)
  const ask = useCallback(() => {
    const passage = selectedPassage(editor, field)
    if (!passage) return
    askedPassage.write({ item: item.id, passage })
    setPanel('comments')
  }, [editor, field, item.id, setPanel])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const asks = event.code === 'KeyM' && event.altKey && (event.ctrlKey || event.metaKey)
      if (!asks || event.getModifierState('AltGraph') || !isIn(editor, event.target)) return
      event.preventDefault()
      ask()
    }
    // As with links: a click while reading, with Ctrl or ⌘ while writing.
    const onClick = (event: MouseEvent) => {
      const mark = event.target instanceof Element && event.target.closest('[data-passage]')
      if (mark && isIn(editor, mark) && (!editor.isEditable || event.ctrlKey || event.metaKey))
        setPanel('comments')
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('click', onClick)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('click', onClick)
    }
  }, [editor, ask, setPanel])
  return <AskButton editor={editor} onAsk={ask} />
}

/** Tells the panel of the comments which passages are in the text. */
function useShown(editor: Editor, item: string): void {
  useEffect(() => {
    const go = (comment: string) => goToPassage(editor, comment)
    const tell = () => {
      const found = passagesFound(editor)
      if (found.join() !== shownText.read()?.found.join()) shownText.write({ item, found, go })
    }
    shownText.write({ item, found: passagesFound(editor), go })
    editor.on('transaction', tell)
    return () => {
      editor.off('transaction', tell)
      shownText.write(undefined)
    }
  }, [editor, item])
}

/** Below what is selected. */
function AskButton({ editor, onAsk }: { editor: Editor; onAsk: () => void }) {
  const w = useWords(words)
  const [place, setPlace] = useState<{ left: number; top: number }>()
  useEffect(() => {
    const look = () => setPlace(belowSelection(editor))
    document.addEventListener('selectionchange', look)
    document.addEventListener('scroll', look, { capture: true, passive: true })
    return () => {
      document.removeEventListener('selectionchange', look)
      document.removeEventListener('scroll', look, { capture: true })
    }
  }, [editor])
  if (!place) return null
  return (
    <div
      className={styles.ask}
      style={place}
      data-no-print
      onMouseDown={(event) => event.preventDefault()}
    >
      <Button small icon={MessageSquarePlus} onClick={onAsk}>
        {w.ask}
      </Button>
    </div>
  )
}

function belowSelection(editor: Editor): { left: number; top: number } | undefined {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || !isIn(editor, selection.anchorNode)) return undefined
  if (!isIn(editor, selection.focusNode) || selection.toString().trim() === '') return undefined
  const { left, bottom } = selection.getRangeAt(0).getBoundingClientRect()
  return { left: Math.max(8, Math.min(left, innerWidth - 160)), top: bottom + 8 }
}

/** An editor that is not on the page, or no longer, has no element. */
function isIn(editor: Editor, place: EventTarget | null): boolean {
  return !editor.isDestroyed && place instanceof Node && editor.view.dom.contains(place)
}
