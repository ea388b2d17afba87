import type { PublicContext } from '../../kernel/context.ts'
import type { ItemKey, TextWriting, VersionContent } from '../../kernel/tool.ts'
import { askAgainOfFiles, weighBeside } from '../files/files.ts'
import * as store from './store.ts'

/** A version to add; without a reason it only records edits. */
export interface NewVersion extends VersionContent {
  authors: store.NewVersion['authors']
  title: string
  label?: string
  why?: store.Why
}

/**
 * Adds the next version of an item and counts its bytes as storage (O7). Returns its number; the number of the newest one if that
 * says the same and this one only records edits. Needs the turn of the space.
 */
export async function addVersion(
  ctx: PublicContext,
  of: ItemKey,
  {
    label = null,
    why = 'edited',
    ...version
  }: Omit<NewVersion, 'label'> & { label?: string | null },
): Promise<number> {
  const words = wordsIn(version.text)
  const { number, bytes } = await store.insertVersion(ctx, of, { ...version, words, label, why })
  const freed = why === 'edited' && bytes > 0 ? await store.thinOut(ctx, of) : 0
  if (freed > 0) await askAgainOfFiles(ctx, of)
  await weighBeside(ctx, of, bytes - freed)
  return number
}

export function wordsIn(text: string): number {
  let words = 0
  for (const _ of text.matchAll(/\S+/g)) words++
  return words
}

const versionEvery = 10 * 60_000

/**
 * Makes a version of a burst of edits of a live text after a new author, after ten minutes, and at the end of a session.
 * Returns whether it did.
 */
export async function addVersionOfEdits(
  ctx: PublicContext,
  of: ItemKey,
  content: VersionContent,
  { title, since, last }: TextWriting,
): Promise<boolean> {
  const newest = await store.newestVersion(ctx, of)
  const somebodyNew = !newest || since.some((author) => !newest.authors.includes(author))
  const longAgo = newest && ctx.now.getTime() - Date.parse(newest.at) >= versionEvery
  if (!somebodyNew && !longAgo && !last) return false
  await addVersion(ctx, of, { ...content, authors: since, title })
  return true
}
