import type { Context } from '../../kernel/context.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'

/** What is somebody's own, for their export, by the order of its ids. */

export function memberships(ctx: Context): Promise<object[]> {
  return ctx.db.rows({
    name: 'export-memberships',
    text: `select w.id as group, w.name, m.role, m.since, m.how, m.until, m.role_until as "roleUntil"
      from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
      where m.person_id = $1 and (m.until is null or m.until > the_time()) order by m.since`,
    values: [ctx.person.id],
  })
}

/** Those that I sent, and those that were sent to me; not by whom I have blocked, as everywhere (J5). */
export function invitations(
  ctx: Context,
  after: string | null,
  limit: number,
): Promise<{ id: string }[]> {
  return ctx.db.rows({
    name: 'export-invitations',
    text: `select v.id, v.group_id as group, v.role, v.email, v.message, v.invited_by = $1 as "byMe", v.created_at as "createdAt",
        v.expires_at as "expiresAt", v.accepted_at as "acceptedAt", v.declined_at as "declinedAt", v.withdrawn_at as "withdrawnAt"
      from invitation v
      where (v.invited_by = $1 or v.email_key = (select p.email_key from person p where p.id = $1)
          and not exists (select from blocked_inviter b where b.email_key = v.email_key and b.inviter_id = v.invited_by))
        and ($2::uuid is null or v.id > $2) order by v.id limit $3`,
    values: [ctx.person.id, after, limit],
  })
}

/** In the private space; what one gave in a group is the group's. */
export function grantsGiven(
  ctx: Context,
  after: string | null,
  limit: number,
): Promise<{ id: string }[]> {
  return ctx.db.rows({
    name: 'export-grants',
    text: `select g.id, g.container_id as container, g.item_id as item, g.principal_kind as "principalKind",
        g.principal_id as principal, g.rights, g.granted_at as "grantedAt"
      from access_grant g where g.space_id = $1 and ($2::uuid is null or g.id > $2) order by g.id limit $3`,
    values: [ctx.person.privateSpace, after, limit],
  })
}

export interface Written {
  id: string
  space: SpaceId
  item: ItemId
}

export interface OwnItem extends Written {
  tool: string
  title: string
}

/** What I wrote that is not in the trash, in the private space and in groups of mine. */
export function items(ctx: Context, after: string | null, limit: number): Promise<OwnItem[]> {
  return ctx.db.rows<OwnItem>({
    name: 'export-items',
    text: `select i.id, i.id as item, i.space_id as space, coalesce(w.name, '') as "spaceName", i.tool, i.title,
        i.created_at as "createdAt", i.changed_at as "changedAt"
      from item i left join workgroup w on w.id = i.space_id
      where i.author_id = $1 and i.trashed_at is null and i.space_id in (${mySpaces})
        and ($2::uuid is null or i.id > $2) order by i.id limit $3`,
    values: [ctx.person.id, after, limit, ctx.person.privateSpace],
  })
}

export function comments(ctx: Context, after: string | null, limit: number): Promise<Written[]> {
  return ctx.db.rows<Written>({
    name: 'export-comments',
    text: `select c.id, c.item_id as item, c.space_id as space, c.body, c.created_at as "createdAt", c.edited_at as "editedAt"
      from comment c where c.author_id = $1 and c.trashed_at is null and c.space_id in (${mySpaces})
        and ($2::uuid is null or c.id > $2) order by c.id limit $3`,
    values: [ctx.person.id, after, limit, ctx.person.privateSpace],
  })
}

const mySpaces = `select e.group_id from effective_membership e where e.person_id = $1 union select $4::uuid`
