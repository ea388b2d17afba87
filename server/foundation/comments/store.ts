import type { Item } from '../../access/authorized.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { PrincipalRow } from '../spaces/access-list.ts'
import type { Passage } from './schema.ts'

export interface CommentRow {
  id: string
  author: PersonId
  body: string
  createdAt: string
  editedAt: string | null
  mentions: { kind: 'person' | 'group'; id: string; name: string }[]
  passage: Passage | null
  resolvedAt: string | null
}

const columns = `k.id, k.author_id as author, k.body, k.created_at as "createdAt", k.edited_at as "editedAt",
  k.passage, k.resolved_at as "resolvedAt",
  coalesce((select jsonb_agg(jsonb_build_object('kind', case when w.id is null then 'person' else 'group' end, 'id', m.principal_id,
      'name', coalesce(w.name, p.first_name || ' ' || p.last_name)))
    from mention m left join workgroup w on w.id = m.principal_id left join person p on p.id = m.principal_id
    where m.space_id = k.space_id and m.item_id = k.item_id and m.comment_id = k.id), '[]') as mentions`

export function comments(
  ctx: PublicContext,
  item: Item,
  after: [string, string] | undefined,
  limit: number,
): Promise<CommentRow[]> {
  return ctx.db.rows<CommentRow>({
    name: 'comments',
    text: `select ${columns} from comment k
      where k.space_id = $1 and k.item_id = $2 and k.trashed_at is null
        and ($3::timestamptz is null or (k.created_at, k.id) > ($3, $4::uuid))
      order by k.created_at, k.id limit $5`,
    values: [item.space, item.id, after?.[0] ?? null, after?.[1] ?? null, limit],
  })
}

/** Finds a comment only in this item (X1, X93). */
export function commentOf(
  ctx: PublicContext,
  item: Item,
  id: string,
): Promise<CommentRow | undefined> {
  return ctx.db.row<CommentRow>({
    name: 'comment-of',
    text: `select ${columns} from comment k where k.space_id = $1 and k.item_id = $2 and k.id = $3 and k.trashed_at is null`,
    values: [item.space, item.id, id],
  })
}

export async function insertComment(
  ctx: Context,
  item: Item,
  { id, body, passage }: { id: string; body: string; passage: Passage | null },
): Promise<void> {
  await ctx.db.run({
    name: 'insert-comment',
    text: 'insert into comment (space_id, id, item_id, author_id, body, created_at, passage) values ($1, $2, $3, $4, $5, $6, $7)',
    values: [
      item.space,
      id,
      item.id,
      ctx.person.id,
      body,
      ctx.now,
      passage && JSON.stringify(passage),
    ],
  })
}

/** Returns how many bytes the comment grew by. */
export async function updateComment(
  ctx: PublicContext,
  item: Item,
  id: string,
  body: string,
): Promise<number> {
  const row = await ctx.db.row<{ more: number }>({
    name: 'update-comment',
    text: `with before as (select octet_length(body) as bytes from comment where space_id = $1 and item_id = $2 and id = $3)
      update comment k set body = $4, edited_at = $5 from before where k.space_id = $1 and k.item_id = $2 and k.id = $3
      returning octet_length(k.body) - before.bytes as more`,
    values: [item.space, item.id, id, body, ctx.now],
  })
  return row?.more ?? 0
}

export async function trashComment(ctx: Context, item: Item, id: string): Promise<void> {
  await ctx.db.run({
    name: 'trash-comment',
    text: 'update comment set trashed_at = $4, trashed_by = $5 where space_id = $1 and item_id = $2 and id = $3',
    values: [item.space, item.id, id, ctx.now, ctx.person.id],
  })
}

/** Returns whether that changed anything. */
export async function resolveComment(
  ctx: Context,
  item: Item,
  id: string,
  resolved: boolean,
): Promise<boolean> {
  const count = await ctx.db.run({
    name: 'resolve-comment',
    text: `update comment set resolved_at = case when $4 then $5::timestamptz end
      where space_id = $1 and item_id = $2 and id = $3 and (resolved_at is not null) <> $4`,
    values: [item.space, item.id, id, resolved, ctx.now],
  })
  return count === 1
}

/** Only the person who deleted the comment can undo that. */
export async function restoreOwnComment(ctx: Context, item: Item, id: string): Promise<boolean> {
  const count = await ctx.db.run({
    name: 'restore-comment',
    text: `update comment set trashed_at = null, trashed_by = null
      where space_id = $1 and item_id = $2 and id = $3 and trashed_by = $4`,
    values: [item.space, item.id, id, ctx.person.id],
  })
  return count === 1
}

export async function replaceMentions(
  ctx: Context,
  item: Pick<Item, 'space' | 'id'>,
  comment: string | null,
  principals: string[],
): Promise<void> {
  await ctx.db.run({
    name: 'drop-mentions',
    text: `delete from mention where space_id = $1 and item_id = $2 and comment_id is not distinct from $3 and principal_id <> all($4::uuid[])`,
    values: [item.space, item.id, comment, principals],
  })
  await ctx.db.run({
    name: 'insert-mentions',
    text: `insert into mention (space_id, item_id, comment_id, principal_id, mentioned_by, at)
      select $1, $2, $3, unnest($4::uuid[]), $5, $6 on conflict do nothing`,
    values: [item.space, item.id, comment, principals, ctx.person.id, ctx.now],
  })
}

/**
 * In a group: its people, itself, groups nested in it. In other spaces: the people who may view all of it, and in a private
 * space anyone with a grant there.
 */
const mentionableElsewhere = `
  select r.person_id from space_rule r join space s on s.id = r.space_id and s.kind <> 'group' where r.space_id = $1
  union select g.person_id from grant_rule g join space s on s.id = g.space_id and s.kind = 'private' where g.space_id = $1`
const mentionablePeople = `select e.person_id from effective_membership e where e.group_id = $1 union ${mentionableElsewhere}`
const mentionableGroups = `select $1 as id union select n.inner_id from group_nesting n where n.outer_id = $1`

export async function possibleMentions(
  ctx: PublicContext,
  space: SpaceId,
  principals: { id: string }[],
): Promise<Set<string>> {
  if (principals.length === 0) return new Set()
  const rows = await ctx.db.rows<{ id: string }>({
    name: 'possible-mentions',
    text: `select p.id from person p where p.id = any($2::uuid[]) and p.deactivated_at is null and p.id in (${mentionablePeople})
      union all
      select w.id from workgroup w where w.id = any($2::uuid[]) and w.deleted_at is null and w.id in (${mentionableGroups})`,
    values: [space, principals.map(({ id }) => id)],
  })
  return new Set(rows.map(({ id }) => id))
}

/** With `seers`, each person has `sees`, and those who are among them come first. */
export function mentionable(
  ctx: PublicContext,
  space: SpaceId,
  who: PersonId,
  search: string,
  limit: number,
  seers: PersonId[] | null,
): Promise<(PrincipalRow & { sees: boolean | null })[]> {
  return ctx.db.rows({
    name: 'mentionable',
    text: `select x.id as "principalId", x.kind as "principalKind", x.name, x.hue, x.count, x.sees from (
        select w.id, 'group' as kind, w.name, s.hue, w.name_key as key,
          (select count(distinct m.person_id)::int from shown_membership m where m.group_id = w.id) as count, null::boolean as sees
        from workgroup w join space s on s.id = w.id
        where w.id in (${mentionableGroups}) and w.deleted_at is null and ($2 = '' or position($2 in w.name_key) > 0)
        union all
        (select distinct p.id, 'person', null, null::smallint, e.name_key, 1, p.id = any($5::uuid[]) as sees
          from shown_membership e join person p on p.id = e.person_id
          where e.group_id = $1 and ($2 = '' or position($2 in e.name_key) > 0) and p.id <> $3 and p.deactivated_at is null
          order by sees desc, e.name_key, p.id limit $4)
        union all
        (select p.id, 'person', null, null, member_name_key(p.first_name, p.last_name), 1, p.id = any($5::uuid[]) from person p
          where p.id in (${mentionableElsewhere}) and ($2 = '' or position($2 in member_name_key(p.first_name, p.last_name)) > 0)
            and p.id <> $3 and p.deactivated_at is null)
      ) x order by x.kind, x.sees desc, x.key limit $4`,
    values: [space, search, who, limit, seers],
  })
}
