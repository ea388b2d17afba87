import * as store from '../../server/access/store.ts'
import type { ItemId, PersonId, SpaceId } from '../../server/kernel/ids.ts'
import { groupOf, numbered } from './fixture.ts'
import { reading, type House } from './house.ts'
import { ratioRow, timed, type Row } from './measure.ts'

/** An item authorized and read, against a read by primary key on the same connection; and what more items cost. */
export async function accessRows(large: House, small: House): Promise<Row[]> {
  return [
    ratioRow(
      'an item authorized and read, against a primary-key read',
      'ms',
      await timed(
        {},
        (n) => authorized(large, n),
        (n) => byKey(large, n),
      ),
      { atMost: 2 },
    ),
    ratioRow(
      'the same, against a hundredth of the items',
      'ms',
      await timed(
        {},
        (n) => authorized(large, n),
        (n) => authorized(small, n),
      ),
      { atMost: growth(large, small) },
    ),
  ]
}

/** What grows with the logarithm of the items grows by this. */
export function growth(large: House, small: House): number {
  return Math.log(large.size.items) / Math.log(small.size.items)
}

async function authorized(house: House, n: number): Promise<void> {
  const { person, space, id } = asked(house, n)
  const item = await store.item(reading(house), person, space, id)
  if (!item) throw new Error(`no item ${id} in ${space}`)
}

async function byKey({ db, size }: House, n: number): Promise<void> {
  const { space, id } = asked({ size }, n)
  const item = await db.row({
    name: 'bench-by-key',
    text: `select space_id as space, id, container_id as container, tool, kind, title, author_id as author,
        taken_over_by as "takenOverBy", created_at as "createdAt", changed_at as "changedAt", changed_by as "changedBy",
        version, trashed_at as "trashedAt"
      from item where space_id = $1 and id = $2`,
    values: [space, id],
  })
  if (!item) throw new Error(`no item ${id} in ${space}`)
}

/** A person and an item in a group of theirs, from the whole instance, the same in every run. */
function asked({ size }: Pick<House, 'size'>, n: number) {
  const person = ((n * 7919) % size.people) + 1
  const group = groupOf(size, person, n % 40)
  const number = ((n * 104_729) % Math.floor(size.items / size.groups)) + 1
  return {
    person: numbered<PersonId>('person', person),
    space: numbered<SpaceId>('group', group),
    id: numbered<ItemId>('item', group * 1_000_000 + number),
  }
}
