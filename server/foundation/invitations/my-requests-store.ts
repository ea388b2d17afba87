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

/** Open requests, and what was declined in the last thirty days unless the same was asked again; no word of what the group is now. */
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

/** Undefined when this person has no open request by that id. */
export async function withdraw(
  ctx: PublicContext,
  person: PersonId,
  id: string,
): Promise<SpaceId | undefined> {
  const row = await ctx.db.row<{ group: SpaceId }>({
    name: 'withdraw-my-request',
    text: `update join_request set decision = 'withdrawn', decided_at = $3, decided_by = $1
      where id = $2 and person_id = $1 and decision is null returning group_id as group`,
    values: [person, id, ctx.now],
  })
  return row?.group
}
