import { NewestItems } from '../../foundation/items/newest-items.tsx'

/** The files that were changed last, on the overview of a group. */
export function DocumentsOverview({ space }: { space: string }) {
  return <NewestItems space={space} tool="documents" kind="file" door="/api/spaces/{space}/files" />
}
