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

type SidePanelProps = { opened: boolean; onClose: () => void; title: string; children: ReactNode }

/** Beside the page where there is room, over it on a narrower screen, a sheet on a phone. */
export function SidePanel({ opened, onClose, title, children }: SidePanelProps) {
  const beside = useIsWide()
  if (!opened) return null
  if (beside) return <Docked {...{ onClose, title, children }} />
  return (
    <Headless>
      <Modal.Root opened onClose={onClose} lockScroll={false} transitionProps={{ duration: 0 }}>
        <Modal.Overlay className={styles.panelVeil} />
        <Modal.Content classNames={{ inner: styles.panelInner, content: styles.panel }}>
          <Head
            title={<Modal.Title className={styles.title}>{title}</Modal.Title>}
            onClose={onClose}
          />
          <div className={styles.body}>{children}</div>
        </Modal.Content>
      </Modal.Root>
    </Headless>
  )
}

function Docked({ onClose, title, children }: Omit<SidePanelProps, 'opened'>) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus(), [])
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
      data-no-print
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <Head title={<h2 className={styles.title}>{title}</h2>} onClose={onClose} />
      <div className={styles.body}>{children}</div>
    </aside>,
    document.getElementById(sidePlace) ?? document.body,
  )
}

function Head({ title, onClose }: { title: ReactNode; onClose: () => void }) {
  const w = useWords(words)
  useWayBack()
  return (
    <div className={styles.head}>
      {title}
      <IconButton icon={X} label={w.close} tip={false} onClick={onClose} />
    </div>
  )
}

const wide = globalThis.matchMedia?.('(min-width: 75em)')

function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      wide.addEventListener('change', changed)
      return () => wide.removeEventListener('change', changed)
    },
    () => wide.matches,
  )
}
