import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyText } from '../../test/world/texts.ts'
import { addressesIn, emailKey, addressOf, oneAddress } from './addresses.ts'
import { refusalOf, type SchemaError } from './expected.ts'
import { judge } from './judge.ts'
import { Shape, WebAddress } from './shapes.ts'

test('M4 · an address is kept in one form, however it is typed', () => {
  const cases: [string, string][] = [
    ["liam.o'connor@example.org", "liam.o'connor@example.org"],
    ['liam.o’connor@example.org', "liam.o'connor@example.org"],
    ['marie@café.example', 'marie@xn--caf-dma.example'],
    ['marie@cafe\u0301.example', 'marie@xn--caf-dma.example'],
    ['marie@XN--CAF-DMA.Example', 'marie@xn--caf-dma.example'],
    ['anna@müller。example', 'anna@xn--mller-kva.example'],
    ['ａｎｎ＠ｅｘａｍｐｌｅ.org', 'ann@example.org'],
    [' \u202aann@example.org\u202c\u200b', 'ann@example.org'],
    ['mailto:ann@example.org', 'ann@example.org'],
    ['Ann.Lee+x@EXAMPLE.org', 'Ann.Lee+x@example.org'],
    ['почта@пример.рф', ''],
    ['post@пример.рф', 'post@xn--e1afmkfd.xn--p1ai'],
  ]
  for (const [typed, kept] of cases) assert.equal(addressOf(typed) ?? '', kept, typed)
  for (const none of [
    'ann',
    'ann@',
    '@example.org',
    'ann@example',
    'ann@127.0.0.1',
    'ann@0x7f.1',
    'a b@example.org',
    'ann@exa mple.org',
    'ann@-x.org',
    'ann@example.org/path',
    'ann@ex%61mple.org',
    'a..b@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(64)}.org`,
  ])
    assert.equal(addressOf(none), undefined, none)
})

test('M4, X57 · addresses that reach the same mailbox are the same address', () => {
  for (const other of [
    'MARIE@café.example',
    'marie@CAFÉ.example',
    'marie@xn--caf-dma.example',
    ' Marie@Cafe\u0301.example ',
  ])
    assert.equal(emailKey(other), emailKey('marie@café.example'))
})

test('M4 · a pasted list becomes its addresses, apostrophes included', () => {
  const pasted = `"Liam O'Connor" <liam.o'connor@example.org>; ann@example.org, d'artagnan@example.org
    'bob@example.org'\tMarie Curie <marie@café.example>. mailto:eve@example.org (see jo@example.org.)
    ANN@example.org «zoe@example.org»`
  assert.deepEqual(addressesIn(pasted), [
    "liam.o'connor@example.org",
    'ANN@example.org',
    "d'artagnan@example.org",
    'bob@example.org',
    'marie@xn--caf-dma.example',
    'eve@example.org',
    'jo@example.org',
    'zoe@example.org',
  ])
  assert.equal(oneAddress('Liam O’Connor <liam.o’connor@example.org>'), "liam.o'connor@example.org")
  assert.equal(oneAddress('Liam O’Connor'), undefined)
})

test('every address found is accepted by the doors, and storing it changes nothing', () => {
  fc.assert(
    fc.property(anyText, fc.emailAddress(), (noise, email) => {
      for (const found of addressesIn(`${noise} ${email} ${noise}@${noise}.org`))
        assert.equal(addressOf(found), found)
    }),
  )
})

test('I12 · a long text of signs is parsed in linear time', () => {
  for (const part of ["'@", 'a.', '@', 'a@b.', '-', "a'"]) addressesIn(part.repeat(100_000))
})

test('Z2 · a web address that is sent is stored in one form, and anything else is refused in words', () => {
  const check = judge({ allErrors: true }).compile(Shape({ address: WebAddress() }))
  const sent = (address: string) => {
    const body = { address }
    const refused = check(body) ? undefined : refusalOf('body', check.errors as SchemaError[])
    return refused
      ? refused.fields.map(({ field, sentence }) => [field, sentence.en])
      : body.address
  }
  assert.equal(sent(' HTTP://Example.ORG/Wood '), 'http://example.org/Wood')
  assert.equal(sent('example.org'), 'https://example.org/')
  assert.deepEqual(sent(''), [['body.address', 'This field is required.']])
  for (const address of ['javascript:alert(1)', 'https://me:secret@example.org', 'wood'])
    assert.match(String(sent(address)), /This is not a web address/, address)
  assert.match(String(sent(`example.org/${'x'.repeat(2000)}`)), /At most 2000 characters/)
})
