import { AudienceWords } from '../../access/audience.tsx'
import { words as access } from '../../access/words.ts'
import { useSpace } from '../../kernel/session.ts'
import { useKindIcon } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Check } from '../../ui/choice.tsx'
import { Picker, type Pick } from '../../ui/picker.tsx'
import { pathOf } from './containers.ts'
import { findPlaces, type Place, type Put } from './places.ts'
import styles from './spaces.module.css'
import { words } from './words.ts'

type PlaceFieldProps = {
  space: string
  put: Put
  value: Place | undefined
  onChange: (place: Place | undefined) => void
  label?: string
  help?: string
  error?: string | undefined
  /** Why a place cannot be chosen; null: it is not offered. */
  refuse?: (place: Place) => string | null | undefined
}

type PlacePick = Pick & { place: Place }

/** Finds a place in a space by its name: a page of them at first. */
export function PlaceField(props: PlaceFieldProps) {
  const { space, put, value, onChange, label, help, error, refuse } = props
  const w = useWords(words)
  const iconOf = useKindIcon()
  const asPick = (place: Place): PlacePick => {
    const Icon = iconOf(place)
    const reason = refuse?.(place) ?? undefined
    const path = pathOf(place) || w.top
    return { key: place.id, label: path, place, reason, lead: <Icon size={16} aria-hidden /> }
  }
  return (
    <Picker
      name="place"
      label={label ?? w.place}
      help={help}
      error={error}
      single
      placeholder={w.findPlace}
      value={value ? [asPick(value)] : []}
      onChange={([picked]) => onChange(picked?.place)}
      find={async (typed, after) => {
        const { items, next } = await findPlaces(space, put, typed, after)
        return { items: items.filter((one) => refuse?.(one) !== null).map(asPick), next }
      }}
    />
  )
}

type SeenByProps = { place: Place; withoutGuests?: boolean }

/** Who will see what is put into a place. */
export function SeenBy({ place: { space, id }, withoutGuests = false }: SeenByProps) {
  const w = useWords(words)
  return (
    <div className={styles.seenBy}>
      <span className="quiet small">{w.seenBy}</span>
      <AudienceWords thing={{ space, container: id }} withoutGuests={withoutGuests} />
    </div>
  )
}

type InternalFieldProps = { space: string; on: boolean; onChange: (on: boolean) => void }

/** Hides a new item from guests, for those who may do so in this space (G10). */
export function InternalField({ space, on, onChange }: InternalFieldProps) {
  const w = useWords(words)
  const a = useWords(access)
  if (useSpace(space)?.mayMarkInternal !== true) return null
  return <Check label={a.internalOnly} help={w.internalOnlyHelp} checked={on} onChange={onChange} />
}
