import type { MySpace } from '../kernel/session.ts'
import { useWords } from '../kernel/words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { SpaceSwitcher } from './context-selector.tsx'
import styles from './shell.module.css'
import { words } from './words.ts'

type SpacesSheetProps = { onClose: () => void; space: MySpace | undefined }

/** On a phone: every space, opened from the header. */
export function SpacesSheet({ onClose, space }: SpacesSheetProps) {
  const w = useWords(words)
  return (
    <Dialog opened onClose={onClose} title={w.switchSpace}>
      <div className={styles.sheet}>
        <SpaceSwitcher current={space} onGo={onClose} atOnce={false} />
      </div>
    </Dialog>
  )
}
