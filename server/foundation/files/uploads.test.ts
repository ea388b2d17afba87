import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { test } from 'node:test'
import {
  enter,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  writeNote,
} from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { planFor } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, type Client } from '../../../test/world/people.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { scrub, wrongCounts } from './scrub.ts'
import { forgetUploads } from './uploads.ts'

const instance = await startInstance({ listen: true, config: { uploadMegabytes: 8 } })
const { house } = instance.app
const { organization } = await founded(instance)
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)

interface Upload {
  id: string
  size: number
  received: number
  attachment: string | null
}

async function world() {
  const ada = await colleague(instance, organization, `Ada ${Math.random()}`)
  const mina = await colleague(instance, organization, `Mina ${Math.random()}`)
  const group = (await foundGroup(ada, `Group ${Math.random()}`)) as SpaceId
  await enter(instance, group, [mina])
  const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Book')
  await giveRights(ada, group, notebook, [[{ kind: 'group', id: group }, 'editor']])
  const note = await writeNote(ada, group, notebook, 'Plan', 'Said')
  const space = `/api/spaces/${group}`
  return { ada, mina, group, space, item: `${space}/items/${note}` }
}

const begin = (who: Client, to: string, size: number, name = 'Film.mp4') =>
  who.post<Upload>(`${to}/uploads`, { name, size, type: 'video/mp4' })

const bytes = { 'content-type': 'application/octet-stream' }
const part = (who: Client, space: string, { id }: Upload, from: number, body: Buffer) =>
  who.put<Upload & { code: string }>(`${space}/uploads/${id}?from=${from}`, body, bytes)

const state = (who: Client, space: string, { id }: Upload) =>
  must(who.get<Upload>(`${space}/uploads/${id}`))

async function content(who: Client, item: string, attachment: string | null): Promise<Buffer> {
  const url = `${item}/attachments/${attachment}/content`
  return (await instance.app.inject({ url, headers: { cookie: who.cookie } })).rawPayload
}

const attachments = async (who: Client, item: string) =>
  (await must(who.get<{ items: { name: string; type: string }[] }>(`${item}/attachments`))).items

function filesOf(space: string): string[] {
  const shelf = path.join(instance.config.dataDir, 'blobs', space)
  try {
    return readdirSync(shelf, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  } catch {
    return []
  }
}

/** Sends the beginning of a part and leaves the connection open. */
function hanging(who: Client, space: string, { id, size }: Upload, from: number, body: Buffer) {
  const sent = request(new URL(`${space}/uploads/${id}?from=${from}`, instance.address), {
    method: 'PUT',
    headers: { cookie: who.cookie, ...bytes, 'content-length': size - from },
    agent: false,
  })
  sent.on('error', () => undefined)
  sent.write(body)
  return sent
}

/** Waits until the server has stored some bytes of a part that is on its way: it stores a megabyte at a time. */
async function arrives(group: string): Promise<void> {
  const sizeOf = (name: string) =>
    statSync(path.join(instance.config.dataDir, 'blobs', group, name)).size
  await eventually(() => filesOf(group).some((each) => each.endsWith('.part') && sizeOf(each) > 0))
}

test('X133 · a file in one part, and in several: the same bytes, one file on the disk, counted once', async () => {
  const { ada, group, space, item } = await world()
  const whole = randomBytes(300_000)
  const one = await must(begin(ada, item, whole.length), 201)
  const done = await must(part(ada, space, one, 0, whole))
  assert.deepEqual(await content(ada, item, done.attachment), whole)
  const several = await must(begin(ada, item, whole.length + 1, 'Again.mp4'), 201)
  const more = Buffer.concat([whole, Buffer.from('!')])
  for (const [from, to] of [
    [0, 100_000],
    [100_000, 100_001],
    [100_001, more.length],
  ] as const) {
    assert.equal((await state(ada, space, several)).received, from)
    await must(part(ada, space, several, from, more.subarray(from, to)))
  }
  const { attachment } = await state(ada, space, several)
  assert.deepEqual(await content(ada, item, attachment), more)
  await eventually(() => filesOf(group).length === 2)
  assert.deepEqual(await wrongCounts(instance.db), [])
  assert.deepEqual(
    (await attachments(ada, item)).map(({ name, type }) => [name, type]),
    [
      ['Film.mp4', 'video/mp4'],
      ['Again.mp4', 'video/mp4'],
    ],
  )
  const empty = await must(begin(ada, item, 0), 201)
  assert.ok((await must(part(ada, space, empty, 0, Buffer.alloc(0)))).attachment)
})

test('X133 · when the connection breaks, the bytes received are stored, and the rest continues from there', async () => {
  const { ada, group, space, item } = await world()
  const whole = randomBytes(3_000_000)
  const upload = await must(begin(ada, item, whole.length), 201)
  const first = hanging(ada, space, upload, 0, whole.subarray(0, 2_000_000))
  await arrives(group)
  first.destroy()
  await eventually(async () => (await state(ada, space, upload)).received > 0)
  const { received } = await state(ada, space, upload)
  assert.ok(received <= 2_000_000)
  const done = await must(part(ada, space, upload, received, whole.subarray(received)))
  assert.deepEqual(await content(ada, item, done.attachment), whole)
})

test('X133 · a connection that hangs is ended when its sender asks again, and its bytes count', async () => {
  const { ada, group, space, item } = await world()
  const whole = randomBytes(3_000_000)
  const upload = await must(begin(ada, item, whole.length), 201)
  const hangs = hanging(ada, space, upload, 0, whole.subarray(0, 2_000_000))
  await arrives(group)
  await eventually(async () => {
    const { received } = await state(ada, space, upload)
    if (received === 0) return false
    const answer = await part(ada, space, upload, received, whole.subarray(received))
    return answer.body.attachment !== null
  })
  hangs.destroy()
  const { attachment } = await state(ada, space, upload)
  assert.deepEqual(await content(ada, item, attachment), whole)
})

test('X133 · a part from another position, a part that is too long and two at the same time are refused, and change nothing', async () => {
  const { ada, group, space, item } = await world()
  const whole = randomBytes(1000)
  const upload = await must(begin(ada, item, whole.length), 201)
  const elsewhere = await part(ada, space, upload, 10, whole)
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [409, 'other-position'])
  assert.equal((await part(ada, space, upload, 0, Buffer.alloc(1001))).status, 400)
  assert.equal((await state(ada, space, upload)).received, 0)
  const both = await Promise.all([0, 0].map((from) => part(ada, space, upload, from, whole)))
  assert.ok(both.some(({ status }) => status === 200))
  assert.equal((await attachments(ada, item)).length, 1)
  await eventually(() => filesOf(group).length === 1)
  const again = await must(part(ada, space, upload, 0, whole))
  assert.equal(again.attachment, (await state(ada, space, upload)).attachment)
})

test('O7, X133 · a file that does not fit is refused before its bytes, counting the other uploads of its sender', async () => {
  const { ada, group, space, item } = await world()
  const used = (await must(ada.get<{ used: number }>(`${space}/storage`))).used
  await planFor(instance, ada, { storage: used + 1000 })
  const code = async (answer: Promise<{ status: number; body: unknown }>) =>
    ((await answer).body as { code: string }).code
  assert.equal(await code(begin(ada, item, 1001)), 'storage-limit')
  assert.equal(await code(begin(ada, item, 9 * 1024 * 1024)), 'file-too-large')
  const one = await must(begin(ada, item, 600), 201)
  assert.equal(await code(begin(ada, item, 600)), 'storage-limit')
  await must(ada.post(`${item}/attachments?name=x`, randomBytes(600), bytes), 201)
  assert.equal(await code(part(ada, space, one, 0, randomBytes(600))), 'storage-limit')
  await eventually(() => filesOf(group).length === 1)
})

test('X134, A11 · an upload is its sender’s alone, and ends with the right that it began with', async () => {
  const { ada, mina, group, space, item } = await world()
  const upload = await must(begin(mina, item, 1000), 201)
  await must(part(mina, space, upload, 0, randomBytes(500)))
  const path = `${space}/uploads/${upload.id}`
  assert.equal((await ada.get(path)).status, 404)
  assert.equal((await part(ada, space, upload, 500, randomBytes(500))).status, 404)
  assert.equal((await ada.delete(path)).status, 404)
  const late = hanging(mina, space, upload, 500, randomBytes(100))
  const answered = new Promise<number>((resolve) =>
    late.on('response', (answer) => resolve(answer.resume().statusCode!)),
  )
  await eventually(() => filesOf(group).some((name) => name.endsWith('.part')))
  await must(ada.delete(`/api/groups/${group}/members/${mina.id}`), 204)
  late.end(randomBytes(400))
  assert.equal(await answered, 404)
  assert.equal((await mina.get(path)).status, 404)
  assert.deepEqual(await attachments(ada, item), [])
  await eventually(() => filesOf(group).length === 1)
})

test('O7 · an upload that nobody continues for a day, or that is cancelled, leaves nothing', async () => {
  const { ada, group, space, item } = await world()
  const [left, cancelled] = [
    await must(begin(ada, item, 1000), 201),
    await must(begin(ada, item, 1000), 201),
  ]
  for (const upload of [left, cancelled]) await must(part(ada, space, upload, 0, randomBytes(500)))
  await must(ada.delete(`${space}/uploads/${cancelled.id}`), 204)
  await eventually(() => filesOf(group).length === 1)
  await scrub(house, inHours(48), { milliseconds: 0 })
  assert.equal(filesOf(group).length, 1, 'the scrub knows it')
  await forgetUploads(house, inHours(23))
  assert.equal((await state(ada, space, left)).received, 500)
  await forgetUploads(house, inHours(25))
  assert.equal((await ada.get(`${space}/uploads/${left.id}`)).status, 404)
  await eventually(() => filesOf(group).length === 0)
})

test('J5 · a comment of mine takes uploads too, of anybody else’s none', async () => {
  const { ada, mina, space, item } = await world()
  const { id } = await must(mina.post<{ id: string }>(`${item}/comments`, { body: 'See' }), 201)
  const to = `${item}/comments/${id}`
  assert.equal((await begin(ada, to, 3)).status, 403)
  const upload = await must(begin(mina, to, 3), 201)
  const { attachment } = await must(part(mina, space, upload, 0, Buffer.from('abc')))
  assert.equal((await content(ada, item, attachment)).toString(), 'abc')
})
