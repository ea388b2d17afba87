import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOf } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { founded } from '../../../test/world/people.ts'
import { inContext } from '../../kernel/context.ts'
import type { Statement } from '../../kernel/db.ts'
import * as store from './store.ts'

const instance = await startInstance()
const { organization, admin } = await founded(instance)
const names = Array.from({ length: 30 }, (_, n) => `Group ${String(n).padStart(2, '0')}`)
for (const name of names) await groupOf(admin, { name })

interface Plan {
  'Relation Name'?: string
  'Actual Loops': number
  Plans?: Plan[]
}

/** How often a query plan reads a table. */
function looksInto(table: string, plan: Plan): number {
  const here = plan['Relation Name'] === table ? plan['Actual Loops'] : 0
  return (plan.Plans ?? []).reduce((sum, each) => sum + looksInto(table, each), here)
}

function governed(asked: Partial<store.GovernedAsked>) {
  return inContext(instance.app.house, undefined, async (ctx) => {
    let statement: Statement | undefined
    const rows: typeof ctx.db.rows = (given) => {
      statement = given
      return ctx.db.rows(given)
    }
    const found = await store.governedGroups({ ...ctx, db: { ...ctx.db, rows } }, organization, {
      words: [],
      view: undefined,
      sort: 'name',
      down: false,
      after: undefined,
      limit: 5,
      ...asked,
    })
    const { text, values } = statement!
    const explained = await ctx.db.row<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      text: `explain (analyze, format json) ${text}`,
      ...(values && { values }),
    })
    return {
      names: found.map(({ name }) => name),
      last: found.at(-1),
      sizes: looksInto('flat_membership', explained!['QUERY PLAN'][0].Plan),
    }
  })
}

test('V1 · by name, sizes are worked out for the groups of the page alone, page after page, both ways', async () => {
  const first = await governed({})
  assert.deepEqual(
    first.names,
    names.slice(0, 6),
    'and one more, which tells that there is a next page',
  )
  assert.equal(first.sizes, 6)
  const { last } = first
  const second = await governed({ after: [last!.key, last!.id] })
  assert.deepEqual(second.names, names.slice(6, 12))
  assert.equal(second.sizes, 6)
  const fromBehind = await governed({ down: true })
  assert.deepEqual(fromBehind.names, names.toReversed().slice(0, 6))
  assert.equal(fromBehind.sizes, 6)
})

test('V1 · searched by name it is the same, and sorting by size considers all groups', async () => {
  const found = await governed({ words: ['2'] })
  assert.deepEqual(found.names, ['Group 02', 'Group 12', ...names.slice(20, 24)])
  assert.equal(found.sizes, 6)
  assert.equal((await governed({ sort: 'storage' })).sizes, names.length)
})
