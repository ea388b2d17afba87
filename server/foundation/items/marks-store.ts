import type { PublicContext } from '../../kernel/context.ts'
import type { ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { folded } from '../../kernel/plain-text.ts'

export async function countTags(ctx: PublicContext, space: SpaceId, item: ItemId): Promise<number> {
  const row = await ctx.db.row<{ count: number }>({
    name: 'count-tags',
    text: 'select count(*)::int as count from tag where space_id = $1 and item_id = $2',
    values: [space, item],
  })
  return row!.count
}

/** Returns the bytes added; 0 when the item already has the tag. */
export async function insertTag(
  ctx: PublicContext,
  space: SpaceId,
  item: ItemId,
  name: string,
): Promise<number> {
  const row = await ctx.db.row<{ bytes: number }>({
    name: 'insert-tag',
    text: `insert into tag (space_id, item_id, name_key, name) values ($1, $2, $3, $4) on conflict do nothing
      returning octet_length(name) as bytes`,
    values: [space, item, folded(name), name],
  })
  return row?.bytes ?? 0
}

/** Returns the bytes removed. */
export async function deleteTag(
  ctx: PublicContext,
  space: SpaceId,
  item: ItemId,
  name: string,
): Promise<number> {
  const row = await ctx.db.row<{ bytes: number }>({
    name: 'delete-tag',
    text: `delete from tag where space_id = $1 and item_id = $2 and name_key = $3
      returning octet_length(name) as bytes`,
    values: [space, item, folded(name)],
  })
  return row?.bytes ?? 0
}

export async function insertFavourite(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  thing: string,
  id: string,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-favourite',
    text: 'insert into favourite (person_id, space_id, thing, thing_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing',
    values: [who, space, thing, id, ctx.now],
  })
}

export async function deleteFavourite(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  id: string,
): Promise<void> {
  await ctx.db.run({
    name: 'delete-favourite',
    text: 'delete from favourite where person_id = $1 and space_id = $2 and thing_id = $3',
    values: [who, space, id],
  })
}

export async function insertFollow(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  item: ItemId,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-follow',
    text: 'insert into follow (person_id, space_id, item_id, at) values ($1, $2, $3, $4) on conflict do nothing',
    values: [who, space, item, ctx.now],
  })
}

export async function deleteFollow(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  item: ItemId,
): Promise<void> {
  await ctx.db.run({
    name: 'delete-follow',
    text: 'delete from follow where person_id = $1 and space_id = $2 and item_id = $3',
    values: [who, space, item],
  })
}

export async function upsertRecent(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  item: ItemId,
): Promise<void> {
  await ctx.db.run({
    name: 'upsert-recent',
    text: `insert into recent (person_id, space_id, item_id, at) values ($1, $2, $3, $4)
      on conflict (person_id, space_id, item_id) do update set at = excluded.at`,
    values: [who, space, item, ctx.now],
  })
}
