import { NewestItems } from '../../foundation/items/newest-items.tsx'

/** The notes that were changed last, on the overview of a group. */
export function NotesOverview({ space }: { space: string }) {
  return <NewestItems space={space} tool="notes" kind="note" door="/api/spaces/{space}/notes" />
}
