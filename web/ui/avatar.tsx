import { useHue } from '../kernel/hues.ts'
import { useWords } from '../kernel/words.ts'
import styles from './avatar.module.css'
import { hueOf, initial, initials } from './person-hue.ts'
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
    <span className={`${styles.avatar} ${styles[`s${size}`]}`} data-hue={hueOf(person)}>
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
  id: string
  name: string
  hue: number | null
  picture?: string | null | undefined
}

/** A space is square, a person is round. */
export function SpaceMark({ space, size = 24 }: { space: SpaceFace; size?: Size }) {
  const hue = useHue(space)
  const names = `${styles.avatar} ${styles.square} ${styles[`s${size}`]}`
  return (
    <span className={names} data-hue={hue} aria-hidden>
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
