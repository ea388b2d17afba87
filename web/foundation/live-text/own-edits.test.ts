import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as Y from 'yjs'
import { endOf, ownSince, ownWords, pieces, renumbered, wordsIn } from './own-edits.ts'

function textOf(doc: Y.Doc): string {
  return doc.getXmlFragment('default').toJSON()
}

function paragraph(doc: Y.Doc, text: string, at = doc.getXmlFragment('default').length): void {
  const made = new Y.XmlElement('paragraph')
  made.insert(0, [new Y.XmlText(text)])
  doc.getXmlFragment('default').insert(at, [made])
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** A text by two people, one of whom edits offline: inserts into existing text, and deletes some of it and of their own. */
function town() {
  const server = new Y.Doc()
  paragraph(server, 'begun by somebody else')
  const mine = copyOf(server)
  paragraph(mine, 'stored words of mine')
  Y.applyUpdate(server, Y.encodeStateAsUpdate(mine))
  const stored = endOf(Y.encodeStateVector(server), mine.clientID)
  const [first, second] = mine.getXmlFragment('default').toArray() as Y.XmlElement[]
  const theirs = first!.get(0) as Y.XmlText
  const own = second!.get(0) as Y.XmlText
  theirs.insert(5, ' (typed between)')
  theirs.delete(0, 5)
  own.insert(own.length, ', and more')
  own.delete(0, 7)
  paragraph(mine, 'a paragraph')
  paragraph(mine, 'not wanted after all')
  mine.getXmlFragment('default').delete(3, 1)
  return { server, mine, stored }
}

test('N · what I wrote is said under another number, and means the same', () => {
  const { server, mine, stored } = town()
  const update = renumbered(ownSince(mine, mine.clientID, stored), mine.clientID, 4711)
  Y.applyUpdate(server, update)
  assert.equal(server.store.pendingStructs, null)
  assert.equal(textOf(server), textOf(mine))
  assert.ok(Y.getState(server.store, 4711) > 0)
  assert.equal(Y.getState(server.store, mine.clientID), stored)
})

test('N · text that somebody else has written under my number does not replace mine', () => {
  const { server, mine, stored } = town()
  const forged = copyOf(server)
  forged.clientID = mine.clientID
  paragraph(forged, 'forged')
  Y.applyUpdate(server, Y.encodeStateAsUpdate(forged))
  Y.applyUpdate(server, renumbered(ownSince(mine, mine.clientID, stored), mine.clientID, 4711))
  for (const words of ['(typed between)', ', and more', 'a paragraph', 'forged'])
    assert.ok(textOf(server).includes(words), words)
})

test('N · my own edits contain nothing that others wrote', () => {
  const { mine, stored } = town()
  const other = copyOf(mine)
  paragraph(other, 'secret of another')
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(other))
  const words = wordsIn(ownSince(mine, mine.clientID, stored))
  assert.ok(!words.includes('secret'))
  assert.ok(words.includes('a paragraph'))
})

test('N · my words are told in the order of the text, a line per block', () => {
  const { mine, stored } = town()
  const words = ownWords(mine, new Map([[mine.clientID, stored]]))
  assert.equal(words, ' (typed between)\n, and more\na paragraph')
})

test('N · a long time without a connection is told in pieces, each of which follows on those before', () => {
  const { server, mine, stored } = town()
  for (let line = 0; line < 200; line++) paragraph(mine, `line ${line} ${'x'.repeat(100)}`)
  const all = pieces(ownSince(mine, mine.clientID, stored), 5000)
  assert.ok(all.length > 4)
  for (const each of all) {
    assert.ok(each.length <= 5000)
    Y.applyUpdate(server, each)
    assert.equal(server.store.pendingStructs, null)
  }
  assert.equal(textOf(server), textOf(mine))
})
