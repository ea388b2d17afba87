import { useWords } from '../kernel/words.ts'
import { overlaysPlace } from './places.ts'
import { Tips } from './tips.tsx'
import { words } from './words.ts'

/** A landmark for everything that is mounted outside the page's own. */
export function Overlays() {
  const w = useWords(words)
  return (
    <div id={overlaysPlace} role="region" aria-label={w.overlays}>
      <Tips />
    </div>
  )
}
