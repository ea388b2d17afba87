import { nameFile, unchecked } from '../../foundation/files/files.ts'
import { isMediaType } from '../../foundation/files/media-types.ts'
import { unreadableItem } from '../../foundation/items/words.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import type { ArchivedItem, ItemAlong, ItemCopy, ItemKey, ItemOrigin } from '../../kernel/tool.ts'
import { contentOf, insertFile } from './store.ts'
import { isContent } from './schema.ts'

// A file in an archive of its group (G13): the archive has its bytes among the files of the item, those of its versions too.

export async function exportFile(
  ctx: PublicContext,
  of: ItemKey,
  along: ItemAlong,
): Promise<ItemCopy> {
  const content = await contentOf(ctx, of)
  const link = along.link(content.sha256)
  return { text: { ending: 'txt', body: `${link ?? content.sha256}\n` }, parts: only(content) }
}

export async function importFile(
  ctx: Context,
  to: ArchivedItem,
  parts: AsyncIterable<unknown>,
  origin: ItemOrigin,
): Promise<void> {
  const content = await onePart(parts)
  if (!isContent(content)) throw unreadableItem(to.title)
  for (const { sha256, name } of to.files) {
    const kept = origin.file(sha256)
    if (kept) await nameFile(ctx, to, kept, { type: unchecked, name })
  }
  const kept = origin.file(content.sha256)
  if (!kept) throw unreadableItem(to.title)
  const type = isMediaType(content.type) ? content.type : unchecked
  await insertFile(ctx, to, { sha256: kept.sha256, size: kept.size, type })
}

/** The only part; undefined when there is none or a second one. */
async function onePart(parts: AsyncIterable<unknown>): Promise<unknown> {
  let found: unknown
  for await (const part of parts) {
    if (found !== undefined) return undefined
    found = part
  }
  return found
}

async function* only<T>(part: T): AsyncGenerator<T> {
  yield part
}
