import type { Container, Item } from '../../access/authorized.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { lockItem } from './store.ts'

/** Moves an item to another container of its space, together with its own grants. */
export async function moveWithin(ctx: PublicContext, item: Item, to: Container): Promise<void> {
  await ctx.db.run({
    name: 'move-item-within',
    text: `with grants as (update access_grant set container_id = $3 where space_id = $1 and item_id = $2)
      update item set container_id = $3, position = default, changed_at = $4 where space_id = $1 and id = $2`,
    values: [item.space, item.id, to.id, ctx.now],
  })
}

/** Deletes the item's grants, which end with their space, and stores them and the internal mark for an undo. */
export async function leaveBehind(
  ctx: PublicContext,
  { space, id, container }: Item,
  by: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'leave-grants-behind',
    text: `with given as (delete from access_grant where space_id = $1 and item_id = $2 returning *)
      insert into left_behind (space_id, item_id, container_id, moved_by, moved_at, grants,
        internal_only_at, internal_only_by, arrived_at)
      select $1, $2, $3, $4, $5, coalesce((select jsonb_agg(to_jsonb(given)) from given), '[]'),
        i.internal_only_at, i.internal_only_by, i.arrived_at
      from item i where i.space_id = $1 and i.id = $2
      on conflict (space_id, item_id) do update set container_id = excluded.container_id, moved_by = excluded.moved_by,
        moved_at = excluded.moved_at, grants = excluded.grants, internal_only_at = excluded.internal_only_at,
        internal_only_by = excluded.internal_only_by, arrived_at = excluded.arrived_at`,
    values: [space, id, container, by, ctx.now],
  })
}

/** Restores the grants and the mark of an item that was moved back to where it was. */
export async function findAgain(
  ctx: PublicContext,
  { id }: Item,
  to: Container,
  { by, within }: { by: PersonId; within: number },
): Promise<void> {
  await ctx.db.run({
    name: 'find-grants-again',
    text: `with found as (delete from left_behind where space_id = $1 and item_id = $2 returning *),
      again as (select * from found where container_id = $3 and moved_by = $4
        and moved_at > $5::timestamptz - make_interval(mins => $6)),
      marked as (
        update item i set internal_only_at = again.internal_only_at, internal_only_by = again.internal_only_by,
          arrived_at = again.arrived_at
        from again where i.space_id = $1 and i.id = $2)
      insert into access_grant
      select g.* from again, jsonb_populate_recordset(null::access_grant, again.grants) g on conflict do nothing`,
    values: [to.space, id, to.id, by, ctx.now, within],
  })
}

/** The people who would see the item again by the grants that `findAgain` restores. */
export async function wouldSeeAgain(
  ctx: PublicContext,
  { id }: Pick<Item, 'id'>,
  to: Container,
  { by, within }: { by: PersonId; within: number },
): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ person: PersonId }>({
    name: 'would-see-again',
    text: `with principal as (
        select g.principal_id as id from left_behind l, jsonb_populate_recordset(null::access_grant, l.grants) g
        where l.space_id = $1 and l.item_id = $2 and l.container_id = $3 and l.moved_by = $4
          and l.moved_at > $5::timestamptz - make_interval(mins => $6))
      select distinct p.id as person from person p
      where p.deactivated_at is null
        and (p.id in (select id from principal)
          or exists (select from effective_membership m join principal on principal.id = m.group_id where m.person_id = p.id))
        and (exists (select from space s where s.id = $1 and s.kind = 'private')
          or exists (select from effective_membership m where m.group_id = $1 and m.person_id = p.id))`,
    values: [to.space, id, to.id, by, ctx.now, within],
  })
  return rows.map(({ person }) => person)
}

export async function forgetLeftBehind(db: Querier, before: Date): Promise<void> {
  await db.run({
    name: 'forget-left-behind',
    text: 'delete from left_behind where moved_at < $1',
    values: [before],
  })
}

/** Tables that stay behind, since their rows record events in a space, or that have their own statements. */
const notMoved = [
  ...['change', 'notice', 'item_blob', 'access_grant', 'left_behind', 'item_link'],
  ...['search_row', 'sight_ended', 'draft'],
]

interface Hanging {
  table: string
  /** Other tables have foreign keys to its rows. */
  referred: boolean
}

/**
 * Every table whose rows belong to an item: those with columns `space_id` and `item_id`. Read from the catalogue, so that no
 * table of a later tool is forgotten.
 */
function hangingTables(db: Querier): Promise<Hanging[]> {
  return db.rows<Hanging>({
    name: 'tables-that-hang-on-items',
    text: `select c.relname as table, exists (select from pg_constraint f where f.contype = 'f' and f.confrelid = c.oid) as referred
      from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace and c.relname <> all($1)
        and 2 = (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped and a.attname in ('space_id', 'item_id'))
      order by c.relname`,
    values: [notMoved],
  })
}

/**
 * Moves the item and all its rows to another space, under the same ids, in one statement, at whose end foreign keys are checked.
 * Locks referenced rows first: a running edit finishes before, and a later one no longer finds the item in the old space. Table
 * names come from the catalogue, never from a request.
 */
export async function moveAcross(
  ctx: PublicContext,
  { space, id }: Pick<Item, 'space' | 'id'>,
  to: Container,
  marked: boolean,
): Promise<void> {
  const hanging = await hangingTables(ctx.db)
  await lockItem(ctx, { space, item: id }) // first, as a running edit does
  for (const { table } of hanging.filter(({ referred }) => referred))
    await ctx.db.run({
      text: `select from ${table} where space_id = $1 and item_id = $2 for update`,
      values: [space, id],
    })
  const along = hanging.map(
    ({ table }) =>
      `${table}_moved as (update ${table} set space_id = $3 where space_id = $1 and item_id = $2)`,
  )
  await ctx.db.run({
    text: `with ${[...along, ...namedOtherwise, weightMoved].join(',\n')}
      update item set space_id = $3, container_id = $4, position = default, arrived_at = $5, changed_at = $5,
        internal_only_at = case when $6 then internal_only_at end, internal_only_by = case when $6 then internal_only_by end
      where space_id = $1 and id = $2`,
    values: [space, id, to.space, to.id, ctx.now, marked],
  })
}

/** Moves the item's weight from the count of one space to the other. */
const weightMoved = `weight_moved as (
  update space_counter c set stored = c.stored + case when c.space_id = $3 then i.weight else -i.weight end
  from item i where i.space_id = $1 and i.id = $2 and c.space_id in ($1, $3))`

/** Tables that name an item by other columns. A link from an item to itself changes on both sides. */
const namedOtherwise = [
  // sequence numbers of the old space mean nothing in the new one
  'words_moved as (update search_row set space_id = $3, seq = 0 where space_id = $1 and item_id = $2)',
  'read_marks_gone as (delete from read_mark where space_id = $1 and thing_id = $2)',
  'draft_gone as (delete from draft where space_id = $1 and item_id = $2)',
  'marks_moved as (update favourite set space_id = $3 where space_id = $1 and thing_id = $2)',
  `links_moved as (update item_link set
    space_id = case when space_id = $1 and item_id = $2 then $3 else space_id end,
    to_space_id = case when to_space_id = $1 and to_item_id = $2 then $3 else to_space_id end
    where (space_id = $1 and item_id = $2) or (to_space_id = $1 and to_item_id = $2))`,
]
