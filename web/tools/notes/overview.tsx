import { useQuery } from '@tanstack/react-query'
import { NewestItems } from '../../foundation/items/newest-items.tsx'
import { load } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { words } from './words.ts'

/** The notes that were changed last, on the overview of a group. */
export function NotesOverview({ space }: { space: string }) {
  const w = useWords(words).overview
  const query = { sort: 'changed', limit: 6 } as const
  const newest = useQuery(load('/api/spaces/{space}/notes', { path: { space }, query }))
  return <NewestItems space={space} tool="notes" list={newest} words={w} />
}
