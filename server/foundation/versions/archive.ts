import type { Context, PublicContext } from '../../kernel/context.ts'
import type { ItemAlong, ItemKey, ItemOrigin, Versioned } from '../../kernel/tool.ts'
import { wordsIn } from './keeping.ts'
import type { ArchivedVersion } from './schema.ts'
import * as store from './store.ts'

/** The versions of an item for an export, one by one; the caller has checked that the item may be viewed. */
export async function* exportVersions(
  ctx: PublicContext,
  of: ItemKey,
  { leaving = (content) => content }: Versioned,
  along: ItemAlong,
): AsyncGenerator<ArchivedVersion> {
  for (let after = 0; ;) {
    const found = await store.nextVersion(ctx, of, after)
    if (!found) return
    const { words: _, last, ...version } = found
    yield { ...version, content: leaving(version.content, of, along) }
    if (last) return
    after = version.number
  }
}

/**
 * Inserts an imported version unchanged, under its old number, without counting its bytes. Returns false, and inserts nothing,
 * if it is invalid.
 */
export async function importVersion(
  ctx: Context,
  to: ItemKey,
  { arriving }: Versioned,
  version: ArchivedVersion,
  origin: ItemOrigin,
): Promise<boolean> {
  const here = await arriving(ctx, version.content, to, origin)
  if (!here) return false
  await store.insertWholeVersion(ctx, to, {
    ...version,
    ...here,
    words: wordsIn(here.text),
    at: origin.moment(version.at),
    authors: [...new Set(version.authors.map((author) => origin.person(author)))],
  })
  return true
}
