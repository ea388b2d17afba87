import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

export interface RequestRow {
  id: string
  person: PersonId
  message: string
  createdAt: string
}

/** Undefined when one is pending already. */
export async function insertRequest(
  ctx: PublicContext,
  id: string,
  group: SpaceId,
  person: PersonId,
  message: string,
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'insert-join-request',
    text: `insert into join_request (id, group_id, person_id, message, created_at, asked_name)
      select $1, $2, $3, $4, $5, name from workgroup where id = $2
      on conflict (group_id, person_id) where decision is null do nothing`,
    values: [id, group, person, message, ctx.now],
  })
  return touched === 1
}

export function openRequests(ctx: PublicContext, group: SpaceId): Promise<RequestRow[]> {
  return ctx.db.rows<RequestRow>({
    name: 'open-join-requests',
    text: `select r.id, r.person_id as person, r.message, r.created_at as "createdAt"
      from join_request r join person p on p.id = r.person_id
      where r.group_id = $1 and r.decision is null and p.deactivated_at is null order by r.created_at, r.id limit 500`,
    values: [group],
  })
}

/** Closes a pending request of this group, of somebody whose account runs; undefined when there is none by that id. */
export function decideRequest(
  ctx: PublicContext,
  group: SpaceId,
  id: string,
  decision: 'approved' | 'declined',
  by: PersonId,
  reason: string,
): Promise<{ person: PersonId } | undefined> {
  return ctx.db.row({
    name: 'decide-join-request',
    text: `update join_request r set decision = $3, decided_at = $4, decided_by = $5, reason = $6
      from person p
      where r.group_id = $1 and r.id = $2 and r.decision is null and p.id = r.person_id and p.deactivated_at is null
      returning r.person_id as person`,
    values: [group, id, decision, ctx.now, by, reason],
  })
}

/** Closes the pending request of a person, however they came in or changed their mind. */
export async function closeRequests(
  ctx: PublicContext,
  group: SpaceId,
  people: PersonId[],
  decision: 'approved' | 'withdrawn',
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'close-join-requests',
    text: `update join_request set decision = $3, decided_at = $4, decided_by = $5
      where group_id = $1 and person_id = any($2::uuid[]) and decision is null`,
    values: [group, people, decision, ctx.now, ctx.person?.id ?? people[0]],
  })
  return touched > 0
}
