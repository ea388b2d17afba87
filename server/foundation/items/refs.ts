import type { SpaceKind } from '../../access/authorized.ts'
import { itemFacts } from '../../access/store.ts'
import type { Context } from '../../kernel/context.ts'
import type { ItemId, OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { cardsOf } from '../people/cards.ts'
import type { ItemRefAnswer } from './schema.ts'

export interface RefRow {
  id: ItemId
  space: SpaceId
  spaceKind: SpaceKind
  spaceName: string
  hue: number
  organization: OrganizationId | null
  container: string
  containerName: string
  tool: string
  kind: string
  title: string
  author: PersonId
  changedAt: string
}

/** Columns of a reference to an item; with `refJoins`. */
export const refColumns = `i.id, i.space_id as space, s.kind as "spaceKind",
  s.name as "spaceName", s.hue, s.organization_id as organization,
  c.id as container, c.name as "containerName", i.tool, i.kind, i.title, i.author_id as author, i.changed_at as "changedAt"`

/** Joins of an item `i` for lists that have already checked that $1 may view it. */
export const refPlace = `
  join container c on c.space_id = i.space_id and c.id = i.container_id and c.trashed_at is null
  cross join lateral ( -- forces a lookup by key, whatever the planner estimates
    select s.id, s.kind, s.hue, s.organization_id, coalesce(w.name, trim(owner.first_name || ' ' || owner.last_name)) as name
    from space s left join workgroup w on w.id = s.id left join person owner on owner.id = s.owner_id
    where s.id = i.space_id offset 0) s`

/** Joins of an item `i`. With `refVisible` they keep only items that $1 may view and that are not in the trash (I5, X25, X63). */
export const refJoins = `${refPlace}
  cross join lateral rights_on($1, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) r`

export const refVisible = `i.trashed_at is null
  and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = $1, r.left_over) & 2 <> 0`

/** The items that the asker may view, in the order of the keys. */
export async function visibleRefs(
  ctx: Context,
  keys: { space: SpaceId; item: ItemId }[],
): Promise<ItemRefAnswer[]> {
  if (keys.length === 0) return []
  const rows = await ctx.db.rows<RefRow>({
    name: 'visible-refs',
    text: `select ${refColumns}
      from unnest($2::uuid[], $3::uuid[]) with ordinality as wanted (space_id, id, place)
      join item i on i.space_id = wanted.space_id and i.id = wanted.id ${refJoins}
      where ${refVisible} order by wanted.place`,
    values: [ctx.person.id, keys.map(({ space }) => space), keys.map(({ item }) => item)],
  })
  return refAnswers(ctx, rows)
}

export async function refAnswers(ctx: Context, rows: RefRow[]): Promise<ItemRefAnswer[]> {
  const cards = await cardsOf(
    ctx,
    rows.map(({ author }) => author),
    ctx.person.organizationId,
  )
  return rows.map((row) => ({
    id: row.id,
    space: { id: row.space, kind: row.spaceKind, name: row.spaceName, hue: row.hue },
    container: { id: row.container, name: row.containerName },
    tool: row.tool,
    kind: row.kind,
    title: row.title,
    author: cards.get(row.author)!,
    changedAt: row.changedAt,
  }))
}
