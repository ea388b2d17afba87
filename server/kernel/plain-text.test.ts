import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyText } from '../../test/world/texts.ts'
import {
  cut,
  de,
  firstLetter,
  folded,
  isFound,
  nearlyFinds,
  safeName,
  safeNameWithEnding,
  tidy,
  tidyText,
} from './plain-text.ts'

test('Q1 · case, accents, width, ligatures and kinds of apostrophes do not count, in every script', () => {
  const alike = [
    [
      'RÉUNION D’ÉQUIPE',
      "re\u0301union d'e\u0301quipe",
      'reunion d´equipe',
      'Ｒｅｕｎｉｏｎ dʼequipe',
    ],
    ['ΚΑΡΑΚΑΣΣΑΣ', 'Καρακάσσας', 'καρακασσασ'],
    ['Œuvre', 'OEUVRE', 'œuvre'],
    ['Straße', 'STRASSE', 'STRAẞE'],
    ['İstanbul', 'ISTANBUL', 'ıstanbul'],
    ['Łódź', 'lodz'],
    ['Đường', 'DUONG'],
    ['Ёлка', 'елка'],
    ['مُحَمَّد', 'محمد'],
    ['שָׁלוֹם', 'שלום'],
    ['ﾊﾞﾅﾅ', 'バナナ'],
    ['한국', '한국'.normalize('NFD')],
    ['ven\u00adtes', 'v\u200bentes', 'ventes\u202e', 'VENTES\u3164'],
    ['well‑known — fact', 'well-known - fact'],
  ]
  for (const same of alike)
    assert.deepEqual(new Set(same.map(folded)).size, 1, same.map(folded).join(' | '))
})

test('Q1 · letters that make another word stay apart', () => {
  for (const [one, other] of [
    ['か', 'が'],
    ['का', 'की'],
    ['ก่า', 'กี'],
    ['C', 'C++'],
    ['Vente', 'Ventes'],
  ])
    assert.notEqual(folded(one!), folded(other!))
})

test('folding is idempotent', () => {
  fc.assert(fc.property(anyText, (text) => folded(folded(text)) === folded(text)))
})

test('Q1 · a search finds every word, in any order, and typed text is not a pattern', () => {
  assert.ok(isFound('besancon reunion', 'Réunion d’équipe à Besançon'))
  assert.ok(isFound("d'equipe", 'Réunion d’équipe'))
  assert.ok(!isFound('.*', 'Réunion'))
  assert.ok(isFound('', 'anything'))
})

test('X107 · a name is one line without invisible characters and without those that reverse the text around it', () => {
  const cases: [string, string][] = [
    ['Ligne\ndeux', 'Ligne deux'],
    ['a\r\n\u2028\u0085b\x1b[31m', 'a b [31m'],
    ['Bilan \u202efdp.exe', 'Bilan fdp.exe'],
    ['a\u2066b\u2069\u200f\u061cc', 'abc'],
    ['Ven\u200b\u200c\u200d\u2060\ufefftes', 'Ventes'],
    ['  a \u200b  b  ', 'a b'],
    ['e\u0301te\u0301', 'été'],
    ['\ud83dx', 'x'],
    ['Ordre\u202f: a\u00a0\u00a0b', 'Ordre\u202f: a b'],
  ]
  for (const [typed, kept] of cases) assert.equal(tidy(typed), kept)
  for (const nothing of [
    '',
    ' \n',
    '\u200b',
    '\u3164',
    '\uffa0',
    '\u2800',
    '\u00ad\u034f',
    '\u115f\u1160',
    '\u0301',
    '\u{e0041}',
  ])
    assert.equal(tidy(nothing), '', JSON.stringify(nothing))
})

test('X107 · joiners and variants stay where writing needs them', () => {
  for (const name of ['👩🏽‍💻 dev', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '❤️', 'می‌خواهم', 'क्‍ष', '葛\u{e0100}城'])
    assert.equal(tidy(name), name.normalize('NFC'), name)
})

test('tidying is idempotent, and leaves no control character', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const kept = tidy(text)
      assert.equal(tidy(kept), kept)
      assert.doesNotMatch(kept, /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u)
    }),
  )
})

test('X108 · a text keeps its lines and loses characters that control a terminal or reverse the text around it', () => {
  assert.equal(
    tidyText('one\r\ntwo\u2028three\x1b[2J \u202eevil\u2069\tx'),
    'one\ntwo\nthree[2J evil\tx',
  )
})

test('a search forgives one wrong letter in a word of four letters or more', () => {
  const found = (search: string, text: string) => nearlyFinds(search)(text)
  for (const typed of ['Brigde', 'bidge', 'brridge', 'brydge', 'ridge', 'bridgge ren', 'bryd'])
    assert.ok(found(typed, 'Bridge renovation'), typed)
  for (const typed of ['bxixge', 'bri rinavation', 'idge', 'xyz', ''])
    assert.ok(!found(typed, 'Bridge renovation'), typed)
  assert.ok(found('élodei', 'Élodie'), 'accents do not count')
  assert.ok(!found('abx', 'abc'), 'a short word has to be right')
  assert.ok(found('a.b*', "l'a.b*c"), 'signs are signs')
  fc.assert(fc.property(anyText, anyText, (search, text) => void found(search, text)))
})

test('a cut never splits what people see as one letter', () => {
  assert.equal(cut('ab👩🏽‍💻', 5), 'ab')
  assert.equal(cut('ne\u0301e', 2), 'n')
  assert.equal(cut('🇫🇷🇫🇷', 5), '🇫🇷')
  assert.equal(cut('short', 10), 'short')
  assert.equal(firstLetter(' 🇫🇷 Équipe'), '🇫🇷')
  assert.equal(firstLetter('e\u0301quipe'), 'é')
  assert.ok(firstLetter(`a${'\u0301'.repeat(500)}`).length <= 32)
  fc.assert(
    fc.property(anyText, fc.nat(20), (text, most) => {
      assert.ok(cut(text, most).length <= most)
      assert.ok(text.startsWith(cut(text, most)))
    }),
  )
})

test('X115 · every system can create a file of a safe name', () => {
  assert.equal(safeName('CON', 'note'), 'CON_')
  assert.equal(safeName('aux.txt', 'note'), 'aux_.txt')
  assert.equal(safeName('nul .md', 'note'), 'nul_ .md')
  assert.equal(safeName('photo\u202egnp', 'note'), 'photognp')
  assert.equal(safeName('a/b\\c:d*e?f"g<h>i|j', 'note'), 'a b c d e f g h i j')
  assert.equal(safeName('. . .', 'note'), 'note')
  assert.equal(safeName('Bilan. ', 'note'), 'Bilan')
  assert.equal(safeNameWithEnding('COM¹.md', 'note'), 'COM¹_.md')
  assert.ok(safeNameWithEnding(`${'a'.repeat(400)}.pdf`, 'x').endsWith('a.pdf'))
  fc.assert(
    fc.property(anyText, (text) => {
      const name = safeName(text, 'note')
      assert.notEqual(name, '')
      assert.ok(new TextEncoder().encode(name).length <= 200)
      assert.doesNotMatch(name, /[\\/:*?"<>|\p{Cc}]|^[\s.]|[\s.]$/u)
      assert.doesNotMatch(name, /^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)/i)
    }),
    { numRuns: 500 },
  )
})

test('UI · French de is elided before a vowel, an h and the vowel y, not before the consonant y', () => {
  const said = ['Ada', 'Élise', 'Hélène', 'Yves', 'Mina', 'Yann', 'Yasmine', 'Yéléna'].map(de)
  assert.deepEqual(said, [
    ...['d’Ada', 'd’Élise', 'd’Hélène', 'd’Yves'],
    ...['de Mina', 'de Yann', 'de Yasmine', 'de Yéléna'],
  ])
})
