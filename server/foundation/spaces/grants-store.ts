import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Grantee, Principal } from '../../access/principals.ts'
import { newId } from '../../kernel/ids.ts'

export async function insertGrant(
  ctx: PublicContext,
  space: SpaceId,
  list: ContainerId,
  to: Grantee,
  bits: number,
  by: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-container-grant',
    text: `insert into access_grant (space_id, id, container_id, principal_id, principal_kind, rights, granted_at, granted_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [space, newId(), list, to.id, to.kind, bits, ctx.now, by],
  })
}

export interface GrantRow<Kind = Grantee['kind']> {
  id: string
  principalId: string
  principalKind: Kind
  rights: number
  grantedAt: string
  grantedBy: PersonId
  name: string | null
  hue: number | null
  count: number
  /** The grant has an effect: in a private space, owner and grantee still share a group (A7). */
  works: boolean
}

/** The own grants of a container or an item. */
export function grants(
  ctx: PublicContext,
  space: SpaceId,
  on: { item: string },
): Promise<GrantRow<Principal['kind']>[]>
export function grants(
  ctx: PublicContext,
  space: SpaceId,
  on: { container: string },
): Promise<GrantRow[]>
export function grants(
  ctx: PublicContext,
  space: SpaceId,
  on: { container: string } | { item: string },
): Promise<GrantRow[]> {
  const [column, id] =
    'item' in on ? ['g.item_id', on.item] : ['g.item_id is null and g.container_id', on.container]
  return ctx.db.rows<GrantRow>({
    name: `grants-of-${'item' in on ? 'item' : 'container'}`,
    text: `select g.id, g.principal_id as "principalId", g.principal_kind as "principalKind", g.rights, g.granted_at as "grantedAt",
        g.granted_by as "grantedBy", w.name, s.hue,
        case when w.id is null then 1 else (select count(distinct person_id)::int from shown_membership m where m.group_id = w.id) end as count,
        exists (select from grant_rule r where r.space_id = g.space_id and r.grant_id = g.id)
          or exists (select from anyone_of_a_shared_group_has_what_was_given_to_them_all a
            where a.space_id = g.space_id and a.grant_id = g.id) as works
      from access_grant g
      left join workgroup w on g.principal_kind = 'group' and w.id = g.principal_id
      left join space s on s.id = w.id
      where g.space_id = $1 and ${column} = $2
      order by g.principal_kind, w.name, g.granted_at, g.id`,
    values: [space, id],
  })
}

export async function deleteGrants(
  ctx: PublicContext,
  space: SpaceId,
  on: { container: string } | { item: string },
): Promise<void> {
  const item = 'item' in on
  await ctx.db.run({
    name: `delete-grants-of-${item ? 'item' : 'container'}`,
    text: `delete from access_grant where space_id = $1 and ${item ? 'item_id' : 'item_id is null and container_id'} = $2`,
    values: [space, item ? on.item : on.container],
  })
}

/** Inserts all grants of a list in one statement. */
export async function insertGrants(
  ctx: PublicContext,
  space: SpaceId,
  on: { container: string; item: string | null },
  given: { principal: Grantee; bits: number; at: string | Date; by: PersonId }[],
): Promise<void> {
  if (given.length === 0) return
  await ctx.db.run({
    name: 'insert-grants',
    text: `with known as (update item set has_grants = true where space_id = $1 and id = $3 and not has_grants)
      insert into access_grant (space_id, id, container_id, item_id, principal_id, principal_kind, rights, granted_at, granted_by)
      select $1, g.id, $2, $3, g.principal, g.kind, g.bits, g.at, g.by
      from unnest($4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::timestamptz[], $9::uuid[]) as g (id, principal, kind, bits, at, by)`,
    values: [
      space,
      on.container,
      on.item,
      given.map(() => newId()),
      given.map((g) => g.principal.id),
      given.map((g) => g.principal.kind),
      given.map((g) => g.bits),
      given.map((g) => g.at),
      given.map((g) => g.by),
    ],
  })
}

/**
 * Returns which of these principals may get a right in the space: in a group its members, the group itself and groups nested
 * in it; in a private space people who share a group with the owner, all of them together, and the owner's groups (A7, S1, X49,
 * X51).
 */
export async function possiblePrincipals(
  ctx: PublicContext,
  space: SpaceId,
  principals: Grantee[],
): Promise<Set<string>> {
  const rows = await ctx.db.rows<{ id: string }>({
    name: 'possible-principals',
    text: `with s as (select id, kind, owner_id from space where id = $1),
        people as (select unnest($2::uuid[]) as id), groups as (select unnest($3::uuid[]) as id)
      select p.id from people p, s where s.kind = 'group'
        and exists (select from effective_membership m where m.group_id = s.id and m.person_id = p.id)
      union all
      select p.id from people p, s where s.kind = 'private' and p.id <> s.owner_id and exists (
        select from effective_membership theirs join effective_membership mine on mine.group_id = theirs.group_id
        where theirs.person_id = s.owner_id and mine.person_id = p.id)
      union all
      select g.id from groups g, s where s.kind = 'group'
        and (g.id = s.id or exists (select from effective_membership m where m.group_id = s.id and m.via_id = g.id)
          or exists (select from group_nesting n where n.outer_id = s.id and n.inner_id = g.id))
      union all
      select g.id from groups g, s where s.kind = 'private'
        and exists (select from effective_membership m where m.group_id = g.id and m.person_id = s.owner_id)
      union all
      select s.id from s where s.kind = 'private' and s.id = any($4::uuid[])`,
    values: [
      space,
      principals.filter((p) => p.kind === 'person').map((p) => p.id),
      principals.filter((p) => p.kind === 'group').map((p) => p.id),
      principals.filter((p) => p.kind === 'shared-group').map((p) => p.id),
    ],
  })
  return new Set(rows.map(({ id }) => id))
}
