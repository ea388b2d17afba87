import type { ComponentProps } from 'react'
import type { Avatar } from '../../ui/avatar.tsx'
import { findKnown, personPick, PersonPicker } from './person-picker.tsx'

type Person = ComponentProps<typeof Avatar>['person'] & { id: string }

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
export function PersonFilter({ value, people, otherwise, onChange, ...field }: PersonFilterProps) {
  const person = people.find(({ id }) => id === value)
  const unknown = { key: value, id: value, name: otherwise, label: otherwise }
  return (
    <PersonPicker
      {...field}
      value={value ? (person ? personPick(person) : unknown) : undefined}
      onChange={(picked) => onChange(picked?.id ?? '')}
      find={findKnown}
    />
  )
}
