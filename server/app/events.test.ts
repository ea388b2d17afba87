import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wrongLines } from '../../test/world/declared-lines.ts'
import { startInstance } from '../../test/world/instance.ts'
import { founded } from '../../test/world/people.ts'
import { events } from './events.ts'

test('V2 · every kind of line is declared once, as thing and verb', () => {
  const kinds = events.map(({ kind }) => kind)
  assert.ok(kinds.length > 60)
  assert.deepEqual([...new Set(kinds)], kinds)
  for (const kind of kinds) assert.match(kind, /^[a-z]+\.[a-z]+(-[a-z]+)*$/)
})

test('V2 · a line about rights is called so: the index of the history holds no other that is about an item', () => {
  for (const { kind, audit } of events)
    assert.equal(audit === 'rights', kind.endsWith('.access-changed'), kind)
})

test('V2 · the tests judge each line that they write by its declaration', async () => {
  const instance = await startInstance()
  await founded(instance)
  assert.deepEqual(await wrongLines(instance.app.house), [])
  const other = [{ ...events[0]!, kind: 'weather.changed' as const }]
  const wrong = await wrongLines({ ...instance.app.house, events: other })
  assert.ok(wrong.some((line) => line.startsWith('organization.founded: nobody declares it')))
})
