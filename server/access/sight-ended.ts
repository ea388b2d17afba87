import type { PublicContext } from '../kernel/context.ts'
import type { ItemId, SpaceId } from '../kernel/ids.ts'

/**
 * Records who could see an item in its present place, before an act that may end that for some people: a move, the trash,
 * other rights. Called while the space is locked, so that the line of the act has at least number `seq` and no token is
 * newer. Nobody has yet seen an item that the same request has made.
 */
export async function keepSight(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
): Promise<void> {
  await ctx.db.run({
    name: 'keep-sight',
    text: `insert into sight_ended (space_id, container_id, seq, item_id, internal, made, author_id, given, at)
      select i.space_id, i.container_id, n.seq + 1, i.id, c.internal or i.internal_only_at is not null,
        coalesce(i.arrived_at, i.created_at), coalesce(i.taken_over_by, i.author_id),
        array(select g.principal_id from access_grant g where g.space_id = $1 and g.item_id = i.id and g.principal_kind = 'person'), $3
      from space_counter n
      join item i on i.space_id = n.space_id and i.id = any($2::uuid[])
      join container c on c.space_id = i.space_id and c.id = i.container_id
      where n.space_id = $1 and coalesce(i.arrived_at, i.created_at) <> $3
      on conflict do nothing`,
    values: [space, items, ctx.now],
  })
}
