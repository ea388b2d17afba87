import type { PublicContext } from './context.ts'
import type { DeclaredEvent, DetailOf } from './event.ts'
import { joinedBy } from './joined-changes.ts'
import type { ContainerId, ItemId, OrganizationId, SpaceId } from './ids.ts'

/** The subject of a line in a space's change log, and the line's detail. */
export type Change<E extends DeclaredEvent> = {
  container?: ContainerId
  item?: ItemId
} & (keyof DetailOf<E> extends never ? { detail?: never } : { detail: DetailOf<E> })

/** A line `h` of the log is news of an item, and was not undone. The indexes of news have this condition. */
export const isNews = 'h.feed and not h.undone'

/** How many unread items are counted at most. Up to it, the count is exact, whatever is hidden. */
export const mostUnread = 99

/**
 * Locks the counters of the spaces, in the order of their ids, before anything is decided in them. A transaction that waits
 * here decides on the state that the previous one left, so every later write sees a removal that was acknowledged (A11).
 */
export async function lockSpaces(ctx: PublicContext, spaces: SpaceId[]): Promise<void> {
  for (const space of new Set(spaces.map((each) => each.toLowerCase()).toSorted()))
    await ctx.db.run({
      name: 'lock-space',
      text: 'select seq from space_counter where space_id = $1 for update',
      values: [space],
    })
}

/**
 * Writes a change into the log of its space, in the transaction of the change itself. The sequence has no gaps, and each
 * line carries the hash of the one before (V2).
 */
export async function record<E extends DeclaredEvent>(
  ctx: PublicContext,
  space: SpaceId,
  event: E,
  { container, item, detail }: Change<E>,
): Promise<number> {
  const row = await ctx.db.row<{ seq: number }>({
    name: 'record-change',
    text: `with counter as (
        update space_counter
        set seq = seq + 1, hash = change_hash(hash, $1, seq + 1, $2::timestamptz, $3::uuid, $8, $4, $5::uuid, $6::uuid, $7::jsonb)
        where space_id = $1 returning seq, hash)
      insert into change (space_id, seq, at, actor_id, kind, container_id, item_id, detail, address, feed, act, undone, hash)
      select $1, counter.seq, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, counter.hash from counter returning seq`,
    values: [
      space,
      ctx.now,
      ctx.person?.id ?? null,
      event.kind,
      container ?? null,
      item ?? null,
      detail ?? {},
      ctx.address || null,
      event.feed,
      ctx.act?.id ?? null,
      ctx.act?.undone ?? false,
    ],
  })
  if (!row) throw new Error(`space ${space} has no counter`)
  if (item) joinedBy(ctx, { space, item, seq: row.seq })
  written(ctx, space, row.seq)
  return row.seq
}

/** Records many changes in one statement and pokes the pages once. The caller has locked the space. */
export async function recordAll<E extends DeclaredEvent>(
  ctx: PublicContext,
  space: SpaceId,
  event: E,
  changes: Change<E>[],
): Promise<void> {
  if (changes.length === 0) return
  const row = await ctx.db.row<{ seq: number }>({
    name: 'record-changes',
    text: `with recursive given as materialized (
        select g.* from rows from (unnest($4::uuid[]), unnest($5::uuid[]), jsonb_array_elements($6::jsonb))
          with ordinality as g (container_id, item_id, detail, nth)),
      line as (
        select 0::bigint as nth, n.seq, n.hash, null::uuid as container_id, null::uuid as item_id, null::jsonb as detail
        from space_counter n where n.space_id = $1
        union all
        select g.nth, l.seq + 1, change_hash(l.hash, $1, l.seq + 1, $2::timestamptz, $3::uuid, $8, $7, g.container_id, g.item_id, g.detail),
          g.container_id, g.item_id, g.detail
        from line l join given g on g.nth = l.nth + 1),
      moved as (
        update space_counter n set seq = last.seq, hash = last.hash
        from (select seq, hash from line order by nth desc limit 1) last where n.space_id = $1 returning n.seq),
      written as (
        insert into change (space_id, seq, at, actor_id, kind, container_id, item_id, detail, address, feed, act, undone, hash)
        select $1, seq, $2, $3, $7, container_id, item_id, detail, $8, $9, $10, $11, hash from line where nth > 0)
      select seq from moved`,
    values: [
      space,
      ctx.now,
      ctx.person?.id ?? null,
      changes.map(({ container }) => container ?? null),
      changes.map(({ item }) => item ?? null),
      JSON.stringify(changes.map(({ detail }) => detail ?? {})),
      event.kind,
      ctx.address || null,
      event.feed,
      ctx.act?.id ?? null,
      ctx.act?.undone ?? false,
    ],
  })
  if (!row) throw new Error(`space ${space} has no counter`)
  for (const { item } of changes) if (item) joinedBy(ctx, { space, item, seq: row.seq })
  written(ctx, space, row.seq)
}

/** The same in the history of an organization: decisions about people, plans and policies (V2). */
export async function recordInOrganization<E extends DeclaredEvent>(
  ctx: PublicContext,
  organization: OrganizationId,
  event: E,
  detail: DetailOf<E>,
): Promise<void> {
  await beginHistory(ctx, organization)
  await record(ctx, organization as string as SpaceId, event, { detail } as Change<E>)
}

/** Locks an organization until the end of the transaction, as `lockSpaces` does for spaces. */
export async function lockOrganization(
  ctx: PublicContext,
  organization: OrganizationId,
): Promise<void> {
  await beginHistory(ctx, organization)
  await lockSpaces(ctx, [organization as string as SpaceId])
}

function written(ctx: PublicContext, space: SpaceId, seq: number): void {
  ctx.db.afterCommit(() => {
    ctx.house.live.poke(space, seq)
    ctx.house.work.moved(space)
  })
}

async function beginHistory(ctx: PublicContext, organization: OrganizationId): Promise<void> {
  await ctx.db.run({
    name: 'begin-organization-history',
    text: 'insert into space_counter (space_id, seq) values ($1, 0) on conflict do nothing',
    values: [organization],
  })
}
