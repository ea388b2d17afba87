import type { GivenRole } from './store.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

export interface Nested {
  id: SpaceId
  name: string
  role: GivenRole
  members: number
  /** How many of its members were asked first and have not answered yet. */
  asked: number
}

/** The groups directly inside. */
export function innerGroups(ctx: PublicContext, group: SpaceId): Promise<Nested[]> {
  return ctx.db.rows<Nested>({
    name: 'inner-groups',
    text: `select w.id, w.name, n.role,
        (select count(distinct e.person_id)::int from effective_membership e where e.group_id = w.id) as members,
        (select count(*)::int from nesting_consent k where k.group_id = n.outer_id and k.answer is null
          and exists (select from effective_membership e where e.group_id = n.inner_id and e.person_id = k.person_id)) as asked
      from group_nesting n join workgroup w on w.id = n.inner_id where n.outer_id = $1 order by w.name_key, w.id`,
    values: [group],
  })
}

/** The groups directly around. */
export function outerGroups(
  ctx: PublicContext,
  group: SpaceId,
): Promise<Omit<Nested, 'members' | 'asked'>[]> {
  return ctx.db.rows({
    name: 'outer-groups',
    text: `select w.id, w.name, n.role from group_nesting n join workgroup w on w.id = n.outer_id
      where n.inner_id = $1 order by w.name_key, w.id`,
    values: [group],
  })
}

/** Returns false when it is inside already. */
export async function insertNesting(
  ctx: PublicContext,
  outer: SpaceId,
  inner: SpaceId,
  role: GivenRole,
  by: PersonId,
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'insert-nesting',
    text: `insert into group_nesting (outer_id, inner_id, role, since, brought_by) values ($1, $2, $3, $4, $5)
      on conflict (outer_id, inner_id) do nothing`,
    values: [outer, inner, role, ctx.now, by],
  })
  return touched === 1
}

export function deleteNesting(
  ctx: PublicContext,
  outer: SpaceId,
  inner: SpaceId,
): Promise<{ inner: string; outer: string } | undefined> {
  return ctx.db.row({
    name: 'delete-nesting',
    text: `delete from group_nesting n using workgroup i, workgroup o
      where n.outer_id = $1 and n.inner_id = $2 and i.id = n.inner_id and o.id = n.outer_id
      returning i.name as inner, o.name as outer`,
    values: [outer, inner],
  })
}
