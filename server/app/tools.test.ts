import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tools } from './tools.ts'

test('A tool’s containers hold and nest only kinds that it has, and each kind can be made somewhere', () => {
  for (const { name, containers, items, first } of tools) {
    const all = Object.values(containers)
    const nested = new Set(all.flatMap(({ nests }) => nests))
    const held = new Set(all.flatMap(({ holds }) => holds))
    const kinds = Object.keys(containers).filter((kind) => kind !== 'root')
    assert.deepEqual([...nested].toSorted(), kinds.toSorted(), name)
    assert.deepEqual([...held].toSorted(), Object.keys(items).toSorted(), name)
    if (first) assert.ok(containers.root.nests.includes(first.kind), name)
  }
})

test('No two tools have a kind of items of the same name: doors call their parameters by it', () => {
  const kinds = tools.flatMap(({ items }) => Object.keys(items))
  assert.deepEqual(kinds, [...new Set(kinds)])
})
