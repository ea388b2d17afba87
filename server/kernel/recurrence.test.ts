import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRecurrence, momentOf, nextOccurrence } from './recurrence.ts'

const paris = 'Europe/Paris'

/** The next `count` occurrences, as moments in UTC. */
function upcoming(rule: string, start: string, after: string, count: number, zone = paris) {
  const found: string[] = []
  for (let from = new Date(after); found.length < count;) {
    const next = nextOccurrence({ rule, start, zone }, from)
    if (!next) break
    found.push(next.toISOString())
    from = next
  }
  return found
}

test('every Monday at 9 is at 9 by the clock on the wall, in summer and in winter', () => {
  assert.deepEqual(
    upcoming('FREQ=WEEKLY;BYDAY=MO', '2026-01-05T09:00', '2026-03-17T00:00:00Z', 3),
    ['2026-03-23T08:00:00.000Z', '2026-03-30T07:00:00.000Z', '2026-04-06T07:00:00.000Z'],
  )
  assert.deepEqual(
    upcoming(
      'FREQ=WEEKLY;BYDAY=MO',
      '2026-01-05T09:00',
      '2026-03-01T00:00:00Z',
      2,
      'America/New_York',
    ),
    ['2026-03-02T14:00:00.000Z', '2026-03-09T13:00:00.000Z'],
  )
})

test('RFC 5545 §3.3.10 · a time that the clock skips does not occur; one that comes twice occurs once', () => {
  assert.deepEqual(upcoming('FREQ=DAILY', '2026-03-01T02:30', '2026-03-27T12:00:00Z', 2), [
    '2026-03-28T01:30:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ])
  assert.deepEqual(upcoming('FREQ=DAILY', '2026-10-01T02:30', '2026-10-24T12:00:00Z', 2), [
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ])
})

test('the last Friday, every other week, a leap day, a number of times and until a day', () => {
  assert.deepEqual(
    upcoming('FREQ=MONTHLY;BYDAY=-1FR', '2026-01-30T18:00', '2026-02-01T00:00:00Z', 2),
    ['2026-02-27T17:00:00.000Z', '2026-03-27T17:00:00.000Z'],
  )
  assert.deepEqual(
    upcoming('FREQ=WEEKLY;INTERVAL=2', '2026-01-05T09:00', '2026-01-05T08:00:00Z', 1),
    ['2026-01-19T08:00:00.000Z'],
  )
  assert.deepEqual(upcoming('FREQ=YEARLY', '2024-02-29T09:00', '2026-01-01T00:00:00Z', 1), [
    '2028-02-29T08:00:00.000Z',
  ])
  assert.equal(
    upcoming('FREQ=DAILY;COUNT=3', '2026-01-05T09:00', '2026-01-01T00:00:00Z', 9).length,
    3,
  )
  assert.equal(
    upcoming('FREQ=DAILY;UNTIL=20260107T235959Z', '2026-01-05T09:00', '2026-01-01T00:00:00Z', 9)
      .length,
    3,
  )
})

test('X106, X119 · a rule that never comes, comes without end, or means something else is refused, and costs little', () => {
  const now = new Date('2026-11-29T12:00:00Z')
  for (const rule of [
    'FREQ=SECONDLY',
    'FREQ=MINUTELY;INTERVAL=1',
    'FREQ=HOURLY',
    'FREQ=DAILY;BYHOUR=0,1,2,3',
    'FREQ=DAILY;BYSECOND=1',
    'FREQ=DAILY;COUNT=999999999',
    'FREQ=DAILY;INTERVAL=999999999',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31',
    'FREQ=DAILY;UNTIL=20200101T000000Z',
    'FREQ=DAILY;FREQ=WEEKLY',
    'FREQ=DAILY\nDTSTART:19700101T000000Z',
    'FREQ=DAILY\r\nRDATE:20261201T000000Z',
    'FREQ=WEEKLY;BYDAY=XX',
    'RRULE:FREQ=DAILY',
    'FREQ=DAILY;X-OTHER=1',
    'FREQ=DAILY;RSCALE=HEBREW',
    `FREQ=DAILY;BYMONTHDAY=${'1,'.repeat(200)}1`,
    'freq=daily',
    '',
    ';',
  ])
    assert.equal(isRecurrence({ rule, start: '2026-01-05T09:00', zone: paris }, now), false, rule)
  for (const start of ['1970-01-01', 'now', '2026-13-01T09:00', '2026-01-05T09:00Z'])
    assert.equal(isRecurrence({ rule: 'FREQ=DAILY', start, zone: paris }, now), false, start)
  for (const zone of ['Nowhere/Land', '', '+25:00', '../etc'])
    assert.equal(
      isRecurrence({ rule: 'FREQ=DAILY', start: '2026-01-05T09:00', zone }, now),
      false,
      zone,
    )
})

test('a wall clock shows a time at one moment; a time that is skipped comes an hour later', () => {
  assert.equal(momentOf('2026-11-30T09:00', paris)?.toISOString(), '2026-11-30T08:00:00.000Z')
  assert.equal(momentOf('2026-03-29T02:30', paris)?.toISOString(), '2026-03-29T01:30:00.000Z')
  for (const [start, zone] of [
    ['2026-02-30T09:00', paris],
    ['2026-11-30', paris],
    ['2026-11-30T09:00', 'Nowhere/Land'],
  ] as const)
    assert.equal(momentOf(start, zone), undefined)
})
