import { useEffect } from 'react'
import { announce } from '../../kernel/announce.ts'
import { useStore } from '../../kernel/store.ts'
import { useWords } from '../../kernel/words.ts'
import { SpaceMark } from '../../ui/avatar.tsx'
import menu from '../../ui/menu.module.css'
import type { ItemBox } from './item-links.ts'
import styles from './note.module.css'
import { words } from './note-words.ts'

/** Items to link to, below the `[[` that is being typed. The focus stays in the text, so the chosen one is announced. */
export function ItemOffers({ box }: { box: ItemBox }) {
  const w = useWords(words)
  const offer = useStore(box.offers)
  const chosen = offer?.items[offer.at]
  const heard = chosen && `${chosen.title}, ${chosen.space.name}`
  useEffect(() => {
    if (heard) announce(heard)
  }, [heard])
  if (!offer) return null
  return (
    <ul
      role="listbox"
      // It scrolls; while it is open, Tab takes what is chosen.
      tabIndex={0}
      aria-label={w.itemsToLink}
      className={`${menu.dropdown} ${styles.offers} ${styles.slash}`}
      style={offer.place}
    >
      {offer.items.map((item, index) => (
        <li
          key={item.id}
          role="option"
          aria-selected={index === offer.at}
          className={index === offer.at ? `${menu.item} ${styles.chosen}` : menu.item}
          onMouseDown={(event) => {
            event.preventDefault()
            offer.take(item)
          }}
        >
          <SpaceMark space={item.space} size={20} />
          <span className={menu.text}>
            {item.title}
            <span className={menu.second}>{item.space.name}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
