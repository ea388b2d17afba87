import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayAfter } from '../../server/kernel/day-and-time.ts'
import { dayIn, endOfDayIn, startOfDayIn } from './days.ts'

const zones = [
  'Europe/Paris',
  'America/Montreal',
  'Asia/Tokyo',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'UTC',
]

test('M9 · a day that is chosen ends with that day where the person is, wherever their browser is', () => {
  assert.equal(endOfDayIn('2027-03-10', 'Europe/Paris'), '2027-03-10T22:59:59.000Z')
  assert.equal(endOfDayIn('2027-03-10', 'America/Montreal'), '2027-03-11T04:59:59.000Z')
  assert.equal(endOfDayIn('2027-03-10', 'Asia/Tokyo'), '2027-03-10T14:59:59.000Z')
  assert.equal(endOfDayIn('', 'Asia/Tokyo'), null)
  assert.equal(dayIn(null, 'Asia/Tokyo'), '')
  assert.equal(dayIn('2027-03-10T23:30:00Z', 'Europe/Paris'), '2027-03-11')
})

test('M9 · a membership begins with the chosen day where the person is, and tomorrow is the next day on any clock', () => {
  assert.equal(startOfDayIn('2027-03-10', 'Europe/Paris'), '2027-03-09T23:00:00.000Z')
  assert.equal(startOfDayIn('2027-03-10', 'America/Montreal'), '2027-03-10T05:00:00.000Z')
  assert.equal(startOfDayIn('', 'Asia/Tokyo'), null)
  assert.equal(dayAfter('2027-10-31'), '2027-11-01')
  assert.equal(dayAfter('2027-03-01', -1), '2027-02-28')
})

test('M9 · in every zone and on every day of a year, days that are skipped over midnight included', () => {
  for (const zone of zones)
    for (let at = Date.parse('2027-01-01'); at < Date.parse('2028-01-01'); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10)
      const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone)
      const end = endOfDayIn(day, zone)!
      assert.equal(Date.parse(end), next.epochMilliseconds - 1000, `${day} in ${zone}`)
      assert.equal(dayIn(end, zone), day)
    }
})
