import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

export interface Credited {
  invitation: string
  name: string
  items: number
  comments: number
}

/** The imported authors with the invited address in the groups of these invitations, with their content (G13). */
export function creditedTo(ctx: PublicContext, invitations: string[]): Promise<Credited[]> {
  return ctx.db.rows<Credited>({
    name: 'credited-to-invited',
    text: `select v.id as invitation, trim(a.first_name || ' ' || a.last_name) as name,
        (select count(*)::int from item i where i.space_id = a.group_id and i.author_id = a.id and i.trashed_at is null) as items,
        (select count(*)::int from comment k where k.space_id = a.group_id and k.author_id = a.id and k.trashed_at is null) as comments
      from invitation v join imported_author a on a.email_key = v.email_key and (a.group_id = v.group_id
        or exists (select from invitation_group g where g.invitation_id = v.id and g.group_id = a.group_id))
      where v.id = any($1::uuid[]) order by a.id`,
    values: [invitations],
  })
}

/** Takes the address from its imported authors in this group; the names stay for content that has left the group. */
export async function takeNames(
  ctx: PublicContext,
  group: SpaceId,
  emailKey: string,
): Promise<{ id: PersonId; name: string }[]> {
  return ctx.db.rows({
    name: 'take-imported-names',
    text: `update imported_author set email_key = null where group_id = $1 and email_key = $2
      returning id, trim(first_name || ' ' || last_name) as name`,
    values: [group, emailKey],
  })
}

/** Columns of the common tables that name a person who acted. Constants, never input. */
const columns = [
  ['item', 'author_id'],
  ['item', 'changed_by'],
  ['item', 'internal_only_by'],
  ['container', 'created_by'],
  ['container', 'internal_only_by'],
  ['comment', 'author_id'],
  ['mention', 'mentioned_by'],
  ['item_link', 'created_by'],
  ['access_grant', 'granted_by'],
] as const

export async function nameInstead(
  ctx: PublicContext,
  group: SpaceId,
  names: PersonId[],
  person: PersonId,
): Promise<void> {
  for (const [table, column] of columns)
    await ctx.db.run({
      name: `recognize-${table}-${column}`,
      text: `update ${table} set ${column} = $3 where space_id = $1 and ${column} = any($2::uuid[])`,
      values: [group, names, person],
    })
  await ctx.db.run({
    name: 'recognize-item_version-authors',
    text: `update item_version set authors = (select array_agg(distinct case when a = any($2::uuid[]) then $3::uuid else a end)
        from unnest(authors) as a)
      where space_id = $1 and authors && $2::uuid[]`,
    values: [group, names, person],
  })
}

/** Moves the grants of these names to the person; where the person already has a grant, that one stays. */
export async function giveInstead(
  ctx: PublicContext,
  group: SpaceId,
  names: PersonId[],
  person: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'recognize-grants',
    text: `with waiting as (
        delete from access_grant where space_id = $1 and principal_id = any($2::uuid[]) returning *)
      insert into access_grant (space_id, id, container_id, item_id, principal_id, principal_kind, rights, granted_at, granted_by)
      select space_id, (array_agg(id order by id))[1], container_id, item_id, $3, 'person', bit_or(rights), max(granted_at),
        (array_agg(granted_by order by id))[1]
      from waiting w
      where not exists (select from access_grant g where g.space_id = w.space_id and g.container_id = w.container_id
        and g.item_id is not distinct from w.item_id and g.principal_id = $3)
      group by space_id, container_id, item_id`,
    values: [group, names, person],
  })
}
