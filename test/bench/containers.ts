import { containers } from '../../server/foundation/spaces/containers-store.ts'
import type { ContainerId, PersonId, SpaceId } from '../../server/kernel/ids.ts'
import { numbered } from './fixture.ts'
import { reading, type House } from './house.ts'
import { ratioRow, timed, type Row } from './measure.ts'

const many = 100_000
const [full, sparse] = [7, 8]

interface Place {
  space: SpaceId
  root: ContainerId
  notebook: ContainerId
  member: PersonId
}

/** What opening one container, and the first of those in it, costs in a space of 100,000, against one of six. */
export async function containersRows(house: House): Promise<Row[]> {
  const [large, small] = [await place(house, full), await place(house, sparse)]
  await house.db.run({ text: 'begin' })
  try {
    await fillUp(house, large)
    const read = ({ space, notebook, member }: Place) =>
      containers(reading(house), member, space, { id: notebook, limit: 1 })
    const inside = ({ space, root, member }: Place) =>
      containers(reading(house), member, space, { parent: root, limit: 6 })
    const against = async (of: (there: Place) => Promise<unknown>) =>
      timed(
        {},
        () => of(large),
        () => of(small),
      )
    return [
      ratioRow('one of 100,000 containers opened, against one of six', 'ms', await against(read), {
        atMost: 1.2,
      }),
      ratioRow('the first that are in it, against six', 'ms', await against(inside), {
        atMost: 1.2,
      }),
    ]
  } finally {
    await house.db.run({ text: 'rollback' })
  }
}

async function place({ db }: House, n: number): Promise<Place> {
  const space = numbered<SpaceId>('group', n)
  const row = await db.row<{ member: PersonId }>({
    text: `select person_id as member from membership where group_id = $1 and role = 'member' order by person_id limit 1`,
    values: [space],
  })
  const notebook = numbered<ContainerId>('notebook', n * 10 + 1)
  return { space, root: numbered<ContainerId>('root', n), notebook, member: row!.member }
}

async function fillUp({ db }: House, { space, root, member }: Place): Promise<void> {
  await db.run({
    text: `insert into container (space_id, id, tool, kind, parent_id, rights_from, name, created_at, created_by, changed_at)
      select $1, gen_random_uuid(), 'notes', 'notebook', $2, $2, 'Notebook ' || n, now(), $3, now() from generate_series(1, $4::int) n`,
    values: [space, root, member, many],
  })
  await db.run({ text: 'analyze container' })
}
