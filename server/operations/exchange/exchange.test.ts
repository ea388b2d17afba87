import '../../../test/shelves/load.ts'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { makeHolder, makeItem, otherKinds } from '../../../test/access/tool-places.ts'
import {
  enter,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  stage,
  writeNote,
} from '../../../test/world/cast.ts'
import { inDays } from '../../../test/world/clock.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { archivesIn, contentOf, unpacked as entriesOf } from '../../../test/world/exported.ts'
import { planFor, handOver } from '../../../test/world/groups.ts'
import { startWork } from '../../kernel/work.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { anotherOrganization } from '../../../test/world/organizations.ts'
import { colleague, type Client } from '../../../test/world/people.ts'
import { scrub } from '../../foundation/files/scrub.ts'
import { Forbidden } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { inContext } from '../../kernel/context.ts'
import { itemKind } from '../../kernel/kinds.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { contextOf } from './asker.ts'
import type { ContainerEntry } from './archive.ts'
import { writeArchive } from './exporting.ts'
import { ImportedNames } from './imported-names.ts'
import { forgetOld, work, workOff } from './work.ts'
import { ZipWriter } from './zip-writer.ts'
import type { ExportAnswer, ImportAnswer } from './schema.ts'

const instance = await startInstance()
const { house } = instance.app
const { cast, organization, group, root, open, closed } = await stage(instance)
const { ada, cosmo, mina, edna, rita, farid, oona, xavier, gil, nestor } = cast
const space = `/api/spaces/${group}`

const picture = (hue: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: hue } })
    .png()
    .toBuffer()
const png = { 'content-type': 'image/png' }

/** Adds one of everything that a group can hold. */
async function furnish() {
  await must(ada.put(`/api/groups/${group}/picture`, await picture('#147'), png))
  const folder = await makeNotebook(ada, group, root, 'Küche: A/B', 'folder')
  const deep = await makeNotebook(ada, group, folder, 'Minutes')
  const hers = await writeNote(mina, group, open, 'Plan', 'First **words**.\n\n- one\n- two')
  const file = await mina.post<{ src: string; sha256: string }>(
    `${space}/notes/${hers}/files`,
    await picture('#a31'),
    png,
  )
  assert.equal(file.status, 201)
  await must(mina.post(`${space}/items/${hers}/versions`, { label: 'As sent' }), 201)
  await instance.db.run({
    text: `update item_version set content = jsonb_build_object('type', 'doc', 'content', jsonb_build_array(
        jsonb_build_object('type', 'image', 'attrs', jsonb_build_object('src', $2::text, 'alt', null, 'title', null, 'width', null, 'height', null)),
        jsonb_build_object('type', 'paragraph', 'content', jsonb_build_array(
          jsonb_build_object('type', 'mention', 'attrs', jsonb_build_object('id', $3::text, 'label', 'Éditions', 'kind', 'group'))))))
      where item_id = $1 and number = 1`,
    values: [hers, file.body.src, group],
  })
  const secret = await writeNote(edna, group, closed, 'Plan', 'Only for **some**.')
  const minutes = await writeNote(ada, group, deep, '=1+1', 'x')
  const hidden = await writeNote(ada, group, open, 'Not for guests')
  await must(ada.put(`${space}/items/${hidden}/internal-only`, { internalOnly: true }))
  await must(ada.put(`${space}/containers/${folder}/internal-only`, { internalOnly: true }))
  const template = await writeNote(ada, group, deep, 'Agenda', '# Agenda')
  await must(ada.put(`${space}/notes/${template}/template`), 204)
  await instance.db.run({ text: 'update item set position = 7 where id = $1', values: [template] })
  await must(mina.patch(`${space}/items/${hers}/versions/1`, { kept: true }))
  await must(ada.put(`${space}/items/${minutes}/validation`))
  const replaced = { toSpace: group, toItem: minutes, type: 'replaces' }
  await must(mina.post(`${space}/items/${hers}/links`, replaced), 204)
  for (const [kind, id] of [
    ['person', mina.id],
    ['group', group],
  ])
    await must(mina.post(`${space}/items/${hers}/concerns`, { kind, concerned: id }), 204)
  const linked = `See [\\[…\\]](item:${minutes}) and [\\[…\\]](item:${group}).`
  await writeNote(ada, group, deep, 'With links', linked)
  await must(mina.put(`${space}/items/${hers}/tags/urgent`), 204)
  await must(mina.put(`${space}/items/${hers}/tags/${encodeURIComponent('Été')}`), 204)
  await must(
    mina.put(`${space}/items/${hers}/editors`, { principals: [{ kind: 'person', id: rita.id }] }),
  )
  await must(
    ada.post(`${space}/items/${hers}/comments`, {
      body: 'Well said',
      passage: { field: 'text', from: 'AQ', to: 'Ag', quote: 'said' },
      mentions: [
        { kind: 'person', id: mina.id },
        { kind: 'group', id: group },
      ],
    }),
    201,
  )
  const { id: again } = await must(
    cosmo.post<{ id: string }>(`${space}/items/${hers}/comments`, { body: 'And again' }),
    201,
  )
  await must(cosmo.put(`${space}/items/${hers}/comments/${again}/resolution`))
  const attached = (who: Client, to: string, name: string, bytes: Buffer) =>
    must(
      who.post<{ id: string }>(
        `${space}/items/${hers}${to}/attachments?name=${encodeURIComponent(name)}`,
        bytes,
        { 'content-type': 'application/pdf' },
      ),
      201,
    )
  await attached(mina, '', 'Été.pdf', Buffer.from('%PDF-1.7 of the summer'))
  await attached(mina, '', 'The picture again.png', await picture('#a31'))
  await attached(cosmo, `/comments/${again}`, 'Offer.pdf', Buffer.alloc(300_000, 7))
  const removed = await attached(mina, '', 'Removed.pdf', Buffer.from('gone'))
  await must(mina.delete(`${space}/items/${hers}/attachments/${removed.id}`), 204)
  await furnishShelves()
  const thrown = await writeNote(ada, group, open, 'Thrown away')
  await must(ada.delete(`${space}/items/${thrown}`), 204)
  return { hers, secret, minutes, template, picture: file.body.sha256 }
}

/** An item of each kind of the other tools, where only some may see it. */
async function furnishShelves() {
  for (const of of otherKinds) {
    const { container } = await makeHolder(of, ada, group, { name: `A ${of.kind}`, like: closed })
    const item = await makeItem(of, edna, { space: group, container })
    const path = `${space}/items/${item}`
    await must(edna.put(`${path}/tags/urgent`), 204)
    await must(ada.post(`${path}/comments`, { body: 'Well kept' }), 201)
    const pdf = { 'content-type': 'application/pdf' }
    await must(edna.post(`${path}/attachments?name=a.pdf`, Buffer.from('%PDF-1.7'), pdf), 201)
    await must(edna.put(`${path}/internal-only`, { internalOnly: true }))
  }
}

interface ListedItem extends ItemKey {
  tool: string
  kind: string
}

const made = await furnish()

async function ask(who: Client, of: string): Promise<ExportAnswer> {
  return must(who.post<ExportAnswer>(`/api/groups/${of}/exports`), 202)
}

const exportsOf = async (who: Client, of: string) =>
  (await must(who.get<{ items: ExportAnswer[] }>(`/api/groups/${of}/exports`))).items

async function download(who: Client, of: string, id: string) {
  return instance.app.inject({
    url: `/api/groups/${of}/exports/${id}/archive`,
    headers: { cookie: who.cookie },
  })
}

/** The archive of a group, as its administrator downloads it. */
async function archiveOf(who: Client, of: string): Promise<Buffer> {
  const { id } = await ask(who, of)
  await workOff(house)
  const answer = await download(who, of, id)
  assert.equal(answer.statusCode, 200, JSON.stringify(await exportsOf(who, of)))
  await must(who.delete(`/api/groups/${of}/exports/${id}`), 204)
  return answer.rawPayload
}

const unpacked = (archive: Buffer) => entriesOf(contentOf(archive))

/** The same entries, some of them changed, and a manifest that matches; but without a seal. */
async function repacked(
  entries: Map<string, Buffer>,
  change: Record<string, Buffer | string | undefined> = {},
): Promise<Buffer> {
  const zip = new ZipWriter(buffer)
  const manifest = JSON.parse(entries.get('manifest.json')!.toString())
  for (const [name, bytes] of entries)
    if (name !== 'manifest.json' && name !== 'seal.json') await zip.add(name, change[name] ?? bytes)
  manifest.entries = [...zip.entries]
  await zip.add('manifest.json', JSON.stringify(manifest))
  return zip.finish()
}

const zipType = { 'content-type': 'application/zip' }

async function send(who: Client, archive: Buffer): Promise<ImportAnswer> {
  const sent = await must(who.post<ImportAnswer>('/api/group-imports', archive, zipType), 202)
  await workOff(house)
  return must(who.get<ImportAnswer>(`/api/group-imports/${sent.id}`))
}

async function confirm(who: Client, id: string, name: string): Promise<ImportAnswer> {
  await must(who.post(`/api/group-imports/${id}/confirmation`, { name }), 202)
  await workOff(house)
  return must(who.get<ImportAnswer>(`/api/group-imports/${id}`))
}

async function imported(who: Client, archive: Buffer, name: string): Promise<SpaceId> {
  const ready = await send(who, archive)
  assert.equal(ready.state, 'ready', JSON.stringify(ready.problem))
  const done = await confirm(who, ready.id, name)
  assert.equal(done.state, 'made', JSON.stringify(done.problem))
  return done.group as SpaceId
}

const json = (entries: Map<string, Buffer>, name: string) =>
  JSON.parse(entries.get(name)!.toString())

const first = await archiveOf(ada, group)
const entries = await unpacked(first)
const manifest = json(entries, 'manifest.json')

test('G13 · a group leaves as one archive in open formats: Markdown that anybody reads, pictures, CSV, and a manifest with the hash of every entry', async () => {
  const names = [...entries.keys()]
  for (const name of [
    'notes/Open/Plan.md',
    'notes/Closed/Plan.md',
    'notes/Küche A B/Minutes/=1+1.md',
    'shelves/A paper box/Mine.txt',
    `files/${made.picture}.png`,
    'members.csv',
    'history.csv',
    'history.jsonl',
    'picture.webp',
    'README.md',
  ])
    assert.ok(names.includes(name), `${name} in ${names.join(' ')}`)
  assert.match(entries.get('notes/Open/Plan.md')!.toString(), /First \*\*words\*\*/)
  assert.ok(!names.some((name) => name.includes('Thrown')), 'what is in the trash stays there')
  for (const { name, sha256, size } of manifest.entries) {
    const bytes = entries.get(name)!
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, name)
    assert.equal(bytes.length, size)
  }
  assert.equal(manifest.entries.length, names.length - 2, 'all but the manifest and its seal')
  assert.equal(manifest.counts.items, 6 + otherKinds.length)
  assert.equal(manifest.counts.comments, 2 + otherKinds.length)
  const history = entries.get('history.jsonl')!.toString().trim().split('\n')
  assert.equal(JSON.parse(history[0]!).kind, 'group.exported')
})

test('X115 · no cell of an archive is a formula', async () => {
  const zoe = await colleague(instance, organization, 'Zoe', { lastName: '=HYPERLINK("x")' })
  const place = await foundGroup(ada, 'Cells')
  await enter(instance, place, [zoe])
  const all = await unpacked(await archiveOf(ada, place))
  for (const name of ['members.csv', 'history.csv'])
    assert.doesNotMatch(all.get(name)!.toString(), /(^|[,\n"])=HYPERLINK/, name)
  assert.match(all.get('members.csv')!.toString(), /'=HYPERLINK/)
})

/** The data that must not differ between a group and its copy made from the archive. */
function essence(all: Map<string, Buffer>, withPeople: boolean): Record<string, unknown> {
  const own = ['people.json', 'members.csv', 'history.csv', 'history.jsonl', 'README.md']
  const apart = new Set([...own, 'manifest.json', 'seal.json', 'group.json'])
  const {
    name: _n,
    createdAt: _c,
    members: _m,
    nestedGroups: _g,
    ...rest
  } = json(all, 'group.json')
  const same = [...all].filter(([name]) => !apart.has(name))
  return {
    group: rest,
    people: withPeople ? json(all, 'people.json') : null,
    entries: Object.fromEntries(same.map(([name, bytes]) => [name, bytes.toString('base64')])),
  }
}

test('G13 · an import of the archive gives an equal group: exported again, every entry of content is the same, byte for byte', async () => {
  const again = await imported(ada, first, 'Éditions again')
  const second = await unpacked(await archiveOf(ada, again))
  assert.deepEqual(Object.keys(essence(second, false)), Object.keys(essence(entries, false)))
  assert.deepEqual(essence(second, false), essence(entries, false))
  const counts = json(second, 'manifest.json').counts
  for (const what of ['containers', 'items', 'comments', 'files'])
    assert.equal(counts[what], manifest.counts[what], what)
})

test('M4, G13 · an import adds nobody: the importer is alone and administers; the preview says who was a member, and what is left out', async () => {
  const ready = await send(ada, first)
  const { preview } = ready
  assert.equal(preview?.name, 'Éditions')
  assert.equal(preview.sealed, true)
  assert.deepEqual(
    preview.members.map(({ email }) => email).toSorted(),
    [ada, cosmo, cast.moe, mina, rita, edna, gil].map(({ email }) => email).toSorted(),
  )
  assert.ok(preview.members.every(({ here }) => here))
  const left = new Map(preview.leftOut.map((each) => [each.what, each]))
  assert.deepEqual(left.get('nested-groups')?.names, ['Atelier de nuit'])
  assert.equal(left.get('rights-that-wait')?.count, 2)
  assert.ok(!left.has('authors'))
  const done = await confirm(ada, ready.id, 'Éditions alone')
  const answer = await must(
    ada.get<{ members: number; role: string; picture: string | null }>(`/api/groups/${done.group}`),
  )
  assert.deepEqual([answer.members, answer.role], [1, 'administrator'])
  assert.ok(answer.picture)
  for (const who of [mina, edna, nestor])
    assert.equal((await who.get(`/api/groups/${done.group}`)).status, 404)
  assert.deepEqual(await must(mina.get('/api/me/invitations')), { items: [] })
})

interface Rows {
  items: { id: string; title: string; author: { id: string } }[]
}

test('G13, A11 · authors stay theirs; rights that were given by name wake when these people come, and not before', async () => {
  const again = await imported(ada, first, 'Waking')
  const notes = await must(ada.get<Rows>(`/api/spaces/${again}/notes`))
  const hers = notes.items.find(({ author }) => author.id === mina.id)!
  const secret = notes.items.find(({ author }) => author.id === edna.id)!
  assert.equal(hers.title, 'Plan')
  assert.equal((await rita.get(`/api/spaces/${again}/notes/${secret.id}`)).status, 404)
  await enter(instance, again, [rita, farid])
  const read = await must(
    rita.get<{ may: { edit: boolean } }>(`/api/spaces/${again}/notes/${secret.id}`),
  )
  assert.equal(read.may.edit, false, 'a reader of the closed notebook')
  const edited = await must(
    rita.get<{ may: { edit: boolean } }>(`/api/spaces/${again}/notes/${hers.id}`),
  )
  assert.equal(edited.may.edit, true, 'whom the author had chosen')
  assert.equal((await farid.get(`/api/spaces/${again}/notes/${secret.id}`)).status, 404)
  const history = await must(
    ada.get<{ items: { kind: string; detail: object }[] }>(`/api/groups/${again}/history`),
  )
  const line = history.items.find(({ kind }) => kind === 'group.imported')
  assert.deepEqual(line?.detail, {
    from: 'Éditions',
    exportedAt: manifest.exportedAt,
    sealed: true,
  })
})

interface AuthoredRows {
  items: { id: string; title: string; author: Author }[]
}

interface Author {
  id: string
  firstName: string
  lastName: string
  email: string
}

test('G13, X98 · in an archive of another house authorship is kept as a name marked “imported”, which is nobody’s account', async () => {
  const forged = await repacked(entries)
  const ready = await send(xavier, forged)
  assert.equal(ready.preview?.sealed, false)
  assert.ok(ready.preview.leftOut.some(({ what }) => what === 'authors'))
  const done = await confirm(xavier, ready.id, 'Forged')
  const there = `/api/spaces/${done.group}`
  const { items } = await must(xavier.get<AuthoredRows>(`${there}/notes`))
  assert.equal(items.length, 6)
  const hers = items.find(({ author }) => author.firstName === 'Mina')!
  const { id, ...shown } = hers.author
  assert.notEqual(id, mina.id)
  assert.deepEqual([shown.lastName, shown.email], ['Test (imported)', ''])
  const comments = await must(
    xavier.get<{ items: { body: string; author: Author }[] }>(`${there}/items/${hers.id}/comments`),
  )
  assert.deepEqual(
    new Map(comments.items.map(({ body, author }) => [body, author.lastName])),
    new Map([
      ['And again', 'Test (imported)'],
      ['Well said', 'Test (imported)'],
    ]),
  )
  const versions = await must(
    xavier.get<{ items: { label: string | null; authors: Author[] }[] }>(
      `${there}/items/${hers.id}/versions`,
    ),
  )
  assert.ok(versions.items.some(({ label }) => label === 'As sent'))
  assert.ok(versions.items.every(({ authors }) => authors[0]!.lastName === 'Test (imported)'))
  const others = [ada, cosmo, mina, rita, edna].map((each) => each.id as string)
  const traces = await instance.db.row<{ n: number }>({
    text: `select (select count(*) from access_grant where space_id = $1 and (principal_id = any($2::uuid[]) or granted_by = any($2::uuid[])))
      + (select count(*) from mention where space_id = $1 and principal_id = any($2::uuid[]))
      + (select count(*) from comment where space_id = $1 and author_id = any($2::uuid[]))
      + (select count(*) from item_version where space_id = $1 and authors && $2::uuid[])
      + (select count(*) from item where space_id = $1 and (changed_by = any($2::uuid[]) or author_id = any($2::uuid[]))) as n`,
    values: [done.group, others],
  })
  assert.equal(Number(traces!.n), 0)
})

test('G13, G2, O7 · a name that is taken, or a plan that is full, can be mended: the archive waits; nothing is half made', async () => {
  const counted = () =>
    instance.db.row<{ n: number }>({ text: 'select count(*)::int as n from space' })
  const ready = await send(ada, first)
  const before = await counted()
  const taken = await confirm(ada, ready.id, ' éditions ')
  assert.deepEqual([taken.state, taken.group], ['ready', null])
  assert.match(taken.problem!.message, /taken or reserved/)
  await planFor(instance, ada, { groups: null, storage: 10 })
  const small = await confirm(ada, ready.id, 'Too large')
  assert.deepEqual([small.state, small.problem?.code], ['ready', 'plan-too-small'])
  await planFor(instance, ada, { groups: 1 })
  assert.equal((await confirm(ada, ready.id, 'Too many')).problem?.code, 'groups-limit')
  assert.deepEqual(await counted(), before)
  await planFor(instance, ada, {})
  const made = await confirm(ada, ready.id, 'Mended')
  assert.equal(made.state, 'made')
  const { used } = await must(ada.get<{ used: number }>(`/api/spaces/${made.group}/storage`))
  const weighed = await instance.db.row<{ bytes: number }>({
    text: `select ((select sum(size) from blob where space_id = $1) + (select sum(octet_length(state)) from live_text where space_id = $1)
      + (select sum(octet_length(content::text) + octet_length(text)) from item_version where space_id = $1)
      + (select sum(octet_length(body)) from comment where space_id = $1) + (select sum(octet_length(name)) from tag where space_id = $1))::bigint as bytes`,
    values: [made.group],
  })
  const items = await instance.db.rows<ListedItem>({
    text: 'select space_id as space, id as item, tool, kind from item where space_id = $1',
    values: [made.group],
  })
  const own = await Promise.all(
    items.map((each) =>
      inContext(house, undefined, async (ctx) => itemKind(house.tools, each)!.weigh(ctx, each)),
    ),
  )
  assert.equal(
    used,
    own.reduce((sum, bytes) => sum + bytes, weighed!.bytes),
    'texts, versions, comments and tags that came count like files',
  )
})

test('G13 · of twenty confirmations of one archive at the same time one makes a group', async () => {
  const ready = await send(ada, first)
  const path_ = `/api/group-imports/${ready.id}/confirmation`
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, n) => ada.post(path_, { name: `Twenty ${n}` })),
  )
  assert.equal(all.filter(({ status }) => status === 202).length, 1)
  await Promise.all([workOff(house), workOff(house), workOff(house)])
  const groups = await instance.db.row<{ n: number }>({
    text: `select count(*)::int as n from workgroup where name like 'Twenty %'`,
  })
  assert.equal(groups?.n, 1)
  assert.equal((await ada.post(path_, { name: 'Once more' })).status, 409)
})

test('M3, X96 · only the administrator asks for an archive, and only who asked can have it', async () => {
  const { id } = await ask(ada, group)
  await workOff(house)
  for (const who of [cosmo, mina, gil, oona, xavier, farid, nestor]) {
    assert.notEqual((await who.post(`/api/groups/${group}/exports`)).status, 202)
    assert.notEqual((await download(who, group, id)).statusCode, 200)
    assert.notEqual((await who.get(`/api/groups/${group}/exports`)).status, 200)
  }
  await handOver(ada, group, cosmo)
  assert.notEqual((await download(ada, group, id)).statusCode, 200, 'no longer the administrator')
  assert.equal((await download(cosmo, group, id)).statusCode, 404, 'did not ask')
  assert.deepEqual(await exportsOf(cosmo, group), [])
  assert.ok((await archives()).length > 0)
  await forgetOld(house)
  assert.deepEqual(await archives(), [], 'and no file of it is left')
  await handOver(cosmo, group, ada)
  assert.equal((await download(ada, group, id)).statusCode, 404)
})

const archives = () => archivesIn(house)

/** Deletes all imports. */
async function clear(): Promise<void> {
  const { items } = await must(ada.get<{ items: ImportAnswer[] }>('/api/group-imports'))
  for (const { id } of items) await must(ada.delete(`/api/group-imports/${id}`), 204)
  await instance.db.run({ text: 'delete from throttle' })
}

test('X96 · an archive is there for its days, under a name that is never used again, and goes with the group', async () => {
  await clear()
  const { id } = await ask(ada, group)
  await workOff(house)
  const [row] = await exportsOf(ada, group)
  assert.ok(Date.parse(row!.until!) - inDays(7).getTime() < 60_000)
  const [name] = await archives()
  assert.match(name!, /^[0-9a-f]{64}-[0-9a-f]{16}$/)
  await forgetOld(house, inDays(6))
  await scrub(house, inDays(6), { milliseconds: 0 })
  assert.deepEqual(await archives(), [name])
  await forgetOld(house, inDays(8))
  assert.deepEqual(await archives(), [])
  assert.equal((await download(ada, group, id)).statusCode, 404)
  const short = await foundGroup(ada, 'Short-lived')
  const gone = await ask(ada, short)
  await workOff(house)
  await must(ada.delete(`/api/groups/${short}`), 204)
  assert.equal((await download(ada, short, gone.id)).statusCode, 404)
  await forgetOld(house)
  assert.deepEqual(await archives(), [])
})

test('G13 · one export at a time for each person; it can be stopped, and then leaves nothing', async () => {
  await clear()
  const asked = await Promise.all(
    Array.from({ length: 6 }, () => ada.post<ExportAnswer>(`/api/groups/${group}/exports`)),
  )
  const [begun, ...others] = asked.filter(({ status }) => status === 202)
  assert.equal(others.length, 0)
  await must(ada.delete(`/api/groups/${group}/exports/${begun!.body.id}`), 204)
  await workOff(house)
  assert.deepEqual(await exportsOf(ada, group), [])
  assert.deepEqual(await archives(), [])
  const more = await ada.post(`/api/groups/${group}/exports`)
  assert.equal(more.status, 429, 'six in an hour')
})

test('G13 · an export that was running when the server stopped begins again, at most three times', async () => {
  await clear()
  const { id } = await ask(ada, group)
  const interrupt = () =>
    instance.db.run({
      text: `update group_export set state = 'running', starts = starts + 1, file = null where id = $1`,
      values: [id],
    })
  await interrupt()
  const again = startWork(house, work, { warn: (message) => assert.fail(message) })
  await eventually(async () => (await exportsOf(ada, group))[0]?.state === 'ready')
  await again.stop()
  assert.equal((await download(ada, group, id)).statusCode, 200)
  await instance.db.run({
    text: `update group_export set state = 'running', starts = 3 where id = $1`,
    values: [id],
  })
  const third = startWork(house, work, { warn: (message) => assert.fail(message) })
  await eventually(async () => (await exportsOf(ada, group))[0]?.state === 'failed')
  await third.stop()
  assert.equal((await exportsOf(ada, group))[0]?.problem?.code, 'interrupted')
})

test('G13 · a group that was being made when the server stopped is made once; one that was taken back meanwhile leaves nothing', async () => {
  await clear()
  const ready = await send(ada, first)
  await must(ada.post(`/api/group-imports/${ready.id}/confirmation`, { name: 'Went on' }), 202)
  await instance.db.run({
    text: `update group_import set state = 'making', starts = 1 where id = $1`,
    values: [ready.id],
  })
  const again = startWork(house, work, { warn: (message) => assert.fail(message) })
  const state = async () =>
    (await must(ada.get<ImportAnswer>(`/api/group-imports/${ready.id}`))).state
  await eventually(async () => (await state()) === 'made')
  await again.stop()
  const gone = await send(ada, first)
  await must(ada.post(`/api/group-imports/${gone.id}/confirmation`, { name: 'Taken back' }), 202)
  const shelves = () => readdirSync(path.join(instance.config.dataDir, 'blobs')).length
  const [before, put] = [shelves(), house.blobs.put]
  house.blobs.put = async (...given) => {
    await ada.delete(`/api/group-imports/${gone.id}`)
    return put(...given)
  }
  await workOff(house)
  house.blobs.put = put
  const left = await instance.db.row<{ n: number }>({
    text: `select count(*)::int as n from workgroup where name in ('Went on', 'Taken back')`,
  })
  assert.deepEqual([left?.n, shelves()], [1, before])
})

test('A11 · an archive is not finished when its asker loses the group while it waits, or while it is written', async () => {
  await clear()
  const before = await archives()
  const { id } = await ask(ada, group)
  const away = () => handOver(ada, group, cosmo)
  const back = () => handOver(cosmo, group, ada)
  await away()
  await workOff(house)
  const row = await instance.db.row<{
    state: string
    file: string | null
    problem: { code: string }
  }>({
    text: 'select state, file, problem from group_export where id = $1',
    values: [id],
  })
  assert.deepEqual([row?.state, row?.file], ['failed', null])
  assert.equal(row?.problem.code, 'no-longer-yours')
  assert.deepEqual(await archives(), before)
  await back()
  const ctx = await contextOf(house, ada.id)
  let lost = false
  const writing = writeArchive(ctx, group, async () => {
    if (!lost) await away()
    lost = true
  })
  await assert.rejects(writing, Forbidden)
  assert.deepEqual(await archives(), before)
  await back()
})

test('G6, G13 · an archived group can still be exported, and its archive makes a living one', async () => {
  await clear()
  const past = await foundGroup(ada, 'Past')
  await must(ada.post(`/api/groups/${past}/archive`))
  const again = await imported(ada, await archiveOf(ada, past), 'Past again')
  const answer = await must(ada.get<{ archivedAt: string | null }>(`/api/groups/${again}`))
  assert.equal(answer.archivedAt, null)
})

test('G5 · a tool that is switched off is not in the archive', async () => {
  await clear()
  const off = await foundGroup(ada, 'Switched off')
  const rows = await must(
    ada.get<{ items: { id: string; kind: string }[] }>(`/api/spaces/${off}/containers?tool=notes`),
  )
  const notebook = rows.items.find(({ kind }) => kind === 'notebook')!.id
  await writeNote(ada, off, notebook, 'Hidden')
  await must(ada.patch(`/api/groups/${off}`, { settings: { tools: [] } }))
  const all = await unpacked(await archiveOf(ada, off))
  assert.ok(![...all.keys()].some((name) => name.startsWith('notes/')))
  assert.ok(!all.get('containers.json')!.toString().includes('notebook'))
})

test('O5, X57 · an archive does not reveal whose address is known here', async () => {
  await clear()
  const stranger = await colleague(instance, organization, 'Yara')
  const abroad = await anotherOrganization(instance, 'Nebenan')
  const people = json(entries, 'people.json').map((each: { id: string; email: string }) =>
    each.id === mina.id
      ? { ...each, email: abroad.admin.email }
      : each.id === edna.id
        ? { ...each, email: stranger.email }
        : each,
  )
  const forged = await repacked(entries, { 'people.json': JSON.stringify(people) })
  const { preview } = await send(ada, forged)
  const here = new Map(preview!.members.map(({ email, here: known }) => [email, known]))
  assert.equal(here.get(abroad.admin.email), false)
  assert.equal(here.get(stranger.email), true, 'a colleague in the directory')
})

test('I1 · who knows nobody of it learns nothing of anybody by an archive of theirs, now or later: they are names', async () => {
  await clear()
  const far = await anotherOrganization(instance, 'Fernab')
  const ready = await send(far.admin, first)
  assert.equal(ready.preview?.sealed, true)
  assert.ok(ready.preview.members.every(({ here }) => !here))
  assert.ok(ready.preview.leftOut.some(({ what, count }) => what === 'authors' && count >= 7))
  const done = await confirm(far.admin, ready.id, 'From far')
  assert.equal(done.state, 'made')
  const notes = await must(far.admin.get<Rows>(`/api/spaces/${done.group}/notes`))
  const theirs = new Set(Object.values(cast).map(({ id }) => id as string))
  assert.ok(notes.items.every(({ author }) => !theirs.has(author.id)))
  await instance.db.run({
    text: `update person set first_name = 'Renamed' where id = $1`,
    values: [mina.id],
  })
  const { items } = await must(far.admin.get<Rows>(`/api/spaces/${done.group}/notes`))
  assert.deepEqual(items, notes.items)
  await instance.db.run({
    text: `update person set first_name = 'Mina' where id = $1`,
    values: [mina.id],
  })
})

test('I1, G13 · namesakes of an archive get a number where the same people see both, and nowhere else', () => {
  const names = {
    root: { holds: [], nests: ['drawer'] },
    drawer: { holds: [], nests: [], uniqueNames: true },
  }
  const tool = { name: 'named', containers: names, items: {}, doors: [] }
  const entry = (number: number, kind: string, parent: number | null, own = false) =>
    ({
      ...{ number, tool: 'named', kind, parent, name: 'Plan' },
      ...{
        createdAt: '',
        createdBy: '',
        changedAt: '',
        internalOnly: null,
        rights: own ? [] : null,
      },
    }) satisfies ContainerEntry
  const drawer = entry(1, 'drawer', 0)
  const here = new ImportedNames([tool], [entry(0, 'root', null), drawer])
  assert.equal(here.ofContainer(drawer), here.ofContainer(drawer), 'not unique in the root')
  const inside = entry(2, 'drawer', 1)
  assert.deepEqual(
    [
      here.take(1, 'Plan', false),
      here.take(1, 'plan (2)', false),
      here.take(1, 'PLAN', true),
      here.ofContainer(entry(3, 'drawer', 1, true)),
      here.ofContainer(inside),
      here.take(1, 'plan', false),
    ],
    ['Plan', 'plan (2)', 'PLAN', 'Plan', 'Plan (3)', 'plan (4)'],
  )
})

test('G13 · nothing of an archive is later than now', async () => {
  await clear()
  const name = [...entries.keys()].find((each) => each.startsWith('items/'))!
  const later = entries
    .get(name)!
    .toString()
    .replaceAll(/"20\d\d-(\d\d-\d\dT)/g, '"2999-$1')
  const forged = await repacked(entries, { [name]: later })
  const again = await imported(ada, forged, 'From the future')
  const row = await instance.db.row<{ n: number }>({
    text: `select (select count(*) from item where space_id = $1 and greatest(created_at, changed_at) > now())
      + (select count(*) from comment where space_id = $1 and created_at > now())
      + (select count(*) from item_version where space_id = $1 and at > now()) as n`,
    values: [again],
  })
  assert.equal(Number(row!.n), 0)
})

const titles = fc.oneof(
  fc.constantFrom(
    'Plan',
    'plan',
    'PLAN ',
    '../../up',
    'CON',
    'a/b:c*?',
    '...',
    '😀',
    'é',
    'e\u0301',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => /\S/.test(text)),
)
const texts = fc.constantFrom(
  '',
  'One line.',
  '# A\n\n- [ ] do\n- [x] done\n\n> said\n\n```\ncode\n```',
  '| a | b |\n| --- | --- |\n| 1 | 2 |',
  '**bold** *slanted* [link](https://example.org) `code`',
)
const trees = fc.record({
  places: fc.array(
    fc.record({ folder: fc.boolean(), in: fc.nat(9), name: titles, mine: fc.boolean() }),
    { maxLength: 6 },
  ),
  notes: fc.array(fc.record({ title: titles, text: texts, in: fc.nat(9), said: fc.boolean() }), {
    maxLength: 7,
  }),
})

test('G13 · an archive restores every tree of folders, notebooks and notes, and each text in it has its own name', async () => {
  let round = 0
  await fc.assert(
    fc.asyncProperty(trees, async (tree) => {
      await clear()
      const place = await foundGroup(ada, `Tree ${(round += 1)}`)
      await enter(instance, place, [mina])
      const rows = await must(
        ada.get<{ items: { id: string; kind: string }[] }>(
          `/api/spaces/${place}/containers?tool=notes`,
        ),
      )
      const folders = [rows.items.find(({ kind }) => kind === 'root')!.id]
      const books = [rows.items.find(({ kind }) => kind === 'notebook')!.id]
      for (const each of tree.places) {
        const parent = folders[each.in % folders.length]!
        const kind = each.folder ? 'folder' : 'notebook'
        const id = await makeNotebook(ada, place, parent, each.name, kind)
        ;(each.folder ? folders : books).push(id)
        if (each.mine)
          await giveRights(ada, place, id, [[{ kind: 'person', id: mina.id }, 'contributor']])
      }
      for (const each of tree.notes) {
        const book = books[each.in % books.length]!
        const id = await writeNote(ada, place, book, each.title, each.text)
        if (each.said)
          await must(ada.post(`/api/spaces/${place}/items/${id}/comments`, { body: 'So' }), 201)
      }
      const archive = await archiveOf(ada, place)
      const before = await unpacked(archive)
      assert.equal(
        [...before.keys()].filter((name) => name.endsWith('.md') && name !== 'README.md').length,
        tree.notes.length,
      )
      const again = await imported(ada, archive, `Tree ${round} again`)
      const after = await unpacked(await archiveOf(ada, again))
      assert.deepEqual(essence(after, false), essence(before, false))
    }),
    { numRuns: 8, seed: Number(process.env['SEED'] ?? 13), endOnFailure: true },
  )
})
