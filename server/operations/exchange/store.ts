import type { Item } from '../../access/authorized.ts'
import type { GroupRole } from '../../access/groups.ts'
import { itemFacts, itemStatement } from '../../access/store.ts'
import type { Passage } from '../../foundation/comments/schema.ts'
import type { LinkType } from '../../foundation/items/schema.ts'
import { unplaced } from '../../foundation/order/order.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'

/** A timestamp inside JSON, in the format of the driver. */
const iso = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

export interface ContainerRow {
  id: ContainerId
  tool: string
  kind: string
  parent: ContainerId | null
  ownList: boolean
  name: string
  createdAt: Timestamp
  createdBy: PersonId
  changedAt: Timestamp
  internalAt: Timestamp | null
  internalBy: PersonId | null
}

/** The containers of a space that this person may view, in the order of their ids. */
export function containers(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
): Promise<ContainerRow[]> {
  return ctx.db.rows<ContainerRow>({
    name: 'containers-to-export',
    text: `with lists as (
        select d.rights_from, r.bits
        from (select distinct rights_from from container where space_id = $2) d
        cross join lateral container_rights($1, $2, d.rights_from) r)
      select c.id, c.tool, c.kind, c.parent_id as parent, c.rights_from = c.id as "ownList", c.name,
        c.created_at as "createdAt", c.created_by as "createdBy", c.changed_at as "changedAt",
        c.internal_only_at as "internalAt", c.internal_only_by as "internalBy"
      from container c
      join lists l on l.rights_from = c.rights_from
      cross join lateral rights_left(c.space_id, c.tool) left_over
      where c.space_id = $2 and c.trashed_at is null and l.bits & left_over.bits & 2 <> 0
        and not (c.internal and is_guest($1, $2))
      order by c.id`,
    values: [who, space],
  })
}

interface Given {
  principal: string
  kind: 'person' | 'group'
  name: string | null
  rights: number
  at: Timestamp
  by: PersonId
}
export type ContainerGrant = Given & { container: ContainerId }

/** The grants on the containers of a space, in a stable order. */
export function containerGrants(ctx: PublicContext, space: SpaceId): Promise<ContainerGrant[]> {
  return ctx.db.rows<ContainerGrant>({
    name: 'container-grants-to-export',
    text: `select g.container_id as container, g.principal_id as principal, g.principal_kind as kind, w.name, g.rights,
        g.granted_at as at, g.granted_by as by
      from access_grant g left join workgroup w on g.principal_kind = 'group' and w.id = g.principal_id
      where g.space_id = $1 and g.item_id is null
      order by g.principal_id <> $1, g.principal_kind, g.principal_id`,
    values: [space],
  })
}

export interface PresentItem {
  id: ItemId
  /** Bytes, without files. */
  weight: number
}

/** The next items of a space that this person may view, by their ids. */
export function presentItems(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  after: ItemId | null,
  limit: number,
): Promise<PresentItem[]> {
  return ctx.db.rows<PresentItem>({
    name: 'items-to-export',
    text: `select i.id, i.weight from item i
      join container c on c.space_id = i.space_id and c.id = i.container_id
      cross join lateral rights_on($1, $2, c.rights_from, i.id, i.tool, ${itemFacts}) r
      where i.space_id = $2 and i.trashed_at is null and c.trashed_at is null and ($3::uuid is null or i.id > $3)
        and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = $1, r.left_over) & 2 <> 0
      order by i.id limit $4`,
    values: [who, space, after, limit],
  })
}

export interface ItemRow extends Item {
  takenOverAt: Timestamp | null
  internalAt: Timestamp | null
  internalBy: PersonId | null
  /** Null where nobody has placed it. */
  position: number | null
  tags: string[]
  grants: Given[]
  links: { to: ItemId; type: LinkType | null; inText: boolean; at: Timestamp; by: PersonId }[]
  concerns: {
    principal: string
    kind: 'person' | 'group'
    name: string | null
    at: Timestamp
    by: PersonId
  }[]
  /** `attached`: as an attachment; the item may show it as well. */
  files: { sha256: string; name: string; type: string; file: string; attached: boolean }[]
  attachments: AttachmentRow[]
  commented: boolean
}

export interface AttachmentRow {
  name: string
  type: string
  sha256: string
  file: string
  comment: string | null
  at: Timestamp
  by: PersonId
}

/** The attachments of the item and its comments; or of one comment. */
const attachments = (space: string, to: string) => `coalesce((
    select jsonb_agg(jsonb_build_object('name', a.name, 'type', a.media_type, 'sha256', encode(a.sha256, 'hex'), 'file', b.file, 'comment', a.comment_id,
      'at', ${iso('a.added_at')}, 'by', a.added_by) order by a.added_at, a.id)
    from attachment a join blob b on b.space_id = a.space_id and b.sha256 = a.sha256
    where a.space_id = ${space} and a.removed_at is null and ${to}
      and not exists (select from comment k where k.space_id = ${space} and k.id = a.comment_id and k.trashed_at is not null)), '[]') as attachments`

/** An item with everything that belongs to it, and what this person may do with it now. */
export function item(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  id: ItemId,
): Promise<ItemRow | undefined> {
  return ctx.db.row<ItemRow>({
    name: 'item-to-export',
    text: itemStatement(
      'i.trashed_at is null and c.trashed_at is null',
      `, i.taken_over_at as "takenOverAt", i.internal_only_at as "internalAt", i.internal_only_by as "internalBy", nullif(i.position, ${unplaced}) as position,
        coalesce((select array_agg(t.name order by t.name_key) from tag t where t.space_id = i.space_id and t.item_id = i.id), '{}') as tags,
        coalesce((select jsonb_agg(jsonb_build_object('principal', g.principal_id, 'kind', g.principal_kind, 'name', w.name,
            'rights', g.rights, 'at', ${iso('g.granted_at')}, 'by', g.granted_by)
            order by g.principal_id <> $2, g.principal_kind, g.principal_id)
          from access_grant g left join workgroup w on g.principal_kind = 'group' and w.id = g.principal_id
          where i.has_grants and g.space_id = i.space_id and g.item_id = i.id), '[]') as grants,
        coalesce((select jsonb_agg(jsonb_build_object('to', l.to_item_id, 'type', l.type, 'inText', l.in_text, 'at', ${iso('l.created_at')}, 'by', l.created_by) order by l.to_item_id)
          from item_link l where l.space_id = i.space_id and l.item_id = i.id and l.to_space_id = i.space_id and l.to_kind = 'item'), '[]') as links,
        coalesce((select jsonb_agg(jsonb_build_object('principal', l.to_item_id, 'kind', l.to_kind, 'name', w.name, 'at', ${iso('l.created_at')}, 'by', l.created_by)
            order by l.to_item_id <> $2, l.to_kind, l.to_item_id)
          from item_link l left join workgroup w on l.to_kind = 'group' and w.id = l.to_item_id
          where l.space_id = i.space_id and l.item_id = i.id and l.to_kind <> 'item'), '[]') as concerns,
        coalesce((select jsonb_agg(jsonb_build_object('sha256', encode(f.sha256, 'hex'), 'name', f.name, 'type', b.media_type, 'file', b.file,
            'attached', exists (select from attachment a where a.space_id = f.space_id and a.item_id = f.item_id and a.sha256 = f.sha256)) order by f.sha256)
          from item_blob f join blob b on b.space_id = f.space_id and b.sha256 = f.sha256
          where f.space_id = i.space_id and f.item_id = i.id), '[]') as files,
        ${attachments('i.space_id', 'a.item_id = i.id')},
        exists (select from comment k where k.space_id = i.space_id and k.item_id = i.id and k.trashed_at is null) as commented`,
    ),
    values: [who, space, id],
    together: ['uuid', 'uuid', 'uuid'],
  })
}

export interface CommentRow {
  id: string
  author: PersonId
  body: string
  createdAt: Timestamp
  editedAt: Timestamp | null
  resolvedAt: Timestamp | null
  passage: Passage | null
  mentions: { kind: 'person' | 'group'; id: string; name: string | null }[]
  attachments: AttachmentRow[]
}

/** The next comments of an item that was authorized, oldest first. */
export function comments(
  ctx: PublicContext,
  space: SpaceId,
  item: ItemId,
  after: CommentRow | undefined,
  limit: number,
): Promise<CommentRow[]> {
  return ctx.db.rows<CommentRow>({
    name: 'comments-to-export',
    text: `select k.id, k.author_id as author, k.body, k.created_at as "createdAt", k.edited_at as "editedAt",
        k.resolved_at as "resolvedAt", k.passage,
        coalesce((select jsonb_agg(jsonb_build_object('kind', case when w.id is null then 'person' else 'group' end,
            'id', m.principal_id, 'name', w.name) order by m.principal_id <> $1, m.principal_id)
          from mention m left join workgroup w on w.id = m.principal_id
          where m.space_id = k.space_id and m.item_id = k.item_id and m.comment_id = k.id), '[]') as mentions,
        ${attachments('k.space_id', 'a.item_id = k.item_id and a.comment_id = k.id')}
      from comment k
      where k.space_id = $1 and k.item_id = $2 and k.trashed_at is null
        and ($3::timestamptz is null or (k.created_at, k.id) > ($3, $4::uuid))
      order by k.created_at, k.id limit $5`,
    values: [space, item, after?.createdAt ?? null, after?.id ?? null, limit],
  })
}

export interface MemberRow {
  person: PersonId
  role: GroupRole
  since: Timestamp
  starts: Timestamp | null
  until: Timestamp | null
  roleStarts: Timestamp | null
  roleUntil: Timestamp | null
  guest: boolean
}

/** The present direct members, without memberships that have ended (M9). */
export function members(ctx: PublicContext, group: SpaceId): Promise<MemberRow[]> {
  return ctx.db.rows<MemberRow>({
    name: 'members-to-export',
    text: `select m.person_id as person, case when m.role_until <= the_time() then 'member' else m.role end as role, m.since, m.starts, m.until,
        m.role_starts as "roleStarts", m.role_until as "roleUntil", p.organization_id is distinct from w.organization_id as guest
      from membership m join workgroup w on w.id = m.group_id join person p on p.id = m.person_id
      where m.group_id = $1 and (m.until is null or m.until > the_time())
      order by m.person_id`,
    values: [group],
  })
}

export function nestedGroups(
  ctx: PublicContext,
  group: SpaceId,
): Promise<{ id: SpaceId; name: string; role: GroupRole; since: Timestamp }[]> {
  return ctx.db.rows({
    name: 'nested-groups-to-export',
    text: `select w.id, w.name, n.role, n.since from group_nesting n join workgroup w on w.id = n.inner_id
      where n.outer_id = $1 and w.deleted_at is null order by w.id`,
    values: [group],
  })
}
