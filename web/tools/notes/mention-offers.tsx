import { PrincipalOffers } from '../../access/principal-offers.tsx'
import { useStore } from '../../kernel/store.ts'
import type { MentionBox } from './mention-box.ts'
import styles from './note.module.css'

/** People and groups, below the `@` that is being typed. */
export function MentionOffers({ box }: { box: MentionBox }) {
  const offer = useStore(box.offers)
  if (!offer) return null
  const { items, at, place, take } = offer
  return (
    <PrincipalOffers
      offered={items}
      at={at}
      onTake={take}
      className={styles.offers}
      style={place}
    />
  )
}
