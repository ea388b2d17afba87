import { UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { isFound } from '../../server/kernel/plain-text.ts'
import { send } from '../kernel/api.ts'
import type { Answer } from '../kernel/doors.ts'
import type { MySpace } from '../kernel/session.ts'
import { useMe, useSpace } from '../kernel/session.ts'
import { useWords } from '../kernel/words.ts'
import { Avatar, fullName, SpaceMark } from '../ui/avatar.tsx'
import type { Pick as Option } from '../ui/picker.tsx'
import { Picker } from '../ui/picker.tsx'
import { words } from './words.ts'

/** The facts about a space that choosing principals needs. */
export type SpaceFacts = Pick<MySpace, 'id' | 'kind' | 'name' | 'guests'>

/** A space of mine, or somebody’s private one of which a part is shared with me. */
export function useSpaceFacts(space: string): SpaceFacts {
  return useSpace(space) ?? { id: space, kind: 'private', name: '', guests: 0 }
}

type Found = Answer<'get', '/api/spaces/{space}/mentionable'>['items'][number]
type AboutItem = Pick<Found, 'sees' | 'openable'>
/**
 * A person or a group. Where an item was asked about, `sees` says whether the person sees it, and `openable` whether I may let
 * them read it.
 */
export type Principal = Omit<Found, keyof AboutItem> & Partial<AboutItem>

/** People and groups of a space by name; for an item, people who see it come first. */
export async function findPrincipals(
  { space, item }: { space: string; item?: string | undefined },
  typed: string,
): Promise<Principal[]> {
  const query = { search: typed.trim().slice(0, 100), ...(item && { item }) }
  const found = await send('get', '/api/spaces/{space}/mentionable', { path: { space }, query })
  return found.items
}

/** As many as `@` offers at once. */
export const mostOffered = 8

export function principalName({ card, name }: Pick<Principal, 'card' | 'name'>): string {
  return card ? fullName(card) : (name ?? '')
}

/** The holder of a right on a container: in a private space also everybody with whom its owner shares a group. */
export type Grantee = Answer<
  'get',
  '/api/spaces/{space}/containers/{container}/access'
>['grants'][number]['principal']

/** Words for the holder of a right: a person, a group, or all members, present and future. */
export function usePrincipalWords() {
  const w = useWords(words)
  return (principal: Grantee & Pick<Principal, 'sees'>) => {
    const { kind, card, name, allMembers, count, sees } = principal
    if (kind === 'shared-group') return { label: w.sharedGroup, second: undefined }
    const facts = [card?.organization, sees === false && w.noAccess].filter(Boolean)
    return {
      label: allMembers ? w.allMembers(name ?? '') : principalName(principal) || '?',
      second: kind === 'person' ? facts.join(' · ') || undefined : w.inGroup(count),
    }
  }
}

export function PrincipalMark({ principal }: { principal: Grantee }): ReactNode {
  const { id, card, kind, allMembers, name, hue } = principal
  if (kind === 'person') return card && <Avatar person={card} />
  if (allMembers || kind === 'shared-group') return <UsersRound size={20} aria-hidden />
  return <SpaceMark space={{ id, name: name ?? '', hue }} />
}

export type PrincipalPick = Option & { principal: Principal }

type PrincipalPickerProps = {
  space: SpaceFacts
  /** An item to which a right is given: people who see it come first, and others are marked. */
  item?: string
  label: string
  help?: string
  value: readonly PrincipalPick[]
  onChange: (value: readonly PrincipalPick[]) => void
  /** Principals that are not offered, as they already have it. */
  without?: readonly string[]
}

/**
 * Offers people, nested groups and *all members* of a group; in a private space, people with whom one shares a group (A3,
 * A7).
 */
export function PrincipalPicker(props: PrincipalPickerProps) {
  const { space, item, label, help, value, onChange, without = [] } = props
  const w = useWords(words)
  const me = useMe()
  const asPick = usePick()
  const find = async (typed: string) => {
    const found =
      space.kind === 'group'
        ? await ofGroup(space.id, item, typed)
        : await ofThoseIKnow(me.spaces, typed)
    return found.filter(({ id }) => !without.includes(id) && id !== me.person.id).map(asPick)
  }
  return (
    <Picker
      name="principal"
      label={label}
      help={help}
      placeholder={w.addPlaceholder}
      value={value}
      onChange={onChange}
      find={find}
    />
  )
}

export function usePick(): (principal: Principal) => PrincipalPick {
  const say = usePrincipalWords()
  return (principal) => ({
    key: principal.id,
    principal,
    lead: <PrincipalMark principal={principal} />,
    guest: principal.card?.guest,
    ...say(principal),
  })
}

async function ofGroup(space: string, item: string | undefined, typed: string) {
  const found = await findPrincipals({ space, item }, typed)
  // All members come first: it is the most frequent choice.
  return found.toSorted((a, b) => Number(b.allMembers) - Number(a.allMembers))
}

async function ofThoseIKnow(spaces: readonly MySpace[], typed: string): Promise<Principal[]> {
  const people = await send('get', '/api/people', { query: { search: typed.slice(0, 100) } })
  const groups = spaces.filter(
    ({ kind, name, archived }) => kind === 'group' && !archived && isFound(typed, name),
  )
  return [...groups.map(asGroup), ...people.items.map(asPerson)]
}

function asGroup({ id, name, hue, members }: MySpace): Principal {
  return { kind: 'group', id, card: null, name, hue, allMembers: false, count: members }
}

function asPerson(card: NonNullable<Principal['card']>): Principal {
  return { kind: 'person', id: card.id, card, name: null, hue: null, allMembers: false, count: 1 }
}
