import { Lock, UserRoundPlus, UsersRound } from 'lucide-react'
import { useFormat } from '../kernel/format.ts'
import { useWords } from '../kernel/words.ts'
import styles from './audience-line.module.css'
import type { Face } from './avatar.tsx'
import { Faces } from './avatar.tsx'
import { words } from './words.ts'

export type Audience = {
  people: number
  guests: number
  guestOrganizations: readonly string[]
  everyone: boolean
  faces: readonly Face[]
}

type AudienceLineProps = { audience: Audience; onOpen?: () => void }

/** “14 members, 2 guests from Acme” with faces. Opens *who can see this and why*. */
export function AudienceLine({ audience, onOpen }: AudienceLineProps) {
  const w = useWords(words)
  const content = <AudienceWords audience={audience} />
  if (!onOpen) return <div className={styles.line}>{content}</div>
  return (
    <button type="button" className={styles.line} onClick={onOpen} title={w.audience.open}>
      <span className="for-readers-only">{w.audience.label}: </span>
      {content}
    </button>
  )
}

function AudienceWords({ audience }: { audience: Audience }) {
  const w = useWords(words).audience
  const format = useFormat()
  const { people, guests, guestOrganizations, everyone, faces } = audience
  if (people <= 1 && guests === 0)
    return (
      <>
        <Lock size={14} aria-hidden /> {w.onlyYou}
      </>
    )
  const internals = people - guests
  return (
    <>
      {faces.length > 0 ? <Faces people={faces} /> : <UsersRound size={14} aria-hidden />}
      <span className={styles.part}>{everyone ? w.members(internals) : w.people(internals)}</span>
      {guests > 0 && (
        <span className={`${styles.part} ${styles.guests}`}>
          <UserRoundPlus size={14} aria-hidden />
          {w.guests(guests, format.list(guestOrganizations))}
        </span>
      )}
    </>
  )
}
