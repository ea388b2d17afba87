import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { get, request, type IncomingMessage } from 'node:http'
import path from 'node:path'
import { json } from 'node:stream/consumers'
import { test } from 'node:test'
import sharp from 'sharp'
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
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { emptyTrash } from '../items/trash.ts'
import { wrongCounts } from './scrub.ts'
import { releaseRemoved, releaseUnused } from './unused.ts'

const instance = await startInstance({ listen: true, config: { uploadMegabytes: 40 } })
const { house } = instance.app
const { organization } = await founded(instance)
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

interface Attachment {
  id: string
  comment: string | null
  name: string
  type: string
  size: number
  shownAs: string | null
  url: string
  thumbnail: string | null
  addedBy: { id: string }
  may: { rename: boolean; remove: boolean }
}
interface Page {
  items: Attachment[]
}

/** Ada's group with Mina in it, and a note of Ada's. */
async function world() {
  const ada = await colleague(instance, organization, `Ada ${Math.random()}`)
  const mina = await colleague(instance, organization, `Mina ${Math.random()}`)
  const group = (await foundGroup(ada, `Group ${Math.random()}`, {
    guestsAllowed: true,
  })) as SpaceId
  await enter(instance, group, [mina])
  const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Book')
  await giveRights(ada, group, notebook, [[{ kind: 'group', id: group }, 'contributor']])
  const note = await writeNote(ada, group, notebook, 'Plan', 'Said')
  return { ada, mina, group, notebook, note, item: `/api/spaces/${group}/items/${note}` }
}

const plain = { 'content-type': 'text/plain' }

function attach(who: Client, to: string, name: string, bytes: Buffer | string, type = plain) {
  const body = Buffer.from(bytes as string)
  return who.post<Attachment>(`${to}/attachments?name=${encodeURIComponent(name)}`, body, type)
}

const list = async (who: Client, item: string) =>
  (await must(who.get<Page>(`${item}/attachments`))).items

async function commentOn(who: Client, item: string): Promise<string> {
  return (await must(who.post<{ id: string }>(`${item}/comments`, { body: 'See this' }), 201)).id
}

async function used(who: Client, space: string): Promise<number> {
  return (await must(who.get<{ used: number }>(`/api/spaces/${space}/storage`))).used
}

function filesOf(space: string): string[] {
  try {
    return readdirSync(path.join(instance.config.dataDir, 'blobs', space), {
      recursive: true,
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

test('A4 · anyone who may edit an item attaches to it, anyone who may view it reads', async () => {
  const { ada, mina, item } = await world()
  const made = await must(attach(ada, item, 'Übersicht.txt', 'All of it'), 201)
  assert.deepEqual(
    [made.name, made.type, made.size, made.shownAs, made.comment],
    ['Übersicht.txt', 'text/plain', 9, 'text', null],
  )
  const [seen] = await list(mina, item)
  assert.deepEqual(
    [seen!.id, seen!.may],
    [made.id, { rename: false, remove: false, release: false }],
  )
  const answer = await mina.get<string>(made.url)
  assert.equal(answer.body, 'All of it')
  for (const refused of [
    attach(mina, item, 'x', 'x') as Promise<{ status: number }>,
    mina.patch(`${item}/attachments/${made.id}`, { name: 'y' }),
    mina.delete(`${item}/attachments/${made.id}`),
  ])
    assert.equal((await refused).status, 403)
})

test('X112 · an attachment is a download, and in place only where nothing in it can act', async () => {
  const { ada, item } = await world()
  const types = {
    'text/html': /^attachment/,
    'image/svg+xml': /^attachment/,
    'application/xhtml+xml': /^attachment/,
    'image/png': /^inline/,
    'application/pdf': /^inline/,
    'video/mp4': /^inline/,
    'x-own/type': /^attachment/,
  }
  for (const [type, how] of Object.entries(types)) {
    const bytes = '<script>alert(1)</script>'
    const { url } = await must(attach(ada, item, 'a.bin', bytes, { 'content-type': type }), 201)
    const { headers } = await ada.get<string>(url)
    assert.match(String(headers['content-disposition']), how, type)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['content-security-policy']), /default-src 'none'/)
    if (type !== 'application/pdf')
      assert.match(String(headers['content-security-policy']), /sandbox/)
    assert.equal(headers['cache-control'], 'private, no-cache')
  }
})

test('X122 · a name is a name on every system: no path, no control character, no device', async () => {
  const { ada, item } = await world()
  const names = ['../../etc/passwd', 'C:\\x\\con', '.hidden', 'a\u202Egpj.exe', 'x'.repeat(250)]
  for (const name of names) {
    const { name: kept, url } = await must(attach(ada, item, name, 'x'), 201)
    assert.doesNotMatch(kept, /[\\/:*?"<>|\p{Cc}\u202E]|^\.|^con$/u)
    assert.doesNotMatch(String((await ada.get(url)).headers['content-disposition']), /[\r\n/\\]/)
  }
  assert.equal((await attach(ada, item, '', 'x')).status, 400)
  assert.equal((await attach(ada, item, 'x'.repeat(251), 'x')).status, 400)
})

test('RFC 9110 · ranges, conditions and HEAD of an attachment', async () => {
  const { ada, item } = await world()
  const bytes = randomBytes(5000)
  const { url } = await must(attach(ada, item, 'a.bin', bytes), 201)
  const ask = async (headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') => {
    const answer = await instance.app.inject({
      method,
      url,
      headers: { cookie: ada.cookie, ...headers },
    })
    return { status: answer.statusCode, body: answer.rawPayload, headers: answer.headers }
  }
  const tag = `"${createHash('sha256').update(bytes).digest('hex')}"`
  const whole = await ask({})
  assert.deepEqual(
    [whole.status, whole.headers.etag, whole.headers['accept-ranges']],
    [200, tag, 'bytes'],
  )
  assert.deepEqual(whole.body, bytes)
  const parts: [string, number, number][] = [
    ['bytes=0-99', 0, 100],
    ['bytes=4990-', 4990, 5000],
    ['bytes=-10', 4990, 5000],
    ['bytes=4990-99999', 4990, 5000],
    ['bytes=-99999', 0, 5000],
  ]
  for (const [range, from, to] of parts) {
    const part = await ask({ range })
    assert.deepEqual(
      [part.status, part.headers['content-range'], part.headers['content-length']],
      [206, `bytes ${from}-${to - 1}/5000`, String(to - from)],
    )
    assert.deepEqual(part.body, bytes.subarray(from, to), range)
  }
  for (const range of ['bytes=5-1', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,3-4', 'bytes=-'])
    assert.equal((await ask({ range })).status, 200, range)
  for (const range of ['bytes=5000-', 'bytes=-0']) {
    const beyond = await ask({ range })
    assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, 'bytes */5000'])
  }
  assert.equal((await ask({ 'if-none-match': tag })).status, 304)
  assert.equal((await ask({ 'if-none-match': '"other"' })).status, 200)
  assert.equal((await ask({ 'if-match': '"other"' })).status, 412)
  assert.equal((await ask({ range: 'bytes=0-1', 'if-range': tag })).status, 206)
  assert.equal((await ask({ range: 'bytes=0-1', 'if-range': '"other"' })).status, 200)
  const head = await ask({}, 'HEAD')
  assert.deepEqual(
    [head.status, head.headers['content-length'], head.body.length],
    [200, '5000', 0],
  )
  const empty = await must(attach(ada, item, 'empty.txt', ''), 201)
  assert.equal((await ada.get<string>(empty.url)).body, '')
})

test('J5 · attachments of a comment are its author’s to add; anyone who may delete here removes them', async () => {
  const { ada, mina, item } = await world()
  const comment = await commentOn(mina, item)
  const to = `${item}/comments/${comment}`
  const made = await must(attach(mina, to, 'mine.txt', 'By Mina'), 201)
  assert.equal((await attach(ada, to, 'hers.txt', 'x')).status, 403)
  const { items } = await must(
    ada.get<{ items: { attachments: Attachment[] }[] }>(`${item}/comments`),
  )
  assert.deepEqual(
    items[0]!.attachments.map(({ id, may }) => [id, may]),
    [[made.id, { rename: false, remove: true, release: false }]],
  )
  assert.deepEqual(await list(ada, item), [])
  assert.equal((await ada.get<string>(made.url)).body, 'By Mina')
  await must(mina.delete(to), 204)
  assert.equal((await ada.get(made.url)).status, 404)
  await must(mina.post(`${to}/restoring`))
  assert.equal((await ada.get(made.url)).status, 200)
  await must(ada.delete(`${item}/attachments/${made.id}`), 204)
  assert.equal((await mina.get(made.url)).status, 404)
  assert.equal((await mina.post(`${item}/attachments/${made.id}/restoring`)).status, 404)
})

test('O7 · who removed an attachment restores it for an hour; then its bytes leave the count and the disk', async () => {
  const { ada, group, item } = await world()
  const before = await used(ada, group)
  const made = await must(attach(ada, item, 'big.bin', randomBytes(100_000)), 201)
  assert.equal(await used(ada, group), before + 100_000)
  const one = `${item}/attachments/${made.id}`
  await must(ada.patch(one, { name: 'large.bin' }))
  await must(ada.delete(one), 204)
  assert.deepEqual(await list(ada, item), [])
  await releaseRemoved(house, inMinutes(30))
  await must(ada.post(`${one}/restoring`))
  assert.deepEqual(
    (await list(ada, item)).map(({ name }) => name),
    ['large.bin'],
  )
  await must(ada.delete(one), 204)
  await releaseRemoved(house, inMinutes(61))
  assert.equal((await ada.post(`${one}/restoring`)).status, 404)
  assert.equal(await used(ada, group), before)
  await eventually(() => filesOf(group).length === 0)
  const kinds = await instance.db.rows<{ kind: string }>({
    text: `select kind from change where space_id = $1 and kind like 'attachment.%' order by seq`,
    values: [group],
  })
  assert.deepEqual(
    kinds.map(({ kind }) => kind.slice('attachment.'.length)),
    ['added', 'renamed', 'removed', 'restored', 'removed'],
  )
})

test('O7 · an attachment stays as long as it is attached, used nowhere else or used twice', async () => {
  const { ada, group, item } = await world()
  const bytes = randomBytes(1000)
  const [a, b] = [
    await must(attach(ada, item, 'a', bytes), 201),
    await must(attach(ada, item, 'b', bytes), 201),
  ]
  await eventually(() => filesOf(group).length === 1)
  await releaseUnused(house, inMinutes(60 * 24 * 40))
  await must(ada.delete(`${item}/attachments/${a.id}`), 204)
  await releaseRemoved(house, inMinutes(61))
  assert.deepEqual(Buffer.from((await raw(ada, b.url)).body), bytes)
  await must(ada.delete(`${item}/attachments/${b.id}`), 204)
  await releaseRemoved(house, inMinutes(61))
  await eventually(() => filesOf(group).length === 0)
})

test('A9, X101 · attachments move with their item, and a copy has those of the item itself', async () => {
  const { ada, group, note, item } = await world()
  const comment = await commentOn(ada, item)
  const own = await must(attach(ada, item, 'own.txt', 'Own'), 201)
  const said = await must(attach(ada, `${item}/comments/${comment}`, 'said.txt', 'Said'), 201)
  const { privateSpace } = await must(ada.get<{ privateSpace: string }>('/api/me'))
  const drawer = await makeNotebook(ada, privateSpace, await rootOf(ada, privateSpace), 'Drawer')
  const to = { toSpace: privateSpace, toContainer: drawer }
  const copy = await must(ada.post<{ id: string }>(`${item}/copy`, to), 201)
  const copied = await list(ada, `/api/spaces/${privateSpace}/items/${copy.id}`)
  assert.deepEqual(
    copied.map(({ name }) => name),
    ['own.txt'],
  )
  assert.equal((await ada.get<string>(copied[0]!.url)).body, 'Own')
  await must(ada.post(`${item}/move`, to))
  const moved = `/api/spaces/${privateSpace}/items/${note}`
  assert.equal((await ada.get(own.url)).status, 404)
  assert.equal((await ada.get<string>(`${moved}/attachments/${own.id}/content`)).body, 'Own')
  assert.equal((await ada.get<string>(`${moved}/attachments/${said.id}/content`)).body, 'Said')
  await eventually(() => filesOf(group).length === 0)
  assert.deepEqual(await wrongCounts(instance.db), [])
  await must(ada.delete(moved), 204)
  await emptyTrash(house, inMinutes(60 * 24 * 31))
  assert.equal((await list(ada, `/api/spaces/${privateSpace}/items/${copy.id}`)).length, 1)
  assert.deepEqual(await wrongCounts(instance.db), [])
})

test('O7, X133 · a file that does not fit is refused before its bytes, and when its size was not said, after', async () => {
  const { ada, group, item } = await world()
  await planFor(instance, ada, { storage: (await used(ada, group)) + 1000 })
  const to = `${item}/attachments?name=x.bin`
  const early = await refusedEarly(ada, to, 2000)
  assert.deepEqual([early.status, early.code], [409, 'storage-limit'])
  const late = await refusedEarly(ada, to, undefined, randomBytes(2000))
  assert.deepEqual([late.status, late.code], [409, 'storage-limit'])
  const all = await Promise.all(
    Array.from({ length: 6 }, () => attach(ada, item, 'x.bin', randomBytes(300))),
  )
  assert.equal(all.filter(({ status }) => status === 201).length, 3)
  await eventually(() => filesOf(group).length === 3)
  const tooLarge = await refusedEarly(ada, to, 41 * 1024 * 1024)
  assert.equal(tooLarge.code, 'file-too-large')
})

test('A11, I6 · access that ends while a file is on its way ends the upload and the download', async () => {
  const { ada, mina, group, notebook, item } = await world()
  await giveRights(ada, group, notebook, [[{ kind: 'group', id: group }, 'editor']])
  const large = randomBytes(30 * 1024 * 1024)
  const { url } = await must(attach(ada, item, 'large.bin', large), 201)
  const files = filesOf(group).length
  const sending = inHalves(mina, `${item}/attachments?name=x`, Buffer.alloc(200_000, 7))
  const reading = await opened(mina, url)
  await sending.begun
  await must(ada.delete(`/api/groups/${group}/members/${mina.id}`), 204)
  assert.equal(await sending.finish(), 404)
  assert.equal(await cutOff(reading), 'cut')
  await eventually(() => filesOf(group).length === files)
})

test('X7 · a large file that is corrupted on the disk is sent from the start without delay, and never to its end', async () => {
  const { ada, group, item } = await world()
  const bytes = randomBytes(12 * 1024 * 1024)
  const { url } = await must(attach(ada, item, 'large.bin', bytes), 201)
  assert.deepEqual((await raw(ada, url)).body, bytes)
  const [file] = filesOf(group)
  const spoilt = readFileSync(file!)
  spoilt[spoilt.length >> 1]! ^= 1
  writeFileSync(file!, spoilt)
  assert.equal(await cutOff(await opened(ada, url)), 'cut')
  assert.equal(await cutOff(await opened(ada, url, { range: 'bytes=0-99999' })), 'cut')
  truncateSync(file!, statSync(file!).size - 1)
  assert.notEqual(await cutOff(await opened(ada, url)), 'whole')
})

test('G10, O5 · a guest reads the attachments that they may see, and none of internal items', async () => {
  const { ada, group, item } = await world()
  const gil = await guest(instance, `Gil ${Math.random()}`)
  await enter(instance, group, [gil])
  const { url } = await must(attach(ada, item, 'a.txt', 'Seen'), 201)
  assert.equal((await gil.get<string>(url)).body, 'Seen')
  await must(ada.put(`${item}/internal-only`, { internalOnly: true }))
  assert.equal((await gil.get(url)).status, 404)
})

test('G6 · in an archived group attachments are read and nothing is changed', async () => {
  const { ada, group, item } = await world()
  const comment = await commentOn(ada, item)
  const made = await must(attach(ada, item, 'a.txt', 'Kept'), 201)
  await must(ada.post(`/api/groups/${group}/archive`))
  assert.equal((await ada.get<string>(made.url)).body, 'Kept')
  for (const refused of [
    attach(ada, item, 'x', 'x') as Promise<{ status: number }>,
    attach(ada, `${item}/comments/${comment}`, 'x', 'x') as Promise<{ status: number }>,
    ada.delete(`${item}/attachments/${made.id}`),
  ])
    assert.equal((await refused).status, 403)
})

/** Resolves as soon as the server responds; `announced` bytes are never sent. */
function refusedEarly(
  who: Client,
  to: string,
  announced: number | undefined,
  bytes?: Buffer,
): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const length = announced === undefined ? {} : { 'content-length': announced }
    const headers = { cookie: who.cookie, ...plain, ...length }
    const sent = request(new URL(to, instance.address), { method: 'POST', headers, agent: false })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      void json(answer).then((told) => {
        resolve({ status: answer.statusCode!, code: (told as { code: string }).code })
        sent.on('error', () => undefined).destroy()
      })
    })
    if (bytes) sent.end(bytes)
    else sent.flushHeaders()
  })
}

function inHalves(who: Client, to: string, bytes: Buffer) {
  const headers = { cookie: who.cookie, ...plain, 'content-length': bytes.length }
  const sent = request(new URL(to, instance.address), { method: 'POST', headers, agent: false })
  const answered = new Promise<number>((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (answer) => resolve(answer.resume().statusCode!))
  })
  const half = bytes.length >> 1
  const begun = new Promise<void>((resolve) => sent.write(bytes.subarray(0, half), () => resolve()))
  return {
    begun: begun.then(() => eventually(() => true)),
    finish: () => {
      sent.end(bytes.subarray(half))
      return answered
    },
  }
}

/** A download whose first bytes were received and whose rest is not read yet. */
function opened(who: Client, url: string, more = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { cookie: who.cookie, ...more }
    get(new URL(url, instance.address), { headers, agent: false }, (answer) => {
      answer.once('readable', () => resolve(answer))
    }).on('error', reject)
  })
}

async function cutOff(answer: IncomingMessage): Promise<'whole' | 'cut' | number> {
  if (answer.statusCode! >= 400) return answer.resume().statusCode!
  return new Promise((resolve) => {
    answer.on('error', () => resolve('cut'))
    answer.on('end', () => resolve('whole'))
    answer.resume()
  })
}

async function raw(who: Client, url: string) {
  const answer = await instance.app.inject({ url, headers: { cookie: who.cookie } })
  return { status: answer.statusCode, body: answer.rawPayload }
}

const jpeg = { 'content-type': 'image/jpeg' }
const gps = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 30/1' } }

/** A picture as a phone takes it: lying on its side, with the place where it was taken. */
const photograph = (width = 600, height = 400) =>
  sharp({ create: { width, height, channels: 3, background: '#5a8' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge(gps)
    .jpeg()
    .toBuffer()

const bytesOf = async (who: Client, url: string) => {
  const answer = await instance.app.inject({ url, headers: { cookie: who.cookie } })
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    body: answer.rawPayload,
  }
}

test('X112 · an attached picture says neither where nor when it was taken, and is upright, uploaded in one part or in several', async () => {
  const { ada, group, item } = await world()
  const sent = await photograph()
  assert.ok((await sharp(sent).metadata()).exif)
  const named = { 'content-type': 'application/octet-stream' } // whatever its sender calls it
  const urls = [(await must(attach(ada, item, 'Photo.jpg', sent, named), 201)).url]
  const size = { name: 'Photo.jpg', size: sent.length + 0, type: 'image/jpeg' }
  const { id } = await must(ada.post<{ id: string }>(`${item}/uploads`, size), 201)
  const upload = `/api/spaces/${group}/uploads/${id}`
  const octets = { 'content-type': 'application/octet-stream' }
  await must(ada.put(`${upload}?from=0`, sent.subarray(0, 500), octets))
  await must(ada.put(`${upload}?from=500`, sent.subarray(500), octets))
  urls.push((await list(ada, item)).at(-1)!.url)
  for (const url of urls) {
    const kept = await sharp((await bytesOf(ada, url)).body).metadata()
    assert.deepEqual(
      [kept.width, kept.height, kept.exif, kept.orientation],
      [400, 600, undefined, undefined],
    )
  }
  await eventually(() => filesOf(group).length === 1)
  assert.deepEqual(await wrongCounts(instance.db), [])
  const torn = sent.subarray(0, sent.length - 40)
  const { url } = await must(attach(ada, item, 'Torn.jpg', torn, jpeg), 201)
  assert.ok(
    (await bytesOf(ada, url)).body.equals(torn),
    'what cannot be drawn is kept as it was sent',
  )
})

test('X7, X95 · a thumbnail is a small WebP for anyone who sees the picture, made once, and released with it', async () => {
  const { ada, mina, group, notebook, item, note } = await world()
  const xavier = await colleague(instance, organization, `Xavier ${Math.random()}`)
  const made = await must(attach(ada, item, 'Photo.jpg', await photograph(), jpeg), 201)
  const small = await Promise.all(Array.from({ length: 8 }, () => bytesOf(mina, made.thumbnail!)))
  const found = await sharp(small[0]!.body).metadata()
  assert.deepEqual([found.format, found.width, found.height], ['webp', 213, 320])
  assert.equal(small[0]!.type, 'image/webp')
  assert.ok(small.every(({ body }) => body.equals(small[0]!.body)))
  assert.equal(filesOf(group).length, 2)
  const [hidden, absent] = [made.thumbnail!, made.thumbnail!.replace(made.id, crypto.randomUUID())]
  const answers = await Promise.all([hidden, absent].map((url) => bytesOf(xavier, url)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [404, 404],
  )
  const other = await writeNote(ada, group, notebook, 'Another', 'Said')
  const elsewhere = made.thumbnail!.replace(note, other)
  assert.equal((await bytesOf(ada, elsewhere)).status, 404)
  await must(ada.delete(`${item}/attachments/${made.id}`), 204)
  assert.equal((await bytesOf(ada, made.thumbnail!)).status, 404)
  await releaseRemoved(house, inMinutes(61))
  await eventually(() => filesOf(group).length === 0)
})

test('I12 · a file that only pretends to be a picture, or is too large to draw, has no thumbnail', async () => {
  const { ada, group, item } = await world()
  const bomb = await sharp({
    create: { width: 9000, height: 9000, channels: 3, background: '#fff' },
  })
    .png()
    .toBuffer()
  for (const bytes of [Buffer.from('Not a picture'), bomb]) {
    const made = await must(attach(ada, item, 'a.png', bytes, { 'content-type': 'image/png' }), 201)
    assert.equal((await bytesOf(ada, made.thumbnail!)).status, 404)
  }
  assert.equal((await must(attach(ada, item, 'a.txt', 'x'), 201)).thumbnail, null)
  assert.equal(filesOf(group).length, 3)
})

test('a comment may consist of its files; without them it says something', async () => {
  const { ada, mina, item } = await world()
  const comments = `${item}/comments`
  assert.equal((await mina.post(comments, { body: '  ' })).status, 400)
  const { id } = await must(mina.post<{ id: string }>(comments, { body: '', files: true }), 201)
  await must(attach(mina, `${comments}/${id}`, 'Plan.txt', 'All of it'), 201)
  const { items } = await must(
    ada.get<{ items: { body: string; attachments: Attachment[] }[] }>(comments),
  )
  assert.deepEqual(
    items.map(({ body, attachments }) => [body, attachments.length]),
    [['', 1]],
  )
  await must(mina.patch(`${comments}/${id}`, { body: 'Look' }))
  await must(mina.patch(`${comments}/${id}`, { body: '' }))
  const plain = await commentOn(mina, item)
  const emptied = await mina.patch<{ errors: { field: string }[] }>(`${comments}/${plain}`, {
    body: '',
  })
  assert.equal(emptied.status, 400)
})
