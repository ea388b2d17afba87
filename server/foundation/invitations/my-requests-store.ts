import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

export interface MyRequestRow {
  id: string
  name: string
  message: string
  createdAt: Timestamp
  declinedAt: Timestamp | null
  reason: string
}

/** Open requests, and those declined in the last thirty days and not made again; nothing about the group's current state. */
export function myRequests(ctx: PublicContext, person: PersonId): Promise<MyRequestRow[]> {
  return ctx.db.rows<MyRequestRow>({
    name: 'my-requests',
    text: `select r.id, coalesce(r.asked_name, '') as name, r.message, r.created_at as "createdAt",
        case when r.decision = 'declined' then r.decided_at end as "declinedAt", r.reason
      from join_request r
      where r.person_id = $1 and (r.decision is null or (r.decision = 'declined' and r.decided_at > $2::timestamptz - interval '30 days'
        and not exists (select from join_request l where l.group_id = r.group_id and l.person_id = $1 and l.created_at > r.created_at)))
      order by r.created_at desc, r.id limit 100`,
    values: [person, ctx.now],
  })
}

/** The group of an open request; undefined when this person has none with that id. */
export async function groupOfOpen(
  ctx: PublicContext,
  person: PersonId,
  id: string,
): Promise<SpaceId | undefined> {
  const row = await ctx.db.row<{ group: SpaceId }>({
    name: 'group-of-my-request',
    text: `select group_id as group from join_request where id = $2 and person_id = $1 and decision is null`,
    values: [person, id],
  })
  return row?.group
}
