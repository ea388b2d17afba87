import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatFor } from './format.ts'

const { relative } = formatFor({ language: 'en', timeZone: 'Europe/Paris' })
const said = (at: string) => relative(at, '2026-11-29T20:00:00Z')

test('UI · how long ago is said in the reader’s own days', () => {
  assert.equal(said('2026-11-29T19:59:30Z'), 'just now')
  assert.equal(said('2026-11-29T19:20:00Z'), '40 minutes ago')
  assert.equal(said('2026-11-28T23:00:00Z'), '21 hours ago')
  assert.equal(said('2026-11-28T07:00:00Z'), 'yesterday')
  assert.equal(said('2026-11-27T23:00:00Z'), 'yesterday')
  assert.equal(said('2026-11-27T22:59:00Z'), '2 days ago')
  assert.equal(said('2026-11-01T12:00:00Z'), '1 November 2026')
})

test('UI · in French the first of a month is *1er*, and one byte is singular', () => {
  const french = formatFor({ language: 'fr', timeZone: 'Europe/Paris' })
  assert.equal(french.date('2026-12-01T12:00:00Z'), '1er décembre 2026')
  assert.equal(french.weekday('2026-12-01T12:00:00Z'), 'mardi 1er décembre')
  assert.equal(french.date('2026-12-11T12:00:00Z'), '11 décembre 2026')
  assert.equal(french.size(0), '0\u202foctet')
  assert.equal(french.size(2), '2\u202foctets')
  const english = formatFor({ language: 'en', timeZone: 'Europe/Paris' })
  assert.equal(english.date('2026-12-01T12:00:00Z'), '1 December 2026')
  assert.equal(english.size(0), '0\u202fbytes')
  assert.equal(english.size(1), '1\u202fbyte')
})
