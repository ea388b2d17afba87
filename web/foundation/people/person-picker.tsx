import type { ComponentProps } from 'react'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { queries } from '../../kernel/queries.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Picker, type Pick } from '../../ui/picker.tsx'
import { words } from './words.ts'

type Card = Answer<'get', '/api/people'>['items'][number]

/** A person in a picker. */
export type PersonPick = Pick & { id: string; name: string }

type PersonPickerProps = Omit<
  ComponentProps<typeof Picker<PersonPick>>,
  'value' | 'onChange' | 'single'
> & {
  value: PersonPick | undefined
  onChange: (person: PersonPick | undefined) => void
}

/** Finds one person by typing; `find` says among whom. For people and groups there is `PrincipalPicker` (web/access). */
export function PersonPicker({ value, onChange, ...props }: PersonPickerProps) {
  return (
    <Picker
      {...props}
      single
      value={value ? [value] : []}
      onChange={(picked) => onChange(picked.at(-1))}
    />
  )
}

type Faced = ComponentProps<typeof Avatar>['person'] & { id: string; guest?: boolean }

export function personPick(person: Faced & { organization?: string }): PersonPick {
  const name = fullName(person)
  return {
    key: person.id,
    id: person.id,
    name,
    label: name,
    second: person.organization,
    guest: person.guest,
    lead: <Avatar person={person} size={20} />,
  }
}

/** Everybody whom I may know, by parts of name or address. */
export async function findKnown(typed: string): Promise<(PersonPick & { card: Card })[]> {
  const query = { search: typed.slice(0, 100) }
  const { items } = await queries.fetchQuery(load('/api/people', { query }))
  return items.map((card) => ({
    ...personPick(card),
    second: [card.organization, card.email].filter(Boolean).join(' · '),
    card,
  }))
}

/** People of my organization; somebody whose account is stopped cannot be chosen. */
export function useFindColleague(): (typed: string) => Promise<PersonPick[]> {
  const { accountStopped } = useWords(words)
  return async (search) => {
    const { items } = await queries.fetchQuery(
      load('/api/organization/people', { query: { search, limit: 20 } }),
    )
    return items.map(({ card, deactivatedAt }) => ({
      ...personPick(card),
      reason: deactivatedAt ? accountStopped : undefined,
    }))
  }
}
