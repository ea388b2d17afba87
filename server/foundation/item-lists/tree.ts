import type { Authorized, Container } from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { UniqueNames } from '../../kernel/file-names.ts'
import { holds } from '../../kernel/kinds.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { safeName } from '../../kernel/plain-text.ts'
import type { Page } from '../../kernel/shapes.ts'
import { countAttempt } from '../people/throttle.ts'
import { containersBelow } from '../spaces/containers.ts'

// A container with everything in it, as one reader sees it at the moment at which each part is read (A11).

const limits = {
  /** Trees for a person and an hour: each can read thousands of items. */
  anHour: 60,
  itemsAtOnce: 200,
}

/** Folders are nested: short names keep the whole path within the limit of Windows. In characters. */
export const longestInTree = 60

/** Counts the reading of a tree, and refuses too many of them. */
export async function countTree(ctx: Context): Promise<void> {
  const whose = `${ctx.isViewed ? 'viewed:' : ''}${ctx.person.id}`
  await countAttempt(ctx, [{ key: `export-tree:${whose}`, free: limits.anHour }])
}

export interface Branch {
  container: Authorized<Container, 'view'>
  /** The ids of what it is in, below the top. */
  above: string[]
}

/** The top and the containers in it, each after the one that it is in. */
export async function* branchesOf(
  ctx: Context,
  top: Authorized<Container, 'view'>,
): AsyncGenerator<Branch> {
  yield { container: top, above: [] }
  for (const { id, above } of await containersBelow(ctx, top)) {
    const container = await ifThere(authorizeContainer(ctx, 'view', top.space, id))
    if (container) yield { container, above }
  }
}

interface Items<S extends string, T> {
  kind: { tool: string; kind: string }
  sort: S
  inContainer: (
    ctx: Context,
    container: Authorized<Container, 'view'>,
    query: { sort: S; limit: number; after?: string },
  ) => Promise<Page<{ id: string }>>
  authorize: (ctx: Context, right: 'view', space: SpaceId, item: ItemId) => Promise<T>
}

/** The items in a container, each authorized when its turn has come. */
export async function* itemsIn<S extends string, T>(
  ctx: Context,
  container: Authorized<Container, 'view'>,
  { kind, sort, inContainer, authorize }: Items<S, T>,
): AsyncGenerator<T> {
  if (!holds(ctx.house.tools, container, kind)) return
  for (let after: string | undefined; ;) {
    const query = { sort, limit: limits.itemsAtOnce, ...(after && { after }) }
    const page = await inContainer(ctx, container, query)
    for (const { id } of page.items) {
      const item = await ifThere(authorize(ctx, 'view', container.space, id as ItemId))
      if (item) yield item
    }
    if (!page.next) return
    after = page.next
  }
}

/** Undefined for something that was deleted, or taken from the reader, meanwhile. */
async function ifThere<T>(finding: Promise<T>): Promise<T | undefined> {
  return finding.catch((error: unknown) => {
    if (error instanceof NotFound) return undefined
    throw error
  })
}

/** The paths of folders and files below a top folder, each only once. */
export class TreePaths {
  readonly #folders = new Map<string, string>()
  readonly #names = new UniqueNames()
  readonly #top: string

  constructor(top: string) {
    this.#top = top
  }

  folder({ container, above }: Branch): string {
    const within = this.#folders.get(above.at(-1) ?? '') ?? this.#top
    const own = safeName(container.name, container.kind, longestInTree)
    const folder = this.#folders.size === 0 ? this.#top : this.#names.take(within, own)
    this.#folders.set(container.id, folder)
    return folder
  }

  /** `ending` with its dot: a number is put before it. */
  file(folder: string, name: string, ending = ''): string {
    return this.#names.take(folder, name, ending)
  }
}
