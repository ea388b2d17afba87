import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { keepSealed, readSealed, sealWith, textOf } from './sealing.ts'

const kept = new Map<string, string>()
let full = false
Object.defineProperty(globalThis, 'localStorage', {
  value: {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem(name: string, value: string) {
      if (full) throw new DOMException('full', 'QuotaExceededError')
      kept.set(name, value)
    },
  },
})
const [ada, mina] = [1, 2].map((letter) => textOf(new Uint8Array(32).fill(letter)))

beforeEach(() => {
  kept.clear()
  full = false
})

test('N · drafts in a browser are readable by their author, and by nobody when they have signed out', () => {
  sealWith(ada!)
  assert.ok(keepSealed('draft', { text: 'Wait a little, été 🍏' }))
  assert.ok(![...kept.values()].join('').includes('Wait'))
  assert.deepEqual(readSealed('draft'), { text: 'Wait a little, été 🍏' })
  for (const other of [mina!, null]) {
    sealWith(other)
    assert.equal(readSealed('draft'), undefined)
  }
  sealWith(ada!)
  assert.deepEqual(readSealed('draft'), { text: 'Wait a little, été 🍏' })
})

test('N · drafts stored under another name, changed or never sealed are not read', () => {
  sealWith(ada!)
  keepSealed('draft', 'Said')
  const value = kept.get('draft')!
  kept.set('another', value)
  kept.set('changed', `${value.slice(0, -6)}AAAAA=`)
  kept.set('plain', '{"text":"Said"}')
  for (const name of ['another', 'changed', 'plain', 'absent'])
    assert.equal(readSealed(name), undefined)
  assert.equal(readSealed('draft'), 'Said')
})

test('N · where nobody is signed in, or the browser is full, nothing is called kept', () => {
  sealWith(null)
  assert.equal(keepSealed('draft', 'Said'), false)
  sealWith(ada!)
  full = true
  assert.equal(keepSealed('draft', 'Said'), false)
})
