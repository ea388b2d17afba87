import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onlyText, textOfFile } from './file-text.ts'

const text = 'Courriel;Prénom;Nom;Groupes\r\nnouveau@example.org;René;Lefèvre;Qualité'
const utf16 = (bigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes)
}
const bytesOf = (...parts: (number[] | Uint8Array)[]) =>
  new Uint8Array(parts.flatMap((part) => [...part]))

test('O4 · the text of a file is read in the encoding in which it was saved', () => {
  const utf8 = new TextEncoder().encode(text)
  const saved: [string, Uint8Array<ArrayBuffer>][] = [
    ['UTF-8', utf8],
    ['UTF-8 with a mark', bytesOf([0xef, 0xbb, 0xbf], utf8)],
    ['UTF-16 with a mark', bytesOf([0xff, 0xfe], utf16(false))],
    ['UTF-16, big end first', bytesOf([0xfe, 0xff], utf16(true))],
    ['UTF-16 without a mark', utf16(false)],
    ['windows-1252', bytesOf(Buffer.from(text, 'latin1'))],
    [
      'Mac Roman',
      bytesOf(Buffer.from(text.replaceAll('é', '\x8e').replaceAll('è', '\x8f'), 'latin1')),
    ],
  ]
  for (const [encoding, bytes] of saved) assert.equal(textOfFile(bytes), text, encoding)
  assert.equal(textOfFile(bytesOf(Buffer.from('l\x92\x9cuvre, 5\x80', 'latin1'))), 'l’œuvre, 5€')
  assert.equal(textOfFile(new Uint8Array()), '')
})

test('N · what is no text is not taken for one, and what is says how it was read', () => {
  const latin = bytesOf(Buffer.from('l\x92\xe9t\xe9', 'latin1'))
  assert.deepEqual(onlyText(latin), { text: 'l’été', encoding: 'windows-1252' })
  assert.deepEqual(onlyText(utf16(true)), { text, encoding: 'utf-16be' })
  const others = [
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    [0, 0, 0, 1],
    [0xff, 0xfe, 0, 0xd8],
    [0x41, 0, 0x42],
  ]
  for (const bytes of others) assert.equal(onlyText(bytesOf(bytes)), undefined, bytes.join())
})
