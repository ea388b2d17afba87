import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textOfFile } from './text-file.ts'

const words = 'Réunion de l’été : 50 €\r\n'
const latin = Buffer.from(words, 'latin1')
latin[latin.indexOf(0x19)] = 0x92 // ’
latin[latin.indexOf(0xac)] = 0x80 // €
const little = Buffer.from(words, 'utf16le')

test('N · a text file is read in the encoding that it was written in', () => {
  const cases: [Buffer, string][] = [
    [Buffer.from(words), 'utf-8'],
    [Buffer.from(`\uFEFF${words}`), 'utf-8'],
    [little, 'utf-16le'],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), little]), 'utf-16le'],
    [Buffer.from(little).swap16(), 'utf-16be'],
    [Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(little).swap16()]), 'utf-16be'],
    [latin, 'windows-1252'],
  ]
  for (const [bytes, encoding] of cases)
    assert.deepEqual(textOfFile(bytes), { text: words, encoding })
  assert.deepEqual(textOfFile(Buffer.alloc(0)), { text: '', encoding: 'utf-8' })
})

test('N · what is no text is not taken for one', () => {
  for (const bytes of [
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    [0, 0, 0, 1],
    [0xff, 0xfe, 0, 0xd8],
    [0x41, 0x81],
    [0x41, 0, 0x42],
  ])
    assert.equal(textOfFile(Uint8Array.from(bytes)), undefined, bytes.join())
})
