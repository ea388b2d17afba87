import type { CSSProperties } from 'react'
import { useEffect } from 'react'
import { announce } from '../kernel/announce.ts'
import { useWords } from '../kernel/words.ts'
import { GuestBadge } from '../ui/badges.tsx'
import menu from '../ui/menu.module.css'
import styles from './access.module.css'
import { PrincipalMark, principalName, usePrincipalWords, type Principal } from './principal.tsx'
import { words } from './words.ts'

type PrincipalOffersProps = {
  /** The id of the list; those of its options are numbered: `{id}-0`. */
  id?: string
  offered: readonly Principal[]
  /** The index of the chosen one. */
  at: number
  onTake: (who: Principal) => void
  hidden?: boolean
  className?: string | undefined
  style?: CSSProperties
}

/** The people and groups that `@` offers. The focus stays in the text, so the chosen one is announced. */
export function PrincipalOffers(props: PrincipalOffersProps) {
  const { id, offered, at, onTake, hidden = false, className, style } = props
  const w = useWords(words)
  const say = usePrincipalWords()
  const chosen = hidden ? undefined : offered[at]
  const said =
    chosen &&
    (chosen.sees === false ? [principalName(chosen), w.noAccess] : [principalName(chosen)])
  const heard = said?.join(', ')
  useEffect(() => {
    if (heard) announce(heard)
  }, [heard])
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={w.peopleAndGroups}
      className={`${menu.dropdown} ${styles.offers} ${className ?? ''}`}
      style={style}
      hidden={hidden}
    >
      {offered.map((who, index) => (
        <li
          key={who.id}
          id={id && `${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className={`${menu.item} ${index === at ? styles.offered : ''}`}
          onMouseDown={(event) => {
            event.preventDefault()
            onTake(who)
          }}
        >
          <PrincipalMark principal={who} />
          <span className={menu.text}>
            {principalName(who)} {who.card?.guest && <GuestBadge />}
            <span className={menu.second}>{say(who).second}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
