import assert from 'node:assert/strict'
import { test } from 'node:test'
import { distinctHues, hues } from './hues.ts'

type Group = Parameters<typeof distinctHues>[0][number]
const group = (id: string, hue: number, more: Partial<Group> = {}): Group => ({
  ...{ id, hue, archived: false, role: 'member' },
  ...more,
})
const seen = (groups: Group[]) => Object.fromEntries(distinctHues(groups))

test('Identity · of two groups with the same hue the older one keeps it, in whatever order they come', () => {
  const groups = [group('b', 3), group('a', 3), group('c', 5)]
  assert.deepEqual(seen(groups), { a: 3, b: 4, c: 5 })
  assert.deepEqual(seen(groups.toReversed()), { a: 3, b: 4, c: 5 })
})

test('Identity · twelve groups of one hue are seen in twelve, and a younger group changes none of them', () => {
  const twelve = hues.map((_, place) => group(`g${String(place).padStart(2, '0')}`, 12))
  assert.equal(new Set(Object.values(seen(twelve))).size, 12)
  const { h, ...others } = seen([group('h', 12), ...twelve])
  assert.deepEqual(others, seen(twelve))
  assert.ok(hues.includes(h!))
})

test('Identity · an administrator sees the hue that they chose; an archived group takes none away', () => {
  const groups = [
    group('a', 3, { archived: true }),
    group('b', 3),
    group('c', 3, { role: 'administrator' }),
  ]
  assert.deepEqual(seen(groups), { a: 3, b: 4, c: 3 })
})
