import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, PersonId, SpaceId } from '../../kernel/ids.ts'

export interface PrivateGrant {
  id: string
  space: SpaceId
  container: ContainerId
  item: string | null
  tool: string
  title: string
  principalKind: 'person' | 'group'
  principal: PersonId | SpaceId
  rights: number
  /** Another group that both still share justifies it. */
  justified: boolean
}

/**
 * For leaver $2 of group $1: `kept` are the groups that they are still in once no way into $1 is left, `left_behind` the
 * others.
 */
const remaining = `kept as (
    select m.group_id from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
    where m.person_id = $2 and m.group_id <> $1 and (m.until is null or m.until > the_time())
      and (m.starts is null or m.starts <= the_time())
    union
    select n.outer_id from kept k join group_nesting n on n.inner_id = k.group_id
    where n.outer_id <> $1 and not exists (select from nesting_consent c
      where c.group_id = n.outer_id and c.person_id = $2 and c.answer is distinct from 'yes')),
  left_behind as (
    select $1::uuid as group_id
    union
    select e.group_id from effective_membership e where e.person_id = $2 and e.group_id not in (select group_id from kept))`

/**
 * Grants on private data that somebody gave to members of a group that they are about to leave, or to groups that they lose
 * with it (J4).
 */
export function grantsToMembers(
  ctx: PublicContext,
  group: SpaceId,
  leaver: PersonId,
): Promise<PrivateGrant[]> {
  return ctx.db.rows<PrivateGrant>({
    name: 'private-grants-to-members',
    text: `with recursive ${remaining}
      select g.id, g.space_id as space, g.container_id as container, g.item_id as item, c.tool, coalesce(i.title, c.name) as title,
        g.principal_kind as "principalKind", g.principal_id as principal, g.rights,
        case when g.principal_kind = 'group' then g.principal_id in (select group_id from kept)
          else exists (select from effective_membership e where e.person_id = g.principal_id and e.group_id in (select group_id from kept))
        end as justified
      from space s
      join access_grant g on g.space_id = s.id
      join container c on c.space_id = g.space_id and c.id = g.container_id
      left join item i on i.space_id = g.space_id and i.id = g.item_id
      where s.kind = 'private' and s.owner_id = $2
        and (g.principal_kind = 'group' and g.principal_id in (select group_id from left_behind)
          or g.principal_kind = 'person' and exists (select from effective_membership e
            where e.person_id = g.principal_id and e.group_id in (select group_id from left_behind)))
      order by c.tool, c.name, i.title nulls first, g.id`,
    values: [group, leaver],
  })
}

export interface ReceivedGrant {
  id: string
  space: SpaceId
  owner: PersonId
  container: ContainerId
  item: string | null
  tool: string
  title: string
  rights: number
  /** The leaver's group that it was given to; null where it was given to them by name. */
  through: string | null
  justified: boolean
}

/**
 * Grants on members' private data that reach somebody until they leave the group, and whether each then ends or stays (J4,
 * A7).
 */
export function grantsFromMembers(
  ctx: PublicContext,
  group: SpaceId,
  leaver: PersonId,
): Promise<ReceivedGrant[]> {
  return ctx.db.rows<ReceivedGrant>({
    name: 'private-grants-from-members',
    text: `with recursive ${remaining}
      select g.id, g.space_id as space, s.owner_id as owner, g.container_id as container, g.item_id as item, c.tool,
        coalesce(i.title, c.name) as title, g.rights, w.name as through,
        exists (select from effective_membership e where e.person_id = s.owner_id and e.group_id in (select group_id from kept)
          and (g.principal_kind = 'person' or e.group_id = g.principal_id)) as justified
      from access_grant g
      join space s on s.id = g.space_id and s.kind = 'private' and s.owner_id <> $2
      join container c on c.space_id = g.space_id and c.id = g.container_id and c.trashed_at is null
      left join item i on i.space_id = g.space_id and i.id = g.item_id
      left join workgroup w on g.principal_kind = 'group' and w.id = g.principal_id
      where (g.principal_id = $2 or g.principal_kind = 'group' and g.principal_id in (select group_id from left_behind))
        and i.trashed_at is null
        and exists (select from effective_membership e where e.person_id = s.owner_id and e.group_id in (select group_id from left_behind)
          and (g.principal_kind = 'person' or e.group_id = g.principal_id))
      order by c.tool, c.name, i.title nulls first, g.id limit 500`,
    values: [group, leaver],
  })
}

export async function deleteGrants(
  ctx: PublicContext,
  space: SpaceId,
  ids: string[],
): Promise<void> {
  await ctx.db.run({
    name: 'delete-private-grants',
    text: 'delete from access_grant where space_id = $1 and id = any($2::uuid[])',
    values: [space, ids],
  })
}
