import { load } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'
import { useWords } from '../../kernel/words.ts'
import type { Group } from '../groups/group.ts'
import { personPick, type PersonPick } from '../people/person-picker.tsx'
import { isComing, type Member } from './member.ts'
import { words } from './over-time-words.ts'

/** Members of the group who match the typed text; `unfit` says why somebody cannot be chosen. */
export function useFindMember(
  group: Group,
  unfit: (member: Member) => string | undefined,
): (typed: string) => Promise<PersonPick[]> {
  const { notBegun } = useWords(words)
  return async (search) => {
    const { items } = await queries.fetchQuery(
      load('/api/groups/{group}/members', {
        path: { group: group.id },
        query: { search, limit: 20 },
      }),
    )
    return items.map((member) => ({
      ...personPick(member.card),
      reason: isComing(member) ? notBegun : unfit(member),
    }))
  }
}
