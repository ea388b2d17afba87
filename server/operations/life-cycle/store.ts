import type { PublicContext } from '../../kernel/context.ts'
import { theTime, type Querier, type Timestamp } from '../../kernel/db.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'

export interface DeletedRow {
  id: SpaceId
  name: string
  administrator: PersonId | null
  /** Their account is active. */
  runs: boolean
  deletedAt: Timestamp
  deletedBy: PersonId
  used: number
}

/** The deleted groups of an organization that can still be restored, the newest first. */
export function deletedGroups(
  ctx: PublicContext,
  organization: OrganizationId,
  since: Date,
): Promise<DeletedRow[]> {
  return ctx.db.rows<DeletedRow>({
    name: 'deleted-groups',
    text: `select w.id, w.name, w.deleted_at as "deletedAt", w.deleted_by as "deletedBy",
        (select m.person_id from membership m join person p on p.id = m.person_id and p.deleted_at is null
          where m.group_id = w.id and m.role = 'administrator') as administrator,
        exists (select from membership m join person p on p.id = m.person_id and p.deleted_at is null and p.deactivated_at is null
          where m.group_id = w.id and m.role = 'administrator') as runs,
        (select n.stored from space_counter n where n.space_id = w.id) as used
      from workgroup w
      where w.organization_id = $1 and w.deleted_at > $2 and w.purged_since is null
      order by w.deleted_at desc, w.id limit 500`,
    values: [organization, since],
  })
}

/** The group's administrator, whose plan must hold it again; undefined when it cannot be restored. */
export function restorable(
  ctx: PublicContext,
  organization: OrganizationId,
  group: string,
  since: Date,
): Promise<
  { id: SpaceId; administrator: PersonId; archived: boolean; private: boolean } | undefined
> {
  return ctx.db.row({
    name: 'restorable-group',
    text: `select w.id, m.person_id as administrator, w.archived_at is not null as archived, w.listed = 'no' as private
      from workgroup w join membership m on m.group_id = w.id and m.role = 'administrator'
      where w.id = $2 and w.organization_id = $1 and w.deleted_at > $3 and w.purged_since is null`,
    values: [organization, group, since],
  })
}

export interface Held {
  id: PersonId
  organizationId: OrganizationId | null
  stopped: boolean
  gone: boolean
}

/**
 * Waits for a deletion of these people that is under way, and lets none begin before the end of the transaction: it would not
 * see what they administer now (O9).
 */
export async function holdDeletions(ctx: PublicContext, people: PersonId[]): Promise<void> {
  await ctx.db.run({
    name: 'hold-deletions',
    text: 'select from person_deletion where person_id = any($1::uuid[]) order by person_id for share',
    values: [people],
  })
}

/**
 * Locks people and reads their state: until the end of the transaction they are neither deleted nor begin to administer
 * anything else.
 */
export function holdPeople(ctx: PublicContext, people: PersonId[]): Promise<Held[]> {
  return ctx.db.rows<Held>({
    name: 'hold-administrators',
    text: `select id, organization_id as "organizationId", deactivated_at is not null as stopped, deleted_at is not null as gone
      from person where id = any($1::uuid[]) order by id for no key update`,
    values: [people],
  })
}

/** Whether somebody governs their organization. */
export async function governs(ctx: PublicContext, person: PersonId): Promise<boolean> {
  const row = await ctx.db.row<{ governs: boolean }>({
    name: 'governs',
    text: `select org_role in ('admin', 'manager') as governs from person where id = $1`,
    values: [person],
  })
  return row?.governs ?? false
}

/** Removes the mark of deletion; undefined when there is none, purging has begun, or it was too long ago. */
export function restore(
  ctx: PublicContext,
  organization: OrganizationId,
  group: string,
  since: Date,
): Promise<{ id: SpaceId; name: string } | undefined> {
  return ctx.db.row({
    name: 'restore-group',
    text: `update workgroup set deleted_at = null, deleted_by = null
      where id = $2 and organization_id = $1 and deleted_at > $3 and purged_since is null returning id, name`,
    values: [organization, group, since],
  })
}

export interface Due {
  id: SpaceId
  name: string
  organizationId: OrganizationId
}

/** Groups whose days are over, and those whose purge was interrupted. */
export function due(db: Querier, before: Date): Promise<Due[]> {
  return db.rows<Due>({
    name: 'groups-due',
    text: `select id, name, organization_id as "organizationId" from workgroup
      where deleted_at is not null and (deleted_at <= $1 or purged_since is not null) order by deleted_at limit 100`,
    values: [before],
  })
}

/** After this nobody can restore the group; false when somebody just has. */
export async function beginPurge(db: Querier, group: SpaceId, before: Date): Promise<boolean> {
  const touched = await db.run({
    name: 'begin-purge',
    text: `update workgroup set purged_since = coalesce(purged_since, $3)
      where id = $1 and (deleted_at <= $2 or purged_since is not null)`,
    values: [group, before, await theTime(db)],
  })
  return touched === 1
}

/** A column that refers to a space or a group: its rows are deleted with it. */
export interface Place {
  table: string
  column: string
  /** The table refers to itself: its rows are deleted all at once. */
  itself: boolean
  /** Its rows belong to something else: only the reference is cleared. */
  keep: boolean
}

const kept = ['workgroup', 'space', 'person', 'organization']

/**
 * Every column of the database that refers to a group or its space; those that other tables refer to come last. They are read
 * from the catalogue, so that a table of a later slice is not forgotten: each column `space_id`, and each foreign key to a
 * group. Columns without a foreign key are listed in `withoutReference`.
 */
export async function places(db: Querier): Promise<Place[]> {
  const columns = await db.rows<{ table: string; column: string; itself: boolean }>({
    text: `select distinct c.relname as table, a.attname as column,
        exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid and f.confrelid = c.oid) as itself
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype
      where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace and (
        a.attname = 'space_id' or (c.relname, a.attname) in (${withoutReference})
        or exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid and f.conkey = array[a.attnum]
          and f.confrelid in ('workgroup'::regclass, 'space'::regclass)))`,
  })
  const references = await db.rows<{ child: string; parent: string }>({
    text: `select distinct f.conrelid::regclass::text as child, f.confrelid::regclass::text as parent
      from pg_constraint f where f.contype = 'f' and f.conrelid <> f.confrelid`,
  })
  return childrenFirst(
    columns
      .filter(({ table, column }) => !(kept.includes(table) && column === 'id'))
      .map((each) => ({ ...each, keep: kept.includes(each.table) })),
    references,
  )
}

const withoutReference = [
  ['access_grant', 'principal_id'],
  ['mention', 'principal_id'],
  ['item_link', 'to_space_id'],
]
  .map(([table, column]) => `('${table}', '${column}')`)
  .join(', ')

function childrenFirst(columns: Place[], references: { child: string; parent: string }[]): Place[] {
  const parentsOf = Map.groupBy(references, ({ child }) => child)
  const depth = (table: string, seen: string[] = []): number =>
    seen.includes(table)
      ? 0
      : Math.max(
          0,
          ...(parentsOf.get(table) ?? []).map(({ parent }) => 1 + depth(parent, [...seen, table])),
        )
  return columns.toSorted((a, b) => depth(b.table) - depth(a.table))
}

/** Deletes the next rows of one place; returns 0 when none is left. The names come from the catalogue, never from a request. */
export function deleteNext(
  db: Querier,
  { table, column, itself, keep }: Place,
  group: SpaceId,
  most: number,
): Promise<number> {
  if (keep)
    return db.run({
      text: `update ${table} set ${column} = null where ${column} = $1`,
      values: [group],
    })
  const next = `ctid = any(array(select ctid from ${table} where ${column} = $1 limit ${most}))`
  return db.run({
    text: `delete from ${table} where ${itself ? `${column} = $1` : next}`,
    values: [group],
  })
}

/**
 * Deletes mails about the group, whose links lead nowhere now. Looks through the next `most` mails by id; returns the last
 * id, null at the end.
 */
export async function deleteMails(
  db: Querier,
  group: SpaceId,
  after: string | null,
  most: number,
): Promise<string | null> {
  const row = await db.row<{ last: string | null }>({
    name: 'delete-mails-of-group',
    text: `with next as (
        select id from outbox where $2::uuid is null or id > $2::uuid order by id limit $3),
      gone as (
        delete from outbox m using next where m.id = next.id
          and (position($1 in m.text_body) > 0 or position($1 in m.html_body) > 0 or position($1 in m.parts::text) > 0))
      select id as last from next order by id desc limit 1`,
    values: [group, after, most],
  })
  return row?.last ?? null
}

export async function deleteGroup(db: Querier, group: SpaceId): Promise<boolean> {
  const gone = await db.run({ text: 'delete from workgroup where id = $1', values: [group] })
  await db.run({ text: 'delete from space where id = $1', values: [group] })
  return gone === 1
}
