import { useWords } from '../kernel/words.ts'
import { GuestBadge } from '../ui/badges.tsx'
import menu from '../ui/menu.module.css'
import { Offers, type OffersProps } from '../ui/offers.tsx'
import { PrincipalMark, principalName, usePrincipalWords, type Principal } from './principal.tsx'
import { words } from './words.ts'

/** The people and groups that `@` offers. */
export function PrincipalOffers(
  props: Omit<OffersProps<Principal>, 'label' | 'keyOf' | 'children'>,
) {
  const w = useWords(words)
  const say = usePrincipalWords()
  return (
    <Offers {...props} label={w.peopleAndGroups} keyOf={({ id }) => id}>
      {(who) => (
        <>
          <PrincipalMark principal={who} />
          <span className={menu.text}>
            {principalName(who)} {who.card?.guest && <GuestBadge />}
            <span className={menu.second}>{say(who).second}</span>
          </span>
        </>
      )}
    </Offers>
  )
}
