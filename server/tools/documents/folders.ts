import type { Authorized, Container } from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import { makeContainer } from '../../foundation/spaces/containers.ts'
import { containersNamed } from '../../foundation/spaces/unique-names.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { ContainerId } from '../../kernel/ids.ts'
import { folded } from '../../kernel/plain-text.ts'
import { fileRows } from './store.ts'

/** The names of folders, from the top to the innermost. */
type Path = string[]

/**
 * The folder of each path below a folder. Folders that the asker sees under these names are used; the others are made, each of
 * which needs `manage` on the folder that it is made in (A1). One statement looks up a level of all paths.
 */
export async function makeFolders(
  ctx: Context,
  top: Authorized<Container, 'view'>,
  paths: Path[],
): Promise<ContainerId[]> {
  if (top.tool !== fileRows.tool) throw new NotFound()
  const known = new Map<string, ContainerId>([['', top.id]])
  const deepest = Math.max(0, ...paths.map((path) => path.length))
  for (let level = 1; level <= deepest; level++)
    await makeLevel(ctx, top, known, wanted(paths, level))
  return paths.map((path) => known.get(keyOf(path))!)
}

/** The different paths of this length, as they are written first. */
function wanted(paths: Path[], level: number): Path[] {
  const found = new Map<string, Path>()
  for (const path of paths.filter(({ length }) => length >= level)) {
    const start = path.slice(0, level)
    if (!found.has(keyOf(start))) found.set(keyOf(start), start)
  }
  return [...found.values()]
}

async function makeLevel(
  ctx: Context,
  { space }: Authorized<Container, 'view'>,
  known: Map<string, ContainerId>,
  paths: Path[],
): Promise<void> {
  const placed = paths.map((path) => {
    return { path, place: known.get(keyOf(path.slice(0, -1)))!, key: folded(path.at(-1)!) }
  })
  const there = new Map(
    (await containersNamed(ctx, space, placed)).map(({ place, key, id }) => [
      `${place} ${key}`,
      id,
    ]),
  )
  for (const { path, place, key } of placed) {
    const found = there.get(`${place} ${key}`)
    known.set(
      keyOf(path),
      found ?? (await make(ctx, await authorizeContainer(ctx, 'manage', space, place), path)),
    )
  }
}

async function make(
  ctx: Context,
  parent: Authorized<Container, 'manage'>,
  path: Path,
): Promise<ContainerId> {
  const { id } = await makeContainer(ctx, parent, { kind: 'folder', name: path.at(-1)! })
  return id as ContainerId
}

function keyOf(path: Path): string {
  return path.map((name) => folded(name)).join('/')
}
