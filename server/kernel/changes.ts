import type { PublicContext } from './context.ts'
import type { ContainerId, ItemId, SpaceId } from './ids.ts'

/** One line of a space's change log: what happened, to what; `kind` is `thing.verb-ed`. */
export interface Change {
  kind: string
  container?: ContainerId
  item?: ItemId
  detail?: object
}

/**
 * Takes the spaces' counters, in the order of their ids, before anything is decided in them: whoever waits here
 * decides on the state that the one before left, so a removal that was acknowledged is seen by every later write (A11).
 */
export async function lockSpaces(ctx: PublicContext, spaces: SpaceId[]): Promise<void> {
  await ctx.db.rows({
    name: 'lock-spaces',
    text: 'select seq from space_counter where space_id = any($1::uuid[]) order by space_id for update',
    values: [spaces],
  })
}

/** Writes a change into the log of its space, in the transaction of the change itself. The sequence has no gaps. */
export async function record(ctx: PublicContext, space: SpaceId, change: Change): Promise<number> {
  const row = await ctx.db.row<{ seq: number }>({
    name: 'record-change',
    text: `with counter as (update space_counter set seq = seq + 1 where space_id = $1 returning seq)
      insert into change (space_id, seq, at, actor_id, kind, container_id, item_id, detail)
      select $1, counter.seq, $2, $3, $4, $5, $6, $7 from counter returning seq`,
    values: [
      space,
      ctx.now,
      ctx.person?.id ?? null,
      change.kind,
      change.container ?? null,
      change.item ?? null,
      change.detail ?? {},
    ],
  })
  if (!row) throw new Error(`space ${space} has no counter`)
  ctx.db.afterCommit(() => ctx.house.live.poke(space, row.seq))
  return row.seq
}
