import { useWords } from '../kernel/words.ts'
import { overlaysPlace } from './places.ts'
import { words } from './words.ts'

/** A landmark of its own, so that nothing on the page is outside of every landmark. */
export function Overlays() {
  const w = useWords(words)
  return <div id={overlaysPlace} role="region" aria-label={w.overlays} />
}
