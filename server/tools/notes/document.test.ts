import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asAnEditorHoldsIt, contentOf, documentOf } from './conversion.ts'
import type { DocumentNode } from './document.ts'

const kept = (content: DocumentNode[]) =>
  contentOf(documentOf(asAnEditorHoldsIt({ type: 'doc', content })!)).content

test('N · a note holds headings of six levels', () => {
  const headings = [1, 2, 3, 4, 5, 6].map((level) => ({
    type: 'heading',
    attrs: { level },
    content: [{ type: 'text', text: `Level ${level}` }],
  }))
  assert.deepEqual(kept(headings), headings)
})

test('N · code may be bold and linked, as in Markdown', () => {
  const marks = [{ type: 'link', attrs: { href: 'https://example.org/' } }, { type: 'bold' }]
  const text = { type: 'text', text: 'npm', marks: [...marks, { type: 'code' }] }
  const [paragraph] = kept([{ type: 'paragraph', content: [text] }])!
  const types = paragraph!.content![0]!.marks!.map(({ type }) => type)
  assert.deepEqual(types.toSorted(), ['bold', 'code', 'link'])
})
