import { useHue } from '../kernel/hues.ts'
import type { SpaceFace } from './avatar.tsx'
import { SpaceMark } from './avatar.tsx'
import { UnreadCount } from './badges.tsx'
import styles from './space-chip.module.css'

type SpaceChipProps = {
  space: SpaceFace
  href?: string
  unread?: number
  current?: boolean
}

/** Hue, initial and name: shows a space wherever it is not the current one. */
export function SpaceChip({ space, href, unread = 0, current }: SpaceChipProps) {
  const hue = useHue(space)
  const Element = href ? 'a' : 'span'
  return (
    <Element
      className={styles.chip}
      href={href}
      data-hue={hue}
      aria-current={current ? 'page' : undefined}
    >
      <SpaceMark space={space} size={20} />
      <span className={styles.name}>{space.name}</span>
      <UnreadCount count={unread} />
    </Element>
  )
}
