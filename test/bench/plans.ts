// Writes docs/plans: how PostgreSQL carries out the statements that requests wait for most often, at proof size.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PersonId } from '../../server/kernel/ids.ts'
import { numbered } from './fixture.ts'
import type { House } from './house.ts'
import { execute, hotStatements, type HotStatement } from './statements.ts'

const folder = path.resolve(import.meta.dirname, '../../docs/plans')

/** Somebody who is in the first group of a house, but does not run it. */
export const asker = numbered<PersonId>('person', 48)

export async function writePlans(house: House): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const statements = await hotStatements(house, asker)
  for (const each of statements)
    writeFileSync(path.join(folder, `${each.name}.txt`), `${await page(house, each)}\n`)
  return statements.map(({ name }) => name)
}

/** The generic plan: the one that every request uses. */
export async function planOf({ db }: Pick<House, 'db'>, statement: HotStatement): Promise<string> {
  const rows = await db.rows<{ 'QUERY PLAN': string }>({
    text: `explain (costs off) ${execute(statement)}`,
  })
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

async function page(house: House, statement: HotStatement): Promise<string> {
  const { people, groups, items } = house.size
  const where = [people, groups, items].map((count) => count.toLocaleString('en'))
  return [
    `${statement.name}, with ${where[0]} people, ${where[1]} groups and ${where[2]} items`,
    await planOf(house, statement),
  ].join('\n\n')
}
