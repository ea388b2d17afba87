import type { Kept } from '../../kernel/blobs.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { ItemKey, ItemKind } from '../../kernel/tool.ts'
import { mustFit, nameFile, Unnamed } from './files.ts'
import * as store from './store.ts'

/** Thrown in the turn when files came to the item, or left the other space, since they were copied: copy again. */
export class CopyAgain extends Error {}

/**
 * Copies of an item's files on the shelf of another space: equal content, shared with no other space (X95). They are made
 * before anything is locked, and named in the turn of both spaces.
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
    await mustFit(ctx, space, bytes) // in time: a refusal in the turn would come after all the copying
    for (const { sha256, file } of missing) {
      const content = await ctx.house.blobs.get(from.space, file)
      this.#made.set(sha256, await this.keep(ctx, space, content.open()))
    }
  }

  /** In the turn of both spaces: what the item had there, it has here. */
  async name(ctx: Context, files: store.NamedFile[], to: ItemKey): Promise<void> {
    for (const { sha256, type, name } of files) {
      const made = this.#made.get(sha256)
      if (made) await nameFile(ctx, to, made, { type, name })
      else if (!(await store.nameKnown(ctx, to, { sha256, name }))) throw new CopyAgain()
    }
  }
}

/** What a copy of an item takes: its own attachments and what it shows, not what only its comments have (X101). */
export async function filesToCopy(
  ctx: PublicContext,
  from: ItemKey,
  kind: ItemKind,
): Promise<store.NamedFile[]> {
  const files: store.NamedFile[] = []
  for (const file of await store.filesOf(ctx, from))
    if (file.attached !== 'elsewhere' || (await kind.usesFile(ctx, from, file.sha256)))
      files.push(file)
  return files
}
