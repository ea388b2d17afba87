import { damaged, type Kept } from '../../kernel/blobs.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { ItemKey, ItemKind } from '../../kernel/tool.ts'
import { inTheTurn, mustFit, nameFile, Unnamed } from './files.ts'
import * as store from './store.ts'

/** Thrown under the lock when the files changed since they were copied; the caller copies again. */
class CopyAgain extends Error {}

/**
 * Copies of an item's files in another space; spaces never share a file (X95). They are made without a lock, and named under
 * the lock of both spaces.
 */
export class Copies extends Unnamed {
  readonly #made = new Map<string, Kept>()

  async make(ctx: Context, files: store.NamedFile[], from: ItemKey, space: SpaceId): Promise<void> {
    const known = await store.known(
      ctx,
      space,
      files.map(({ sha256 }) => sha256),
    )
    const missing = files.filter(({ sha256 }) => !known.has(sha256) && !this.#made.has(sha256))
    const bytes = missing.reduce((sum, { size }) => sum + size, 0)
    await mustFit(ctx, space, bytes) // an early refusal, before all the copying
    for (const { sha256, file, size } of missing) {
      const content = await ctx.house.blobs.get(from.space, file)
      const kept = await this.keep(ctx, space, content.open())
      if (kept.sha256 !== sha256 || kept.size !== size) throw damaged(file, 'spoilt')
      this.#made.set(sha256, kept)
    }
  }

  /** Names the copies as files of the target item. Needs the lock of both spaces. */
  async name(ctx: Context, files: store.NamedFile[], to: ItemKey): Promise<void> {
    for (const { sha256, type, name } of files) {
      const made = this.#made.get(sha256)
      if (made) await nameFile(ctx, to, made, { type, name })
      else if (!(await store.nameKnown(ctx, to, { sha256, name }))) throw new CopyAgain()
    }
  }
}

type FilesOf = (ctx: PublicContext, from: ItemKey) => Promise<store.NamedFile[]>

/**
 * Copies files of an item without a lock, then runs the work under the lock of both spaces; again where these files have
 * changed meanwhile.
 */
export async function inTheTurnWithCopies<T>(
  ctx: Context,
  from: ItemKey,
  space: SpaceId,
  files: FilesOf,
  work: (inside: Context, copies: Copies) => Promise<T>,
): Promise<T> {
  const copies = new Copies()
  for (let left = 3; ; left--) {
    await copies.make(ctx, await files(ctx, from), from, space)
    try {
      return await inTheTurn(ctx, [from.space, space], copies, (inside) => work(inside, copies))
    } catch (error) {
      if (!(error instanceof CopyAgain) || left === 0) throw error
    }
  }
}

/** The files that a copy of an item needs: its own attachments and files that it shows, not those of its comments (X101). */
export async function filesToCopy(
  ctx: PublicContext,
  from: ItemKey,
  kind: ItemKind,
): Promise<store.NamedFile[]> {
  const files: store.NamedFile[] = []
  for (const file of await store.filesOf(ctx, from))
    if (file.attached !== 'elsewhere' || (await kind.usesFile?.(ctx, from, file.sha256)))
      files.push(file)
  return files
}
