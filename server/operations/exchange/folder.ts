import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import type { House } from '../../kernel/context.ts'
import { noRoom } from './words.ts'

/** Bytes that stay free for the database and other files, however large an archive is. */
const leastFree = 256 * 1024 * 1024

/** A random name that nobody can guess and no other archive ever has (X96, X127). */
export function newName(): string {
  return `${randomBytes(24).toString('hex')}.zip`
}

/** The path of an archive. The name comes from a row of ours, never from an archive or a request. */
export async function placeOf(house: House, name: string): Promise<string> {
  if (!/^[0-9a-f]{48}\.zip$/.test(name)) throw new Error(`not the name of an archive: ${name}`)
  const folder = folderOf(house)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return path.join(folder, name)
}

export async function remove(house: House, name: string | null): Promise<void> {
  if (name !== null) await rm(await placeOf(house, name), { force: true })
}

/** Milliseconds; nothing that is still being written stays unmodified for so long. */
const abandonedAfter = 3_600_000

/**
 * Removes files that no row names any more, left by a crash or a deleted group. A file that is being received has no row yet.
 */
export async function removeOthers(house: House, known: Set<string>, now: Date): Promise<void> {
  const found = await readdir(folderOf(house)).catch(() => [])
  for (const name of found) {
    if (known.has(name)) continue
    const file = path.join(folderOf(house), name)
    const touched = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    )
    if (touched < now.getTime() - abandonedAfter) await rm(file, { force: true })
  }
}

/** Throws when the disk is nearly full: an archive can be asked for again. */
export async function refuseWhenFull({ config }: House): Promise<void> {
  const { bavail, bsize } = await statfs(config.dataDir)
  if (bavail * bsize < leastFree) throw noRoom()
}

function folderOf({ config }: House): string {
  return path.join(config.dataDir, 'archives')
}
