import type { SpaceKind } from '../../access/authorized.ts'
import { isContainerShown, isShown } from '../../access/store.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { ContainerId, OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'

interface NewSpace {
  id: SpaceId
  kind: SpaceKind
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

interface UnbegunSpace {
  id: SpaceId
  /** The owner, or the founder of the group. */
  by: PersonId
  language: Language
  /** Of a group. */
  defaultRights: number | null
}

/** Private spaces and groups that lack a tool. Cases and conversations have the tools with which they were made. */
export function spacesWithout(ctx: PublicContext, tool: string): Promise<UnbegunSpace[]> {
  return ctx.db.rows<UnbegunSpace>({
    name: 'spaces-without-tool',
    text: `select s.id, coalesce(s.owner_id, w.created_by) as by, coalesce(w.language, p.language) as language,
        w.default_rights as "defaultRights"
      from space s left join workgroup w on w.id = s.id left join person p on p.id = s.owner_id
      where s.kind in ('private', 'group') and not exists (
        select from container c where c.space_id = s.id and c.tool = $1 and c.parent_id is null)`,
    values: [tool],
  })
}

export async function switchOn(
  ctx: PublicContext,
  tool: string,
  groups: { id: SpaceId }[],
  templates: readonly string[],
): Promise<void> {
  await ctx.db.run({
    name: 'switch-tool-on',
    text: `update workgroup set tools = array_append(tools, $1) where id = any($2::uuid[]) and template = any($3)`,
    values: [tool, groups.map(({ id }) => id), templates],
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

export async function storageUsed(ctx: PublicContext, space: SpaceId): Promise<number> {
  const row = await ctx.db.row<{ used: number }>({
    name: 'storage-used',
    text: 'select stored as used from space_counter where space_id = $1',
    values: [space],
  })
  return row?.used ?? 0
}

/**
 * Bytes of the space as $1 may know them. Its owner, the people who run a group and its governors get the stored total;
 * others the sum of the items and files that they may see, because the total would reveal hidden ones (I1, X63).
 */
export async function storageSeen(
  ctx: PublicContext,
  space: SpaceId,
  who: PersonId,
): Promise<number> {
  const row = await ctx.db.row<{ used: number }>({
    name: 'storage-seen',
    text: `with sight as (
        select s.owner_id is not distinct from $1
          or (s.kind = 'group' and not exists (
            select from effective_membership m where m.group_id = $2 and m.person_id = $1))
          or (not is_guest($1, $2) and exists (
            select from space_rule r where r.space_id = $2 and r.person_id = $1 and r.rights & 2 <> 0)) as whole
        from space s where s.id = $2),
      given as materialized (
        select g.container_id, g.item_id from grant_rule g
        where g.space_id = $2 and g.person_id = $1 and g.rights & 2 <> 0),
      everywhere as (
        select exists (select from space_rule r where r.space_id = $2 and r.person_id = $1 and r.rights & 2 <> 0) as holds),
      seen as (
        select i.id, i.weight from item i
        join container c on c.space_id = i.space_id and c.id = i.container_id
        where not (select whole from sight) and i.space_id = $2 and ${isContainerShown('$1')} and ${isShown('(select sees_from($1, $2))')}
          and ((select holds from everywhere)
            or c.rights_from in (select g.container_id from given g where g.item_id is null)
            or i.id in (select g.item_id from given g where g.item_id is not null)))
      select case when (select whole from sight)
        then (select n.stored from space_counter n where n.space_id = $2)
        else (select coalesce(sum(weight), 0) from seen)
          + (select coalesce(sum(b.size), 0) from blob b where b.space_id = $2 and b.sha256 in (
            select n.sha256 from item_blob n join seen on seen.id = n.item_id where n.space_id = $2))
        end::bigint as used`,
    values: [who, space],
  })
  return row?.used ?? 0
}

/** The container and everything below it, nearest first; depth 0 is the container. */
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

/** How many containers are above it, the root included. */
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

/** Makes these containers follow another list. */
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

/** Restores what was trashed together with this container. */
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

export async function kindOf(ctx: PublicContext, space: SpaceId): Promise<SpaceKind> {
  const row = await ctx.db.row<{ kind: SpaceKind }>({
    name: 'kind-of-space',
    text: 'select kind from space where id = $1',
    values: [space],
  })
  return row!.kind
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

/** Whether the person owns the private space, or is administrator or co-administrator of the group. */
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

/** Whether the person is owner or member, or was given something here. */
export async function isInAudience(
  ctx: PublicContext,
  space: SpaceId,
  person: PersonId,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'is-in-audience',
    text: `select 1 as yes where exists (select from effective_membership m where m.group_id = $1 and m.person_id = $2)
      or exists (select from space s where s.id = $1 and s.owner_id = $2)
      or given_in_whole($2, $1) <> 0
      or exists (select from grant_rule g where g.space_id = $1 and g.person_id = $2)
      or exists (select from anyone_of_a_shared_group_has_what_was_given_to_them_all a
        where a.space_id = $1 and a.person_id = $2)`,
    values: [space, person],
  })
  return row !== undefined
}
