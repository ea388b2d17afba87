import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance } from '../../test/world/instance.ts'
import { founded, nobody } from '../../test/world/people.ts'
import { TableQuery } from '../foundation/table-import/schema.ts'
import { patternSaid } from '../kernel/expected.ts'
import { doors } from './doors.ts'

const house = await startInstance()
const { admin } = await founded(house)

interface Problem {
  fields: { field: string; code: string; message: string }[]
}

function valuesOf(schema: unknown, key: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([name, inner]) =>
    name === key && typeof inner === 'string' ? [inner] : valuesOf(inner, key),
  )
}

test('Z2 · a text that fails the pattern of a door is refused with a description of what is expected', () => {
  const asked = [...doors.flatMap(({ spec }) => [spec.query, spec.body]), TableQuery]
  const patterns = valuesOf(asked, 'pattern')
  assert.ok(patterns.length > 5)
  for (const pattern of new Set(patterns)) {
    const said = patternSaid(pattern)
    assert.ok(said?.en && said.fr, `no words for ${pattern}`)
    if (pattern !== '\\S') assert.doesNotMatch(said.en, /required/, pattern)
  }
})

const wrong: Record<string, [object, string, RegExp, RegExp]> = {
  'a text for a number': [
    { policies: { whoSeesDirectory: 7 } },
    'body.policies.whoSeesDirectory',
    /expected|One of/,
    /attendu|L’une/,
  ],
  'an unknown word': [
    { policies: { whoSeesDirectory: 'cats' } },
    'body.policies.whoSeesDirectory',
    /One of: /,
    /L’une de/,
  ],
  'white space for a name': [{ name: '   ' }, 'body.name', /required/, /obligatoire/],
}

for (const [what, [body, field, en, fr]] of Object.entries(wrong))
  test(`Z2 · ${what} is refused by its field, in both languages`, async () => {
    for (const [language, words] of [
      ['en', en],
      ['fr', fr],
    ] as const) {
      await admin.patch('/api/me', { language })
      const answer = await admin.patch<Problem>('/api/organization', body)
      assert.equal(answer.status, 400)
      assert.equal(answer.body.fields[0]?.field, field)
      assert.match(answer.body.fields[0].message, words)
    }
  })

test('Z2 · a token of the wrong form says how one looks', async () => {
  const answer = await nobody(house).post<Problem>('/api/session/second-factor', {
    ticket: 'é é',
    code: '000000',
  })
  assert.equal(answer.status, 400)
  assert.match(answer.body.fields[0]!.message, /letters|characters/)
})
