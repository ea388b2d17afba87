import type { Container } from '../../server/access/authorized.ts'
import * as access from '../../server/access/store.ts'
import type { PersonId } from '../../server/kernel/ids.ts'
import { inContainer } from '../../server/foundation/item-lists/store.ts'
import { noteRows } from '../../server/tools/notes/store.ts'
import { bigNotebook, group } from './furnished.ts'
import { reading, type House } from './house.ts'
import { ratioRow, timed, type Row } from './measure.ts'

/** The first page of a notebook of 10,000 notes with what the asker may do, against the same rows without. */
export async function notesRows(large: House, small: House): Promise<Row[]> {
  const members = await membersOf(large)
  const [there, here] = [await notebook(large, members[0]!), await notebook(small, members[0]!)]
  const asker = (n: number) => members[n % members.length]!
  return [
    ratioRow(
      'first page of a notebook of 10,000 notes, against the same rows without rights',
      'ms',
      await timed(
        {},
        (n) => firstPage(large, asker(n), there),
        () => bareRows(large),
      ),
      { atMost: 1.45 },
    ),
    ratioRow(
      'the same, against a house of a hundredth of the items',
      'ms',
      await timed(
        {},
        (n) => firstPage(large, asker(n), there),
        (n) => firstPage(small, asker(n), here),
      ),
      { atMost: 1.25 },
    ),
  ]
}

async function membersOf({ db }: House): Promise<PersonId[]> {
  const rows = await db.rows<{ id: PersonId }>({
    text: `select person_id as id from membership where group_id = $1 and role = 'member' order by person_id limit 20`,
    values: [group],
  })
  return rows.map(({ id }) => id)
}

async function notebook(house: House, asker: PersonId): Promise<Container> {
  return (await access.container(reading(house), asker, group, bigNotebook))!
}

const page = { sort: 'changed', tag: null, search: null, filters: [], after: null, limit: 51 }

async function firstPage(house: House, asker: PersonId, from: Container): Promise<void> {
  const rows = await inContainer(reading(house), noteRows, asker, from, page)
  if (rows.length !== 51) throw new Error(`${rows.length} notes`)
}

async function bareRows({ db }: House): Promise<void> {
  const rows = await db.rows({
    name: 'bench-notes-without-rights',
    text: `select i.space_id as space, i.id, i.container_id as container, i.tool, i.kind, i.title, i.author_id as author,
        i.taken_over_by as "takenOverBy", i.created_at as "createdAt", i.changed_at as "changedAt", i.changed_by as "changedBy",
        i.version, i.trashed_at as "trashedAt", n.preview, n.words, n.template_at is not null as template
      from item i join note n on n.space_id = i.space_id and n.item_id = i.id
      where i.space_id = $1 and i.container_id = $2 and i.trashed_at is null
      order by i.changed_at desc, i.id desc limit 51`,
    values: [group, bigNotebook],
  })
  if (rows.length !== 51) throw new Error(`${rows.length} notes`)
}
