import { FileInput } from 'lucide-react'
import { useWords } from '../../kernel/words.ts'
import { Note } from '../../ui/states.tsx'
import type { Offer } from './offer.ts'
import { words } from './words.ts'

/** The content that an archive credits to the invited person; shown before they accept, which makes it theirs (G13, J5). */
export function Credited({ credited }: Pick<Offer, 'credited'>) {
  const w = useWords(words).landing
  return credited.map(({ name, items, comments }, place) => (
    <Note key={place} tone="caution" icon={FileInput}>
      {w.credited(name, items, comments)}
    </Note>
  ))
}
