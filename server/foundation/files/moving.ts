import { eachAtOnce } from '../../kernel/at-once.ts'
import { lettersOf, plainName, type Blobs } from '../../kernel/blobs.ts'
import type { Querier } from '../../kernel/db.ts'
import { Unavailable } from '../../kernel/errors.ts'
import * as store from './store.ts'

export interface Copied {
  copied: number
  /** Files that the other store had before. */
  there: number
  /** Files that could not be copied: missing, or not what their name says. */
  left: { shelf: string; file: string; why: string }[]
}

/**
 * Copies every named file into another store under its name, and compares it with its hash. What is there already stays, so
 * that it may be interrupted, and run again for files that were added meanwhile.
 */
export async function copyFiles(db: Querier, from: Blobs, to: Blobs): Promise<Copied> {
  const result: Copied = { copied: 0, there: 0, left: [] }
  for (const shelf of await store.shelvesKnown(db)) {
    const there = new Set<string>()
    for await (const { name } of to.list(shelf)) there.add(lettersOf(name))
    await eachAtOnce(await store.knownOn(db, shelf), 4, async (file) => {
      if (there.has(lettersOf(file))) return void (result.there += 1)
      const why = await copyFile(from, to, shelf, file)
      if (why === undefined) result.copied += 1
      else result.left.push({ shelf, file, why })
    })
  }
  return result
}

async function copyFile(
  from: Blobs,
  to: Blobs,
  shelf: string,
  file: string,
): Promise<string | undefined> {
  try {
    const name = plainName(file) // content in quarantine moves too
    await to.put(shelf, (await from.get(shelf, name)).open(), name)
    return undefined
  } catch (error) {
    if (error instanceof Unavailable && error.code === 'file-damaged')
      return (error.cause as Error).message
    throw error
  }
}
