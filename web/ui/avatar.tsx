import { firstLetter } from '../../server/kernel/plain-text.ts'
import { useWords } from '../kernel/words.ts'
import styles from './avatar.module.css'
import { words } from './words.ts'

export type Size = 16 | 20 | 24 | 32 | 40 | 64
export type Face = {
  id: string
  firstName: string
  lastName: string
  picture?: string | null | undefined
}

type AvatarProps = {
  person: Face
  size?: Size
  presence?: 'online' | 'away' | 'offline' | undefined
}

/** A person's picture, or initials on a colour of their own. Show the name beside it. */
export function Avatar({ person, size = 24, presence }: AvatarProps) {
  const w = useWords(words)
  return (
    <span className={`${styles.avatar} ${styles[`s${size}`]}`} data-hue={hueOf(person.id)}>
      {person.picture ? (
        <img src={person.picture} alt="" loading="lazy" decoding="async" />
      ) : (
        <span aria-hidden>{size > 20 ? initials(person) : initial(person.firstName)}</span>
      )}
      {presence && presence !== 'offline' && (
        <span className={`${styles.presence} ${presence === 'away' ? styles.away : ''}`}>
          <span className="for-readers-only">{w[presence]}</span>
        </span>
      )}
    </span>
  )
}

export type SpaceFace = {
  name: string
  hue: number | null
  picture?: string | null | undefined
}

/** A space is square, a person is round. */
export function SpaceMark({ space, size = 24 }: { space: SpaceFace; size?: Size }) {
  const names = `${styles.avatar} ${styles.square} ${styles[`s${size}`]}`
  return (
    <span className={names} data-hue={space.hue ?? 'none'} aria-hidden>
      {space.picture ? <img src={space.picture} alt="" loading="lazy" /> : initial(space.name)}
    </span>
  )
}

export function Faces({ people, size = 20 }: { people: readonly Face[]; size?: Size }) {
  if (people.length === 0) return null
  return (
    <span className={styles.faces} aria-hidden>
      {people.map((person) => (
        <Avatar key={person.id} person={person} size={size} />
      ))}
    </span>
  )
}

export function fullName({ firstName, lastName }: Pick<Face, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`.trim()
}

function initials({ firstName, lastName }: Face): string {
  return initial(firstName) + initial(lastName) || '?'
}

/** Keeps it one letter: the capital of ß would be two. */
function initial(name: string): string {
  const letter = firstLetter(name)
  const capital = letter.toLocaleUpperCase()
  return firstLetter(capital) === capital ? capital : letter
}

/** The hue of a person, the same everywhere, also for their cursor. */
export function hueOf(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0
  return sum % 12
}
