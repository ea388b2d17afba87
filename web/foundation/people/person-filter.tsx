import type { ComponentProps } from 'react'
import { load } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import type { Pick } from '../../ui/picker.tsx'
import { Picker } from '../../ui/picker.tsx'

type Person = ComponentProps<typeof Avatar>['person']

type PersonFilterProps = {
  name: string
  label: string
  placeholder: string
  /** The id of the person; empty for anybody. */
  value: string
  /** The results' people, who may include the person of the address. */
  people: readonly Person[]
  /** The label of a person whom the results do not include. */
  otherwise: string
  onChange: (id: string) => void
}

/** Narrows a list to what one person did or wrote. */
export function PersonFilter(props: PersonFilterProps) {
  const { name, label, placeholder, value, people, otherwise, onChange } = props
  const person = people.find(({ id }) => id === value)
  const chosen = { key: value, label: person ? fullName(person) : otherwise }
  return (
    <Picker<Pick>
      name={name}
      label={label}
      placeholder={placeholder}
      single
      value={value ? [{ ...chosen, lead: person && face(person) }] : []}
      onChange={(picked) => onChange(picked.at(-1)?.key ?? '')}
      find={findPeople}
    />
  )
}

async function findPeople(typed: string): Promise<Pick[]> {
  const { items } = await queries.fetchQuery(load('/api/people', { query: { search: typed } }))
  return items.map((card) => ({
    key: card.id,
    label: fullName(card),
    second: [card.organization, card.email].filter(Boolean).join(' · '),
    lead: face(card),
  }))
}

function face(person: Person) {
  return <Avatar person={person} size={20} />
}
