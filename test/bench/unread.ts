import * as overview from '../../server/foundation/overview/store.ts'
import * as people from '../../server/foundation/people/store.ts'
import { containers } from '../../server/foundation/spaces/containers-store.ts'
import type { PersonId, SpaceId } from '../../server/kernel/ids.ts'
import { linesEach, readers } from './furnished.ts'
import { reading, type House } from './house.ts'
import { keyRead } from './key-read.ts'
import { alternately, median, ratioRow, type Row } from './measure.ts'

/** The unread state of all groups of a person who has read everything, however long the logs are: time in the database. */
export async function unreadRows(large: House): Promise<Row[]> {
  const logs = `nothing new in logs of ${linesEach} lines, in key reads`
  const groups = (person: PersonId) => people.mySpaces(reading(large), person)
  const spaces = await groupsOf(large)
  const tree = (person: PersonId) =>
    containers(reading(large), person, spaces.get(person)!, { limit: 50 })
  const now = new Date().toISOString()
  const changed = (person: PersonId) => overview.changedForMe(reading(large), person, now, 60)
  return [
    ratioRow(`my groups and what is unread, ${logs}`, 'ms in db', await inKeyReads(large, groups), {
      atMost: 150,
    }),
    ratioRow(`what changed for me, ${logs}`, 'ms in db', await inKeyReads(large, changed), {
      atMost: 10,
    }),
    ratioRow(
      `the containers of a group and what is unread in each, ${logs}`,
      'ms in db',
      await inKeyReads(large, tree),
      { atMost: 40 },
    ),
  ]
}

/** One group of each reader. */
async function groupsOf({ db }: House): Promise<Map<PersonId, SpaceId>> {
  const rows = await db.rows<{ person: PersonId; space: SpaceId }>({
    text: `select distinct on (m.person_id) m.person_id as person, m.group_id as space from flat_membership m
      join space_counter n on n.space_id = m.group_id and n.seq >= $2
      where m.person_id = any($1::uuid[]) order by 1, 2`,
    values: [readers, linesEach],
  })
  return new Map(rows.map(({ person, space }) => [person, space]))
}

function inKeyReads(house: House, ask: (person: PersonId) => Promise<unknown>) {
  const all = async () => {
    const each: number[] = []
    for (const person of readers) {
      const before = house.busy() ?? performance.now()
      await ask(person)
      each.push((house.busy() ?? performance.now()) - before)
    }
    return median(each)
  }
  return alternately(5, all, () => keyRead(house))
}
