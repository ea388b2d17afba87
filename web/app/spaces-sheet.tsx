import type { MySpace } from '../kernel/session.ts'
import { useMe } from '../kernel/session.ts'
import { useWords } from '../kernel/words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { SpaceSwitcher } from './context-selector.tsx'
import { isRoot, PlaceLink, usePlacesEverywhere, usePlacesIn } from './navigation.tsx'
import styles from './shell.module.css'
import { words } from './words.ts'

type SpacesSheetProps = { onClose: () => void; space: MySpace | undefined }

/** On a phone: the pages of this space, and every other space. */
export function SpacesSheet({ onClose, space }: SpacesSheetProps) {
  const w = useWords(words)
  const me = useMe()
  const here = usePlacesIn(space)
  const everywhere = usePlacesEverywhere(me)
  return (
    <Dialog opened onClose={onClose} title={w.goTo}>
      <div className={styles.sheet}>
        {[...here, ...everywhere].map((place) => (
          <PlaceLink key={place.key} place={place} exact={isRoot(place)} onGo={onClose} />
        ))}
        <SpaceSwitcher current={space} onGo={onClose} atOnce={false} />
      </div>
    </Dialog>
  )
}
