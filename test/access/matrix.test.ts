import '../shelves/load.ts'
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { drawMatrix } from './matrix.ts'

const root = path.resolve(import.meta.dirname, '../..')
const matrix = await drawMatrix()

test('A1 to A10 · who may do what is exactly what docs/access-matrix.txt says', () => {
  mustBeAccepted('docs/access-matrix.txt', matrix.product)
})

test('A1 to A10 · in a second tool, with folders that hold items and two kinds of them, the same rules answer', () => {
  mustBeAccepted('test/shelves/access-matrix.txt', matrix.inTests)
})

test('A1 to A10 · everything that the spine lets people do with an item and its container is the same in every tool', () => {
  assert.deepEqual(matrix.unlike, [])
})

function mustBeAccepted(name: string, now: string): void {
  const file = path.join(root, name)
  if (process.env['ACCEPT_MATRIX']) return writeFileSync(file, now)
  const accepted = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const changed = difference(accepted.split('\n'), now.split('\n'))
  assert.ok(
    now === accepted,
    `rights have changed:\n${changed}\nIf that is meant: node bin/matrix.mjs --write`,
  )
}

/** Lines that are only in one of the two, each with its heading. */
function difference(before: string[], after: string[]): string {
  const keyed = (lines: string[]) => {
    let heading = ''
    return lines.map((line) => {
      if (line !== '' && !line.startsWith(' ')) heading = line
      return { line, key: `${heading}\n${line}` }
    })
  }
  const [old, fresh] = [keyed(before), keyed(after)]
  const [oldKeys, freshKeys] = [old, fresh].map((all) => new Set(all.map(({ key }) => key)))
  return [
    ...old
      .filter(({ key }) => !freshKeys!.has(key))
      .map(({ key }) => `- ${key.replace('\n', ':')}`),
    ...fresh
      .filter(({ key }) => !oldKeys!.has(key))
      .map(({ key }) => `+ ${key.replace('\n', ':')}`),
  ].join('\n')
}
