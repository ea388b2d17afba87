import type { ItemId, SpaceId } from '../../server/kernel/ids.ts'
import { numbered } from './fixture.ts'
import type { House } from './house.ts'

/** Reads of one measurement: few enough to alternate with what is judged, enough to outweigh the resolution of the clocks. */
const reads = 100
/** Until both sides have compiled and fetched what every read needs. */
const warmUp = 500
const warm = new WeakSet<House>()

/**
 * One key read, in milliseconds: the unit of every figure that is counted in milliseconds, since a machine that is twice as
 * slow is so for both. It is the processor time of both sides, Node and PostgreSQL, for one prepared read of one row by its
 * primary key through our own pool; the mean of a hundred in a row, over items from the whole of the house at full size.
 * About 0.10 ms on a quiet machine. Where the system does not tell the processor time of PostgreSQL's process, it is the time
 * that passes.
 */
export async function keyRead(house: House): Promise<number> {
  if (!warm.has(house)) for (let n = 0; n < warmUp; n++) await readOne(house, n)
  warm.add(house)
  const first = Math.floor(Math.random() * house.size.items)
  const before = { node: process.cpuUsage(), database: house.busy(), clock: performance.now() }
  for (let n = 0; n < reads; n++) await readOne(house, first + n)
  const { user, system } = process.cpuUsage(before.node)
  const database = house.busy()
  if (database === undefined || before.database === undefined)
    return (performance.now() - before.clock) / reads
  return ((user + system) / 1000 + database - before.database) / reads
}

async function readOne({ db, size }: House, n: number): Promise<void> {
  const group = ((n * 7919) % size.groups) + 1
  const number = ((n * 104_729) % Math.floor(size.items / size.groups)) + 1
  const id = numbered<ItemId>('item', group * 1_000_000 + number)
  const item = await db.row({
    name: 'bench-key-read',
    text: `select space_id as space, id, container_id as container, tool, kind, title, author_id as author,
        taken_over_by as "takenOverBy", created_at as "createdAt", changed_at as "changedAt", changed_by as "changedBy",
        version, trashed_at as "trashedAt"
      from item where space_id = $1 and id = $2`,
    values: [numbered<SpaceId>('group', group), id],
  })
  if (!item) throw new Error(`item ${id} is not there`)
}
