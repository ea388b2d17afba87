import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOf } from '../../test/world/groups.ts'
import { startInstance } from '../../test/world/instance.ts'
import { colleague, founded } from '../../test/world/people.ts'
import { doors } from './doors.ts'

const instance = await startInstance()
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')

interface Refused {
  code: string
  fields: { field: string; code: string }[]
}

interface Schema {
  type?: string
  format?: string
  enum?: unknown
  const?: unknown
  pattern?: string
  'x-tidied'?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

/** Texts that are neither names nor shown as typed: each is checked by its own rules. */
const asTheyCame = new Set([
  ...['password', 'current', 'token', 'code', 'secret', 'nonce'],
  ...['email', 'confirm', 'timeZone', 'until', 'kind', 'type', 'tool', 'tools'],
  ...['pinned', 'more', 'tab'],
  ...[
    'markdown',
    'body',
    'csv',
    'content',
    'endpoint',
    'p256dh',
    'auth',
    'id',
    'transports',
    'userAgent',
  ],
])

function* untidied(schema: Schema, path: string): Generator<string> {
  const { type, format, pattern, properties = {}, items, anyOf = [] } = schema
  const key = path.split('.').at(-1)!
  const free =
    type === 'string' && !format && !pattern && !schema.enum && schema.const === undefined
  if (free && !schema['x-tidied'] && !asTheyCame.has(key)) yield path
  for (const [name, each] of Object.entries(properties)) yield* untidied(each, `${path}.${name}`)
  for (const each of anyOf) yield* untidied(each, path)
  if (items) yield* untidied(items, path)
}

test('X107 · every name and text that a door takes is tidied by its shape', () => {
  const found = doors.flatMap(({ spec }) =>
    spec.body ? [...untidied(spec.body as Schema, `${spec.name}.body`)] : [],
  )
  assert.deepEqual(found, [])
})

const hostile = 'Bilan\n\n\u202eConfirm your password:\u2028\x1b[31m http://evil.example\u200b'
const kept = 'Bilan Confirm your password: [31m http://evil.example'

test('X107 · names of every kind are one line, without direction marks and invisible characters', async () => {
  const group = await groupOf(ada, { name: hostile, sector: hostile, activity: 'business' })
  assert.equal(group.name, kept)
  const { body: notebooks } = await ada.get<{ items: { id: string }[] }>(
    `/api/spaces/${group.id}/containers?tool=notes`,
  )
  const notebook = await ada.post<{ name: string; id: string }>(
    `/api/spaces/${group.id}/containers`,
    { kind: 'notebook', parent: notebooks.items[0]!.id, name: hostile },
  )
  assert.equal(notebook.status, 201, JSON.stringify(notebook.body))
  const all = await ada.get<{ items: { id: string; name: string }[] }>(
    `/api/spaces/${group.id}/containers?tool=notes`,
  )
  assert.ok(all.body.items.some(({ name }) => name === kept))
  const note = await ada.post<{ id: string; title: string }>(
    `/api/spaces/${group.id}/notebooks/${notebook.body.id}/notes`,
    { title: hostile },
  )
  assert.equal(note.body.title, kept, JSON.stringify(note.body))
  const own = await colleague(instance, organization, 'Cosmo')
  await own.patch('/api/me', { firstName: hostile })
  const { body: me } = await own.get<{ person: { firstName: string } }>('/api/me')
  assert.equal(me.person.firstName, kept, JSON.stringify(me))
})

test('X108 · the name of a group writes no line of its own into a mail, a header or a subject', async () => {
  const group = await groupOf(ada, { name: `${hostile} 2`, settings: { guestsAllowed: true } })
  const sent = await ada.post(`/api/groups/${group.id}/invitations`, {
    people: [{ email: 'guest@elsewhere.example' }],
    message: 'Come\u202e!',
  })
  assert.ok(sent.status < 300, JSON.stringify(sent.body))
  const mails = await instance.db.rows<{ subject: string; text_body: string; html_body: string }>({
    text: `select subject, text_body, html_body from outbox where to_address = 'guest@elsewhere.example'`,
  })
  assert.equal(mails.length, 1)
  const { subject, text_body: text, html_body: html } = mails[0]!
  for (const each of [subject, text, html])
    assert.doesNotMatch(each, /[\u202a-\u202e\u2066-\u2069\u2028]|(?!\n)\p{Cc}/u)
  assert.doesNotMatch(text, /^Confirm your password/m)
})

test('G2 · a name of nothing that can be seen is refused, and the field is named', async () => {
  for (const name of ['\u200b', '\u3164', ' \n ', '\u2800', '\u202e\u2066']) {
    const { status, body } = await ada.post<Refused>('/api/groups', { name, template: 'team' })
    assert.equal(status, 400)
    assert.deepEqual(
      body.fields.map(({ field }) => field),
      ['body.name'],
    )
  }
  const { status, body } = await oona.patch<Refused>('/api/me', { lastName: '\u200b\u3164' })
  assert.equal(status, 400)
  assert.deepEqual(
    body.fields.map(({ field }) => field),
    ['body.lastName'],
  )
})

test('G2 · a group that looks the same as another is refused, in the words for any taken name', async () => {
  await groupOf(ada, { name: 'Direction d’Évian 10', template: 'circle' })
  const variants = [
    ...[
      'DIRECTION D’ÉVIAN 10',
      "Direction d'Evian 10",
      'Direction\u200b d’Évian 10',
      'Ｄirection d’Évian 10',
    ],
    ...[
      'Dirесtion d’Évian 10',
      'Direction d’Évian lO',
      'Direction d’Évian 1О',
      'Direction  d’E\u0301vian 10 ',
    ],
    ...['Dir\u00adection d’Évian 10', 'Direction d’Évian\ufe0f 10', 'Ⅾirection d’Évian 10'],
  ]
  for (const name of variants) {
    const { status, body } = await oona.post<Refused>('/api/groups', { name, template: 'team' })
    assert.equal(status, 400, name)
    assert.deepEqual(
      body.fields.map(({ field, code }) => [field, code]),
      [['body.name', 'taken']],
    )
  }
  for (const name of ['Direction d’Évian 11', 'Direction d’Évian', 'Direction d’Évian 10 bis'])
    await groupOf(ada, { name, template: 'team' })
})

test('G2 · a group may take its own name in other letters, and its old look stays its own', async () => {
  const group = await groupOf(ada, { name: 'Salle Ardoise' })
  const renamed = await ada.patch(`/api/groups/${group.id}`, { name: 'Sаllе Ardoise' })
  assert.equal(renamed.status, 200, JSON.stringify(renamed.body))
  const { status } = await oona.post('/api/groups', { name: 'SALLE  ARDOISE', template: 'team' })
  assert.equal(status, 400)
})
