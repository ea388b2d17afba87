import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentSchema } from '../../../server/tools/notes/document.ts'
import { followed } from './caret.ts'

const doc = (...lines: string[]) =>
  documentSchema().node(
    'doc',
    null,
    lines.map((line) =>
      documentSchema().node('paragraph', null, line ? documentSchema().text(line) : []),
    ),
  )

test('N · a place is found again when a paragraph before it is cut, joined or gone', () => {
  const before = doc('abcdef', 'klmnopqrst')
  const place = before.content.size - 7 // klmn|opqrst
  const right = (now: ReturnType<typeof doc>) =>
    now.textBetween(followed(before, now, place), now.content.size, '\n')
  assert.equal(right(doc('abcdef', 'kl', 'mnopqrst')), 'opqrst')
  assert.equal(right(doc('abcdefklmnopqrst')), 'opqrst')
  assert.equal(right(doc('klmnopqrst')), 'opqrst')
  assert.equal(right(doc('abcdef', 'klmnopqrst', 'more')), 'opqrst\nmore')
})
