import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { longDate, readDay, readTime, sayDay, sayMoment, sayTime } from './day-and-time.ts'
import { readMoney, sayMoney } from './money.ts'
import { readPhone, sayPhone } from './phone.ts'
import { readWebAddress, sayWebAddress } from './web-address.ts'

const languages = ['en', 'fr'] as const
const today = '2026-11-29'

test('Z2 · an amount is read as either language writes it', () => {
  const euros = (typed: string, language: 'en' | 'fr') => readMoney(typed, 'EUR', language)
  for (const typed of [
    '1 234,50 €',
    '1\u202f234,5',
    '1.234,50',
    '1234.50',
    "€ 1'234.50",
    '１２３４,50',
  ])
    assert.equal(euros(typed, 'fr'), '1234.50 EUR', typed)
  for (const typed of ['1,234.50', '€1,234.5', '1 234,50 €', '1234,50 euros', 'EUR 1234.50'])
    assert.equal(euros(typed, 'en'), '1234.50 EUR', typed)
  assert.equal(euros('1,234', 'en'), '1234.00 EUR')
  assert.equal(euros('-5', 'en'), '-5.00 EUR')
  assert.equal(euros('−0,00', 'fr'), '0.00 EUR')
  assert.equal(euros('20 chf', 'fr'), '20.00 CHF')
  assert.equal(readMoney('$5', 'CAD', 'en'), '5.00 CAD')
  assert.equal(readMoney('5 $', 'EUR', 'fr'), '5.00 USD')
  assert.equal(readMoney('1.234', 'TND', 'en'), '1.234 TND')
  assert.equal(readMoney('1,234', 'JPY', 'en'), '1234 JPY')
})

test('Z2 · what could be two amounts, or is none, is no amount', () => {
  const hostile = [
    '',
    ' ',
    '1e9',
    'Infinity',
    '0x10',
    '٣',
    '1,2,3',
    '12 34',
    '--5',
    '-€-5',
    '€ 5 EUR',
    '5 apples',
    '9'.repeat(16),
  ]
  for (const typed of [...hostile, '1.234', '1.2345', '5;drop', `${'1 '.repeat(5000)}`])
    for (const language of languages)
      assert.equal(readMoney(typed, 'EUR', language), undefined, typed)
  assert.equal(readMoney('1,234', 'EUR', 'fr'), undefined)
  assert.equal(readMoney('12.5', 'JPY', 'en'), undefined)
})

test('Z2 · a day is read as it is said or written, and without a year it is the next such day', () => {
  const same = [
    '3 mars 2026',
    'le 3 mars 2026',
    'mardi 3 mars 26',
    '3 March 2026',
    'March 3rd, 2026',
  ]
  for (const typed of [
    ...same,
    'Tuesday, 3rd of march 2026',
    '3/3/2026',
    '03.03.26',
    '2026-3-3',
    '3 MARS 2026',
  ])
    for (const language of languages)
      assert.equal(readDay(typed, language, today), '2026-03-03', typed)
  assert.equal(readDay('le 3 mars', 'fr', today), '2027-03-03')
  assert.equal(readDay('1er déc.', 'fr', today), '2026-12-01')
  assert.equal(readDay('29 novembre', 'fr', today), today)
  assert.equal(readDay('29 février', 'fr', today), '2028-02-29')
  assert.equal(readDay('4/12', 'en', today), '2026-12-04')
  assert.equal(readDay('après-demain', 'fr', today), '2026-12-01')
  assert.equal(readDay('Tomorrow', 'en', today), '2026-11-30')
})

test('Z2 · a date that does not exist is refused', () => {
  const wrong = [
    '',
    '31/2/2026',
    '32 mars',
    '13/13',
    '0/1',
    '4 jui',
    '1 ma',
    'juillet',
    '3 mars 0026',
  ]
  for (const typed of [...wrong, '99999999', '-1', 'on Sunday', '3 mars; drop', '3 '.repeat(5000)])
    for (const language of languages)
      assert.equal(readDay(typed, language, today), undefined, typed)
})

test('Z2 · a time of day is read with h, a colon, a point or nothing, and in halves of the day', () => {
  for (const typed of ['12h30', '12 h 30', '12:30', '12.30', '1230', '12:30 pm', '１２:３０'])
    assert.equal(readTime(typed), '12:30', typed)
  for (const [typed, time] of [
    ['9', '09:00'],
    ['9 heures 15', '09:15'],
    ['930', '09:30'],
    ['9 p.m.', '21:00'],
    ['12am', '00:00'],
    ['midi', '12:00'],
    ['Midnight', '00:00'],
  ] as const)
    assert.equal(readTime(typed), time, typed)
  for (const typed of [
    '',
    '24:00',
    '9:60',
    '0am',
    '13pm',
    '9:3',
    '12:30:00',
    'neuf',
    '-1',
    '9'.repeat(5000),
  ])
    assert.equal(readTime(typed), undefined, typed)
})

test('X116 · the address of a page has no other scheme, no password and no sign that hides', () => {
  assert.equal(readWebAddress('example.org'), 'https://example.org/')
  assert.equal(readWebAddress(' HTTP://Example.ORG/Wood '), 'http://example.org/Wood')
  assert.equal(readWebAddress('exämple.org:8080/é'), 'https://xn--exmple-cua.org:8080/%C3%A9')
  const hostile = [
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
  ]
  const secret = [
    'https://me:secret@example.org',
    'me@example.org',
    'mailto:me@example.org',
    'ftp://example.org',
  ]
  const broken = [
    '',
    'example',
    '/path',
    'http://',
    'https://.',
    'https://exa mple.org',
    'example.org\u202e/x',
    'a.b/'.repeat(600),
  ]
  for (const typed of [...hostile, ...secret, ...broken])
    assert.equal(readWebAddress(typed), undefined, typed)
})

test('Z2 · a telephone number is read with or without its country, and can be called', () => {
  for (const typed of [
    '06 12 34 56 78',
    '+33 (0)6 12 34 56 78',
    '0033612345678',
    'tel:+33612345678',
    '06.12.34.56.78',
  ])
    assert.equal(readPhone(typed, 'FR'), '+33612345678', typed)
  assert.equal(readPhone('022 730 51 11', 'CH'), '+41227305111')
  assert.equal(sayPhone('+33612345678', 'FR'), '06 12 34 56 78')
  assert.equal(sayPhone('+33612345678', 'CH'), '+33 6 12 34 56 78')
  for (const typed of [
    '',
    '15',
    '06 12 34 56',
    'abc',
    '+999123456789',
    'call 0612345678 now',
    '"><script>',
    '0'.repeat(5000),
  ])
    assert.equal(readPhone(typed, 'FR'), undefined, typed)
  assert.equal(readPhone('0612345678', 'XX'), undefined)
})

test('Z2 · the text of a field is read back as the same value', () => {
  for (const language of languages) {
    for (const currency of ['EUR', 'USD', 'CAD', 'JPY', 'TND', 'CHF', 'XAF', 'GBP'])
      for (const given of ['EUR', currency])
        for (const typed of ['-1234567', '0', '1234']) {
          const money = readMoney(`${typed} ${currency}`, given, language)!
          assert.equal(readMoney(money, given, language), money)
          assert.equal(readMoney(sayMoney(money, given, language), given, language), money, money)
        }
    for (let month = 1; month <= 12; month++) {
      const day = `2026-${String(month).padStart(2, '0')}-01`
      assert.equal(readDay(sayDay(day, language), language, today), day)
      assert.equal(readDay(day, language, today), day)
    }
    assert.equal(readTime(sayTime('00:05', language)), '00:05')
  }
  for (const address of [
    'https://example.org/',
    'http://example.org/x/',
    'https://example.org/a?b=1#c',
  ])
    assert.equal(readWebAddress(sayWebAddress(address)), address)
})

test('Z2 · in letters and on pages the day comes before the month, in either language', () => {
  const at = new Date('2026-03-03T13:05:00Z')
  assert.equal(longDate(at, 'en', 'UTC'), '3 March 2026')
  assert.equal(sayMoment(at, 'en', 'Europe/Paris'), '3 March 2026 at 14:05')
  assert.equal(sayMoment(at, 'fr', 'Europe/Paris'), '3 mars 2026 à 14:05')
})

test('Z2 · no date or list is written in the American form of “en”', () => {
  const american =
    /Intl\.(?:DateTime|List|RelativeTime)Format\((?:language\b|'en', \{ (?!timeZone))/
  const root = path.join(import.meta.dirname, '../..')
  const files = ['server', 'web'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .map((file) => path.join(root, folder, file)),
  )
  assert.ok(files.length > 500)
  assert.deepEqual(
    files.filter((file) => american.test(readFileSync(file, 'utf8'))),
    [],
  )
})
