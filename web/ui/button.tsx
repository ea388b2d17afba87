import type { LucideIcon } from 'lucide-react'
import type { AriaAttributes, MouseEvent, ReactNode, Ref } from 'react'
import styles from './button.module.css'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger' | 'dangerQuiet'

type Common = AriaAttributes & {
  href?: string | undefined
  onClick?: ((event: MouseEvent<HTMLElement>) => void) | undefined
  /** Why it cannot be used: the button stays focusable, does nothing, and shows this reason. */
  reason?: string | undefined
  type?: 'button' | 'submit'
  form?: string
  id?: string
  download?: boolean | string
  /** It makes what this page makes: the keys `n` and `c` press it. */
  'data-makes'?: boolean
  /** Finds the button again after what it did has moved it. */
  'data-act'?: string
  ref?: Ref<never>
}

type ButtonProps = Common & {
  children: ReactNode
  look?: ButtonLook
  icon?: LucideIcon | undefined
  busy?: boolean
  small?: boolean
  wide?: boolean
}

export function Button(props: ButtonProps) {
  const { children, look = 'plain', icon: Icon, busy, small, wide, ...rest } = props
  const names = [styles.button, styles[look], small && styles.small, wide && styles.wide]
  return (
    <Pressable {...rest} className={names.filter(Boolean).join(' ')} busy={busy}>
      {busy ? (
        <span className={styles.working} />
      ) : (
        Icon && <Icon size={small ? 14 : 16} aria-hidden />
      )}
      {children}
    </Pressable>
  )
}

type IconButtonProps = Common & {
  label: string
  icon: LucideIcon
  small?: boolean
  filled?: boolean
  /** False where everybody knows the icon and the tip would only cover something. */
  tip?: boolean
}

/** An icon button has words too: as its accessible name, and as a tip. */
export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, small, filled, tip = true, ...rest } = props
  const className = small ? `${styles.icon} ${styles.iconSmall}` : `${styles.icon}`
  return (
    <Pressable {...rest} aria-label={label} tip={tip ? label : undefined} className={className}>
      <Icon size={small ? 16 : 18} fill={filled ? 'currentColor' : 'none'} aria-hidden />
    </Pressable>
  )
}

type PressableProps = Common & {
  className: string
  children: ReactNode
  busy?: boolean | undefined
  tip?: string | undefined
}

function Pressable(props: PressableProps) {
  const { href, onClick, reason, busy, tip, type = 'button', form, download, ...rest } = props
  const off = Boolean(reason || busy)
  const attributes = {
    ...rest,
    'data-tip': reason ?? tip,
    'aria-disabled': off || undefined,
    'aria-busy': busy || undefined,
  }
  const press = (event: MouseEvent<HTMLElement>) =>
    off ? event.preventDefault() : onClick?.(event)
  return href === undefined || off ? (
    <button {...attributes} type={type} form={form} onClick={press} />
  ) : (
    <a {...attributes} href={href} download={download} onClick={press} />
  )
}
