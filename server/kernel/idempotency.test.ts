import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, stage, writeNote } from '../../test/world/cast.ts'
import { startInstance } from '../../test/world/instance.ts'
import { forgetOldKeys } from './idempotency.ts'

const instance = await startInstance()
const { cast, group, open, root } = await stage(instance)
const { ada, cosmo, mina, rita } = cast

interface Thing {
  id: string
  title: string
  version: number
}
interface Page {
  items: Thing[]
}

const notes = `/api/spaces/${group}/notebooks/${open}/notes`
const containers = `/api/spaces/${group}/containers`
const keyed = (key: string) => ({ 'idempotency-key': key })
const titled = async (title: string) =>
  (await must(mina.get<Page>(`${notes}?limit=200`))).items.filter((note) => note.title === title)

test('Z1 · a thing made with an idempotency key is made once, however often the request is repeated, also at the same time', async () => {
  const ask = () => mina.post<Thing>(notes, { title: 'Only one' }, keyed('note-1'))
  const answers = await Promise.all(Array.from({ length: 20 }, ask))
  const made = answers.filter(({ status }) => status === 201)
  assert.ok(made.length >= 1)
  assert.ok(answers.every(({ status }) => status === 201 || status === 409))
  assert.deepEqual(new Set(made.map(({ body }) => body.id)).size, 1)
  assert.equal((await titled('Only one')).length, 1)
  assert.deepEqual((await ask()).body, made[0]!.body)
  const folder = { parent: root, kind: 'notebook', name: 'Once' }
  const folders = await Promise.all(
    Array.from({ length: 20 }, () => ada.post<Thing>(containers, folder, keyed('folder-1'))),
  )
  assert.deepEqual(new Set(folders.map(({ status }) => status)), new Set([201]))
  assert.equal(new Set(folders.map(({ body }) => body.id)).size, 1)
})

test('Z1 · a key serves one request of one person, for a day; a refused request leaves it free', async () => {
  const other = await mina.post<{ fields: { field: string }[] }>(
    notes,
    { title: 'Another' },
    keyed('note-1'),
  )
  assert.deepEqual([other.status, other.body.fields[0]?.field], [400, 'headers.idempotency-key'])
  assert.equal((await ada.post(notes, { title: 'Only one' }, keyed('note-1'))).status, 201)
  assert.equal((await titled('Only one')).length, 2)
  assert.equal((await mina.post(notes, { title: 'x'.repeat(301) }, keyed('note-2'))).status, 400)
  assert.equal((await mina.post(notes, { title: 'Second try' }, keyed('note-2'))).status, 201)
  const none = { template: '0198c2f0-0000-7000-8000-000000000000' }
  assert.equal((await mina.post(notes, { title: 'T', ...none }, keyed('note-3'))).status, 400)
  assert.equal((await mina.post(notes, { title: 'T' }, keyed('note-3'))).status, 201)
  assert.equal((await mina.post(notes, { title: 'T' }, keyed('no spaces'))).status, 400)
  await instance.db.run({ text: `update idempotency_key set at = at - interval '25 hours'` })
  assert.equal((await mina.post(notes, { title: 'Later' }, keyed('note-1'))).status, 201)
  await forgetOldKeys(instance.db, new Date())
  const left = await instance.db.row<{ n: number }>({
    text: 'select count(*)::int as n from idempotency_key',
  })
  assert.equal(left?.n, 1)
})

test('J6, I6 · somebody who may no longer make it does not get the first answer again, with any key', async () => {
  const body = { title: 'Before I left' }
  const again = () => rita.post<Thing>(notes, body, keyed('rita-1'))
  const folder = () => cosmo.post<Thing>(containers, ritas, keyed('cosmo-1'))
  const ritas = { parent: root, kind: 'notebook', name: 'By Cosmo' }
  assert.equal((await again()).status, 201)
  assert.equal((await folder()).status, 201)
  await must(ada.delete(`/api/groups/${group}/members/${rita.id}`), 204)
  await must(ada.patch(`/api/groups/${group}/members/${cosmo.id}`, { role: 'member' }), 204)
  assert.equal((await again()).status, 404)
  assert.equal((await folder()).status, 403)
})

test('Z1 · an edit that expects an older version is refused, and changes nothing; a comment in between is no edit', async () => {
  const id = await writeNote(mina, group, open, 'First title')
  const at = `/api/spaces/${group}/notes/${id}`
  const read = async () => (await mina.get<Thing>(at)).headers['etag'] as string
  const first = await read()
  await must(mina.post(`/api/spaces/${group}/items/${id}/comments`, { body: 'Well' }), 201)
  assert.notEqual(await read(), first)
  const rename = (title: string, tag: string) =>
    mina.patch<Thing>(at, { title }, { 'if-match': tag })
  assert.equal((await rename('Second title', first)).status, 200)
  const late = await rename('Third title', first)
  assert.deepEqual(
    [late.status, (late.body as unknown as { code: string }).code],
    [412, 'changed-meanwhile'],
  )
  assert.equal((await rename('Third title', `"nothing", W/${await read()}`)).status, 200)
  assert.equal((await rename('Fourth title', '*')).status, 200)
  const both = await read().then((tag) =>
    Promise.all(['A', 'B'].map((title) => rename(title, tag))),
  )
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 412],
  )
  const place = await mina.get(`${containers}/${open}`)
  const older = { 'if-match': '"0-x"' }
  assert.equal((await ada.patch(`${containers}/${open}`, { name: 'Renamed' }, older)).status, 412)
  const newest = { 'if-match': String(place.headers['etag']) }
  assert.equal((await ada.patch(`${containers}/${open}`, { name: 'Renamed' }, newest)).status, 200)
})

test('Z1 · an answer that the client already has is not sent again; any other is', async () => {
  const id = await writeNote(mina, group, open, 'Read twice')
  const at = `/api/spaces/${group}/notes/${id}`
  const { etag } = (await mina.get(at)).headers
  const again = await mina.get<string>(at, undefined, { 'if-none-match': `"x", ${String(etag)}` })
  assert.deepEqual([again.status, again.body], [304, ''])
  await must(mina.put(`/api/spaces/${group}/items/${id}/favourite`), 204)
  assert.equal((await mina.get(at, undefined, { 'if-none-match': String(etag) })).status, 200)
  assert.equal((await ada.get(at, undefined, { 'if-none-match': String(etag) })).status, 200)
})
