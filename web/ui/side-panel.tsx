import { Modal } from '@mantine/core'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { useShortcuts } from '../kernel/shortcuts.ts'
import { useWords } from '../kernel/words.ts'
import { IconButton } from './button.tsx'
import styles from './dialog.module.css'
import { Headless } from './headless.tsx'
import { sidePlace } from './places.ts'
import { useWayBack } from './way-back.ts'
import { words } from './words.ts'

type SidePanelProps = {
  opened: boolean
  onClose: () => void
  title: string
  /** In place of the title, which only screen readers hear then. */
  tabs?: ReactNode
  /** Beside the page, a panel that was left open takes no focus. */
  takesFocus?: boolean
  children: ReactNode
}

/** Beside the page where there is room, over it on a narrower screen, a sheet on a phone. */
export function SidePanel({ opened, takesFocus = true, ...panel }: SidePanelProps) {
  const beside = useIsWide()
  if (!opened) return null
  if (beside) return <Docked {...panel} takesFocus={takesFocus} />
  const { onClose, title, tabs, children } = panel
  const name = <Modal.Title className={nameClass(tabs)}>{title}</Modal.Title>
  return (
    <Headless>
      <Modal.Root opened onClose={onClose} lockScroll={false} transitionProps={{ duration: 0 }}>
        <Modal.Overlay className={styles.panelVeil} />
        <Modal.Content classNames={{ inner: styles.panelInner, content: styles.panel }}>
          <Head {...{ name, title, tabs, onClose }} />
          <div className={styles.body}>{children}</div>
        </Modal.Content>
      </Modal.Root>
    </Headless>
  )
}

function Docked({ onClose, title, tabs, takesFocus, children }: Omit<SidePanelProps, 'opened'>) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    // Also when another of its tabs is opened from the page.
    if (takesFocus && !panel.current?.contains(document.activeElement)) panel.current?.focus()
  }, [takesFocus, title])
  // From the page beside it; what lies over both closes first.
  useShortcuts([
    {
      keys: 'Escape',
      run: ({ target }) => {
        const fromPage = target === document.body || (target as Element).closest('#content')
        if (fromPage) onClose()
      },
    },
  ])
  return createPortal(
    <aside
      ref={panel}
      className={`${styles.panel} ${styles.docked}`}
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <Head name={<h2 className={nameClass(tabs)}>{title}</h2>} {...{ title, tabs, onClose }} />
      <div className={styles.body}>{children}</div>
    </aside>,
    document.getElementById(sidePlace) ?? document.body,
  )
}

const nameClass = (tabs: ReactNode) => (tabs ? 'for-readers-only' : styles.title)

type HeadProps = Pick<SidePanelProps, 'title' | 'tabs' | 'onClose'> & { name: ReactNode }

function Head({ name, title, tabs, onClose }: HeadProps) {
  const w = useWords(words)
  useWayBack(title)
  return (
    <div className={tabs ? `${styles.head} ${styles.tabbed}` : styles.head}>
      {name}
      {tabs}
      <IconButton icon={X} label={w.close} tip={false} onClick={onClose} />
    </div>
  )
}

const wide = globalThis.matchMedia?.('(min-width: 75em)')

/** Whether a panel is beside the page. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      wide.addEventListener('change', changed)
      return () => wide.removeEventListener('change', changed)
    },
    () => wide.matches,
  )
}
