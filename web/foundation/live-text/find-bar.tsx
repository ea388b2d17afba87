import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { ArrowDown, ArrowUp, CaseSensitive, WholeWord, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../../kernel/words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import { found, replaceAll, replaceCurrent, seek, selectCurrent, step } from './find.ts'
import { words } from './find-words.ts'
import styles from './find.module.css'

type FindBarProps = { editor: Editor; mayEdit: boolean; first: string; onClose: () => void }

/** Finds words in a text, and replaces them for people who may edit it. */
export function FindBar({ editor, mayEdit, first, onClose }: FindBarProps) {
  const w = useWords(words)
  const [sought, setSought] = useState({ words: first, matchCase: false, wholeWords: false })
  const [by, setBy] = useState('')
  const [done, setDone] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const { all, at } = useEditorState({
    editor,
    selector: ({ editor: it }) => {
      const { matches, at: place } = found(it)
      return { all: matches.length, at: place }
    },
  })
  useEffect(() => {
    setDone('')
    seek(editor, sought.words ? sought : undefined)
  }, [editor, sought])
  useEffect(() => {
    input.current?.select()
    return () => seek(editor, undefined)
  }, [editor])
  const close = () => {
    selectCurrent(editor)
    onClose()
  }
  const onKey = (event: KeyboardEvent) => {
    const back = event.shiftKey ? -1 : 1
    if (event.key === 'Escape') close()
    else if (event.key === 'F3' || isKey(event, 'g')) step(editor, back)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onEnter = (act: (event: KeyboardEvent) => void) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    act(event)
  }
  const told = done || (sought.words && (all > 0 ? w.place(at + 1, all) : w.none))
  return (
    <search className={styles.bar} aria-label={w.bar} onKeyDown={onKey} data-no-print>
      <div className={styles.line}>
        <input
          ref={input}
          className={`${field.input} ${styles.words}`}
          aria-label={w.find}
          aria-describedby={id}
          placeholder={w.find}
          maxLength={200}
          value={sought.words}
          onChange={({ target }) => setSought({ ...sought, words: plain(target.value) })}
          onKeyDown={onEnter(({ shiftKey }) => step(editor, shiftKey ? -1 : 1))}
        />
        <span className={styles.count} role="status">
          {told}
        </span>
        <IconButton
          icon={CaseSensitive}
          label={w.matchCase}
          aria-pressed={sought.matchCase}
          onClick={() => setSought({ ...sought, matchCase: !sought.matchCase })}
        />
        <IconButton
          icon={WholeWord}
          label={w.wholeWords}
          aria-pressed={sought.wholeWords}
          onClick={() => setSought({ ...sought, wholeWords: !sought.wholeWords })}
        />
        <IconButton icon={ArrowUp} label={w.previous} onClick={() => step(editor, -1)} />
        <IconButton icon={ArrowDown} label={w.next} onClick={() => step(editor, 1)} />
        <IconButton icon={X} label={w.close} onClick={close} />
      </div>
      {mayEdit && (
        <div className={styles.line}>
          <input
            className={`${field.input} ${styles.words}`}
            aria-label={w.replaceBy}
            placeholder={w.replaceBy}
            maxLength={1000}
            value={by}
            onChange={({ target }) => setBy(plain(target.value))}
            onKeyDown={onEnter(() => replaceCurrent(editor, by))}
          />
          <Button small onClick={() => replaceCurrent(editor, by)}>
            {w.replace}
          </Button>
          <Button small onClick={() => setDone(w.replaced(replaceAll(editor, by)))}>
            {w.replaceAll}
          </Button>
        </div>
      )}
      <p id={id} className={styles.own}>
        {w.own}
      </p>
    </search>
  )
}

/** Without the letter that takes the place of what is not text. */
function plain(text: string): string {
  return text.replaceAll('\uFFFC', '')
}

function isKey(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'key'>, key: string) {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === key
}

/**
 * The bar, which Ctrl+F opens within the text, with the selected words. Ctrl+F in the bar, and elsewhere, is the browser’s
 * own.
 */
export function useFindBar(editor: Editor | null, mayEdit: boolean) {
  const [first, setFirst] = useState<string>()
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const isHere = event.target instanceof Node && editor?.view.dom.contains(event.target)
      if (!editor || editor.isDestroyed || !isHere || event.shiftKey || !isKey(event, 'f')) return
      event.preventDefault()
      setFirst(selectedWords(editor))
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [editor])
  const bar = editor && first !== undefined && (
    <FindBar editor={editor} mayEdit={mayEdit} first={first} onClose={() => setFirst(undefined)} />
  )
  return { bar, open: () => setFirst(editor ? selectedWords(editor) : '') }
}

function selectedWords({ state }: Editor): string {
  const { from, to } = state.selection
  const text = state.doc.textBetween(from, to, '\n')
  return text.includes('\n') || text.length > 200 ? '' : plain(text)
}
