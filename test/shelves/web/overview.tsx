import { NewestItems } from '../../../web/foundation/items/newest-items.tsx'
import './doors.ts'

/** The papers that were changed last, on the overview of a group. */
export function ShelvesOverview({ space }: { space: string }) {
  return <NewestItems space={space} tool="shelves" kind="paper" door="/api/spaces/{space}/papers" />
}
