import type { PublicContext } from '../kernel/context.ts'
import type { ContainerId, PersonId, SpaceId } from '../kernel/ids.ts'

/**
 * A tool's root follows the group's default when its grant to all members equals that default; a root whose grant was set
 * by hand does not (G3).
 */
const follows = `
  follows as (
    select root.id, root.internal, root.tool from container root
    join access_grant g on g.space_id = root.space_id and g.container_id = root.id and g.item_id is null
      and g.principal_id = root.space_id and g.rights = $2
    where root.space_id = $1 and root.parent_id is null)`

/** Containers of tools that are off follow a new default too, but nobody gains or loses anything by it while they are hidden. */
const isOn = (tool: string) =>
  `${tool} = any ((select w.tools from workgroup w where w.id = $1)::text[])`

export interface Place {
  id: ContainerId
  tool: string
  kind: string
  name: string
}

/** Every container that gets the default rights, through a root that follows the default. */
export function placesByDefault(
  ctx: PublicContext,
  space: SpaceId,
  bits: number,
): Promise<Place[]> {
  return ctx.db.rows<Place>({
    name: 'places-by-default',
    text: `with ${follows}
      select c.id, c.tool, c.kind, c.name from container c join follows f on f.id = c.rights_from
      where c.space_id = $1 and c.trashed_at is null and c.parent_id is not null and ${isOn('c.tool')}
      order by c.tool, c.name_key, c.id limit 500`,
    values: [space, bits],
  })
}

/** People whose rights would change in the same way; the first of them by name. */
export interface Shift {
  gains: number
  loses: number
  total: number
  people: PersonId[]
}

/** The people whose rights would change, and how, if all members had `after` by default. */
export function shiftedByDefault(
  ctx: PublicContext,
  space: SpaceId,
  before: number,
  after: number,
  named: number,
): Promise<Shift[]> {
  return ctx.db.rows<Shift>({
    name: 'shifted-by-default',
    text: `with ${follows},
      reasons as (
        select f.id, f.internal, r.person_id, r.rights as before, r.rights as after
        from follows f join space_rule r on r.space_id = $1 where ${isOn('f.tool')}
        union all
        select f.id, f.internal, g.person_id, g.rights, case when g.because = 'all-members' then $3 else g.rights end
        from follows f join grant_rule g on g.space_id = $1 and g.container_id = f.id and g.item_id is null
        where ${isOn('f.tool')}),
      held as (
        select id, person_id, bit_or(before) as before, bit_or(after) as after from reasons
        where not (internal and is_guest(person_id, $1)) group by id, person_id),
      shifted as (
        select person_id, bit_or(after & ~before) as gains, bit_or(before & ~after) as loses
        from held where before <> after group by person_id)
      select s.gains, s.loses, count(*)::int as total,
        (array_agg(p.id order by p.search_key, p.id))[1:$4] as people
      from shifted s join person p on p.id = s.person_id and p.deactivated_at is null
      group by s.gains, s.loses order by 3 desc, 1, 2`,
    values: [space, before, after, named],
  })
}

/** Gives all members the new default on the roots that follow it. */
export async function setDefault(
  ctx: PublicContext,
  space: SpaceId,
  before: number,
  after: number,
  by: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'set-default-rights',
    text: `with ${follows}
      update access_grant g set rights = $3, granted_at = $4, granted_by = $5 from follows f
      where g.space_id = $1 and g.container_id = f.id and g.item_id is null and g.principal_id = $1`,
    values: [space, before, after, ctx.now, by],
  })
}
