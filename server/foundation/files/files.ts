import type { Readable } from 'node:stream'
import type { Item, Authorized } from '../../access/authorized.ts'
import type { Content, Kept } from '../../kernel/blobs.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import { inside, type Context, type PublicContext } from '../../kernel/context.ts'
import type { StoredFile } from '../../kernel/door.ts'
import { NotFound, Refusal } from '../../kernel/errors.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { workName as renditionsWork } from '../renditions/renditions.ts'
import { mustFit } from './capacity.ts'
import { unchecked } from './media-types.ts'
import { withoutItsMetadata } from './pictures.ts'
import { tellInfected } from './scanning.ts'
import * as store from './store.ts'

export { mustFit } from './capacity.ts'
export { unchecked } from './media-types.ts'
export { askAgainOfFiles, filesOf, setWeight } from './store.ts'

/** Files that are on the disk and that no row names yet. */
export class Unnamed {
  readonly all: { space: SpaceId; kept: Kept }[] = []

  /** Streams content to the disk of a space, without a lock. */
  async keep(ctx: PublicContext, space: SpaceId, content: Readable): Promise<Kept> {
    return this.#add(space, await ctx.house.blobs.put(space, content))
  }

  /** Replaces a kept file, if it is a picture with metadata, by the same without. */
  async withoutItsMetadata(ctx: PublicContext, space: SpaceId, kept: Kept): Promise<Kept> {
    const bare = await withoutItsMetadata(ctx.house, space, kept)
    return bare === kept ? kept : this.#add(space, bare)
  }

  #add(space: SpaceId, kept: Kept): Kept {
    this.all.push({ space, kept })
    return kept
  }
}

/**
 * Names kept files in one transaction, under the lock of these spaces. After a refusal the files are removed from the disk;
 * after a failure that leaves the outcome of the commit open, the scrub removes the files that have no row.
 */
export async function inTheTurn<T>(
  ctx: Context,
  spaces: SpaceId[],
  unnamed: Unnamed,
  work: (inside: Context) => Promise<T>,
): Promise<T> {
  try {
    return await ctx.house.db.transaction(async (db) => {
      const there = inside(ctx, db)
      await lockSpaces(there, spaces)
      await ctx.decideAgain?.(there)
      return work(there)
    })
  } catch (error) {
    if (error instanceof Refusal && error.kind !== 'unavailable')
      for (const { space, kept } of unnamed.all) removeFiles(ctx, space, [kept.name])
    throw error
  }
}

/** Keeps a file and names it under the lock of its space. Refuses an announced size that does not fit before the first byte. */
export async function takeIn<T>(
  ctx: Context,
  { space, announced, content }: { space: SpaceId; announced: number; content: Readable },
  name: (inside: Context, kept: Kept) => Promise<T>,
): Promise<T> {
  await mustFit(ctx, space, announced)
  const unnamed = new Unnamed()
  const sent = await unnamed.keep(ctx, space, content)
  const kept = await unnamed.withoutItsMetadata(ctx, space, sent)
  return inTheTurn(ctx, [space], unnamed, (inside) => name(inside, kept))
}

/** Adds a file to the item, if it fits. Equal content is stored once in a space (X95). Needs the lock of the space. */
export async function nameFile(
  ctx: Context,
  to: ItemKey,
  kept: Kept,
  as: { type: string; name: string },
): Promise<void> {
  if (!(await store.known(ctx, to.space, [kept.sha256])).has(kept.sha256))
    await mustFit(ctx, to.space, kept.size)
  const { spare, infected } = await store.nameFile(ctx, to, kept, as, ctx.person.id)
  if (infected) await tellInfected(ctx, to.space, kept.sha256, to.item)
  ctx.db.afterCommit(() => {
    if (spare !== undefined) removeFiles(ctx, to.space, [spare])
    ctx.house.work.wake(renditionsWork)
    ctx.house.work.wake('scanning')
  })
}

/** Removes all files of these items; unnamed ones leave the disk after the commit. Needs the lock of the space. */
export async function releaseFiles(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
): Promise<void> {
  const files = await store.releaseFiles(ctx, space, items)
  if (files.length > 0) ctx.db.afterCommit(() => removeFiles(ctx, space, files))
}

/** The content of a file of an item; the caller has checked that the item may be viewed (X7, X95). */
export async function contentOfFile(
  ctx: PublicContext,
  of: ItemKey,
  sha256: string,
): Promise<Content> {
  const found = await store.fileOf(ctx, of, sha256)
  if (!found) throw new NotFound()
  return ctx.house.blobs.get(of.space, found.file)
}

/** Serves a file to anyone who may view its item, and only if it belongs to this item (X7, X94, X95). */
export async function serveFile(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  sha256: string,
): Promise<StoredFile> {
  const found = await store.fileOf(ctx, { space: item.space, item: item.id }, sha256)
  if (!found) throw new NotFound()
  const body = await ctx.house.blobs.get(item.space, found.file)
  const download = found.type === unchecked && { name: sha256 }
  return { body, type: found.type, immutable: true, ...download }
}

/** Adds to the weight of an item's comments and tags; never refuses. Needs the lock of the space. */
export async function weighBeside(ctx: PublicContext, item: ItemKey, more: number): Promise<void> {
  if (more !== 0) await store.addSideWeight(ctx, item, more)
}

/** The same for each of many items. */
export async function weighAllBeside(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
  each: number,
): Promise<void> {
  if (items.length > 0) await store.addSideWeights(ctx, space, items, each)
}

/** Removes files that no row names from the disk. After a failure the scrub removes them. */
export function removeFiles({ house }: PublicContext, space: SpaceId, files: string[]): void {
  for (const file of files) void house.blobs.remove(space, file).catch(() => undefined)
}
