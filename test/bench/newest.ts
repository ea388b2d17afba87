import * as overview from '../../server/foundation/overview/store.ts'
import type { PersonId } from '../../server/kernel/ids.ts'
import { growth } from './access.ts'
import { readers as askers } from './furnished.ts'
import { reading, type House } from './house.ts'
import { keyRead } from './key-read.ts'
import { alternately, median, ratioRow, type Row } from './measure.ts'

/** The 50 newest items over all that a person with 50 groups may see: time in the database, and what more items cost. */
export async function newestRows(large: House, small: House): Promise<Row[]> {
  const inLarge = () => medianOf((person) => inDatabase(large, person))
  const inSmall = () => medianOf((person) => inDatabase(small, person))
  const [newest, grown] = await withFiftyGroups(large, askers, () =>
    withFiftyGroups(small, askers, async () => [
      await alternately(5, inLarge, () => keyRead(large)),
      await alternately(5, inLarge, inSmall),
    ]),
  )
  return [
    ratioRow(
      '50 newest over everything of a person with 50 groups, in key reads',
      'ms in db',
      newest!,
      { atMost: 30 },
    ),
    ratioRow('the same, against a hundredth of the items', 'ms in db', grown!, {
      atMost: growth(large, small),
    }),
  ]
}

/** Milliseconds of the database's processor, since everything is in memory; of the clock where the system does not tell. */
async function inDatabase(house: House, person: PersonId): Promise<number> {
  const before = house.busy() ?? performance.now()
  await overview.newest(reading(house), person, undefined, 51)
  return (house.busy() ?? performance.now()) - before
}

async function medianOf(measure: (person: PersonId) => Promise<number>): Promise<number> {
  const all: number[] = []
  for (const person of askers) all.push(await measure(person))
  return median(all)
}

/** People of the instance have more than fifty groups: in a transaction that is rolled back, these have exactly fifty. */
export async function withFiftyGroups<T>(
  { db }: House,
  people: PersonId[],
  measure: () => Promise<T>,
): Promise<T> {
  await db.run({ text: 'begin' })
  try {
    await db.run({
      text: `delete from effective_membership m using (
          select person_id, group_id, dense_rank() over (partition by person_id order by group_id) as place
          from effective_membership where person_id = any($1::uuid[])) all_of_theirs
        where m.person_id = all_of_theirs.person_id and m.group_id = all_of_theirs.group_id and place > 50`,
      values: [people],
    })
    return await measure()
  } finally {
    await db.run({ text: 'rollback' })
  }
}
