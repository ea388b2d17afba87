import type { Authorized } from '../../access/authorized.ts'
import type { Group, GroupRole } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import { isId, type PersonId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Static } from '../../kernel/shapes.ts'
import { folded } from '../../kernel/plain-text.ts'
import { cardsOf, type Card } from '../people/cards.ts'
import { isRenewable, mayRenew } from './lifetime.ts'
import { guestDays } from './over-time-store.ts'
import type { Members } from './schema.ts'
import * as nestings from './nesting-store.ts'
import { members, membersFound, type After, type MemberRow } from './members-store.ts'

interface Wanted {
  search?: string | undefined
  after?: string | undefined
  limit?: number | undefined
}

type Answer = Static<typeof Members>

/** The people in a group and why, by last name. An asker outside the group sees names and roles only (M7, O3). */
export async function listMembers(
  ctx: Context,
  group: Authorized<Group, 'seeMembers'>,
  { search = '', after, limit = 50 }: Wanted,
): Promise<Answer> {
  const close = group.role !== null || group.governs
  const sought = folded(search)
  const from = nameCursor(after)
  const rows =
    sought === ''
      ? await members(ctx, group.id, from, limit + 1, close)
      : await membersFound(ctx, group.id, sought, close, from, limit + 1)
  const page = pageOf(rows, limit, (last) => [last.key, last.id])
  const people = page.items.flatMap(({ id, broughtBy, sponsor }) =>
    [id, broughtBy, sponsor].filter((each) => each !== null),
  )
  const cards = await cardsOf(ctx, people, group.organizationId)
  const days = rows.some(({ sponsor }) => mayRenew(ctx.person.id, group, sponsor))
    ? await guestDays(ctx, group.id)
    : null
  return {
    next: page.next,
    items: page.items.map((row) =>
      close ? member(ctx, group, row, days, cards) : stranger(row, cards),
    ),
    total: rows[0]?.total ?? 0,
    groups: close ? await nestings.innerGroups(ctx, group.id) : [],
    outer: group.role === null ? [] : await nestings.outerGroups(ctx, group.id),
  }
}

const roles: GroupRole[] = ['administrator', 'co-administrator', 'moderator', 'member']

type Listed = Answer['items'][number]

function member(
  ctx: Context,
  group: Group,
  row: MemberRow,
  days: number | null,
  cards: Map<PersonId, Card>,
): Listed {
  const { id, rank, direct, since, how, broughtBy, sponsor, via } = row
  const { starts, until, nextRole, roleStarts, roleUntil } = row
  const role = roles[rank - 1]!
  const movable = direct && role !== 'administrator'
  return {
    card: cards.get(id)!,
    ...{ role, direct, via, joinedAt: since, how },
    ...{ starts, until, nextRole, roleStarts, roleUntil },
    sponsor: sponsor && cards.get(sponsor)!,
    presence:
      group.role === null || (starts && via.length === 0) ? null : ctx.house.live.presenceOf(id),
    broughtBy: broughtBy && cards.get(broughtBy)!,
    may: {
      remove: movable && group.may.removeMembers && id !== ctx.person.id,
      setRole: movable && group.may.setRoles,
      setDates: movable && group.may.setRoles,
      renew: movable && mayRenew(ctx.person.id, group, sponsor) && isRenewable(until, days),
    },
  }
}

function stranger({ id, rank }: MemberRow, cards: Map<PersonId, Card>): Listed {
  return {
    card: { ...cards.get(id)!, email: '' },
    role: roles[rank - 1]!,
    ...{ direct: true, via: [], joinedAt: null, how: null, broughtBy: null, until: null },
    ...{ starts: null, nextRole: null, roleStarts: null, roleUntil: null, sponsor: null },
    presence: null,
    may: { remove: false, setRole: false, setDates: false, renew: false },
  }
}

function nameCursor(after: string | undefined): After {
  const [key, id] = cursor<[string, PersonId]>(after) ?? []
  return typeof key === 'string' && isId<PersonId>(id) ? [key, id] : undefined
}
