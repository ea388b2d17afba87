import assert from 'node:assert/strict'
import { test } from 'node:test'
import { words } from './words.ts'

test('Z2 · one, two, three and more people are named as one says it', () => {
  const names = ['Ada Moreau', 'Rita Roy', 'Edna Evans']
  const say = ({ people }: typeof words.en, count: number, more = false) =>
    people(names.slice(0, count), more)
  assert.deepEqual(
    [0, 1, 2, 3].map((count) => say(words.en, count)),
    ['Somebody', 'Ada Moreau', 'Ada Moreau and Rita Roy', 'Ada Moreau, Rita Roy and Edna Evans'],
  )
  assert.equal(say(words.en, 3, true), 'Ada Moreau, Rita Roy, Edna Evans and others')
  assert.equal(words.fr.people(names, false), 'Ada Moreau, Rita Roy et Edna Evans')
  assert.equal(words.fr.people(names, true), 'Ada Moreau, Rita Roy, Edna Evans et d’autres')
})
