import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextDigest, quietUntil, usualRhythm, type Rhythm } from './hours.ts'

const paris = 'Europe/Paris'
const nights = { quietFrom: 22 * 60, quietTo: 7 * 60 }
const quiet = (at: string, hours: Partial<Rhythm> = nights, zone = paris) =>
  quietUntil(new Date(at), { ...usualRhythm, ...hours }, zone)?.toISOString()
const digest = (at: string, rhythm: Partial<Rhythm> = {}, zone = paris) =>
  nextDigest(new Date(at), { ...usualRhythm, ...rhythm }, zone)?.toISOString()

test('E1 · quiet hours over midnight end in the morning, in my time zone', () => {
  assert.equal(quiet('2026-01-10T21:30:00Z'), '2026-01-11T06:00:00.000Z')
  assert.equal(quiet('2026-01-11T05:59:59Z'), '2026-01-11T06:00:00.000Z')
  assert.equal(quiet('2026-01-11T06:00:00Z'), undefined)
  assert.equal(quiet('2026-01-10T20:59:59Z'), undefined)
  assert.equal(quiet('2026-01-10T19:30:00Z', nights, 'Asia/Kolkata'), '2026-01-11T01:30:00.000Z')
})

test('E1 · quiet hours within a day, and none at all', () => {
  const lunch = { quietFrom: 12 * 60, quietTo: 14 * 60 }
  assert.equal(quiet('2026-07-01T10:30:00Z', lunch), '2026-07-01T12:00:00.000Z')
  assert.equal(quiet('2026-07-01T12:00:00Z', lunch), undefined)
  assert.equal(quietUntil(new Date(), usualRhythm, paris), undefined)
})

test('E1 · in the night when the clock goes forward (Paris, 29 March 2026), quiet hours end by the clock on the wall', () => {
  assert.equal(quiet('2026-03-28T22:00:00Z'), '2026-03-29T05:00:00.000Z')
  // 2:30 does not exist in that night: an hour later it is 3:30
  assert.equal(
    quiet('2026-03-29T00:15:00Z', { quietFrom: 22 * 60, quietTo: 150 }),
    '2026-03-29T01:30:00.000Z',
  )
})

test('E1 · in the night when the clock goes back (Paris, 25 October 2026), quiet hours end by the clock on the wall', () => {
  assert.equal(quiet('2026-10-24T21:00:00Z'), '2026-10-25T06:00:00.000Z')
  const early = { quietFrom: 22 * 60, quietTo: 150 }
  assert.equal(quiet('2026-10-24T23:00:00Z', early), '2026-10-25T00:30:00.000Z')
})

test('E1 · the digest comes at my hour, the day before and after the clock changes too', () => {
  assert.equal(digest('2026-03-28T06:59:00Z'), '2026-03-28T07:00:00.000Z')
  assert.equal(digest('2026-03-28T07:00:00Z'), '2026-03-29T06:00:00.000Z')
  assert.equal(digest('2026-10-24T06:00:00Z'), '2026-10-25T07:00:00.000Z')
  assert.equal(digest('2026-10-24T06:00:00Z', {}, 'America/New_York'), '2026-10-24T12:00:00.000Z')
})

test('E1 · a digest at an hour that a night skips or repeats comes once', () => {
  const late = { digestMinute: 150 }
  assert.equal(digest('2026-03-28T12:00:00Z', late), '2026-03-29T01:30:00.000Z')
  assert.equal(digest('2026-03-29T01:30:00Z', late), '2026-03-30T00:30:00.000Z')
  assert.equal(digest('2026-10-24T12:00:00Z', late), '2026-10-25T00:30:00.000Z')
  assert.equal(digest('2026-10-25T00:30:00Z', late), '2026-10-26T01:30:00.000Z')
})

test('E1 · a weekly digest comes on its day, and who wants none gets none', () => {
  const friday: Partial<Rhythm> = { digest: 'weekly', digestDay: 5 }
  assert.equal(digest('2026-11-22T12:00:00Z', friday), '2026-11-27T07:00:00.000Z')
  assert.equal(digest('2026-11-27T07:00:00Z', friday), '2026-12-04T07:00:00.000Z')
  assert.equal(digest('2026-11-22T12:00:00Z', { digest: 'off' }), undefined)
})

const weekend = { quietDays: [6, 7] }

test('E1 · quiet days last from midnight to midnight, in my time zone', () => {
  assert.equal(quiet('2026-11-27T22:59:59Z', weekend), undefined)
  assert.equal(quiet('2026-11-27T23:00:00Z', weekend), '2026-11-29T23:00:00.000Z')
  assert.equal(quiet('2026-11-29T22:59:59Z', weekend), '2026-11-29T23:00:00.000Z')
  assert.equal(quiet('2026-11-29T23:00:00Z', weekend), undefined)
  assert.equal(quiet('2026-11-27T23:00:00Z', weekend, 'America/New_York'), undefined)
  assert.equal(quiet('2026-11-27T23:00:00Z', weekend, 'Asia/Kolkata'), '2026-11-29T18:30:00.000Z')
})

test('E1 · quiet hours next to a quiet day are one period with it', () => {
  const both = { ...nights, ...weekend }
  assert.equal(quiet('2026-11-27T21:00:00Z', both), '2026-11-30T06:00:00.000Z')
  assert.equal(quiet('2026-11-29T20:00:00Z', both), '2026-11-30T06:00:00.000Z')
  const apart = { ...nights, quietDays: [1, 3] }
  assert.equal(quiet('2026-11-30T12:00:00Z', apart), '2026-12-01T06:00:00.000Z')
  const sixDays = { ...nights, quietDays: [1, 2, 3, 4, 5, 6] }
  assert.equal(quiet('2026-11-29T21:00:00Z', sixDays), '2026-12-06T06:00:00.000Z')
})

test('E1 · a quiet day in which the clock changes ends at its own midnight', () => {
  assert.equal(quiet('2026-03-29T12:00:00Z', weekend), '2026-03-29T22:00:00.000Z')
  assert.equal(quiet('2026-10-25T12:00:00Z', weekend), '2026-10-25T23:00:00.000Z')
  // in Santiago the 6th of September 2026 begins at one, and the 5th of April repeats the last hour of the 4th
  assert.equal(
    quiet('2026-09-05T12:00:00Z', { quietDays: [6] }, 'America/Santiago'),
    '2026-09-06T04:00:00.000Z',
  )
  assert.equal(
    quiet('2026-04-04T12:00:00Z', { quietDays: [6] }, 'America/Santiago'),
    '2026-04-05T04:00:00.000Z',
  )
})

test('E1 · a digest skips quiet days; a weekly one on a quiet day comes on the next that is not', () => {
  assert.equal(digest('2026-11-27T07:00:00Z', weekend), '2026-11-30T07:00:00.000Z')
  const saturday: Partial<Rhythm> = { ...weekend, digest: 'weekly', digestDay: 6 }
  assert.equal(digest('2026-11-25T12:00:00Z', saturday), '2026-11-30T07:00:00.000Z')
  assert.equal(digest('2026-11-30T07:00:00Z', saturday), '2026-12-07T07:00:00.000Z')
})

test('E1 · a time zone that is not known is read as UTC', () => {
  assert.equal(digest('2026-11-22T09:00:00Z', {}, 'Mars/Olympus'), '2026-11-23T08:00:00.000Z')
})
