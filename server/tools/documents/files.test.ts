import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { foundGroup, giveRights, must, stage } from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { downloaded } from '../../../test/world/exported.ts'
import { planFor } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import { knownOn, wrongCounts } from '../../foundation/files/store.ts'
import { followAll } from '../../foundation/notices/following.ts'
import { emptyTrash } from '../../foundation/items/trash.ts'
import { lettersOf } from '../../kernel/blobs.ts'
import { releaseUnused } from '../../foundation/files/unused.ts'

const instance = await startInstance()
const { cast, group } = await stage(instance)
const { ada, mina, edna, rita, gil, xavier } = cast
const space = `/api/spaces/${group}`

interface File {
  id: string
  title: string
  size: number
  type: string
  sha256: string
  shownAs: string | null
  version: number
  code?: string
  fields?: { field: string; code: string }[]
}
interface Upload {
  detail?: string
  id: string
  received: number
  item: string | null
  code?: string
}

const { items: containers } = await must(
  ada.get<{ items: { id: string; kind: string }[] }>(`${space}/containers?tool=documents`),
)
const root = containers.find(({ kind }) => kind === 'root')!.id

async function folder(name: string, level: 'contributor' | 'editor' | 'reader' = 'contributor') {
  const made = await must(
    ada.post<{ id: string }>(`${space}/containers`, { parent: root, kind: 'folder', name }),
    201,
  )
  await giveRights(ada, group, made.id, [[{ kind: 'group', id: group }, level]])
  return made.id
}

const octets = { 'content-type': 'application/octet-stream' }
const send = (
  who: Client,
  to: string,
  name: string,
  body: Buffer | string,
  { ifTaken = 'refuse', type = 'text/plain' } = {},
) =>
  who.post<File>(
    `${space}/folders/${to}/files?name=${encodeURIComponent(name)}&ifTaken=${ifTaken}`,
    Buffer.from(body),
    { 'content-type': type },
  )
const sendAgain = (who: Client, file: string, body: string) =>
  who.put<File>(`${space}/files/${file}/content`, Buffer.from(body), {
    'content-type': 'text/plain',
  })

const fetched = (who: Client, file: string, headers: Record<string, string> = {}, more = '') =>
  instance.app.inject({
    url: `${space}/files/${file}/content${more}`,
    headers: { cookie: who.cookie, ...headers },
  })
const names = async (who: Client, of: string) =>
  (await must(who.get<{ items: File[] }>(`${space}/folders/${of}/files`))).items.map(
    ({ title }) => title,
  )
const unzipped = async (who: Client, path: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    [...(await downloaded(instance, who, space + path))].map(([name, bytes]) => [
      name,
      bytes.toString(),
    ]),
  )
const used = async () => (await must(ada.get<{ used: number }>(`${space}/storage`))).used

test('D, X122 · a file comes back byte for byte under its own name, and no name is a path', async () => {
  const place = await folder('Exact')
  const body = randomBytes(70_000)
  const file = await must(send(mina, place, 'Été 2031 — plan?.bin', body), 201)
  assert.deepEqual([file.title, file.size, file.shownAs], ['Été 2031 — plan?.bin', 70_000, 'text'])
  const answer = await fetched(edna, file.id)
  assert.deepEqual(answer.rawPayload, body)
  assert.match(String(answer.headers['content-disposition']), /^attachment; .*plan/)
  const part = await fetched(edna, file.id, { range: 'bytes=69990-' })
  assert.deepEqual([part.statusCode, part.rawPayload], [206, body.subarray(69_990)])
  const again = await fetched(edna, file.id, { 'if-none-match': String(answer.headers.etag) })
  assert.equal(again.statusCode, 304)
  for (const name of ['../up.txt', 'a/b.txt', 'a\\b.txt', '..', '.']) {
    const refused = await send(mina, place, name, 'x')
    assert.deepEqual([refused.status, refused.body.fields?.[0]?.code], [400, 'path'], name)
  }
  const dotted = await must(send(mina, place, '.env', 'x'), 201)
  assert.equal(dotted.title, '.env')
  const renamed = await mina.patch<File>(`${space}/files/${file.id}`, { title: 'x/y' })
  assert.deepEqual([renamed.status, renamed.body.fields?.[0]?.field], [400, 'body.title'])
})

test('X112 · only types without scripts are sent to be shown in place, and a picture keeps its bytes', async () => {
  const place = await folder('Types')
  const shown = async (name: string, type: string) => {
    const file = await must(send(mina, place, name, '<svg onload=alert(1)>', { type }), 201)
    const { headers } = await fetched(mina, file.id)
    const csp = String(headers['content-security-policy'])
    return [
      file.type,
      file.shownAs,
      String(headers['content-disposition']).split(';')[0],
      /sandbox/.test(csp),
    ]
  }
  assert.deepEqual(await shown('a.png', 'image/png'), ['image/png', 'picture', 'inline', true])
  assert.deepEqual(await shown('a.svg', 'image/svg+xml'), [
    'image/svg+xml',
    'drawn',
    'attachment',
    true,
  ])
  assert.deepEqual(await shown('a.html', 'text/html'), ['text/html', 'text', 'attachment', true])
  assert.deepEqual(await shown('b.md', 'application/octet-stream'), [
    'text/markdown',
    'page',
    'attachment',
    true,
  ])
  const file = (await must(send(mina, place, 'c.png', 'x', { type: 'image/png' }), 201)).id
  const download = await fetched(mina, file, {}, '?download=true')
  assert.match(String(download.headers['content-disposition']), /^attachment/)
})

test('D · a taken name is refused, numbered before its ending, or makes a new version', async () => {
  const place = await folder('Names')
  const file = await must(send(mina, place, 'Plan.txt', 'one'), 201)
  const refused = await send(mina, place, 'PLAN.TXT', 'two')
  assert.deepEqual([refused.status, refused.body.code], [409, 'name-taken'])
  const both = await must(send(mina, place, 'plan.txt', 'two', { ifTaken: 'keep-both' }), 201)
  assert.equal(both.title, 'plan (2).txt')
  const next = await must(send(mina, place, 'plan.TXT', 'three', { ifTaken: 'new-version' }), 201)
  assert.deepEqual([next.id, next.title], [file.id, 'Plan.txt'])
  assert.equal((await fetched(mina, file.id)).payload, 'three')
  const versions = await must(
    mina.get<{ items: { number: number }[] }>(`${space}/items/${file.id}/versions`),
  )
  assert.deepEqual(
    versions.items.map(({ number }) => number),
    [2, 1],
  )
  await must(mina.post(`${space}/items/${file.id}/versions/1/restoring`, {}))
  assert.equal((await fetched(mina, file.id)).payload, 'one')
  assert.deepEqual(await names(mina, place), ['plan (2).txt', 'Plan.txt'])
})

test('D · an earlier version of a file is downloaded as it was, and a version that is not there is not found', async () => {
  const place = await folder('Earlier')
  const file = await must(send(mina, place, 'Plan.txt', 'first'), 201)
  await must(sendAgain(mina, file.id, 'second'))
  const { items } = await must(
    edna.get<{ items: { number: number }[] }>(`${space}/items/${file.id}/versions`),
  )
  const texts = await Promise.all(
    items.map(async ({ number }) => (await fetched(edna, file.id, {}, `?version=${number}`)).body),
  )
  assert.deepEqual(texts, ['second', 'first'])
  assert.equal((await fetched(edna, file.id)).body, 'second')
  assert.equal((await fetched(edna, file.id, {}, '?version=99')).statusCode, 404)
  assert.equal((await fetched(xavier, file.id, {}, '?version=1')).statusCode, 404)
  const past = await fetched(edna, file.id, {}, `?sha256=${file.sha256}`)
  assert.equal(past.statusCode, 404, 'another content has another address')
})

test('A4, D · a file is its author’s: others read it, and neither change nor replace it', async () => {
  const place = await folder('Own')
  const file = await must(send(mina, place, 'Mine.txt', 'mine'), 201)
  assert.equal((await sendAgain(rita, file.id, 'hers')).status, 403)
  assert.equal(
    (await send(rita, place, 'mine.txt', 'hers', { ifTaken: 'new-version' })).status,
    403,
  )
  assert.equal((await rita.patch(`${space}/files/${file.id}`, { title: 'Hers' })).status, 403)
  assert.equal((await fetched(rita, file.id)).payload, 'mine')
  assert.equal((await fetched(xavier, file.id)).statusCode, 404)
  assert.equal((await send(xavier, place, 'X.txt', 'x')).status, 404)
  const reading = await folder('Reading', 'reader')
  assert.equal((await send(mina, reading, 'X.txt', 'x')).status, 403)
  await must(ada.put(`${space}/items/${file.id}/internal-only`, { internalOnly: true }))
  assert.equal((await fetched(gil, file.id)).statusCode, 404)
  // For a guest the hidden name is free: a new version of it would be somebody else's file (I1).
  await giveRights(ada, group, place, [[{ kind: 'group', id: group }, 'curator']])
  const his = await must(send(gil, place, 'mine.txt', 'his', { ifTaken: 'new-version' }), 201)
  assert.notEqual(his.id, file.id)
})

test('D · a large file comes in parts, and becomes a file with its last byte', async () => {
  const place = await folder('Parts')
  const begin = (body: object) =>
    mina.post<Upload>(`${space}/folders/${place}/uploads`, {
      name: 'Film.mp4',
      size: 10,
      type: 'video/mp4',
      ...body,
    })
  const put = (id: string, from: number, body: string) =>
    mina.put<Upload>(`${space}/uploads/${id}?from=${from}`, Buffer.from(body), octets)
  const upload = await must(begin({}), 201)
  assert.equal((await must(put(upload.id, 0, '01234'))).item, null)
  assert.deepEqual(await names(ada, place), [])
  const { item } = await must(put(upload.id, 5, '56789'))
  assert.deepEqual(await names(ada, place), ['Film.mp4'])
  assert.equal((await fetched(ada, item!)).payload, '0123456789')
  assert.equal((await must(mina.get<Upload>(`${space}/uploads/${upload.id}`))).item, item)
  assert.equal((await begin({})).body.code, 'name-taken')
  const other = await must(begin({ ifTaken: 'keep-both' }), 201)
  await must(put(other.id, 0, 'abcdefghij'))
  assert.deepEqual(await names(ada, place), ['Film (2).mp4', 'Film.mp4'])
  const change = await must(
    mina.post<Upload>(`${space}/files/${item}/uploads`, { name: 'Film.mp4', size: 3 }),
    201,
  )
  assert.equal((await must(put(change.id, 0, 'new'))).item, item)
  assert.equal((await fetched(ada, item!)).payload, 'new')
  const late = await must(begin({ name: 'Late.mp4', ifTaken: 'keep-both' }), 201)
  await giveRights(ada, group, place, [[{ kind: 'group', id: group }, 'reader']])
  assert.equal((await put(late.id, 0, '0123456789')).status, 403)
  assert.deepEqual((await names(ada, place)).length, 2)
})

test('O7 · the bytes of a version that is thinned out are given back', async () => {
  const place = await folder('Thinned')
  const { id } = await must(send(mina, place, 'Daily.txt', '1'), 201)
  for (const content of ['2'.repeat(5000), '3', '4']) await must(sendAgain(mina, id, content))
  for (const [table, at] of [
    ['item_version', 'at'],
    ['item_blob', 'named_at'],
  ])
    await instance.db.run({
      text: `update ${table} set ${at} = ${at} - interval '60 days' where item_id = $1`,
      values: [id],
    })
  const before = await used()
  await must(sendAgain(mina, id, '5'))
  await releaseUnused(instance.app.house, new Date())
  assert.ok(before - (await used()) >= 5000 - 500, 'the second content is gone')
  const { items } = await must(
    mina.get<{ items: { number: number }[] }>(`${space}/items/${id}/versions`),
  )
  assert.deepEqual(
    items.map(({ number }) => number),
    [5, 4, 1],
  )
  await must(mina.post(`${space}/items/${id}/versions/1/restoring`, {}))
  assert.equal((await fetched(mina, id)).payload, '1')
  assert.deepEqual(await wrongCounts(instance.db), [])
})

test('D · folders are made at paths, once, and those that are there are used, whatever the case of their names', async () => {
  const top = await folder('Trees')
  const made = await must(
    ada.post<{ folders: string[] }>(`${space}/folders/${top}/paths`, {
      paths: [['Plans', 'Level 3'], ['Plans', 'Level 4'], ['plans']],
    }),
  )
  assert.equal(new Set(made.folders).size, 3)
  const again = await must(
    ada.post<{ folders: string[] }>(`${space}/folders/${top}/paths`, {
      paths: [
        ['PLANS', 'level 3'],
        ['Plans', 'Level 4', 'Doors'],
      ],
    }),
  )
  assert.equal(again.folders[0], made.folders[0])
  assert.deepEqual(
    (
      await must(
        mina.get<{ items: { name: string }[] }>(
          `${space}/containers?parent=${made.folders[2]}&tool=documents`,
        ),
      )
    ).items.map(({ name }) => name),
    ['Level 3', 'Level 4'],
  )
  const refused = await mina.post<File>(`${space}/folders/${top}/paths`, { paths: [['Mine']] })
  assert.equal(refused.status, 403, 'who may not manage makes no folders')
  const known = await mina.post<File>(`${space}/folders/${top}/paths`, { paths: [['Plans']] })
  assert.equal(known.status, 200, 'who may not manage finds those that are there')
  assert.equal((await xavier.post(`${space}/folders/${top}/paths`, { paths: [['a']] })).status, 404)
})

test('I1 · a folder that somebody does not see is no answer to its name', async () => {
  const top = await folder('Half hidden', 'editor')
  const kept = await must(
    ada.post<{ folders: string[] }>(`${space}/folders/${top}/paths`, { paths: [['Board']] }),
  )
  await giveRights(ada, group, kept.folders[0]!, [])
  const asked = await mina.post<File>(`${space}/folders/${top}/paths`, { paths: [['Board']] })
  assert.equal(asked.status, 403, 'as for a name that nothing has')
})

test('D, A11 · a folder is downloaded with everything in it that I see, and with its empty folders', async () => {
  const top = await folder('To download')
  const { folders } = await must(
    ada.post<{ folders: string[] }>(`${space}/folders/${top}/paths`, {
      paths: [['Plans'], ['Empty'], ['Board']],
    }),
  )
  const [plans, , board] = folders as [string, string, string]
  await giveRights(ada, group, board, [[{ kind: 'person', id: edna.id }, 'reader']])
  await must(send(mina, top, 'Été.txt', 'été'), 201)
  await must(send(mina, plans, 'Level: 3?.txt', 'three'), 201)
  await must(send(ada, board, 'Secret.txt', 'secret'), 201)
  assert.deepEqual(await unzipped(mina, `/folders/${top}/zip`), {
    'To download/': '',
    'To download/Empty/': '',
    'To download/Plans/': '',
    'To download/Plans/Level 3.txt': 'three',
    'To download/Été.txt': 'été',
  })
  const hers = await unzipped(edna, `/folders/${top}/zip`)
  assert.equal(hers['To download/Board/Secret.txt'], 'secret')
  assert.equal((await xavier.get(`${space}/folders/${top}/zip`)).status, 404)
})

test('D · chosen files are downloaded side by side; one that cannot be read is named in the archive', async () => {
  const place = await folder('Chosen')
  const other = await folder('Chosen too')
  const one = await must(send(mina, place, 'Same.txt', 'one'), 201)
  const two = await must(send(mina, other, 'Same.txt', 'two'), 201)
  const lost = await must(send(mina, place, 'Lost.txt', 'gone from the disk'), 201)
  const [kept] = await instance.db.rows<{ file: string }>({
    text: `select file from blob where space_id = $1 and sha256 = decode($2, 'hex')`,
    values: [group, lost.sha256],
  })
  await instance.app.house.blobs.remove(group, kept!.file)
  const query = [one, two, lost].map(({ id }) => `files=${id}`).join('&')
  const found = await unzipped(mina, `/files/zip?${query}`)
  assert.deepEqual([found['Documents/Same.txt'], found['Documents/Same (2).txt']], ['one', 'two'])
  assert.match(found['Documents/Files left out.txt']!, /Lost\.txt/)
  await must(mina.delete(`${space}/items/${lost.id}`), 204) // the counts of the tests below are exact
  const hidden = await folder('Not for Rita')
  await giveRights(ada, group, hidden, [])
  const file = await must(send(ada, hidden, 'Hers.txt', 'x'), 201)
  assert.equal((await rita.get(`${space}/files/zip?files=${one.id}&files=${file.id}`)).status, 404)
})

test('O7, X133 · after any concurrent uploads, versions, copies, moves and purges, the count is the sum of the rows, and each row has its bytes', async () => {
  const { house } = instance.app
  const there = await foundGroup(ada, 'There')
  const roots = await must(
    ada.get<{ items: { id: string }[] }>(`/api/spaces/${there}/containers?tool=documents`),
  )
  const away = { toSpace: there, toContainer: roots.items[0]!.id, keepBoth: true }
  const here = await folder('Busy')
  const contents = Array.from({ length: 5 }, (_, i) => randomBytes(20_000 + i))
  const files = await Promise.all(
    contents.map(async (bytes, i) => (await must(send(ada, here, `File ${i}`, bytes), 201)).id),
  )
  const acts = [
    (file: string, bytes: Buffer) =>
      ada.put(`${space}/files/${file}/content`, bytes, { 'content-type': 'text/plain' }),
    (_: string, bytes: Buffer) => send(ada, here, 'Again', bytes, { ifTaken: 'keep-both' }),
    (_: string, bytes: Buffer) => send(ada, here, 'Same', bytes, { ifTaken: 'new-version' }),
    (file: string) => ada.post(`${space}/items/${file}/copy`, away),
    (file: string) => ada.post(`${space}/items/${file}/move`, away),
    (file: string) => ada.post(`${space}/items/${file}/versions/1/restoring`),
    (file: string) => ada.delete(`${space}/items/${file}`),
    async () => void (await emptyTrash(house, new Date(Date.now() + 31 * 86_400_000))),
  ]
  for (let round = 0; round < 4; round++) {
    const all = Array.from({ length: 16 }, (_, i) => {
      const act = acts[(i * 3 + round) % acts.length]!
      return act(files[(i + round) % files.length]!, contents[(i * 2 + round) % contents.length]!)
    })
    for (const answer of await Promise.all(all)) assert.ok((answer?.status ?? 200) < 500)
    assert.deepEqual(await wrongCounts(house.db), [])
  }
  for (const each of [group, there]) {
    const named = [...(await knownOn(house.db, each))].map(lettersOf).toSorted()
    await eventually(async () => {
      const kept = await Array.fromAsync(house.blobs.list(each), ({ name }) => lettersOf(name))
      return kept.toSorted().join() === named.join()
    })
  }
})

test('O7, X95 · equal content is stored once, versions count, and a full space refuses before the first byte', async () => {
  const place = await folder('Room')
  const before = await used()
  const body = 'x'.repeat(5000)
  const one = await must(send(mina, place, 'One.txt', body), 201)
  const first = (await used()) - before
  assert.ok(first >= 5000 && first < 5600, `${first} bytes`)
  await must(send(mina, place, 'Two.txt', body), 201)
  assert.ok((await used()) - before < 6000)
  await must(sendAgain(mina, one.id, 'y'.repeat(7000)))
  assert.ok((await used()) - before > 12_000)
  await planFor(instance, ada, { storage: 1 })
  const full = await mina.post<Upload>(`${space}/folders/${place}/uploads`, {
    name: 'Big',
    size: 2 * 1024 * 1024,
  })
  assert.deepEqual([full.status, full.body.code], [409, 'storage-limit'])
  assert.deepEqual(await wrongCounts(instance.db), [])
})

interface Sending extends Upload {
  attachment: string | null
  receipt: string | null
}
interface Folder {
  takes: boolean
  folder: { id: string; name: string } | null
  blocked: { id: string }[]
}
interface Receipt {
  title: string
  size: number | null
  to: { id: string } | null
}

const announce = (by: Client, to: Client, name: string, size: number) =>
  by.post<Sending>(`/api/people/${to.id}/drop-folder/uploads`, { name, size })
const sendingTo = (by: Client, to: Client) =>
  must(
    by.get<{ takes: boolean; space: string | null; left: { files: number; bytes: number } }>(
      `/api/people/${to.id}/drop-folder`,
    ),
  )
const part = (by: Client, at: string | null, upload: string, body: string, from = 0) =>
  by.put<Sending>(`/api/spaces/${at}/uploads/${upload}?from=${from}`, Buffer.from(body), octets)
const dropFolderOf = (who: Client) => must(who.get<Folder>('/api/me/drop-folder'))
const receiptsOf = async (who: Client) =>
  (await must(who.get<{ items: Receipt[] }>('/api/me/receipts'))).items

async function sent(by: Client, to: Client, name: string, body = 'Hello') {
  const upload = await must(announce(by, to, name, body.length), 201)
  return must(part(by, (await sendingTo(by, to)).space, upload.id, body))
}

/** Somebody who shares a group with mina, and the private space of mina. */
async function mailbox() {
  await sent(rita, mina, 'First.txt')
  const space = (await sendingTo(rita, mina)).space!
  return { space, folder: (await dropFolderOf(mina)).folder! }
}

test('S1 · a file sent to a person is in a folder of theirs; its sender has a receipt and sees nothing of it', async () => {
  assert.deepEqual(await dropFolderOf(mina), { takes: true, folder: null, blocked: [] })
  const done = await sent(rita, mina, 'Letter.txt')
  assert.deepEqual([done.item, done.attachment, typeof done.receipt], [null, null, 'string'])
  await sent(gil, mina, 'Letter.txt', 'From a guest') // a guest shares the group like everybody
  const { folder } = await dropFolderOf(mina)
  const { space: own } = await sendingTo(rita, mina)
  const listed = await must(
    mina.get<{ items: (File & { author: { id: string } })[] }>(
      `/api/spaces/${own}/folders/${folder!.id}/files`,
    ),
  )
  const senders = listed.items.map(({ title, author }) => `${title} ${author.id}`)
  assert.deepEqual(senders.toSorted(), [rita, gil].map(({ id }) => `Letter.txt ${id}`).toSorted())
  const file = listed.items.find(({ author }) => author.id === rita.id)!
  assert.deepEqual(
    (await receiptsOf(rita)).map(({ title, size, to }) => [title, size, to?.id]),
    [['Letter.txt', 5, mina.id]],
  )
  await followAll(instance.app.house)
  const told = async (who: Client) => {
    const { items } = await must(who.get<{ items: { kind: string }[] }>('/api/me/notices'))
    return items.filter(({ kind }) => kind === 'file-sent').length
  }
  assert.deepEqual([await told(mina), await told(rita)], [2, 0])
  for (const path of [
    `/api/spaces/${own}/folders/${folder!.id}/files`,
    `/api/spaces/${own}/files/${file.id}`,
    `/api/spaces/${own}/files/${file.id}/content`,
    `/api/spaces/${own}/containers/${folder!.id}`,
    `/api/items/${file.id}`,
  ])
    assert.equal((await rita.get(path)).status, 404, path)
})

test('S1, X72 · the folder is an ordinary one for its owner, and nothing that they do with it changes the receipt of a sender', async () => {
  const { space: own, folder: box } = await mailbox()
  const before = await Promise.all([sendingTo(rita, mina), receiptsOf(rita)])
  await must(mina.patch(`/api/spaces/${own}/containers/${box.id}`, { name: 'Post' }))
  const { items } = await must(
    mina.get<{ items: File[] }>(`/api/spaces/${own}/folders/${box.id}/files`),
  )
  for (const { id } of items) await must(mina.delete(`/api/spaces/${own}/items/${id}`), 204)
  assert.deepEqual(await Promise.all([sendingTo(rita, mina), receiptsOf(rita)]), before)
  assert.equal((await dropFolderOf(mina)).folder!.name, 'Post')
  await sent(rita, mina, 'Into the renamed folder.txt')
})

test('S1 · its owner switches it off, deletes it or blocks a sender, with the same answer and at every part of an upload', async () => {
  const { space: own, folder: box } = await mailbox()
  const begun = await must(announce(rita, mina, 'Long.txt', 8), 201)
  await must(part(rita, own, begun.id, 'half'))
  const closed = async () => {
    const refused = await announce(rita, mina, 'More.txt', 1)
    const { takes, space: at } = await sendingTo(rita, mina)
    return JSON.stringify([refused.status, refused.body.code, takes, at])
  }
  await must(mina.put(`/api/me/drop-folder`, { takes: false }))
  const off = await closed()
  assert.equal(off, JSON.stringify([403, 'takes-nothing', false, null]))
  assert.equal((await part(rita, own, begun.id, 'rest', 4)).status, 404)
  await must(mina.put(`/api/me/drop-folder`, { takes: true }))
  await must(mina.put(`/api/me/drop-folder/blocked/${rita.id}`), 204)
  assert.equal(await closed(), off)
  assert.equal((await part(rita, own, begun.id, 'rest', 4)).status, 404)
  assert.deepEqual(
    (await dropFolderOf(mina)).blocked.map(({ id }) => id),
    [rita.id],
  )
  await sent(edna, mina, 'Not blocked.txt')
  await must(mina.delete(`/api/me/drop-folder/blocked/${rita.id}`), 204)
  assert.ok((await must(part(rita, own, begun.id, 'rest', 4))).receipt)
  await must(mina.delete(`/api/spaces/${own}/containers/${box.id}`), 204)
  assert.equal(await closed(), off)
  assert.deepEqual(await dropFolderOf(mina), { takes: false, folder: null, blocked: [] })
  await must(mina.put(`/api/me/drop-folder`, { takes: true }))
  await sent(rita, mina, 'Into a new folder.txt')
  // Blocked before the first file: the same answer, and no folder is made for it.
  await must(edna.put(`/api/me/drop-folder/blocked/${rita.id}`), 204)
  assert.equal((await announce(rita, edna, 'Never.txt', 1)).body.code, 'takes-nothing')
  assert.deepEqual((await sendingTo(rita, edna)).takes, false)
  assert.equal((await dropFolderOf(edna)).folder, null)
})

test('S1, I1 · a file that exceeds the sender’s limit or the owner’s storage is refused before its first byte, without the owner’s figures', async () => {
  const most = instance.app.house.config.dropMegabytes * 1_000_000
  const { left } = await sendingTo(edna, rita)
  assert.deepEqual(left, { files: 200, bytes: most })
  const five = [1, 2, 3, 4, 5].map((n) => announce(mina, rita, `Film ${n}.mp4`, most * 0.4))
  const answers = (await Promise.all(five)).map(({ status }) => status)
  assert.equal(answers.filter((status) => status === 201).length, 2)
  assert.equal(answers.filter((status) => status === 409).length, 3)
  const large = await announce(edna, rita, 'Film.mp4', most + 1)
  assert.deepEqual([large.status, large.body.code], [409, 'too-much-sent'])
  await must(announce(edna, rita, 'Half.mp4', most - 10), 201)
  assert.equal((await announce(edna, rita, 'Other half.mp4', 11)).body.code, 'too-much-sent')
  assert.deepEqual((await sendingTo(edna, rita)).left, { files: 199, bytes: 10 })
  assert.deepEqual((await sendingTo(gil, rita)).left.bytes, most) // others do not count
  await planFor(instance, rita, {}) // a megabyte for private spaces
  const full = await announce(gil, rita, 'Large.bin', 2_000_000)
  assert.deepEqual([full.status, full.body.code], [409, 'no-room'])
  assert.doesNotMatch(JSON.stringify(full.body.detail), /Rita|plan|\d/)
})

test('S1, A7, I8 · nobody can send files to a person with whom they share no group; the right ends with the last shared group', async () => {
  assert.equal((await announce(xavier, mina, 'Plan.txt', 1)).status, 403)
  assert.equal((await announce(gil, xavier, 'Plan.txt', 1)).status, 404)
  assert.equal((await announce(mina, mina, 'Plan.txt', 1)).body.code, 'own-folder')
  const begun = await must(announce(gil, edna, 'Plan.txt', 8), 201)
  const { space: own } = await sendingTo(gil, edna)
  await must(part(gil, own, begun.id, 'half'))
  await must(ada.delete(`/api/groups/${group}/members/${gil.id}`), 204)
  assert.equal((await part(gil, own, begun.id, 'rest', 4)).status, 404)
  assert.equal((await gil.get(`/api/people/${edna.id}/drop-folder`)).status, 404)
  assert.equal((await announce(gil, edna, 'More.txt', 1)).status, 404)
  assert.ok((await receiptsOf(gil)).every(({ to }) => to === null))
})
