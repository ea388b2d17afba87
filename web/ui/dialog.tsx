import { Modal } from '@mantine/core'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../kernel/words.ts'
import { IconButton } from './button.tsx'
import styles from './dialog.module.css'
import { Headless } from './headless.tsx'
import { useWayBack } from './way-back.ts'
import { words } from './words.ts'

type DialogProps = {
  opened: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** Buttons, the primary one last. */
  foot?: ReactNode
  width?: 'narrow' | 'normal' | 'wide'
}

/** In front of the page on a wide screen, a sheet from below on a phone. Escape closes it; the focus returns. */
export function Dialog({ opened, onClose, title, children, foot, width = 'normal' }: DialogProps) {
  const w = useWords(words)
  useWayBack()
  const content = width === 'normal' ? styles.content : `${styles.content} ${styles[width]}`
  return (
    <Headless>
      <Modal.Root
        opened={opened}
        onClose={onClose}
        lockScroll={false}
        transitionProps={{ duration: 0 }}
        closeOnClickOutside={false}
      >
        <Modal.Overlay className={styles.veil} onClick={onClose} />
        <Modal.Content classNames={{ inner: styles.inner, content }}>
          <Modal.Header className={styles.head}>
            <Modal.Title className={styles.title}>{title}</Modal.Title>
            <IconButton icon={X} label={w.close} tip={false} onClick={onClose} />
          </Modal.Header>
          <Modal.Body className={styles.body}>{children}</Modal.Body>
          {foot && <div className={styles.foot}>{foot}</div>}
        </Modal.Content>
      </Modal.Root>
    </Headless>
  )
}
