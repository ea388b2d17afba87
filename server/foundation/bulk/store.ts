import type { Context } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { ActId, ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { folded } from '../../kernel/plain-text.ts'
import { mostTags } from '../items/marks.ts'
import type { ActContext } from './undo.ts'

// Each statement covers all items of an act.

const these = 'space_id = $1 and id = any($2::uuid[])'

export async function trash(ctx: Context, space: SpaceId, items: ItemId[]): Promise<void> {
  await ctx.db.run({
    name: 'bulk-trash',
    text: `update item set trashed_at = $3, trashed_by = $4 where ${these}`,
    values: [space, items, ctx.now, ctx.person.id],
  })
}

/** Returns the items whose container is also in the trash. */
export function withoutPlace(ctx: Context, space: SpaceId, items: ItemId[]): Promise<ItemId[]> {
  return idsOf(
    ctx,
    'bulk-without-place',
    `select i.id from item i join container c on c.space_id = i.space_id and c.id = i.container_id
      where i.space_id = $1 and i.id = any($2::uuid[]) and c.trashed_at is not null`,
    [space, items],
  )
}

export async function restore(ctx: Context, space: SpaceId, items: ItemId[]): Promise<void> {
  await ctx.db.run({
    name: 'bulk-restore',
    text: `update item set trashed_at = null, trashed_by = null where ${these}`,
    values: [space, items],
  })
}

/** Moves items together with their own grants. */
export async function move(
  ctx: Context,
  space: SpaceId,
  items: ItemId[],
  to: ContainerId,
): Promise<void> {
  await ctx.db.run({
    name: 'bulk-move',
    text: `with grants as (update access_grant set container_id = $3 where space_id = $1 and item_id = any($2::uuid[]))
      update item set container_id = $3, position = default, changed_at = $4 where ${these}`,
    values: [space, items, to, ctx.now],
  })
}

/** Returns the items with their containers. */
export function retitle(
  ctx: Context,
  space: SpaceId,
  titles: Map<ItemId, string>,
): Promise<{ item: ItemId; container: ContainerId }[]> {
  return ctx.db.rows({
    name: 'bulk-retitle',
    text: `update item i set title = n.title, changed_at = $4, changed_by = $5, version = version + 1
      from unnest($2::uuid[], $3::text[]) as n (id, title)
      where i.space_id = $1 and i.id = n.id returning i.id as item, i.container_id as container`,
    values: [space, [...titles.keys()], [...titles.values()], ctx.now, ctx.person.id],
  })
}

/** Returns the items that have the maximum number of tags and not this one. */
export function withoutRoomForTag(
  ctx: Context,
  space: SpaceId,
  items: ItemId[],
  name: string,
): Promise<ItemId[]> {
  return idsOf(
    ctx,
    'bulk-without-room-for-tag',
    `select t.item_id as id from tag t where t.space_id = $1 and t.item_id = any($2::uuid[])
      group by t.item_id having count(*) >= ${mostTags} and not bool_or(t.name_key = $3)`,
    [space, items, folded(name)],
  )
}

/** Returns the items that did not have the tag. */
export function tag(
  ctx: Context,
  space: SpaceId,
  items: ItemId[],
  name: string,
): Promise<ItemId[]> {
  return idsOf(
    ctx,
    'bulk-tag',
    `insert into tag (space_id, item_id, name_key, name) select $1, id, $3, $4 from unnest($2::uuid[]) as i (id)
      on conflict do nothing returning item_id as id`,
    [space, items, folded(name), name],
  )
}

/** Returns the items that had the tag, with the name that it had there. */
export function untag(
  ctx: Context,
  space: SpaceId,
  items: ItemId[],
  name: string,
): Promise<{ id: ItemId; name: string }[]> {
  return ctx.db.rows({
    name: 'bulk-untag',
    text: `delete from tag where space_id = $1 and item_id = any($2::uuid[]) and name_key = $3 returning item_id as id, name`,
    values: [space, items, folded(name)],
  })
}

/** Returns the items that the asker did not follow, or no longer follows. */
export function follow(
  ctx: Context,
  space: SpaceId,
  items: ItemId[],
  following: boolean,
): Promise<ItemId[]> {
  if (!following)
    return idsOf(
      ctx,
      'bulk-unfollow',
      'delete from follow where person_id = $3 and space_id = $1 and item_id = any($2::uuid[]) returning item_id as id',
      [space, items, ctx.person.id],
    )
  return idsOf(
    ctx,
    'bulk-follow',
    `insert into follow (person_id, space_id, item_id, at) select $3, $1, id, $4 from unnest($2::uuid[]) as i (id)
      on conflict do nothing returning item_id as id`,
    [space, items, ctx.person.id, ctx.now],
  )
}

/** Returns the items that were changed. */
export function favour(
  ctx: Context,
  space: SpaceId,
  items: ItemId[],
  favourite: boolean,
): Promise<ItemId[]> {
  if (!favourite)
    return idsOf(
      ctx,
      'bulk-unfavour',
      `delete from favourite where person_id = $3 and space_id = $1 and thing = 'item' and thing_id = any($2::uuid[]) returning thing_id as id`,
      [space, items, ctx.person.id],
    )
  return idsOf(
    ctx,
    'bulk-favour',
    `insert into favourite (person_id, space_id, thing, thing_id, at) select $3, $1, 'item', id, $4 from unnest($2::uuid[]) as i (id)
      on conflict do nothing returning thing_id as id`,
    [space, items, ctx.person.id, ctx.now],
  )
}

export async function mark(
  ctx: Context,
  space: SpaceId,
  items: ItemId[],
  by: PersonId | null,
): Promise<void> {
  await ctx.db.run({
    name: 'bulk-mark-internal',
    text: `update item set internal_only_at = $3, internal_only_by = $4 where ${these}`,
    values: [space, items, by && ctx.now, by],
  })
}

/** Stores an undo; the same statement deletes this person's expired ones. */
export async function keepUndo(
  ctx: ActContext,
  space: SpaceId,
  hash: Buffer,
  inverses: object[],
  seconds: number,
): Promise<Timestamp> {
  const row = await ctx.db.row<{ until: Timestamp }>({
    name: 'keep-bulk-undo',
    text: `with over as (delete from bulk_undo where person_id = $3 and expires_at < the_time())
      insert into bulk_undo (space_id, token_hash, person_id, inverses, act, expires_at)
      values ($1, $2, $3, $4, $6, the_time() + make_interval(secs => $5)) returning expires_at as until`,
    values: [space, hash, ctx.person.id, JSON.stringify(inverses), seconds, ctx.act.id],
  })
  return row!.until
}

export function takeUndo<Inverse>(
  ctx: Context,
  space: SpaceId,
  hash: Buffer,
): Promise<{ act: ActId; inverses: Inverse[] } | undefined> {
  return ctx.db.row({
    name: 'take-bulk-undo',
    text: `delete from bulk_undo where space_id = $1 and token_hash = $2 and person_id = $3 and expires_at > the_time() returning act, inverses`,
    values: [space, hash, ctx.person.id],
  })
}

/** The lines of an act are no news any more; they stay in the log. */
export async function takeBack(ctx: Context, space: SpaceId, act: ActId): Promise<void> {
  await ctx.db.run({
    name: 'take-act-back',
    text: 'update change set undone = true where space_id = $1 and act = $2',
    values: [space, act],
  })
}

async function idsOf(
  ctx: Context,
  name: string,
  text: string,
  values: unknown[],
): Promise<ItemId[]> {
  const rows = await ctx.db.rows<{ id: ItemId }>({ name, text, values })
  return rows.map(({ id }) => id)
}
