import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

export interface RequestRow {
  id: string
  person: PersonId
  message: string
  createdAt: string
  askedBy: PersonId | null
  onlyAdministrator: boolean
}

const forTheAdministrator = 'only_for_administrator(w, r.person_id)'

interface NewRequest {
  id: string
  group: SpaceId
  person: PersonId
  message: string
  /** The person who asked for them, where it is somebody else (M3). */
  askedBy?: PersonId | null
}

/** Returns false when one is pending already. */
export async function insertRequest(
  ctx: PublicContext,
  { id, group, person, message, askedBy }: NewRequest,
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'insert-join-request',
    text: `insert into join_request (id, group_id, person_id, message, created_at, asked_name, asked_by)
      select $1, $2, $3, $4, $5, name, nullif($6::uuid, $3::uuid) from workgroup where id = $2
      on conflict (group_id, person_id) where decision is null do nothing`,
    values: [id, group, person, message, ctx.now, askedBy ?? null],
  })
  return touched === 1
}

/** Leaves out those that only the administrator answers, unless `all`. */
export function openRequests(
  ctx: PublicContext,
  group: SpaceId,
  all: boolean,
): Promise<RequestRow[]> {
  return ctx.db.rows<RequestRow>({
    name: 'open-join-requests',
    text: `select r.id, r.person_id as person, r.message, r.created_at as "createdAt", r.asked_by as "askedBy",
        ${forTheAdministrator} as "onlyAdministrator"
      from join_request r join person p on p.id = r.person_id join workgroup w on w.id = r.group_id
      where r.group_id = $1 and r.decision is null and p.deactivated_at is null and ($2 or not ${forTheAdministrator})
      order by r.created_at, r.id limit 500`,
    values: [group, all],
  })
}

/**
 * Closes a pending request in this group by somebody whose account runs; returns undefined when there is none that the asker
 * may answer.
 */
export function decideRequest(
  ctx: PublicContext,
  group: SpaceId,
  id: string,
  decision: 'approved' | 'declined',
  by: { person: PersonId; administers: boolean },
  reason: string,
): Promise<{ person: PersonId; askedBy: PersonId | null } | undefined> {
  return ctx.db.row({
    name: 'decide-join-request',
    text: `update join_request r set decision = $3, decided_at = $4, decided_by = $5, reason = $6
      from person p, workgroup w
      where r.group_id = $1 and r.id = $2 and r.decision is null and p.id = r.person_id and p.deactivated_at is null
        and w.id = r.group_id and ($7 or not ${forTheAdministrator})
      returning r.person_id as person, r.asked_by as "askedBy"`,
    values: [group, id, decision, ctx.now, by.person, reason, by.administers],
  })
}

/** Closes the pending request of a person who came in another way or changed their mind. */
export async function closeRequests(
  ctx: PublicContext,
  group: SpaceId,
  people: PersonId[],
  decision: 'approved' | 'declined' | 'withdrawn',
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'close-join-requests',
    text: `update join_request set decision = $3, decided_at = $4, decided_by = $5
      where group_id = $1 and person_id = any($2::uuid[]) and decision is null`,
    values: [group, people, decision, ctx.now, ctx.person?.id ?? people[0]],
  })
  return touched > 0
}
