import { load } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import type { Pick } from '../../ui/picker.tsx'
import type { Group } from '../groups/group.ts'
import { isComing, type Member } from './member.ts'
import { words } from './over-time-words.ts'

export type Candidate = Pick & { id: string; name: string }

/** Members of the group who match the typed text; `unfit` says why somebody cannot be chosen. */
export function useFindMember(
  group: Group,
  unfit: (member: Member) => string | undefined,
): (typed: string) => Promise<Candidate[]> {
  const { notBegun } = useWords(words)
  return async (search) => {
    const { items } = await queries.fetchQuery(
      load('/api/groups/{group}/members', {
        path: { group: group.id },
        query: { search, limit: 20 },
      }),
    )
    return items.map((member) => ({
      ...candidate(member.card),
      reason: isComing(member) ? notBegun : unfit(member),
    }))
  }
}

export function candidate(card: Member['card']): Candidate {
  return {
    key: card.id,
    id: card.id,
    name: fullName(card),
    label: fullName(card),
    second: card.organization,
    lead: <Avatar person={card} size={20} />,
  }
}
