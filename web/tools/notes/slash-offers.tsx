import type { Editor } from '@tiptap/core'
import { useEffect, useId, useRef } from 'react'
import { announce } from '../../kernel/announce.ts'
import { useStore } from '../../kernel/store.ts'
import { useWords } from '../../kernel/words.ts'
import menu from '../../ui/menu.module.css'
import styles from './note.module.css'
import { words } from './note-words.ts'
import type { SlashMenu } from './slash-menu.ts'

/** What can be inserted, below the `/` that is being typed. The focus stays in the text, which names the chosen one. */
export function SlashOffers({ editor, box }: { editor: Editor; box: SlashMenu }) {
  const w = useWords(words)
  const list = useId()
  const offer = useStore(box.offers)
  const count = offer?.items.length
  const at = offer?.at
  const chosen = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (count) announce(w.offered(count))
  }, [count, w])
  useEffect(() => {
    if (at === undefined) return
    const text = editor.view.dom
    chosen.current?.scrollIntoView({ block: 'nearest' })
    text.setAttribute('aria-controls', list)
    text.setAttribute('aria-activedescendant', `${list}-${at}`)
    return () => {
      text.removeAttribute('aria-controls')
      text.removeAttribute('aria-activedescendant')
    }
  }, [editor, list, at, count])
  if (!offer) return null
  return (
    <ul
      id={list}
      role="listbox"
      // It scrolls; while it is open, Tab takes what is chosen.
      tabIndex={0}
      aria-label={w.insert}
      className={`${menu.dropdown} ${styles.offers} ${styles.slash}`}
      style={offer.place}
    >
      {offer.items.map((tool, index) => {
        const { name, label, icon: Icon } = tool
        const isChosen = index === offer.at
        return (
          <li
            key={name}
            ref={isChosen ? chosen : undefined}
            id={`${list}-${index}`}
            role="option"
            aria-selected={isChosen}
            className={isChosen ? `${menu.item} ${styles.chosen}` : menu.item}
            onMouseDown={(event) => {
              event.preventDefault()
              offer.take(tool)
            }}
          >
            <Icon size={16} aria-hidden />
            <span className={menu.text}>{label}</span>
          </li>
        )
      })}
    </ul>
  )
}
