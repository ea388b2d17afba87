import type { LucideIcon } from 'lucide-react'
import { Ellipsis } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cloneElement, useEffect, useId, useRef, useState } from 'react'
import { later, useLater } from '../kernel/later.ts'
import { useWords } from '../kernel/words.ts'
import { IconButton } from './button.tsx'
import { words } from './words.ts'

export type MenuEntry =
  | {
      label: string
      icon?: LucideIcon
      href?: string
      run?: () => void
      danger?: boolean
      checked?: boolean
      /** Why it cannot be used: shown below the words; the entry does nothing. */
      reason?: string | undefined
      second?: string
      /** Further words by which the palette finds it. */
      also?: string
    }
  | { title: string }
  | 'divider'
  | false
  | undefined

type MenuProps = {
  entries: readonly MenuEntry[]
  /** The element that opens it; by default three dots. */
  children?: ReactElement<object>
  label?: string
  align?: 'start' | 'end'
  /** The menu of the page itself: its entries are commands of the palette. */
  ofPage?: boolean
}

/** The entries of the menus of the open page. */
const ofThePage = new Set<{ current: readonly MenuEntry[] }>()

export function pageCommands(): readonly MenuEntry[] {
  return [...ofThePage].flatMap(({ current }) => current)
}

/** Makes the entries commands of the palette while the page is open. */
export function usePageCommands(entries: readonly MenuEntry[], isOfPage = true): void {
  const held = useRef(entries)
  useEffect(() => {
    held.current = entries
  })
  useEffect(() => {
    if (!isOfPage) return
    ofThePage.add(held)
    return () => void ofThePage.delete(held)
  }, [isOfPage])
}

/** What opens, loaded when the pointer or the focus first comes to a button that opens something. */
const opening = later(() => import('./menu-opened.tsx'))

/** Loads the code of menus before one is wanted. */
export const prepareMenus = (): void => void opening.load().catch(() => undefined)

export function Menu({ entries, children, label, align = 'end', ofPage = false }: MenuProps) {
  const w = useWords(words)
  usePageCommands(entries, ofPage)
  const { code, opener, ...opening } = useOpening('menu')
  const shown = entries.filter((entry) => entry !== false && entry !== undefined)
  if (shown.length === 0) return null
  const button = children ?? <IconButton icon={Ellipsis} label={label ?? w.more} />
  return (
    <>
      {cloneElement(button, opener)}
      {code && <code.OpenedMenu {...opening} align={align} entries={shown} />}
    </>
  )
}

type PopoverProps = {
  /** The element that opens it. */
  target: ReactElement<object>
  children: (close: () => void) => ReactNode
  align?: 'start' | 'end'
  above?: boolean
  label: string
}

/** A small panel attached to a button. */
export function Popover({ target, children, ...panel }: PopoverProps) {
  const { code, opener, ...opening } = useOpening('dialog')
  return (
    <>
      {cloneElement(target, opener)}
      {code && (
        <code.OpenedPanel {...opening} {...panel}>
          {children(() => opening.setOpened(false))}
        </code.OpenedPanel>
      )}
    </>
  )
}

/** Whether something is open that a button opens, the button, and its attributes. */
function useOpening(popup: 'menu' | 'dialog') {
  const [code, want] = useLater(opening)
  const [opened, setOpened] = useState(false)
  const [button, setButton] = useState<HTMLElement | null>(null)
  const id = useId()
  const opener = {
    ref: setButton,
    id,
    'aria-haspopup': popup,
    'aria-expanded': opened,
    'aria-controls': opened ? `${id}-dropdown` : undefined,
    onPointerEnter: prepareMenus,
    onFocus: prepareMenus,
    onClick: () => want(() => setOpened((now) => !now)),
  }
  return { code, opened, setOpened, id, button, opener }
}
