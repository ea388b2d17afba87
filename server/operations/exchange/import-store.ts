import type { Passage } from '../../foundation/comments/schema.ts'
import type { LinkType } from '../../foundation/items/schema.ts'
import { weightOfTexts } from '../../foundation/live-text/weight.ts'
import { unplaced } from '../../foundation/order/order.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'

/**
 * Which of these people still have an account here and may be known to the importer: colleagues, and people who share a group
 * with them. Later changes to anybody else must not show beside their items (I1).
 */
export async function knownPeople(
  ctx: PublicContext,
  who: PersonId,
  ids: string[],
): Promise<Set<string>> {
  const rows = await ctx.db.rows<{ id: string }>({
    name: 'people-known-to-importer',
    text: `select p.id from person p join person me on me.id = $1
      where p.id = any($2::uuid[]) and p.deleted_at is null
        and (p.organization_id = me.organization_id
          or exists (select from effective_membership theirs join effective_membership mine on mine.group_id = theirs.group_id
            where theirs.person_id = p.id and mine.person_id = me.id))`,
    values: [who, ids],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Which of these groups the importer is in: they must not even learn the names of others. */
export async function knownGroups(
  ctx: PublicContext,
  who: PersonId,
  ids: string[],
): Promise<Set<string>> {
  const rows = await ctx.db.rows<{ id: string }>({
    name: 'groups-known-to-importer',
    text: `select w.id from workgroup w where w.id = any($2::uuid[]) and w.deleted_at is null
      and exists (select from effective_membership m where m.group_id = w.id and m.person_id = $1)`,
    values: [who, ids],
  })
  return new Set(rows.map(({ id }) => id))
}

/**
 * People by their addresses, only those whom the importer may know anyway: an archive must not be a way to probe addresses
 * (X57).
 */
export async function acquaintances(
  ctx: PublicContext,
  who: PersonId,
  keys: string[],
): Promise<Map<string, PersonId>> {
  const rows = await ctx.db.rows<{ key: string; id: PersonId }>({
    name: 'acquaintances-by-address',
    text: `select p.email_key as key, p.id from person p join person me on me.id = $1
      where p.email_key = any($2::text[]) and p.deactivated_at is null
        and (p.id = me.id
          or exists (select from organization o where o.id = me.organization_id and o.id = p.organization_id
            and (o.who_sees_directory = 'everyone' or me.org_role in ('admin', 'manager')))
          or exists (select from effective_membership theirs join effective_membership mine on mine.group_id = theirs.group_id
            where theirs.person_id = p.id and mine.person_id = me.id))`,
    values: [who, keys],
  })
  return new Map(rows.map(({ key, id }) => [key, id]))
}

export function rootsOf(
  ctx: PublicContext,
  space: SpaceId,
): Promise<{ tool: string; id: ContainerId }[]> {
  return ctx.db.rows({
    name: 'roots-of-space',
    text: 'select tool, id from container where space_id = $1 and parent_id is null',
    values: [space],
  })
}

/** Deletes the containers and rights that a new space gets for a tool or from its template: an archive brings its own. */
export async function clearTool(
  ctx: PublicContext,
  space: SpaceId,
  tool: string,
  root: ContainerId,
): Promise<void> {
  await ctx.db.run({
    name: 'clear-first-containers',
    text: 'delete from container where space_id = $1 and tool = $2 and parent_id is not null',
    values: [space, tool],
  })
  await ctx.db.run({
    name: 'clear-grants-of-root',
    text: 'delete from access_grant where space_id = $1 and container_id = $2 and item_id is null',
    values: [space, root],
  })
}

interface InternalMark {
  internalAt: Timestamp | null
  internalBy: PersonId | null
}

interface Dated extends InternalMark {
  createdAt: Timestamp
  createdBy: PersonId
  changedAt: Timestamp
}

export async function setRoot(
  ctx: PublicContext,
  space: SpaceId,
  root: ContainerId,
  { createdAt, createdBy, changedAt, internalAt, internalBy }: Dated,
): Promise<void> {
  await ctx.db.run({
    name: 'set-imported-root',
    text: `update container set created_at = $3, created_by = $4, changed_at = $5,
        internal_only_at = $6, internal_only_by = $7, internal = $6::timestamptz is not null
      where space_id = $1 and id = $2`,
    values: [space, root, createdAt, createdBy, changedAt, internalAt, internalBy],
  })
}

export interface NewContainer extends Dated {
  id: ContainerId
  tool: string
  kind: string
  parent: ContainerId
  rightsFrom: ContainerId
  /** It, or a container above it, is marked. */
  internal: boolean
  name: string
}

export async function insertContainers(
  ctx: PublicContext,
  space: SpaceId,
  rows: NewContainer[],
): Promise<void> {
  await ctx.db.run({
    name: 'insert-imported-containers',
    text: `insert into container (space_id, id, tool, kind, parent_id, rights_from, name, created_at, created_by, changed_at,
        internal, internal_only_at, internal_only_by)
      select $1, c.id, c.tool, c.kind, c.parent, c."rightsFrom", c.name, c."createdAt", c."createdBy", c."changedAt",
        c.internal, c."internalAt", c."internalBy"
      from jsonb_to_recordset($2::jsonb) as c (id uuid, tool text, kind text, parent uuid, "rightsFrom" uuid, name text,
        "createdAt" timestamptz, "createdBy" uuid, "changedAt" timestamptz, internal boolean, "internalAt" timestamptz, "internalBy" uuid)`,
    values: [space, JSON.stringify(rows)],
  })
}

export interface NewGrant {
  id: string
  principal: string
  kind: 'person' | 'group'
  rights: number
  at: Timestamp
  by: PersonId
}

export async function insertContainerGrants(
  ctx: PublicContext,
  space: SpaceId,
  rows: (NewGrant & { container: ContainerId })[],
): Promise<void> {
  await ctx.db.run({
    name: 'insert-imported-container-grants',
    text: `insert into access_grant (space_id, id, container_id, principal_id, principal_kind, rights, granted_at, granted_by)
      select $1, g.id, g.container, g.principal, g.kind, g.rights, g.at, g.by
      from jsonb_to_recordset($2::jsonb) as g (id uuid, container uuid, principal uuid, kind text, rights int, at timestamptz, by uuid)`,
    values: [space, JSON.stringify(rows)],
  })
}

export interface NewItem extends InternalMark {
  id: ItemId
  container: ContainerId
  tool: string
  kind: string
  title: string
  author: PersonId
  takenOverBy: PersonId | null
  takenOverAt: Timestamp | null
  validatedAt: Timestamp | null
  validatedBy: PersonId | null
  createdAt: Timestamp
  changedAt: Timestamp
  changedBy: PersonId
  version: number
  position: number | null
  tags: string[]
  grants: NewGrant[]
}

/** Inserts items with their tags and their own grants. */
export async function insertItems(
  ctx: PublicContext,
  space: SpaceId,
  rows: NewItem[],
): Promise<void> {
  await ctx.db.run({
    name: 'insert-imported-items',
    text: `with given as (
        select * from jsonb_to_recordset($2::jsonb) as i (id uuid, container uuid, tool text, kind text, title text, author uuid,
          "takenOverBy" uuid, "takenOverAt" timestamptz, "createdAt" timestamptz, "changedAt" timestamptz, "changedBy" uuid, version int,
          "internalAt" timestamptz, "internalBy" uuid, "validatedAt" timestamptz, "validatedBy" uuid, position bigint, tags text[], grants jsonb)),
      made as (
        insert into item (space_id, id, container_id, tool, kind, title, author_id, taken_over_by, taken_over_at,
          created_at, changed_at, changed_by, version, has_grants, internal_only_at, internal_only_by, validated_at, validated_by, position)
        select $1, id, container, tool, kind, title, author, "takenOverBy", "takenOverAt", "createdAt", "changedAt", "changedBy", version,
          jsonb_array_length(grants) > 0, "internalAt", "internalBy", "validatedAt", "validatedBy", coalesce(position, ${unplaced}) from given),
      tagged as (
        insert into tag (space_id, item_id, name_key, name)
        select $1, g.id, folded(t.name), t.name from given g cross join lateral unnest(g.tags) as t (name) on conflict do nothing)
      insert into access_grant (space_id, id, container_id, item_id, principal_id, principal_kind, rights, granted_at, granted_by)
      select $1, a.id, g.container, g.id, a.principal, a.kind, a.rights, a.at, a.by from given g
      cross join lateral jsonb_to_recordset(g.grants) as a (id uuid, principal uuid, kind text, rights int, at timestamptz, by uuid)`,
    values: [space, JSON.stringify(rows)],
  })
}

export interface NewComment {
  id: string
  author: PersonId
  body: string
  createdAt: Timestamp
  editedAt: Timestamp | null
  resolvedAt: Timestamp | null
  passage: Passage | null
  mentions: string[]
}

/** Inserts comments of one item, with the people and groups that they mention. */
export async function insertComments(
  ctx: PublicContext,
  space: SpaceId,
  item: ItemId,
  rows: NewComment[],
): Promise<void> {
  await ctx.db.run({
    name: 'insert-imported-comments',
    text: `with given as (
        select * from jsonb_to_recordset($3::jsonb) as c (id uuid, author uuid, body text, "createdAt" timestamptz,
          "editedAt" timestamptz, "resolvedAt" timestamptz, passage jsonb, mentions uuid[])),
      said as (
        insert into comment (space_id, id, item_id, author_id, body, created_at, edited_at, resolved_at, passage)
        select $1, id, $2, author, body, "createdAt", "editedAt", "resolvedAt", passage from given)
      insert into mention (space_id, item_id, comment_id, principal_id, mentioned_by, at)
      select $1, $2, g.id, m.principal, g.author, g."createdAt" from given g cross join lateral unnest(g.mentions) as m (principal)
      on conflict do nothing`,
    values: [space, item, JSON.stringify(rows)],
  })
}

/** Counts everything that these items store, besides files; `bytes` is what their tools store. */
export async function weighItems(
  ctx: PublicContext,
  space: SpaceId,
  items: { id: ItemId; bytes: number }[],
): Promise<void> {
  await ctx.db.run({
    name: 'weigh-imported-items',
    text: `with sums as (
        select i.id, i.weight as before, g.bytes + ${weightOfTexts('$1', 'g.id')} as own,
          (coalesce((select sum(octet_length(k.body)) from comment k where k.space_id = $1 and k.item_id = g.id), 0)
            + coalesce((select sum(octet_length(t.name)) from tag t where t.space_id = $1 and t.item_id = g.id), 0)
            + coalesce((select sum(v.bytes) from item_version v where v.space_id = $1 and v.item_id = g.id), 0))::bigint as side
        from unnest($2::uuid[], $3::bigint[]) as g (id, bytes) join item i on i.space_id = $1 and i.id = g.id),
      changed as (
        update item i set weight = s.own + s.side, side_weight = s.side from sums s where i.space_id = $1 and i.id = s.id)
      update space_counter set stored = stored + (select coalesce(sum(own + side - before), 0) from sums)::bigint where space_id = $1`,
    values: [space, items.map(({ id }) => id), items.map(({ bytes }) => bytes)],
  })
}

export interface NewLink {
  item: ItemId
  /** The space of an item; a person or group is named by its own id in both. */
  space: SpaceId
  to: string
  kind: 'item' | 'person' | 'group'
  type: LinkType | null
  inText: boolean
  at: Timestamp
  by: PersonId
}

export async function insertLinks(
  ctx: PublicContext,
  space: SpaceId,
  rows: NewLink[],
): Promise<void> {
  await ctx.db.run({
    name: 'insert-imported-links',
    text: `insert into item_link (space_id, item_id, to_space_id, to_item_id, to_kind, type, in_text, created_at, created_by)
      select $1, l.item, l.space, l."to", l.kind, l.type, l."inText", l.at, l.by
      from jsonb_to_recordset($2::jsonb) as l (item uuid, space uuid, "to" uuid, kind text, type text, "inText" boolean, at timestamptz, by uuid) on conflict do nothing`,
    values: [space, JSON.stringify(rows)],
  })
}

/** Deletes links to items of tools that this instance does not have. */
export async function dropDeadLinks(ctx: PublicContext, space: SpaceId): Promise<void> {
  await ctx.db.run({
    name: 'drop-dead-imported-links',
    text: `delete from item_link l where l.space_id = $1 and l.to_space_id = $1 and l.to_kind = 'item'
      and not exists (select from item i where i.space_id = $1 and i.id = l.to_item_id)`,
    values: [space],
  })
}

export async function setPicture(
  ctx: PublicContext,
  group: SpaceId,
  picture: string | null,
): Promise<void> {
  await ctx.db.run({
    name: 'set-imported-picture',
    text: 'update workgroup set picture = $2 where id = $1',
    values: [group, picture],
  })
}
