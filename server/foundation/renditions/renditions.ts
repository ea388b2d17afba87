import type { Context } from '../../kernel/context.ts'
import type { StoredFile } from '../../kernel/door.ts'
import { NotFound, TooManyAttempts } from '../../kernel/errors.ts'
import { QueueFull } from '../../kernel/worker-pool.ts'
import { typeOfKind, type Shown } from './kinds.ts'
import { make } from './making.ts'
import * as store from './store.ts'
import { NoRendition, tooMany } from './words.ts'

export { shownKinds, type Shown } from './kinds.ts'

/** The background work that makes what waits; woken when a file is added. */
export const workName = 'renditions'
/** The background work of searches that reads new texts. */
export const textsWorkName = 'texts-of-files'

/**
 * What is shown of a content, made now if it was not made yet. The caller has checked that the content may be viewed. Refuses
 * with the reason where there can be none.
 */
export async function readRendition(
  ctx: Context,
  content: store.ContentKey,
  kind: Shown,
): Promise<StoredFile> {
  const found = await store.renditionOf(ctx.house.db, content, kind)
  if (!found) throw new NotFound()
  const known = found.state === 'done' || found.state === 'cannot'
  const { reason, file } = known ? found : await makeFor(ctx, content, kind)
  if (!file) throw new NoRendition(reason ?? 'unreadable')
  const body = await ctx.house.blobs.get(content.space, file)
  return { body, type: typeOfKind[kind] }
}

async function makeFor(ctx: Context, content: store.ContentKey, kind: Shown) {
  try {
    return await make(ctx.house, content, kind, ctx.person.id)
  } catch (error) {
    throw error instanceof QueueFull ? new TooManyAttempts(10, tooMany) : error
  }
}

/** SQL for `ItemKind.searchable`: the text of the file that the item's own row names by its hash. */
export function textOfFileIn(table: string): string {
  return `select r.content from ${table} n join rendition r on r.space_id = n.space_id and r.sha256 = n.sha256 and r.kind = 'text'
    where n.space_id = i.space_id and n.item_id = i.id`
}
