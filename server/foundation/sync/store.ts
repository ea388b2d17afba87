import type { Container } from '../../access/authorized.ts'
import { isShown } from '../../access/store.ts'
import type { Context } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { ItemId } from '../../kernel/ids.ts'

/** Facts about the asker that decide which items of a container they see. */
export interface Outlook {
  guest: boolean
  /** Items from this time on are visible; `-infinity` for people who see everything. */
  since: string
}

export async function outlook(ctx: Context, { space }: Container): Promise<Outlook> {
  const row = await ctx.db.row<Outlook>({
    name: 'sync-outlook',
    text: `select is_guest($1, $2) as guest,
      coalesce((select sees_from($1, $2) from workgroup w where w.id = $2 and w.horizon_since is not null), '-infinity')::text as since`,
    values: [ctx.person.id, space],
  })
  return row!
}

export interface Touched {
  item: ItemId
  seq: number
  /** The item came into the container, or back into it. */
  arrived: boolean
  kind: string
  title: string
  version: number
}

/** Kinds of log lines that bring an item into a container. */
const arrivals = `('item.added', 'item.moved', 'item.restored')`

/** Items of these kinds with log lines after `after`, up to `until`, in the container now and not hidden from the asker. */
export function touched(
  ctx: Context,
  { space, id }: Container,
  after: number,
  until: number,
  { since, kinds }: { since: string; kinds: string[] },
): Promise<Touched[]> {
  return ctx.db.rows<Touched>({
    name: 'sync-touched',
    text: `select h.item_id as item, h.seq, h.arrived, i.kind, i.title, i.version
      from (select item_id, max(seq) as seq, bool_or(kind in ${arrivals}) as arrived from change
        where space_id = $2 and container_id = $3 and item_id is not null and seq > $4 and seq <= $5
        group by item_id) h
      cross join lateral (select * from item where space_id = $2 and id = h.item_id offset 0) i -- by its key, whatever it is in
      where i.container_id = $3 and i.trashed_at is null and i.kind = any($7::text[]) and ${isShown('$6::timestamptz')}
      order by h.seq`,
    values: [ctx.person.id, space, id, after, until, since, kinds],
  })
}

/** The last position of a page of lines after `after`; undefined when no more lines follow. */
export async function endOfPage(
  ctx: Context,
  { space, id }: Container,
  after: number,
  lines: number,
): Promise<number | undefined> {
  const row = await ctx.db.row<{ seq: number }>({
    name: 'sync-end-of-page',
    text: `select seq from change where space_id = $1 and container_id = $2 and item_id is not null and seq > $3
      order by seq offset $4 limit 1`,
    values: [space, id, after, lines - 1],
  })
  return row?.seq
}

/** For a row of sight_ended: the asker, $1, saw the item until then; $2 and $3 are their outlook. */
const saw = `not (internal and $2) and (made >= $3::timestamptz or author_id = $1 or $1 = any(given))`

/** Items that the asker could see in the container until they were moved, trashed or hidden. */
export function ended(
  ctx: Context,
  { space, id }: Container,
  after: number,
  until: number,
  { guest, since }: Outlook,
): Promise<{ item: ItemId; seq: number }[]> {
  return ctx.db.rows({
    name: 'sync-ended',
    text: `select item_id as item, max(seq) as seq from sight_ended
      where space_id = $4 and container_id = $5 and seq > $6 and seq <= $7 and ${saw}
      group by item_id order by 2`,
    values: [ctx.person.id, guest, since, space, id, after, until],
  })
}

/** The position of the newest of them; 0 where there is none. */
export async function newestEnded(
  ctx: Context,
  { space, id }: Container,
  { guest, since }: Outlook,
): Promise<number> {
  const row = await ctx.db.row<{ seq: number }>({
    name: 'sync-newest-ended',
    text: `select seq from sight_ended where space_id = $4 and container_id = $5 and ${saw} order by seq desc limit 1`,
    values: [ctx.person.id, guest, since, space, id],
  })
  return row?.seq ?? 0
}

/** Deletes up to `most` rows from before that time; returns their number. */
export function pruneEnded(db: Querier, before: Date, most: number): Promise<number> {
  return db.run({
    name: 'prune-sight-ended',
    text: `delete from sight_ended where (space_id, container_id, seq, item_id) in (
      select space_id, container_id, seq, item_id from sight_ended where at < $1 order by at limit $2)`,
    values: [before, most],
  })
}
