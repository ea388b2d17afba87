import { NewestItems } from '../../../web/foundation/items/newest-items.tsx'
import { Section } from '../../../web/ui/page.tsx'
import './doors.ts'

/** The papers that were changed last, on the overview of a group. */
export function ShelvesOverview({ space }: { space: string }) {
  return <NewestItems space={space} tool="shelves" kind="paper" door="/api/spaces/{space}/papers" />
}

export function NextOnShelves({ space }: { space: string }) {
  return (
    <Section title="Next on the shelves">
      <a href={`/s/${space}/shelves`}>Dust them</a>
    </Section>
  )
}
