import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, ItemId, SpaceId } from '../../kernel/ids.ts'

interface Where {
  space: SpaceId
  container: ContainerId
  item: ItemId
}

/** Positions are within ±2^52; beyond the first and the last item, the next position is one step further. */
const most = 2 ** 52
const step = 2 ** 32

/** Returns false when there is no room beside that item, or nobody has placed it yet. */
export async function place(
  ctx: PublicContext,
  { space, container, item }: Where,
  where: 'before' | 'after',
  beside: ItemId,
): Promise<boolean> {
  const [next, other, way] = where === 'after' ? ['min', '>', '+'] : ['max', '<', '-']
  const placed = await ctx.db.run({
    name: `place-item-${where}`,
    text: `with room as (
        select b.position as near, (
            select ${next}(i.position) from item i
            where i.space_id = $1 and i.container_id = $2 and i.id <> $3 and i.position ${other} b.position and i.position <= ${most}) as far
        from item b where b.space_id = $1 and b.id = $4 and b.position <= ${most}),
      found as (select near, case when far is null then near ${way} ${step} else near + (far - near) / 2 end as position from room)
      update item set position = found.position from found
      where space_id = $1 and id = $3 and found.position <> found.near and abs(found.position) < ${most}`,
    values: [space, container, item, beside],
  })
  return placed > 0
}

/** Gives all items of a container positions as far apart as possible, in their present order; includes items in the trash. */
export async function numberAgain(ctx: PublicContext, { space, container }: Where): Promise<void> {
  await ctx.db.run({
    name: 'number-items-again',
    text: `update item set position = (numbered.nth * (2 * ${most}::numeric / (numbered.count + 1)) - ${most})::bigint
      from (select i.id, row_number() over (order by i.position, i.id) as nth, count(*) over () as count
        from item i where i.space_id = $1 and i.container_id = $2) numbered
      where item.space_id = $1 and item.id = numbered.id`,
    values: [space, container],
  })
}
