import { useWords } from '../kernel/words.ts'
import { words } from './words.ts'

/** The id of the element in which menus, dialogs and tips are mounted. */
export const overlaysPlace = 'overlays'

/** A landmark of its own, so that nothing on the page is outside of every landmark. */
export function Overlays() {
  const w = useWords(words)
  return <div id={overlaysPlace} role="region" aria-label={w.overlays} />
}
