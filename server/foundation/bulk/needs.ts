import type { Authorized, Item } from '../../access/authorized.ts'
import { authorizeItems } from '../../access/authorize.ts'
import type { Right } from '../../access/rights.ts'
import type { Context } from '../../kernel/context.ts'
import type { Need } from '../../kernel/door.ts'
import { Forbidden, Invalid, NotFound } from '../../kernel/errors.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { said } from './words.ts'

/** Finds all items of the body with this right on each; otherwise throws, and names the refused ones by index (I3). */
export function manyItems<R extends Right>(right: R): Need<Authorized<Item, R>[]> {
  return {
    right: `${right} each item`,
    ids: ['params.space', 'body.items[]'],
    space: ({ params }) => params['space'] as SpaceId,
    find: (ctx, { params, body }) => itemsOf(ctx, right, params['space'] as SpaceId, idsIn(body)),
  }
}

export function itemsInTrash(): Need<Authorized<Item, 'delete'>[]> {
  return {
    right: 'delete each item, in the trash',
    ids: ['params.space', 'body.items[]'],
    space: ({ params }) => params['space'] as SpaceId,
    find: (ctx, { params, body }) =>
      itemsOf(ctx, 'delete', params['space'] as SpaceId, idsIn(body), true),
  }
}

export async function itemsOf<R extends Right>(
  ctx: Context,
  right: R,
  space: SpaceId,
  ids: ItemId[],
  trashed = false,
): Promise<Authorized<Item, R>[]> {
  const found = await authorizeItems(ctx, right, space, ids, trashed)
  refuse(found.refused, ids)
  return found.items
}

/** Throws an error that names each refused id by its index; *not found* if the asker may not know of one of them (A10). */
export function refuse(refused: Map<ItemId, keyof typeof said>, ids: ItemId[]): void {
  if (refused.size === 0) return
  const fields = ids.flatMap((id, at) => {
    const code = refused.get(id)
    return code ? [{ field: `body.items[${at}]`, code, sentence: said[code] }] : []
  })
  const codes = fields.map(({ code }) => code)
  if (codes.includes('unknown')) throw new NotFound(fields)
  if (codes.includes('forbidden')) throw new Forbidden('forbidden', undefined, fields)
  throw new Invalid('refused-items', undefined, fields)
}

function idsIn(body: unknown): ItemId[] {
  return (body as { items: ItemId[] }).items
}
