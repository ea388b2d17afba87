import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentsFrom, repeatsOf, repeats, ruleOf, saidTime, wallTime } from './moments.ts'

const paris = 'Europe/Paris'
const at = (moment: string) =>
  Object.fromEntries(momentsFrom(Date.parse(moment), paris).map(({ key, at: then }) => [key, then]))

test('on a Wednesday morning, later is in an hour, this evening, tomorrow, on Monday or in a week', () => {
  assert.deepEqual(at('2026-11-25T08:20:00Z'), {
    hour: '2026-11-25T10:20',
    evening: '2026-11-25T18:00',
    tomorrow: '2026-11-26T09:00',
    monday: '2026-11-30T09:00',
    week: '2026-12-02T09:00',
  })
})

test('late in the day there is no evening left, and the same moment is offered once', () => {
  assert.deepEqual(Object.keys(at('2026-11-29T20:00:00Z')), ['hour', 'tomorrow', 'week'])
  assert.equal(at('2026-11-29T23:30:00Z')['hour'], '2026-11-30T01:30')
  assert.deepEqual(Object.keys(at('2026-11-30T08:00:00Z')), [
    'hour',
    'evening',
    'tomorrow',
    'monday',
  ])
})

test('an hour is an hour on the night when the clock changes', () => {
  assert.equal(wallTime(Date.parse('2026-03-29T00:30:00Z') + 3_600_000, paris), '2026-03-29T03:30')
})

test('moments are said in the reader’s language, and every choice of repetition is read back as itself', () => {
  assert.equal(saidTime('2026-11-30T09:00', 'en'), 'Monday 30 November at 09:00')
  assert.equal(saidTime('2026-11-30T09:00', 'fr'), 'lundi 30 novembre à 09:00')
  for (const each of repeats) assert.equal(repeatsOf(ruleOf(each) ?? null), each)
  assert.equal(repeatsOf('FREQ=MONTHLY;BYDAY=-1FR'), undefined)
})
