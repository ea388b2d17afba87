import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundGroup, must } from '../../../test/world/cast.ts'
import { inDays } from '../../../test/world/clock.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, nobody, password } from '../../../test/world/people.ts'
import { purgeDeparted } from './purging.ts'

const instance = await startInstance()
const { organization, admin } = await founded(instance)
const outsider = nobody(instance)

/** Every text column that contains this address. */
async function placesOf(address: string): Promise<string[]> {
  const columns = await instance.db.rows<{ table: string; column: string }>({
    text: `select c.relname as table, a.attname as column from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        and format_type(a.atttypid, null) in ('text', 'text[]', 'json', 'jsonb')`,
  })
  const found: string[] = []
  for (const { table, column } of columns) {
    const row = await instance.db.row({
      text: `select 1 as one from ${table} where position($1 in lower(${column}::text)) > 0 limit 1`,
      values: [address],
    })
    if (row) found.push(`${table}.${column}`)
  }
  return found.toSorted((a, b) => a.localeCompare(b))
}

test('X38, O9 · of somebody who is deleted no address is left but in the lines of histories, and nobody inherits what waited for it', async () => {
  const yara = await colleague(instance, organization, 'Yara', { password })
  const ada = await colleague(instance, organization, 'Ada')
  const [group, waits] = [await foundGroup(ada, 'Accepted'), await foundGroup(ada, 'Waits')]
  const invite = (into: string) =>
    must(ada.post(`/api/groups/${into}/invitations`, { people: [{ email: yara.email }] }))
  await invite(group)
  const { items } = await must(yara.get<{ items: { id: string }[] }>('/api/me/invitations'))
  await must(yara.post(`/api/me/invitations/${items[0]!.id}/acceptance`, {}))
  await invite(waits)
  await outsider.post('/api/session', { email: yara.email, password: 'not this one at all' })
  await must(outsider.post('/api/password-reset', { email: yara.email }), 202)
  await must(admin.post(`/api/organization/people/${yara.id}/deletion`), 202)
  assert.equal(await purgeDeparted(instance.app.house, inDays(31)), 1)
  assert.deepEqual(await placesOf(yara.email), ['change.detail', 'change.detail_key'])
  const again = await colleague(instance, organization, 'Yara')
  assert.deepEqual((await must(again.get<{ items: object[] }>('/api/me/invitations'))).items, [])
})
