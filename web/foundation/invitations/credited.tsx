import { FileInput } from 'lucide-react'
import { useWords } from '../../kernel/words.ts'
import { Note } from '../../ui/states.tsx'
import type { Offer } from './offer.ts'
import { words } from './words.ts'

/** What an archive says the invited person wrote; accepting makes it theirs, so they read it before (G13, J5). */
export function Credited({ credited }: Pick<Offer, 'credited'>) {
  const w = useWords(words).landing
  return credited.map(({ name, items, comments }, place) => (
    <Note key={place} tone="caution" icon={FileInput}>
      {w.credited(name, items, comments)}
    </Note>
  ))
}
