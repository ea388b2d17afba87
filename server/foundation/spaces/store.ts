import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, ItemId, OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Principal } from '../../access/principals.ts'
import { newId } from '../../kernel/ids.ts'

interface NewSpace {
  id: SpaceId
  kind: 'private' | 'group'
  organizationId: OrganizationId | null
  ownerId: PersonId | null
  hue: number
}

export async function insertSpace(ctx: PublicContext, space: NewSpace): Promise<void> {
  await ctx.db.run({
    name: 'insert-space',
    text: `with made as (insert into space (id, kind, organization_id, owner_id, hue, created_at) values ($1, $2, $3, $4, $5, $6))
      insert into space_counter (space_id) values ($1)`,
    values: [space.id, space.kind, space.organizationId, space.ownerId, space.hue, ctx.now],
  })
}

interface NewContainer {
  space: SpaceId
  id: ContainerId
  tool: string
  kind: string
  parent: ContainerId | null
  rightsFrom: ContainerId
  internal: boolean
  name: string
  by: PersonId
}

export async function insertContainer(ctx: PublicContext, c: NewContainer): Promise<void> {
  await ctx.db.run({
    name: 'insert-container',
    text: `insert into container (space_id, id, tool, kind, parent_id, rights_from, internal, name, created_at, created_by, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)`,
    values: [
      c.space,
      c.id,
      c.tool,
      c.kind,
      c.parent,
      c.rightsFrom,
      c.internal,
      c.name,
      ctx.now,
      c.by,
    ],
  })
}

export async function insertGrant(
  ctx: PublicContext,
  space: SpaceId,
  list: ContainerId,
  to: Principal,
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

export async function storageUsed(ctx: PublicContext, space: SpaceId): Promise<number> {
  const row = await ctx.db.row<{ used: number }>({
    name: 'storage-used',
    text: 'select coalesce(sum(size), 0)::bigint as used from blob where space_id = $1',
    values: [space],
  })
  return row!.used
}

export interface ContainerRow {
  space: SpaceId
  id: ContainerId
  tool: string
  kind: string
  parent: ContainerId | null
  rightsFrom: ContainerId
  name: string
  changedAt: string
  trashedAt: string | null
  internal: boolean
  internalOnly: boolean
  rights: number
  items: number
  favourite: boolean
}

/** Every container of a space that the asker may view; the count is of items not in the trash. */
export function visibleContainers(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  tool: string | null,
): Promise<ContainerRow[]> {
  return ctx.db.rows<ContainerRow>({
    name: 'visible-containers',
    text: `with lists as (
        select d.rights_from, r.bits
        from (select distinct rights_from from container where space_id = $2) d
        cross join lateral container_rights($1, $2, d.rights_from) r)
      select c.space_id as space, c.id, c.tool, c.kind, c.parent_id as parent, c.rights_from as "rightsFrom", c.name,
        c.changed_at as "changedAt", c.trashed_at as "trashedAt", l.bits & left_over.bits as rights,
        (select count(*)::int from item i where i.space_id = c.space_id and i.container_id = c.id and i.trashed_at is null
          and is_shown($1, $2, i.id, i.internal_only_at is not null, i.created_at, coalesce(i.taken_over_by, i.author_id),
            (select sees_from($1, $2)))) as items,
        c.internal, c.internal_only_at is not null as "internalOnly",
        exists (select from favourite f where f.person_id = $1 and f.space_id = c.space_id and f.thing_id = c.id) as favourite
      from container c
      join lists l on l.rights_from = c.rights_from
      cross join lateral rights_left(c.space_id, c.tool) left_over
      where c.space_id = $2 and ($3::text is null or c.tool = $3) and c.trashed_at is null and l.bits & left_over.bits & 2 <> 0
        and not (c.internal and is_guest($1, $2))
      order by c.parent_id nulls first, lower(c.name), c.id`,
    values: [who, space, tool],
  })
}

/** The container and all that lies below it, nearest first, with depth 0 for itself. */
export function subtree(
  ctx: PublicContext,
  space: SpaceId,
  top: ContainerId,
): Promise<
  { id: ContainerId; parent: ContainerId | null; rightsFrom: ContainerId; depth: number }[]
> {
  return ctx.db.rows({
    name: 'container-subtree',
    text: `with recursive below as (
        select id, parent_id, rights_from, 0 as depth from container where space_id = $1 and id = $2
        union all
        select c.id, c.parent_id, c.rights_from, b.depth + 1 from container c join below b on c.parent_id = b.id where c.space_id = $1)
      select id, parent_id as parent, rights_from as "rightsFrom", depth from below order by depth`,
    values: [space, top],
  })
}

/** How many containers lie above, the root included. */
export async function depthOf(
  ctx: PublicContext,
  space: SpaceId,
  id: ContainerId,
): Promise<number> {
  const row = await ctx.db.row<{ depth: number }>({
    name: 'container-depth',
    text: `with recursive above as (
        select parent_id, 0 as depth from container where space_id = $1 and id = $2
        union all
        select c.parent_id, a.depth + 1 from container c join above a on c.id = a.parent_id where c.space_id = $1)
      select max(depth)::int as depth from above`,
    values: [space, id],
  })
  return row?.depth ?? 0
}

export async function renameContainer(
  ctx: PublicContext,
  space: SpaceId,
  id: ContainerId,
  name: string,
): Promise<void> {
  await ctx.db.run({
    name: 'rename-container',
    text: 'update container set name = $3, changed_at = $4 where space_id = $1 and id = $2',
    values: [space, id, name, ctx.now],
  })
}

export async function setParent(
  ctx: PublicContext,
  space: SpaceId,
  id: ContainerId,
  parent: ContainerId,
): Promise<void> {
  await ctx.db.run({
    name: 'set-container-parent',
    text: 'update container set parent_id = $3, changed_at = $4 where space_id = $1 and id = $2',
    values: [space, id, parent, ctx.now],
  })
}

/** These containers follow another list from now on. */
export async function followList(
  ctx: PublicContext,
  space: SpaceId,
  ids: ContainerId[],
  list: ContainerId,
): Promise<void> {
  await ctx.db.run({
    name: 'follow-list',
    text: 'update container set rights_from = $3 where space_id = $1 and id = any($2::uuid[])',
    values: [space, ids, list],
  })
}

export async function trashContainers(
  ctx: PublicContext,
  space: SpaceId,
  ids: ContainerId[],
  by: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'trash-containers',
    text: `update container set trashed_at = $3, trashed_by = $4
      where space_id = $1 and id = any($2::uuid[]) and trashed_at is null`,
    values: [space, ids, ctx.now, by],
  })
}

/** Brings back what went into the trash together with this container. */
export async function restoreContainers(
  ctx: PublicContext,
  space: SpaceId,
  ids: ContainerId[],
  trashedAt: string,
): Promise<void> {
  await ctx.db.run({
    name: 'restore-containers',
    text: `update container set trashed_at = null, trashed_by = null
      where space_id = $1 and id = any($2::uuid[]) and trashed_at = $3`,
    values: [space, ids, trashedAt],
  })
}

export interface GrantRow {
  id: string
  principalId: string
  principalKind: 'person' | 'group'
  rights: number
  grantedAt: string
  grantedBy: PersonId
  name: string | null
  hue: number | null
  count: number
  /** The grant reaches somebody: in a private space, owner and grantee still share a group (A7). */
  works: boolean
}

/** The list of grants that a container has of its own, or an item. */
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
        case when w.id is null then 1 else (select count(distinct person_id)::int from effective_membership m where m.group_id = w.id) end as count,
        exists (select from grant_rule r where r.space_id = g.space_id and r.grant_id = g.id) as works
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

/** All grants of a list at once. */
export async function insertGrants(
  ctx: PublicContext,
  space: SpaceId,
  on: { container: string; item: string | null },
  given: { principal: Principal; bits: number; at: string | Date; by: PersonId }[],
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

/** Which of these may be given a right in the space: its members and itself, groups nested in it; in a private space whoever shares a group with the owner (A7, X49, X51). */
export async function possiblePrincipals(
  ctx: PublicContext,
  space: SpaceId,
  principals: Principal[],
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
        and exists (select from effective_membership m where m.group_id = g.id and m.person_id = s.owner_id)`,
    values: [
      space,
      principals.filter((p) => p.kind === 'person').map((p) => p.id),
      principals.filter((p) => p.kind === 'group').map((p) => p.id),
    ],
  })
  return new Set(rows.map(({ id }) => id))
}

export async function organizationOf(
  ctx: PublicContext,
  space: SpaceId,
): Promise<OrganizationId | null> {
  const row = await ctx.db.row<{ id: OrganizationId | null }>({
    name: 'organization-of-space',
    text: 'select organization_id as id from space where id = $1',
    values: [space],
  })
  return row?.id ?? null
}

/** The list that a container follows, and whether it is internal. */
export async function listOf(
  ctx: PublicContext,
  space: SpaceId,
  id: ContainerId,
): Promise<{ list: ContainerId; internal: boolean }> {
  const row = await ctx.db.row<{ list: ContainerId; internal: boolean }>({
    name: 'list-of-container',
    text: 'select rights_from as list, internal from container where space_id = $1 and id = $2',
    values: [space, id],
  })
  return row!
}

export async function markContainer(
  ctx: PublicContext,
  space: SpaceId,
  id: ContainerId,
  by: PersonId | null,
): Promise<void> {
  await ctx.db.run({
    name: 'mark-container-internal',
    text: 'update container set internal_only_at = $3, internal_only_by = $4 where space_id = $1 and id = $2',
    values: [space, id, by && ctx.now, by],
  })
}

/** What lies below follows again whether it, or something above it, is marked (G10). */
export async function refreshInternal(
  ctx: PublicContext,
  space: SpaceId,
  top: ContainerId,
): Promise<void> {
  await ctx.db.run({
    name: 'refresh-internal-containers',
    text: `with recursive below as (
        select c.space_id, c.id, c.internal_only_at is not null or coalesce(p.internal, false) as internal
        from container c left join container p on p.space_id = c.space_id and p.id = c.parent_id
        where c.space_id = $1 and c.id = $2
        union all
        select c.space_id, c.id, c.internal_only_at is not null or b.internal
        from below b join container c on c.space_id = b.space_id and c.parent_id = b.id)
      update container c set internal = b.internal from below b
      where c.space_id = b.space_id and c.id = b.id and c.internal <> b.internal`,
    values: [space, top],
  })
}

export async function markItem(
  ctx: PublicContext,
  space: SpaceId,
  id: ItemId,
  by: PersonId | null,
): Promise<void> {
  await ctx.db.run({
    name: 'mark-item-internal',
    text: 'update item set internal_only_at = $3, internal_only_by = $4 where space_id = $1 and id = $2',
    values: [space, id, by && ctx.now, by],
  })
}

export async function isGroup(ctx: PublicContext, space: SpaceId): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'is-group',
    text: `select from space where id = $1 and kind = 'group'`,
    values: [space],
  })
  return row !== undefined
}

/** Is this person from outside the organization that the group belongs to? */
export async function isGuest(
  ctx: PublicContext,
  space: SpaceId,
  person: PersonId,
): Promise<boolean> {
  const row = await ctx.db.row<{ guest: boolean }>({
    name: 'is-guest',
    text: 'select is_guest($2, $1) as guest',
    values: [space, person],
  })
  return row!.guest
}

/** Owner of the private space, administrator or co-administrator of the group. */
export async function rulesTheSpace(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'rules-the-space',
    text: 'select 1 as yes from space_rule where space_id = $1 and person_id = $2 limit 1',
    values: [space, who],
  })
  return row !== undefined
}

/** Owner, member, or given something here. */
export async function isInAudience(
  ctx: PublicContext,
  space: SpaceId,
  person: PersonId,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'is-in-audience',
    text: `select 1 as yes where exists (select from effective_membership m where m.group_id = $1 and m.person_id = $2)
      or exists (select from space s where s.id = $1 and s.owner_id = $2)
      or exists (select from grant_rule g where g.space_id = $1 and g.person_id = $2)`,
    values: [space, person],
  })
  return row !== undefined
}
