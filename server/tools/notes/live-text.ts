import { mentionIn } from '../../foundation/comments/comments.ts'
import { textsContain } from '../../foundation/live-text/texts.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { isId } from '../../kernel/ids.ts'
import type { ItemKey, LiveText, TextKey, TextWriting } from '../../kernel/tool.ts'
import { convert } from './convert.ts'
import { fragmentName } from './document.ts'
import type { ContentJson } from './jobs.ts'
import { limits, type Reading } from './note.ts'
import * as store from './store.ts'
import * as versionStore from './versions-store.ts'

interface Digest {
  content: ContentJson
  reading: Reading
}

const versionEvery = 10 * 60_000

/** The name of a note's text among the texts of its item. */
export const field = 'text'

export function textKey({ space, item }: ItemKey): TextKey {
  return { space, item, field }
}

export const noteText: LiveText<Digest> = {
  root: fragmentName,
  most: { bytes: limits.state, depth: limits.depth },
  digest: (owner, state) => convert({ owner }, 'digest', state),
  async settled(ctx, of, digest, writing) {
    await store.setReading(ctx, of, digest.reading)
    if (!writing) return false
    const mentioned = digest.reading.mentions.filter(isId)
    await mentionIn(ctx as Context, { space: of.space, id: of.item }, mentioned)
    return makeVersion(ctx, of, digest, writing)
  },
}

/** Makes a version after a new author, after ten minutes, and at the end of a session. */
async function makeVersion(
  ctx: PublicContext,
  note: ItemKey,
  { content, reading }: Digest,
  { title, since, last }: TextWriting,
): Promise<boolean> {
  const newest = await versionStore.newestVersion(ctx, note)
  const somebodyNew = !newest || since.some((author) => !newest.authors.includes(author))
  const longAgo = newest && ctx.now.getTime() - Date.parse(newest.at) >= versionEvery
  if (!somebodyNew && !longAgo && !last) return false
  await versionStore.insertVersion(ctx, note, {
    authors: since,
    title,
    content,
    text: reading.text,
    label: null,
    why: 'edited',
  })
  await versionStore.thinOut(ctx, note)
  return true
}

/** Whether a note uses a picture, by its hash: in its present text or in a version. */
export async function usesFile(
  ctx: PublicContext,
  note: ItemKey,
  sha256: string,
): Promise<boolean> {
  return (await textsContain(ctx, note, sha256)) || (await store.versionsUseFile(ctx, note, sha256))
}
