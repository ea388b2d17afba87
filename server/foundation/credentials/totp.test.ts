import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashOfCode, newCode } from './codes.ts'
import { addressForApps, base32, codeAt, stepAt, stepOf } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

test('O1 · codes are those of RFC 6238, appendix B', () => {
  const vectors: [number, string][] = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ]
  for (const [second, code] of vectors)
    assert.equal(codeAt(secret, stepAt(new Date(second * 1000)), 8), code, String(second))
})

test('O1 · the code of half a minute before or after is accepted, an older or a later one is not', () => {
  const now = new Date(1_111_111_111_000)
  const present = stepAt(now)
  const taken = [-2, -1, 0, 1, 2].filter(
    (by) => stepOf(secret, codeAt(secret, present + by), now) === present + by,
  )
  assert.deepEqual(taken, [-1, 0, 1])
})

test('O1 · the secret is written as in RFC 4648, and the address tells the app whose it is', () => {
  assert.equal(base32(secret), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  assert.equal(base32(Buffer.from('foobar')), 'MZXW6YTBOI')
  const address = new URL(addressForApps(secret, 'a+b@example.org', 'Atelier'))
  assert.equal(address.protocol, 'otpauth:')
  assert.equal(decodeURIComponent(address.pathname), '/Atelier:a+b@example.org')
  assert.equal(address.searchParams.get('secret'), base32(secret))
})

test('O1 · a code on paper is the same however it is typed', () => {
  const code = newCode(4, 4)
  assert.match(code, /^([0-9a-z]{4}-){3}[0-9a-z]{4}$/)
  const typed = ` ${code.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')} `
  assert.deepEqual(hashOfCode(typed), hashOfCode(code))
  assert.notDeepEqual(hashOfCode(newCode(4, 4)), hashOfCode(code))
})
