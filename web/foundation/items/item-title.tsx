import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import { cut, tidy } from '../../../server/kernel/plain-text.ts'
import { useAct } from '../../kernel/act.ts'
import { announce } from '../../kernel/announce.ts'
import { useWords } from '../../kernel/words.ts'
import type { Item } from './item.ts'
import styles from './item.module.css'
import { words } from './item-words.ts'

type ItemTitleProps = { item: Item; rename: (title: string) => Promise<unknown> }

/** The title, edited in place: Enter saves it and goes on to the text, Escape restores it. */
export function ItemTitle({ item: { space, title, may }, rename }: ItemTitleProps) {
  const w = useWords(words)
  const place = useRef<HTMLSpanElement>(null)
  const renaming = useAct(rename, { refresh: [[space]], done: () => announce(w.renamed) })
  useEffect(() => {
    // Shows a new title by somebody else, unless one is typing here.
    if (place.current && document.activeElement !== place.current) place.current.textContent = title
    // Also when the right to edit was just given: then the element is new, and empty.
  }, [title, may.edit])
  if (!may.edit) return <>{title}</>
  const keep = () => {
    const next = cut(tidy(place.current?.textContent ?? ''), 300)
    if (next && next !== title) renaming.mutate(next)
    else if (place.current) place.current.textContent = title
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && place.current) place.current.textContent = title
    if (event.key !== 'Escape' && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    place.current?.blur()
    if (event.key === 'Enter') document.querySelector<HTMLElement>('[data-item-text]')?.focus()
  }
  return (
    <span
      ref={place}
      className={styles.title}
      contentEditable="plaintext-only"
      suppressContentEditableWarning
      role="textbox"
      tabIndex={0}
      aria-label={w.title}
      spellCheck
      onBlur={keep}
      onKeyDown={onKeyDown}
    />
  )
}
