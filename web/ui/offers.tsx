import type { CSSProperties, ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { announce } from '../kernel/announce.ts'
import { useWords } from '../kernel/words.ts'
import menu from './menu.module.css'
import styles from './offers.module.css'
import { words } from './words.ts'

export type OffersProps<Item> = {
  label: string
  items: readonly Item[]
  /** The index of the chosen one. */
  at: number
  onTake: (item: Item) => void
  keyOf: (item: Item) => string
  /** What is typed in: it keeps the focus, and names the chosen one to a screen reader. */
  field: () => HTMLElement | null
  children: (item: Item) => ReactNode
  className?: string | undefined
  style?: CSSProperties
}

/** What a text offers while something is typed in it: people after `@`, items after `[[`, blocks after `/`. */
export function Offers<Item>(props: OffersProps<Item>) {
  const { label, items, at, onTake, keyOf, field, children, className = '', style } = props
  const w = useWords(words)
  const list = useId()
  const chosen = useRef<HTMLLIElement>(null)
  const count = items.length
  useEffect(() => announce(w.offered(count)), [count, w])
  useEffect(() => {
    const typed = field()
    chosen.current?.scrollIntoView({ block: 'nearest' })
    typed?.setAttribute('aria-controls', list)
    typed?.setAttribute('aria-activedescendant', `${list}-${at}`)
    return () => {
      typed?.removeAttribute('aria-controls')
      typed?.removeAttribute('aria-activedescendant')
    }
  }, [field, list, at, count])
  return (
    <ul
      id={list}
      role="listbox"
      // It scrolls; while it is open, Tab takes what is chosen.
      tabIndex={0}
      aria-label={label}
      className={`${menu.dropdown} ${styles.offers} ${className}`}
      style={style}
    >
      {items.map((item, index) => (
        <li
          key={keyOf(item)}
          ref={index === at ? chosen : undefined}
          id={`${list}-${index}`}
          role="option"
          aria-selected={index === at}
          className={index === at ? `${menu.item} ${styles.chosen}` : menu.item}
          onMouseDown={(event) => {
            event.preventDefault()
            onTake(item)
          }}
        >
          {children(item)}
        </li>
      ))}
    </ul>
  )
}
