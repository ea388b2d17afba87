import { useEffect } from 'react'
import { nameOf } from '../../foundation/comments/mentions.ts'
import { announce } from '../../kernel/announce.ts'
import { useStore } from '../../kernel/store.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, SpaceMark } from '../../ui/avatar.tsx'
import menu from '../../ui/menu.module.css'
import type { MentionBox } from './mention-box.ts'
import styles from './note.module.css'
import { words } from './note-words.ts'

/** People and groups, below the `@` that is being typed. */
export function MentionOffers({ box }: { box: MentionBox }) {
  const w = useWords(words)
  const offer = useStore(box.offer)
  const chosen = offer?.items[offer.at]
  useEffect(() => {
    // The focus stays in the text, so the choice is announced.
    if (chosen) announce(nameOf(chosen))
  }, [chosen])
  if (!offer) return null
  return (
    <ul
      role="listbox"
      aria-label={w.mention}
      className={`${menu.dropdown} ${styles.offers}`}
      style={offer.place}
    >
      {offer.items.map((who, place) => (
        <li
          key={who.id}
          role="option"
          aria-selected={place === offer.at}
          className={`${menu.item} ${place === offer.at ? styles.offered : ''}`}
          onMouseDown={(event) => {
            event.preventDefault()
            offer.take(who)
          }}
        >
          {who.card ? (
            <Avatar person={who.card} />
          ) : (
            <SpaceMark space={{ name: who.name ?? '', hue: who.hue }} />
          )}
          <span className={menu.text}>
            {nameOf(who)}
            <span className={menu.second}>
              {who.card
                ? who.card.organization
                : who.allMembers
                  ? w.allMembers(who.count)
                  : w.members(who.count)}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
