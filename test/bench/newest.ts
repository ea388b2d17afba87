import * as overview from '../../server/foundation/overview/store.ts'
import type { PersonId } from '../../server/kernel/ids.ts'
import { growth, keyRead } from './access.ts'
import { numbered } from './fixture.ts'
import { reading, type House } from './house.ts'
import { alternately, median, ratioRow, type Row } from './measure.ts'

const askers = Array.from({ length: 25 }, (_, n) => numbered<PersonId>('person', n * 37 + 11))

/** The 50 newest items over all that a person with 50 groups may see: time in the database, and what more items cost. */
export async function newestRows(large: House, small: House): Promise<Row[]> {
  const [a, b] = [await prepared(large), await prepared(small)]
  const inLarge = () => medianOf((p) => inDatabase(large, execute(a, p)))
  const inSmall = () => medianOf((p) => inDatabase(small, execute(b, p)))
  const [newest, grown] = await withFiftyGroups(large, () =>
    withFiftyGroups(small, async () => [
      await alternately(5, inLarge, () => keyRead(large, 25)),
      await alternately(5, inLarge, inSmall),
    ]),
  )
  return [
    ratioRow(
      '50 newest over everything of a person with 50 groups, against a primary-key read',
      'ms in db',
      newest!,
      { atMost: 30 },
    ),
    ratioRow('the same, against a hundredth of the items', 'ms in db', grown!, {
      atMost: growth(large, small),
    }),
  ]
}

/** The statement as the product runs it, prepared on this connection under its own name. */
async function prepared(house: House): Promise<{ name: string; values: unknown[] }> {
  const asked: { name: string; values: unknown[] }[] = []
  const ctx = reading(house)
  const db = {
    ...ctx.db,
    rows: async <T extends object>(statement: Parameters<typeof ctx.db.rows>[0]) => {
      asked.push({ name: statement.name!, values: statement.values! })
      return ctx.db.rows<T>(statement)
    },
  }
  await overview.newest({ ...ctx, db }, numbered<PersonId>('person', 1), undefined, 51)
  return asked[0]!
}

function execute({ name, values }: { name: string; values: unknown[] }, person: PersonId): string {
  const [, ...others] = values
  const given = [person, ...others].map((value) => (value === null ? 'null' : `'${String(value)}'`))
  return `execute "${name}"(${given.join(', ')})`
}

/**
 * Milliseconds in the database: of its processor, since everything is in memory and a busy machine would be counted
 * otherwise; by PostgreSQL's own clock where the system does not tell.
 */
async function inDatabase({ db, busy }: House, statement: string): Promise<number> {
  const before = busy()
  const row = await db.row<{ 'QUERY PLAN': { 'Execution Time': number }[] }>({
    text: `explain (analyze, timing off, buffers off, costs off, format json) ${statement}`,
  })
  const after = busy()
  if (before !== undefined && after !== undefined) return after - before
  return row!['QUERY PLAN'][0]!['Execution Time']
}

async function medianOf(measure: (person: PersonId) => Promise<number>): Promise<number> {
  const all: number[] = []
  for (const person of askers) all.push(await measure(person))
  return median(all)
}

/** People of the house have more groups than fifty: within a transaction that is undone, these have just so many. */
async function withFiftyGroups<T>({ db }: House, measure: () => Promise<T>): Promise<T> {
  await db.run({ text: 'begin' })
  try {
    await db.run({
      text: `delete from effective_membership m using (
          select person_id, group_id, dense_rank() over (partition by person_id order by group_id) as place
          from effective_membership where person_id = any($1::uuid[])) all_of_theirs
        where m.person_id = all_of_theirs.person_id and m.group_id = all_of_theirs.group_id and place > 50`,
      values: [askers],
    })
    return await measure()
  } finally {
    await db.run({ text: 'rollback' })
  }
}
