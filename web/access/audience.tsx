import { useUrlState } from '../kernel/navigation.ts'
import { AudienceLine } from '../ui/audience-line.tsx'
import type { AudienceAnswer, Thing } from './thing.ts'
import { useFirstSeers } from './thing.ts'
import { WhoCanSee } from './who-can-see.tsx'

/** The line under every title that says who can see this. It opens *who can see this, and why* (A8). */
export function Audience(thing: Thing) {
  const [panel, setPanel] = useUrlState('panel')
  const seers = useFirstSeers(thing)
  if (!seers.data) return null
  return (
    <>
      <AudienceLine audience={lineOf(seers.data)} onOpen={() => setPanel('who')} />
      <WhoCanSee thing={thing} opened={panel === 'who'} onClose={() => setPanel('')} />
    </>
  )
}

/** The same without a link, for dialogs and composers. */
export function AudienceWords({ thing, withoutGuests }: { thing: Thing; withoutGuests?: boolean }) {
  const seers = useFirstSeers(thing)
  if (!seers.data) return null
  return <AudienceLine audience={lineOf(withoutGuests ? internalsOf(seers.data) : seers.data)} />
}

/** The people who will see an item that is hidden from guests there. */
function internalsOf(all: AudienceAnswer): AudienceAnswer {
  const items = all.items.filter(({ card }) => !card.guest)
  return { ...all, total: all.total - all.guests, guests: 0, guestOrganizations: [], items }
}

function lineOf({ total, guests, guestOrganizations, everyone, items }: AudienceAnswer) {
  const faces = items.map(({ card }) => card)
  return { people: total, guests, guestOrganizations, everyone, faces }
}
