import * as overview from '../../server/foundation/overview/store.ts'
import type { PersonId } from '../../server/kernel/ids.ts'
import { growth } from './access.ts'
import { numbered } from './fixture.ts'
import { reading, type House } from './house.ts'
import { alternately, median, valueRow, ratioRow, type Row } from './measure.ts'

const askers = Array.from({ length: 25 }, (_, n) => n * 37 + 11)

/** The 50 newest items over all that a person with some 50 groups may see: time in the database, and what more items cost. */
export async function newestRows(large: House, small: House): Promise<Row[]> {
  const [a, b] = [await prepared(large), await prepared(small)]
  const { groups, keys } = await whatTheyHave(large)
  const inLarge = () => medianOf((p) => inDatabase(large, execute(a, p)))
  const byKeys = () => medianOf(() => inDatabase(large, `execute "bench-newest-by-key"(${keys})`))
  const inSmall = () => medianOf((p) => inDatabase(small, execute(b, p)))
  const name = `50 newest over everything of a person with ${groups} groups, against the same rows by key`
  return [
    valueRow(name, 'ms in db', await alternately(5, inLarge, byKeys), { atMost: 10 }),
    ratioRow(
      'the same, against a hundredth of the items',
      'ms in db',
      await alternately(5, inLarge, inSmall),
      { atMost: growth(large, small) },
    ),
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

function execute({ name, values }: { name: string; values: unknown[] }, person: number): string {
  const [, ...others] = values
  const given = [numbered('person', person), ...others].map((value) =>
    value === null ? 'null' : `'${String(value)}'`,
  )
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

async function medianOf(measure: (person: number) => Promise<number>): Promise<number> {
  const all: number[] = []
  for (const person of askers) all.push(await measure(person))
  return median(all)
}

async function whatTheyHave(house: House): Promise<{ groups: number; keys: string }> {
  const row = await house.db.row<{ groups: number }>({
    text: `select (percentile_disc(0.5) within group (order by n))::int as groups from (
      select count(distinct group_id) as n from effective_membership where person_id = any($1::uuid[]) group by person_id) g`,
    values: [askers.map((p) => numbered('person', p))],
  })
  const rows = await overview.newest(
    reading(house),
    numbered<PersonId>('person', askers[0]!),
    undefined,
    51,
  )
  await house.db.run({
    text: `prepare "bench-newest-by-key"(uuid[], uuid[]) as
      select i.* from unnest($1, $2) k(space_id, id) join item i on i.space_id = k.space_id and i.id = k.id`,
  })
  const array = (ids: string[]) => `'{${ids.join()}}'`
  return {
    groups: row!.groups,
    keys: `${array(rows.map(({ space }) => space))}, ${array(rows.map(({ id }) => id))}`,
  }
}
