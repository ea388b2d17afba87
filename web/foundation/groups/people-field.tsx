import type { ClipboardEvent } from 'react'
import { AtSign } from 'lucide-react'
import { addressesIn, addressOf, oneAddress } from '../../../server/kernel/addresses.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Picker } from '../../ui/picker.tsx'
import type { Pick } from '../../ui/picker.tsx'
import { findKnown } from '../people/person-picker.tsx'
import type { Picked } from './bring.ts'
import { words } from './words.ts'

type PeopleFieldProps = {
  value: readonly Picked[]
  onChange: (value: readonly Picked[]) => void
  error?: string | undefined
  label?: string
  help?: string
  /** Only addresses: people are not searched. */
  addressesOnly?: boolean
}

/** Colleagues and contacts by name, anybody by address; a pasted list is split into its addresses (M4). */
export function PeopleField({
  value,
  onChange,
  error,
  label,
  help,
  addressesOnly,
}: PeopleFieldProps) {
  const w = useWords(words).people
  const chosen = value.map(withFace)
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text')
    const found = addressesIn(text)
    // A single address stays as text, so that it can still be edited.
    if (found.length === 0 || (found.length === 1 && addressOf(text) !== undefined)) return
    event.preventDefault()
    const known = new Set(value.map(({ key }) => key))
    onChange([...value, ...found.map(byAddress).filter(({ key }) => !known.has(key))])
  }
  return (
    <div onPaste={paste}>
      <Picker
        name="people"
        label={label ?? w.label}
        help={help ?? w.help}
        error={error}
        {...(addressesOnly && { placeholder: w.typeAddress })}
        value={chosen}
        onChange={(next) => onChange(next.map(plain))}
        find={addressesOnly ? () => Promise.resolve([]) : findPeople}
        fromTyped={(typed) => {
          const email = oneAddress(typed)
          return email === undefined
            ? undefined
            : withFace({ ...byAddress(email), second: w.byMail })
        }}
      />
    </div>
  )
}

type PickedFace = Picked & Pick

function withFace(picked: Picked): PickedFace {
  const { person, second, ...rest } = picked
  return {
    ...rest,
    ...(second !== undefined && { second }),
    ...(person && { person, guest: person.guest }),
    lead: person ? <Avatar person={person} size={20} /> : <AtSign size={16} aria-hidden />,
  }
}

function plain({ lead: _lead, reason: _reason, guest: _guest, ...picked }: PickedFace): Picked {
  const { second, ...rest } = picked
  return second === undefined ? rest : { ...rest, second }
}

function byAddress(address: string): Picked {
  const email = address.toLowerCase()
  return { key: email, label: email, email }
}

async function findPeople(typed: string): Promise<PickedFace[]> {
  const found = await findKnown(typed)
  return found.map(({ id, label, second, card: { firstName, lastName, picture, guest, email } }) =>
    withFace({
      key: email.toLowerCase() || id,
      label,
      ...(second && { second }),
      person: { id, firstName, lastName, picture, guest },
      email,
    }),
  )
}
