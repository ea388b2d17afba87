import type { LucideIcon } from 'lucide-react'
import { Crown, Shield, UserRoundCog, UserRoundPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../kernel/words.ts'
import styles from './badges.module.css'
import { words } from './words.ts'

export type Tone = 'plain' | 'accent' | 'caution' | 'danger' | 'success'

type BadgeProps = { icon?: LucideIcon; tone?: Tone; children: ReactNode }

export function Badge({ icon: Icon, tone = 'plain', children }: BadgeProps) {
  return (
    <span className={`${styles.badge} ${tone === 'plain' ? '' : styles[tone]}`}>
      {Icon && <Icon size={13} aria-hidden />}
      <span>{children}</span>
    </span>
  )
}

export type Role =
  | 'administrator'
  | 'co-administrator'
  | 'moderator'
  | 'member'
  | 'admin'
  | 'manager'
  | 'coordinator'

const roleIcons: Partial<Record<Role, LucideIcon>> = {
  administrator: Crown,
  'co-administrator': UserRoundCog,
  moderator: Shield,
  admin: Crown,
  manager: UserRoundCog,
}

export function RoleBadge({ role }: { role: Role }) {
  const w = useWords(words)
  const icon = roleIcons[role]
  return <Badge {...(icon && { icon })}>{w.roles[role]}</Badge>
}

/** A guest is marked by a word and an icon, not only by a colour. */
export function GuestBadge({ organization }: { organization?: string | undefined }) {
  const w = useWords(words)
  return (
    <Badge icon={UserRoundPlus} tone="caution">
      {organization ? `${w.guest} · ${organization}` : w.guest}
    </Badge>
  )
}

/** `said`: the text for screen readers, where the language needs the noun. */
export function UnreadCount({ count, said }: { count: number; said?: string }) {
  const w = useWords(words)
  if (count === 0) return null
  return (
    <span className={styles.count}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="for-readers-only">{said ?? w.unread(count)}</span>
    </span>
  )
}
