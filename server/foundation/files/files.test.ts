import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
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
import { startInstance } from '../../../test/world/instance.ts'
import { liveClient } from '../../../test/world/live-client.ts'
import { planFor } from '../../../test/world/groups.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { emptyTrash } from '../items/trash.ts'
import { releaseUnused } from './unused.ts'
import { damagedFiles, scrub, wrongCounts } from './scrub.ts'

const instance = await startInstance({ listen: true })
const { house } = instance.app
const { organization } = await founded(instance)
const png = { 'content-type': 'image/png' }
const day = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * day)

async function picture(shade: number): Promise<Buffer> {
  const background = { r: shade, g: 255 - shade, b: (shade * 7) % 256 }
  return sharp({ create: { width: 20 + shade, height: 30, channels: 3, background } })
    .png()
    .toBuffer()
}

/** A colleague with a group of their own, a notebook in it, and one in their private space. */
async function world() {
  const who = await colleague(instance, organization, `P${Math.random()}`)
  const group = (await foundGroup(who, `Group ${Math.random()}`)) as SpaceId
  const notebook = await makeNotebook(who, group, await rootOf(who, group), 'Book')
  const { privateSpace: own } = await must(who.get<{ privateSpace: SpaceId }>('/api/me'))
  const drawer = await makeNotebook(who, own, await rootOf(who, own), 'Drawer')
  return { who, group, notebook, own, drawer }
}

const add = (who: Client, space: string, note: string, bytes: Buffer) =>
  who.post<{ sha256: string; url: string }>(`/api/spaces/${space}/notes/${note}/files`, bytes, png)

async function noteWith(who: Client, space: string, notebook: string, ...pictures: Buffer[]) {
  const note = await writeNote(who, space, notebook, 'With pictures', 'Said')
  for (const bytes of pictures) await must(add(who, space, note, bytes), 201)
  return note
}

const trash = (who: Client, space: string, note: string) =>
  must(who.delete(`/api/spaces/${space}/items/${note}`), 204)

/** Bytes of files: as counted besides the texts, as in the rows, and as on the disk. */
async function weighed(space: string): Promise<[number, number, number]> {
  const row = await instance.db.row<{ counted: number; rows: number }>({
    text: `select c.stored - (select coalesce(sum(weight), 0)::bigint from item where space_id = $1) as counted, (select coalesce(sum(size), 0)::bigint from blob where space_id = $1) as rows
      from space_counter c where c.space_id = $1`,
    values: [space],
  })
  const disk = filesOf(space).reduce((sum, file) => sum + readFileSync(file).length, 0)
  return [row!.counted, row!.rows, disk]
}

/** Bytes of the texts, versions, comments and tags of a space, also in the trash: measured, not read from the counter. */
const bytesOfTexts = `(coalesce((select sum(octet_length(state)) from live_text where space_id = $1), 0)
  + coalesce((select sum(octet_length(bytes)) from live_text_update where space_id = $1), 0)
  + coalesce((select sum(octet_length(body)) from comment where space_id = $1), 0)
  + coalesce((select sum(octet_length(name)) from tag where space_id = $1), 0)
  + coalesce((select sum(octet_length(content::text) + octet_length(text)) from item_version where space_id = $1), 0))::bigint`

async function texts(space: string): Promise<number> {
  const row = await instance.db.row<{ bytes: number }>({
    text: `select ${bytesOfTexts} as bytes`,
    values: [space],
  })
  return row!.bytes
}

/** What the counter says besides the files, and what the texts weigh, at one moment: rooms may still merge edits. */
const countedAndMeasured = (space: string) =>
  instance.db.row<{ counted: number; measured: number }>({
    text: `select c.stored - (select coalesce(sum(size), 0)::bigint from blob where space_id = $1) as counted, ${bytesOfTexts} as measured
      from space_counter c where c.space_id = $1`,
    values: [space],
  })

async function used(who: Client, space: string): Promise<number> {
  return (await must(who.get<{ used: number }>(`/api/spaces/${space}/storage`))).used
}

function filesOf(space: string): string[] {
  const shelf = path.join(instance.config.dataDir, 'blobs', space)
  try {
    return readdirSync(shelf, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

async function weighs(space: string, bytes: number): Promise<void> {
  await eventually(async () => (await weighed(space)).every((each) => each === bytes)).catch(
    async () => assert.deepEqual(await weighed(space), [bytes, bytes, bytes]),
  )
}

test('O7 · purging a note from the trash removes its pictures, their files and their bytes', async () => {
  const { who, group, notebook } = await world()
  const [one, two] = [await picture(1), await picture(2)]
  const note = await noteWith(who, group, notebook, one, two)
  await weighs(group, one.length + two.length)
  await trash(who, group, note)
  await weighs(group, one.length + two.length)
  await emptyTrash(house, inDays(31))
  await weighs(group, 0)
})

test('X95 · a picture of two notes stays until both are gone', async () => {
  const { who, group, notebook } = await world()
  const bytes = await picture(3)
  const [a, b] = [
    await noteWith(who, group, notebook, bytes),
    await noteWith(who, group, notebook, bytes),
  ]
  await weighs(group, bytes.length)
  await trash(who, group, a)
  await emptyTrash(house, inDays(31))
  await weighs(group, bytes.length)
  const { sha256 } = await must(add(who, group, b, bytes), 201)
  await must(who.get(`/api/spaces/${group}/notes/${b}/files/${sha256}`))
  await trash(who, group, b)
  await emptyTrash(house, inDays(31))
  await weighs(group, 0)
})

test('X133 · a purge beside uploads of equal pictures loses none of them', async () => {
  const { who, group, notebook } = await world()
  const bytes = await picture(4)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  for (let round = 0; round < 8; round++) {
    const goes = await noteWith(who, group, notebook, bytes)
    const stays = await writeNote(who, group, notebook, 'Stays', 'Said')
    await trash(who, group, goes)
    await Promise.all([emptyTrash(house, inDays(31)), must(add(who, group, stays, bytes), 201)])
    await must(who.get(`/api/spaces/${group}/notes/${stays}/files/${sha256}`))
    await weighs(group, bytes.length)
    await trash(who, group, stays)
    await emptyTrash(house, inDays(31))
  }
  await weighs(group, 0)
})

test('O7, A9 · what moves to another space counts there and no longer here', async () => {
  const { who, group, notebook, own, drawer } = await world()
  const bytes = await picture(5)
  const note = await noteWith(who, group, notebook, bytes)
  const to = { toSpace: own, toContainer: drawer }
  await must(who.post(`/api/spaces/${group}/items/${note}/move`, to))
  await weighs(group, 0)
  await weighs(own, bytes.length)
})

const writeAnother = (who: Client, space: string, notebook: string) =>
  who.post(`/api/spaces/${space}/notebooks/${notebook}/notes`, { title: 'New', markdown: 'Said' })

const full = (available: number) => ({ storage: available })

test('O7 · no way into a group passes its limit: upload, copy, move', async () => {
  const { who, group, notebook, own, drawer } = await world()
  const [inside, outside] = [await picture(6), await picture(7)]
  await noteWith(who, group, notebook, inside)
  const note = await noteWith(who, own, drawer, outside)
  const to = { toSpace: group, toContainer: notebook }
  const empty = await writeNote(who, group, notebook, 'Empty', 'Said')
  await planFor(instance, who, full((await used(who, group)) + outside.length - 1))
  const answers = [
    await who.post<{ code: string }>(`/api/spaces/${own}/items/${note}/copy`, to),
    await who.post<{ code: string }>(`/api/spaces/${own}/items/${note}/move`, to),
    (await add(who, group, empty, outside)) as unknown as {
      status: number
      body: { code: string }
    },
  ]
  for (const { status, body } of answers)
    assert.deepEqual([status, body.code], [409, 'storage-limit'])
  await weighs(group, inside.length)
  await weighs(own, outside.length)
  await must(who.get(`/api/spaces/${own}/notes/${note}`))
})

test('O7 · a guest reads that a space is full, and nothing of the plan that limits it', async () => {
  const { who, group, notebook } = await world()
  await must(who.patch(`/api/groups/${group}`, { settings: { guestsAllowed: true } }))
  const gil = await guest(instance, `Gil${Math.random()}`)
  await enter(instance, group, [gil])
  const note = await writeNote(who, group, notebook, 'Full', 'Said')
  await planFor(instance, who, full(await used(who, group)))
  const say = (by: Client) =>
    by.post<{ detail: string }>(`/api/spaces/${group}/items/${note}/comments`, {
      body: 'One more',
      mentions: [],
    })
  const [his, hers] = [await say(gil), await say(who)]
  assert.deepEqual([his.status, hers.status], [409, 409])
  assert.match(hers.body.detail, /the plan of/)
  assert.doesNotMatch(his.body.detail, /plan/)
})

test('O7, X133 · of many copies and uploads at the same time none passes the limit, and each is either made or refused for it', async () => {
  const { who, group, notebook, own, drawer } = await world()
  const pictures = await Promise.all([11, 12, 13, 14, 15, 16].map(picture))
  const notes = []
  for (const bytes of pictures) notes.push(await noteWith(who, own, drawer, bytes))
  const most = Math.ceil((await used(who, own)) / 2)
  await planFor(instance, who, full(most))
  const to = { toSpace: group, toContainer: notebook }
  const answers = await Promise.all(
    [...notes, ...notes, ...notes, ...notes, ...notes, ...notes, ...notes].map((note) =>
      who.post<{ code?: string }>(`/api/spaces/${own}/items/${note}/copy`, to),
    ),
  )
  for (const { status, body } of answers)
    assert.ok(status === 201 || (status === 409 && body.code === 'storage-limit'), `${status}`)
  const counted = await used(who, group)
  assert.ok(counted > 0 && counted <= most)
  await weighs(group, (await weighed(group))[1])
})

test('O8 · in an over-full group nothing is lost: notes are restored, renamed, brought back to a version and moved within', async () => {
  const { who, group, notebook } = await world()
  const note = await noteWith(who, group, notebook, await picture(8))
  const other = await makeNotebook(who, group, await rootOf(who, group), 'Other')
  await planFor(instance, who, full(1))
  await trash(who, group, note)
  await must(who.post(`/api/spaces/${group}/items/${note}/restoring`))
  const url = `/api/spaces/${group}/notes/${note}`
  await must(who.patch(url, { title: 'Renamed' }))
  const versions = `/api/spaces/${group}/items/${note}/versions`
  await must(who.post(versions, { label: 'As sent' }), 201)
  await must(who.post(`${versions}/1/restoring`))
  const to = { toSpace: group, toContainer: other }
  await must(who.post(`/api/spaces/${group}/items/${note}/move`, to))
  await weighs(group, (await picture(8)).length)
})

test('O8 · an over-full group refuses every addition of text: a new note, one from a template, an import, a copy, a move', async () => {
  const { who, group, notebook, own, drawer } = await world()
  const template = await writeNote(who, group, notebook, 'Begin so', 'Agenda')
  await must(who.put(`/api/spaces/${group}/notes/${template}/template`), 204)
  const outside = await writeNote(who, own, drawer, 'Outside', 'Said')
  const before = await used(who, group)
  await planFor(instance, who, full(before))
  const notes = `/api/spaces/${group}/notebooks/${notebook}`
  const to = { toSpace: group, toContainer: notebook }
  const answers = [
    await who.post<{ code: string }>(`${notes}/notes`, { title: 'New', markdown: 'More' }),
    await who.post<{ code: string }>(`${notes}/notes`, { title: 'New', template }),
    await who.post<{ code: string }>(`${notes}/import`, { name: 'New.md', markdown: 'More' }),
    await who.post<{ code: string }>(`/api/spaces/${group}/items/${template}/copy`, to),
    await who.post<{ code: string }>(`/api/spaces/${own}/items/${outside}/copy`, to),
    await who.post<{ code: string }>(`/api/spaces/${own}/items/${outside}/move`, to),
  ]
  for (const { status, body } of answers)
    assert.deepEqual([status, body.code], [409, 'storage-limit'])
  assert.equal(await used(who, group), before)
  await weighs(group, 0)
  await must(who.get(`/api/spaces/${own}/notes/${outside}`))
})

test('O7 · texts and their versions count, in the trash too, and until they leave it for ever', async () => {
  const { who, group, notebook } = await world()
  const note = await writeNote(who, group, notebook, 'Long', 'word '.repeat(2000))
  const written = await used(who, group)
  assert.ok(written > 20_000, 'the text and its first version')
  await must(who.post(`/api/spaces/${group}/items/${note}/versions`, { label: 'As sent' }), 201)
  assert.ok((await used(who, group)) > written + 20_000)
  await trash(who, group, note)
  const now = (await countedAndMeasured(group))!
  assert.equal(now.counted, now.measured)
  await emptyTrash(house, inDays(31))
  assert.equal(await used(who, group), 0)
})

test('O8, O7 · text written in a group over its limit is stored, and counts once it is merged', async () => {
  const { who, group, notebook } = await world()
  const id = await writeNote(who, group, notebook, 'Live', 'Begun')
  const before = await used(who, group)
  await planFor(instance, who, full(1))
  const live = await liveClient(instance.address, who.cookie)
  const note = await live.open(group, id)
  const said = 'as long as it takes '.repeat(100)
  await note.write(said)
  live.close()
  await live.closed
  await eventually(async () => (await used(who, group)) > before + said.length)
  await weighs(group, 0)
  const { content } = await must(who.get<{ content: object }>(`/api/spaces/${group}/notes/${id}`))
  assert.ok(JSON.stringify(content).includes(said.trim()))
})

test('O8 · a note from a template shows the pictures of it, which take no more room', async () => {
  const { who, group, notebook } = await world()
  const bytes = await picture(8)
  const note = await noteWith(who, group, notebook, bytes)
  await must(who.put(`/api/spaces/${group}/notes/${note}/template`), 204)
  const made = await must(
    who.post<{ id: string }>(`/api/spaces/${group}/notebooks/${notebook}/notes`, {
      title: 'From it',
      template: note,
    }),
    201,
  )
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await must(who.get(`/api/spaces/${group}/notes/${made.id}/files/${sha256}`))
  await weighs(group, bytes.length)
})

for (const [what, spoil] of [
  ['spoilt', (file: string) => writeFileSync(file, flipped(readFileSync(file)))],
  ['truncated', (file: string) => truncateSync(file, 40)],
  ['empty', (file: string) => truncateSync(file, 0)],
] as const)
  test(`a file that is ${what} is answered as damaged, never as a picture, and the scrub names it`, async () => {
    const { who, group, notebook } = await world()
    const bytes = await picture(20)
    const note = await noteWith(who, group, notebook, bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const url = `/api/spaces/${group}/notes/${note}/files/${sha256}`
    await must(who.get(url))
    const [file] = filesOf(group)
    const { atime, mtime } = statSync(file!)
    spoil(file!)
    utimesSync(file!, atime, mtime) // as if nobody had touched it
    const answer = await instance.app.inject({ url, headers: { cookie: who.cookie } })
    assert.equal(answer.statusCode, 503)
    assert.equal(answer.json().code, 'file-damaged')
    assert.equal(answer.headers['cache-control'], 'no-store')
    await scrub(house, new Date(), { milliseconds: 60_000, again: true })
    const named = (await damagedFiles(house.db)).filter(({ space }) => space === group)
    assert.deepEqual(
      named.map(({ fault, items }) => [fault, items.map(({ id }) => id)]),
      [['spoilt', [note]]],
    )
    // Adding the same content again repairs it.
    await must(add(who, group, note, bytes), 201)
    await must(who.get(url))
    assert.ok(!(await damagedFiles(house.db)).some(({ space }) => space === group))
    await weighs(group, bytes.length)
  })

function flipped(bytes: Buffer): Buffer {
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = bytes[middle]! ^ 1
  return bytes
}

test('the scrub removes what nothing names once it is old, and nothing else', async () => {
  const { who, group, notebook } = await world()
  const bytes = await picture(21)
  await noteWith(who, group, notebook, bytes)
  await must(who.put(`/api/groups/${group}/picture`, bytes, png))
  await must(who.put('/api/me/picture', bytes, png))
  const [named, people] = [filesOf(group), filesOf('people')]
  assert.equal(named.length, 2)
  const shelf = path.join(instance.config.dataDir, 'blobs', group)
  const stray = path.join(shelf, 'half-written.part')
  writeFileSync(stray, 'half')
  await scrub(house, new Date(), { milliseconds: 0 })
  assert.deepEqual(filesOf(group).toSorted(), [...named, stray].toSorted(), 'it may be an upload')
  assert.equal((await scrub(house, inDays(2), { milliseconds: 0 })).removed, 1)
  assert.deepEqual(filesOf(group).toSorted(), named.toSorted())
  assert.deepEqual(filesOf('people'), people)
})

test('a picture that is replaced or removed leaves the disk, of a person and of a group', async () => {
  const { who, group } = await world()
  const bytes = await Promise.all([22, 23].map(picture))
  const before = filesOf('people').length
  for (const each of bytes) {
    await must(who.put('/api/me/picture', each, png))
    await must(who.put(`/api/groups/${group}/picture`, each, png))
  }
  await eventually(async () => filesOf('people').length === before + 1)
  await eventually(async () => filesOf(group).length === 1)
  await must(who.delete('/api/me/picture'), 204)
  await must(who.delete(`/api/groups/${group}/picture`), 204)
  await eventually(async () => filesOf('people').length === before)
  await eventually(async () => filesOf(group).length === 0)
})

test('O7 · a picture that was added and used nowhere is let go after the days of the trash; one in the text, or in a version, stays', async () => {
  const { who, group, notebook } = await world()
  const pictures = await Promise.all([41, 42, 43].map(picture))
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  const [shown, shownOnce, never] = pictures.map(hash)
  const markdown = `![shown](files/${shown})\n\n![once](files/${shownOnce})`
  const note = await writeNote(who, group, notebook, 'Shows', markdown)
  for (const bytes of pictures) await must(add(who, group, note, bytes), 201)
  // Its text now shows one of them; its first version shows two.
  const other = await writeNote(who, group, notebook, 'Less', `![shown](files/${shown})`)
  await instance.db.run({
    text: `update live_text set state = (select state from live_text where item_id = $2) where item_id = $1`,
    values: [note, other],
  })
  await releaseUnused(house, inDays(29))
  await weighs(group, pictures[0]!.length + pictures[1]!.length + pictures[2]!.length)
  await releaseUnused(house, inDays(31))
  await weighs(group, pictures[0]!.length + pictures[1]!.length)
  const url = (sha256: string) => `/api/spaces/${group}/notes/${note}/files/${sha256}`
  for (const sha256 of [shown!, shownOnce!]) await must(who.get(url(sha256)))
  assert.equal((await who.get(url(never!))).status, 404)
  await instance.db.run({ text: 'delete from item_version where item_id = $1', values: [note] })
  await instance.db.run({
    text: 'update item_blob set settled = false where item_id = $1',
    values: [note],
  })
  await releaseUnused(house, inDays(31))
  await weighs(group, pictures[0]!.length)
})

test('the scrub corrects wrong counts', async () => {
  const { who, group, notebook } = await world()
  const bytes = await picture(24)
  await noteWith(who, group, notebook, bytes)
  await instance.db.run({
    text: 'update space_counter set stored = 7 where space_id = $1',
    values: [group],
  })
  const { recounted } = await scrub(house, new Date(), { milliseconds: 0 })
  const stored = bytes.length + (await texts(group))
  assert.deepEqual(recounted, [{ space: group, counted: 7, stored }])
  await weighs(group, bytes.length)
  assert.deepEqual(await wrongCounts(house.db), [])
})

test('O7, X133 · after any concurrent acts, the count is the sum of the rows and of the files', async () => {
  const acts = fc.array(
    fc.record({
      what: fc.constantFrom(
        ...(['add', 'copy', 'move', 'move back', 'trash', 'purge'] as const),
        ...(['write', 'name a version', 'bring a version back'] as const),
        ...(['comment', 'edit a comment', 'delete a comment', 'tag', 'untag'] as const),
      ),
      note: fc.nat(5),
      picture: fc.nat(3),
    }),
    { minLength: 6, maxLength: 14 },
  )
  const pictures = await Promise.all([31, 32, 33, 34].map(picture))
  await fc.assert(
    fc.asyncProperty(acts, async (all) => {
      const { who, group, notebook, own, drawer } = await world()
      const notes = await Promise.all(
        pictures.map((bytes) => noteWith(who, group, notebook, bytes)),
      )
      const said = await Promise.all(
        notes.map((note) => commentOn(who, group, note, 'Said before')),
      )
      await planFor(instance, who, full((await used(who, group)) + pictures[0]!.length * 3))
      const there = { toSpace: own, toContainer: drawer }
      const back = { toSpace: group, toContainer: notebook }
      const answers = await Promise.all(
        all.map(async ({ what, note: n, picture: p }) => {
          const note = notes[n % notes.length]!
          if (what === 'add') return add(who, group, note, pictures[p]!)
          const url = `/api/spaces/${group}/items/${note}/versions`
          if (what === 'name a version') return who.post(url, { label: 'Named' })
          if (what === 'bring a version back') return who.post(`${url}/1/restoring`)
          const comments = `/api/spaces/${group}/items/${note}/comments`
          const body = { body: 'Réponse '.repeat(p + 1), mentions: [] }
          if (what === 'comment') return who.post(comments, body)
          const comment = `${comments}/${said[n % notes.length]}`
          if (what === 'edit a comment') return who.patch(comment, body)
          if (what === 'delete a comment') return who.delete(comment)
          const tag = `/api/spaces/${group}/items/${note}/tags/${['été', 'b', 'c', 'd'][p]}`
          if (what === 'tag') return who.put(tag)
          if (what === 'untag') return who.delete(tag)
          if (what === 'write') return writeAnother(who, group, notebook)
          if (what === 'copy') return who.post(`/api/spaces/${group}/items/${note}/copy`, there)
          if (what === 'move') return who.post(`/api/spaces/${group}/items/${note}/move`, there)
          if (what === 'move back') return who.post(`/api/spaces/${own}/items/${note}/move`, back)
          if (what === 'trash') return who.delete(`/api/spaces/${group}/items/${note}`)
          return void (await emptyTrash(house, inDays(31)))
        }),
      )
      for (const answer of answers) assert.ok((answer?.status ?? 200) < 500)
      assert.deepEqual(await wrongCounts(house.db), [])
      for (const space of [group, own]) {
        const files = (await weighed(space))[1]
        await weighs(space, files)
        const { counted, measured } = (await countedAndMeasured(space))!
        assert.equal(counted, measured)
      }
    }),
    { numRuns: 12 },
  )
})

const commentOn = async (who: Client, space: string, item: string, body: string) =>
  (
    await must(
      who.post<{ id: string }>(`/api/spaces/${space}/items/${item}/comments`, {
        body,
        mentions: [],
      }),
      201,
    )
  ).id

test('O7 · comments and tags count byte by byte: said, edited, deleted, moved, copied and purged', async () => {
  const { who, group, notebook, own, drawer } = await world()
  const note = await writeNote(who, group, notebook, 'Discussed', 'Said')
  const first = await used(who, group)
  const path = `/api/spaces/${group}/items/${note}`
  const grown = async () => (await used(who, group)) - first
  const id = await commentOn(who, group, note, 'Déjà vu')
  assert.equal(await grown(), 9)
  await must(who.patch(`${path}/comments/${id}`, { body: 'Non', mentions: [] }))
  assert.equal(await grown(), 3)
  await must(who.delete(`${path}/comments/${id}`), 204)
  assert.equal(await grown(), 3, 'what can be brought back counts')
  await must(who.post(`${path}/comments/${id}/restoring`))
  for (const name of ['Été', 'été', 'zz']) await must(who.put(`${path}/tags/${name}`), 204)
  assert.equal(await grown(), 3 + 5 + 2, 'the same tag counts once')
  await must(who.delete(`${path}/tags/ETE`), 204)
  assert.equal(await grown(), 3 + 2)
  await must(who.patch(`/api/spaces/${group}/notes/${note}`, { title: 'Discussed again' }))
  const to = { toSpace: own, toContainer: drawer }
  const before = await used(who, own)
  const copy = await must(who.post<{ id: string }>(`${path}/copy`, to), 201)
  const copied = (await used(who, own)) - before
  assert.equal(copied, (await texts(own)) - before, 'a copy has the tags and no comments')
  await must(who.post(`${path}/move`, to))
  assert.deepEqual(
    [await used(who, group), await used(who, own)],
    [0 + (await texts(group)), await texts(own)],
  )
  for (const item of [note, copy.id]) await trash(who, own, item)
  await emptyTrash(house, inDays(31))
  assert.deepEqual([await used(who, own), await texts(own)], [0, 0])
  assert.deepEqual((await scrub(house, new Date(), { milliseconds: 0 })).recounted, [])
})

test('O8 · an over-full group refuses new comments; those that are there are edited, deleted and brought back, and things are tagged', async () => {
  const { who, group, notebook } = await world()
  const note = await writeNote(who, group, notebook, 'Full', 'Said')
  const id = await commentOn(who, group, note, 'Before')
  await planFor(instance, who, full(1))
  const path = `/api/spaces/${group}/items/${note}`
  const refused = await who.post<{ code: string }>(`${path}/comments`, { body: 'No', mentions: [] })
  assert.deepEqual([refused.status, refused.body.code], [409, 'storage-limit'])
  await must(who.patch(`${path}/comments/${id}`, { body: 'Before, and longer', mentions: [] }))
  await must(who.delete(`${path}/comments/${id}`), 204)
  await must(who.post(`${path}/comments/${id}/restoring`))
  await must(who.put(`${path}/tags/full`), 204)
  await weighs(group, 0)
  const now = (await countedAndMeasured(group))!
  assert.equal(now.counted, now.measured)
})

test('O7 · an upgrade weighs the texts, versions, comments and tags that are there already', async () => {
  const { who, group, notebook } = await world()
  const note = await noteWith(who, group, notebook, await picture(33))
  await commentOn(who, group, note, 'Très bien')
  await must(who.put(`/api/spaces/${group}/items/${note}/tags/été`), 204)
  const before = await used(who, group)
  const upgrades = ['0061_item_weight', '0071_side_weight', '0093_item_versions'].map((name) =>
    readFileSync(`database/migrations/${name}.sql`, 'utf8'),
  )
  await instance.db.transaction(async (tx) => {
    await tx.run({
      text: `update space_counter c set stored = (select coalesce(sum(size), 0) from blob b where b.space_id = c.space_id);
        alter table item drop column weight, drop column side_weight;
        alter table item_version drop column bytes, drop column kept, drop column words;
        alter table item_version drop constraint item_version_space_id_item_id_fkey;
        alter table item_version add foreign key (space_id, item_id) references note (space_id, item_id);
        alter table item_version rename constraint item_version_space_id_item_id_fkey to note_version_space_id_item_id_fkey;
        alter table item_version rename constraint item_version_pkey to note_version_pkey;
        alter table item_version rename constraint item_version_why_check to note_version_why_check;
        alter table item_version rename to note_version;
        alter table note add column state bytea;
        update note n set state = t.state from live_text t where t.space_id = n.space_id and t.item_id = n.item_id;
        create table note_update as select space_id, item_id, bytes from live_text_update`,
    })
    for (const text of upgrades) await tx.run({ text })
    await tx.run({ text: 'alter table note drop column state; drop table note_update' })
  })
  assert.equal(await used(who, group), before)
  assert.deepEqual(await wrongCounts(house.db), [])
})

test('I1, X63, G10 · byte counts reveal nothing that a person may not see: a guest reads the sum of the items shown to them', async () => {
  const { who, group, notebook } = await world()
  await must(who.patch(`/api/groups/${group}`, { settings: { guestsAllowed: true } }))
  const gil = await guest(instance, `Gil${Math.random()}`)
  await enter(instance, group, [gil])
  const root = await rootOf(who, group)
  await giveRights(who, group, root, [[{ kind: 'group', id: group }, 'reader']])
  const shown = await noteWith(who, group, notebook, await picture(31))
  const told = async (by: Client) => [
    await used(by, group),
    (await must(by.get<{ capacity: { storage: { used: number } } }>(`/api/groups/${group}`)))
      .capacity.storage.used,
  ]
  const before = await told(gil)
  assert.deepEqual(before, await told(who))
  assert.ok(before[0]! > 0)
  const hidden = await noteWith(who, group, notebook)
  await must(who.put(`/api/spaces/${group}/items/${hidden}/internal-only`, { internalOnly: true }))
  await must(add(who, group, hidden, await picture(32)), 201)
  await must(add(who, group, hidden, await picture(31)), 201)
  assert.deepEqual(await told(gil), before)
  assert.ok((await told(who))[0]! > before[0]!)
  await must(who.put(`/api/spaces/${group}/items/${shown}/internal-only`, { internalOnly: true }))
  assert.deepEqual(await told(gil), [0, 0])
})
