import type { PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import type { PersonId } from '../../kernel/ids.ts'

/** What the statements of closed guests and of people who are to be deleted ask (M9, O9). */

/** A guest of no group any more, whom nobody has invited since. */
export async function isClosed(ctx: PublicContext, person: PersonId): Promise<boolean> {
  const row = await ctx.db.row<{ closed: boolean }>({
    name: 'is-account-closed',
    text: `select p.closed_at is not null and not exists (select from invitation v where v.email_key = p.email_key
        and v.accepted_at is null and v.declined_at is null and v.withdrawn_at is null and v.expires_at > $2) as closed
      from person p where p.id = $1`,
    values: [person, ctx.now],
  })
  return row?.closed ?? false
}

export interface Deletion {
  askedBy: PersonId
  askedAt: Timestamp
  dueAt: Timestamp
}

export function deletion(ctx: PublicContext, person: PersonId): Promise<Deletion | undefined> {
  return ctx.db.row<Deletion>({
    name: 'deletion-of-person',
    text: `select asked_by as "askedBy", asked_at as "askedAt", due_at as "dueAt" from person_deletion where person_id = $1`,
    values: [person],
  })
}

/** Asked twice, the first day counts. */
export async function askDeletion(
  ctx: PublicContext,
  person: PersonId,
  by: PersonId,
  due: Date,
): Promise<void> {
  await ctx.db.run({
    name: 'ask-deletion',
    text: `insert into person_deletion (person_id, asked_by, asked_at, due_at) values ($1, $2, $3, $4)
      on conflict (person_id) do nothing`,
    values: [person, by, ctx.now, due],
  })
}

export async function takeDeletionBack(ctx: PublicContext, person: PersonId): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'take-deletion-back',
    text: 'delete from person_deletion where person_id = $1',
    values: [person],
  })
  return touched > 0
}

/** Groups that somebody else must administer before this person can go. */
export function administeredGroups(
  ctx: PublicContext,
  person: PersonId,
): Promise<{ id: string; name: string }[]> {
  return ctx.db.rows({
    name: 'groups-that-hold-a-person',
    text: `select w.id, w.name from membership m join workgroup w on w.id = m.group_id
      where m.person_id = $1 and m.role = 'administrator' and w.deleted_at is null order by lower(w.name), w.id limit 50`,
    values: [person],
  })
}

export interface DueDeletion {
  person: PersonId
}

/** Whose day has come; who administers a group waits until somebody else does. */
export function dueDeletions(db: Querier, now: Date): Promise<DueDeletion[]> {
  return db.rows<DueDeletion>({
    name: 'due-deletions',
    text: `select d.person_id as person from person_deletion d
      where d.due_at <= $1 and not exists (select from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
        where m.person_id = d.person_id and m.role = 'administrator')
      order by d.due_at limit 50`,
    values: [now],
  })
}

/** Holds the row, so that one process alone goes on. */
export async function holdDeletion(ctx: PublicContext, person: PersonId): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'hold-deletion',
    text: 'select person_id from person_deletion where person_id = $1 and due_at <= $2 for update',
    values: [person, ctx.now],
  })
  return row !== undefined
}

/** What is left is the name. The address is free for somebody else; nothing of theirs signs in any more. */
export async function leaveOnlyTheName(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'leave-only-the-name',
    text: `with request as (delete from person_deletion where person_id = $1),
      sessions as (delete from session where person_id = $1),
      links as (delete from one_time_token where person_id = $1),
      blocked as (delete from blocked_inviter where inviter_id = $1),
      marks as (delete from favourite where person_id = $1),
      followed as (delete from follow where person_id = $1),
      read as (delete from recent where person_id = $1),
      looked as (delete from seen where person_id = $1),
      asked as (delete from join_request where person_id = $1 and decision is null)
      update person set deleted_at = $2, deactivated_at = coalesce(deactivated_at, $2), email = '', email_key = 'deleted:' || id,
        organization_id = null, org_role = null, plan_id = null, company = '', picture = null, password_hash = null
      where id = $1`,
    values: [person, ctx.now],
  })
}
