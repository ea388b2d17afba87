import type { PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

/** Statements about closed guests and people who are to be deleted (M9, O9). */

/** For a person `p`: a guest in no group any more, whom nobody has invited since. */
export const isClosedNow = `(p.closed_at is not null and not exists (select from invitation v where v.email_key = p.email_key
        and v.accepted_at is null and v.declined_at is null and v.withdrawn_at is null and v.expires_at > the_time()))`

export async function isClosed(ctx: PublicContext, person: PersonId): Promise<boolean> {
  const row = await ctx.db.row<{ closed: boolean }>({
    name: 'is-account-closed',
    text: `select ${isClosedNow} as closed from person p where p.id = $1`,
    values: [person],
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

/** If asked twice, the first date stays. */
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

/** Returns false when there is none to take back. */
export async function takeDeletionBack(
  ctx: PublicContext,
  person: PersonId,
  which: 'any' | 'asked-by-others' = 'any',
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'take-deletion-back',
    text: 'delete from person_deletion where person_id = $1 and ($2 or asked_by <> person_id)',
    values: [person, which === 'any'],
  })
  return touched > 0
}

/** Groups that somebody else must administer before this person can be deleted. */
export function administeredGroups(
  ctx: PublicContext,
  person: PersonId,
): Promise<{ id: string; name: string }[]> {
  return ctx.db.rows({
    name: 'groups-that-hold-a-person',
    text: `select w.id, w.name from membership m join workgroup w on w.id = m.group_id
      where m.person_id = $1 and m.role = 'administrator' and w.deleted_at is null order by w.name_key, w.id limit 50`,
    values: [person],
  })
}

export interface DueDeletion {
  person: PersonId
}

/**
 * For a `person p`: is an active admin, and the organization has no other active admin who is not leaving too. Everybody else
 * may be deleted in any case (O4).
 */
const lastAdmin = `p.org_role = 'admin' and p.deactivated_at is null and not exists (select from person o
  where o.organization_id = p.organization_id and o.id <> p.id and o.org_role = 'admin' and o.deactivated_at is null
    and not exists (select from person_deletion leaving where leaving.person_id = o.id))`

/**
 * Deletions whose day has come. A group's administrator waits until somebody else administers it, and so does the last admin.
 */
export function dueDeletions(db: Querier, now: Date): Promise<DueDeletion[]> {
  return db.rows<DueDeletion>({
    name: 'due-deletions',
    text: `select d.person_id as person from person_deletion d join person p on p.id = d.person_id
      where d.due_at <= $1 and not exists (select from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
        where m.person_id = d.person_id and m.role = 'administrator') and not coalesce(${lastAdmin}, false)
      order by d.due_at limit 50`,
    values: [now],
  })
}

/** Locks the row, so that only one process continues. */
export async function holdDeletion(ctx: PublicContext, person: PersonId): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'hold-deletion',
    text: 'select person_id from person_deletion where person_id = $1 and due_at <= $2 for update',
    values: [person, ctx.now],
  })
  return row !== undefined
}

/**
 * Tables with data of one person alone (sessions, credentials, marks, notices): every table with a `person_id`, read from the
 * catalogue so that tables of later slices are included, except those with data of groups or of the person who acted.
 */
export async function tablesOfOnesOwn(db: Querier): Promise<string[]> {
  const rows = await db.rows<{ table: string }>({
    text: `select c.relname as table from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'person_id' and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        and c.relname not in ('membership', 'flat_membership', 'sponsor_reminder', 'live_text_update', 'viewing')`,
  })
  return rows.map(({ table }) => table)
}

/** The table names come from the catalogue, never from a request. */
export async function deleteOnesOwn(
  ctx: PublicContext,
  table: string,
  person: PersonId,
): Promise<void> {
  await ctx.db.run({ text: `delete from ${table} where person_id = $1`, values: [person] })
}

/**
 * Removes the person's address from rows of others. Pending invitations to it end: the next owner of the address inherits
 * nothing (X38). The histories of groups and organizations keep their lines.
 */
export async function forgetAddress(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'forget-address',
    text: `with gone as (select id, email_key from person where id = $1),
        invitations as (update invitation v set email = '', email_key = 'deleted:' || v.id, message = '',
            withdrawn_at = case when v.accepted_at is null and v.declined_at is null then coalesce(v.withdrawn_at, $2) else v.withdrawn_at end
          from gone where v.email_key = gone.email_key or v.accepted_by = gone.id),
        credited as (update imported_author a set email_key = null from gone where a.email_key = gone.email_key),
        blocked as (delete from blocked_inviter b using gone where b.email_key = gone.email_key),
        mails as (delete from outbox m using gone where lower(trim(m.to_address)) = gone.email_key)
      delete from throttle t using gone where right(t.key, length(gone.email_key) + 1) = ':' || gone.email_key`,
    values: [person, ctx.now],
  })
}

/** Leaves only the name. The address becomes free for somebody else, and nobody can sign in to this account any more. */
export async function leaveOnlyTheName(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'leave-only-the-name',
    text: `with given as (delete from access_grant where principal_id = $1)
      update person set deleted_at = $2, deactivated_at = coalesce(deactivated_at, $2), email = '', email_key = 'deleted:' || id,
        organization_id = null, org_role = null, plan_id = null, company = '', picture = null, password_hash = null
      where id = $1`,
    values: [person, ctx.now],
  })
}

/**
 * Locks the person's row: a deletion takes turns with every act that would make this person a group's administrator, whether
 * or not their account runs.
 */
export async function holdLeaver(
  ctx: PublicContext,
  person: PersonId,
): Promise<{ picture: string | null }> {
  const row = await ctx.db.row<{ picture: string | null }>({
    name: 'hold-leaver',
    text: 'select picture from person where id = $1 for no key update',
    values: [person],
  })
  return row!
}

/** Groups, not deleted, that this person has a membership in, even one that is over. */
export async function groupsOf(ctx: PublicContext, person: PersonId): Promise<SpaceId[]> {
  const rows = await ctx.db.rows<{ id: SpaceId }>({
    name: 'groups-to-leave',
    text: `select m.group_id as id from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
      where m.person_id = $1 order by m.group_id`,
    values: [person],
  })
  return rows.map(({ id }) => id)
}

/** Private spaces whose owner is deleted: an interrupted purge continues with them. */
export async function orphanedSpaces(db: Querier): Promise<SpaceId[]> {
  const rows = await db.rows<{ id: SpaceId }>({
    name: 'orphaned-spaces',
    text: `select s.id from space s join person p on p.id = s.owner_id
      where s.kind = 'private' and p.deleted_at is not null limit 100`,
  })
  return rows.map(({ id }) => id)
}

/** Called under the lock of the organization's government, so that the answer stays true until the end of the transaction. */
export async function isLastAdmin(ctx: PublicContext, person: PersonId): Promise<boolean> {
  const row = await ctx.db.row<{ last: boolean | null }>({
    name: 'is-last-admin',
    text: `select ${lastAdmin} as last from person p where p.id = $1`,
    values: [person],
  })
  return row?.last ?? false
}

export async function deleteSpace(db: Querier, space: SpaceId): Promise<void> {
  await db.run({
    name: 'delete-private-space',
    text: `delete from space where id = $1 and kind = 'private'`,
    values: [space],
  })
}
