import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hueOf } from './person-hue.ts'

const person = (id: string, firstName: string, lastName: string) => ({ id, firstName, lastName })

test('Identity · up to twelve people with the same initials have twelve hues, each the same whenever shown', () => {
  const people = Array.from({ length: 12 }, (_, n) => person(`id${n * 12}`, `Anna${n}`, 'Test'))
  const hues = people.map(hueOf)
  assert.equal(new Set(hues).size, 12)
  assert.deepEqual(people.toReversed().map(hueOf), hues.toReversed())
  assert.equal(hueOf(person('id0', 'Renamed', 'Person')), hues[0])
  assert.ok(hueOf(person('thirteenth', 'Alma', 'Toft')) < 12)
})

test('Identity · the hue of a person follows from their id, but for somebody with the same initials', () => {
  const [a, m, y] = ['a', 'm', 'y'] // ids of the same hue
  assert.equal(hueOf(person(a, 'Berta', 'Xu')), 1)
  assert.equal(hueOf(person(m, 'Carl', 'Xu')), 1)
  assert.equal(hueOf(person(y, 'Bodo', 'Xaver')), 2)
})
