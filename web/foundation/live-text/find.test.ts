import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Schema, type Node } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import { findPlugin, found, replacingAll, seeking, type Sought } from './find.ts'

const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'inline*' },
    quote: { group: 'block', content: 'block+' },
    text: { group: 'inline' },
    mention: { group: 'inline', inline: true },
  },
  marks: { bold: {} },
})
const mention = schema.node('mention')
const text = (words: string, bold = false) => schema.text(words, bold ? [schema.mark('bold')] : [])
const paragraph = (...inside: (string | Node)[]) =>
  schema.node(
    'paragraph',
    null,
    inside.map((each) => (typeof each === 'string' ? text(each) : each)),
  )

function looking(blocks: Node[], words: string, how: Partial<Sought> = {}): EditorState {
  const doc = schema.node('doc', null, blocks)
  const state = EditorState.create({ doc, plugins: [findPlugin()] })
  return state.apply(seeking(state, { words, matchCase: false, wholeWords: false, ...how }))
}

function words(state: EditorState): string[] {
  return found({ state }).matches.map(({ from, to }) => state.doc.textBetween(from, to))
}

const texts = ({ doc }: EditorState) => doc.content.content.map(({ textContent }) => textContent)

test('N · words are found in every block, across formatting, whatever is beside them', () => {
  const state = looking(
    [
      paragraph('The crane, ', text('cra', true), text('ne'), mention, 'crane'),
      schema.node('quote', null, [paragraph('Cranes')]),
    ],
    'crane',
  )
  assert.deepEqual(words(state), ['crane', 'crane', 'crane', 'Crane'])
})

test('N · case and whole words count where one asks for it', () => {
  const blocks = [paragraph('Été, étés, ÉTÉ; _été; été')]
  assert.equal(words(looking(blocks, 'été')).length, 5)
  assert.deepEqual(words(looking(blocks, 'été', { matchCase: true })), ['été', 'été', 'été'])
  assert.deepEqual(words(looking(blocks, 'été', { wholeWords: true })), ['Été', 'ÉTÉ', 'été'])
})

test('N · a match is where it is, beside letters that change their length with their case', () => {
  assert.deepEqual(words(looking([paragraph('İİİ, istanbul İ istanbul')], 'Istanbul')), [
    'istanbul',
    'istanbul',
  ])
})

test('N · a space finds the spaces that French puts before its marks', () => {
  assert.equal(words(looking([paragraph('Prêt\u202f? Prêt\u00a0: prêt ?')], 'prêt ?')).length, 2)
})

test('N · words are never a pattern, and overlap nothing', () => {
  assert.deepEqual(words(looking([paragraph('(a+)+$ .* aaaa')], '(a+)+$')), ['(a+)+$'])
  assert.deepEqual(words(looking([paragraph('aaaa')], 'aa')), ['aa', 'aa'])
})

test('N · all are replaced at once, with the formatting that each begins with; what contains the words is not replaced again', () => {
  const before = looking(
    [paragraph('one ', text('one', true), ' two'), paragraph('none'), paragraph('two')],
    'one',
  )
  const state = before.apply(replacingAll(before, 'one more'))
  assert.deepEqual(texts(state), ['one more one more two', 'none more', 'two'])
  assert.deepEqual(
    state.doc.firstChild!.content.content.map(({ text: said, marks }) => [said, marks.length]),
    [
      ['one more ', 0],
      ['one more', 1],
      [' two', 0],
    ],
  )
  assert.equal(words(state).length, 3, 'and they are found where they are now')
  const emptied = state.apply(replacingAll(state, ''))
  assert.deepEqual(texts(emptied), [' more  more two', 'n more', 'two'])
})

test('N · matches follow an edit, and blocks that did not change are not read again', () => {
  const state = looking([paragraph('crane'), paragraph('crane')], 'crane')
  const after = state.apply(state.tr.insertText('A ', 1))
  assert.deepEqual(
    found({ state: after }).matches.map(({ from }) => from),
    [3, 10],
  )
  assert.deepEqual(words(after), ['crane', 'crane'])
})
