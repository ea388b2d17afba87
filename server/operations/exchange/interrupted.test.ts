import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import { foundGroup, makeNotebook, must, rootOf, writeNote } from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { planFor } from '../../../test/world/groups.ts'
import { startWork } from '../../kernel/work.ts'
import { archivesIn, unpacked } from '../../../test/world/exported.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, type Client } from '../../../test/world/people.ts'
import { purgeTexts } from '../../foundation/live-text/texts.ts'
import { Unavailable } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { limits, names } from './archive.ts'
import { contextOf } from './asker.ts'
import { writeArchive } from './exporting.ts'
import type { ExportAnswer, ImportAnswer } from './schema.ts'
import { shelf } from './shelf.ts'
import { work, workOff } from './work.ts'
import { ZipReader } from './zip-reader.ts'
import { ZipWriter } from './zip-writer.ts'

/** Interruptions: a full disk, an unavailable database, a lost answer, concurrent changes by other people. */
const instance = await startInstance()
const { house } = instance.app
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const group = await foundGroup(ada, 'Model')
const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Book')
await writeNote(ada, group, notebook, 'First', 'Said')
const second = await writeNote(ada, group, notebook, 'Second', 'Said again')
const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#147' } })
  .png()
  .toBuffer()
const png = { 'content-type': 'image/png' }
await must(ada.put(`/api/groups/${group}/picture`, picture, png))
const zip = { 'content-type': 'application/zip' }

interface ImportedRow {
  state: string
  starts: number
  file: string | null
  group: SpaceId | null
  problem: { code: string } | null
}

const importRow = async (id: string): Promise<ImportedRow> =>
  (await instance.db.row<ImportedRow>({
    text: 'select state, starts, file, group_id as group, problem from group_import where id = $1',
    values: [id],
  }))!

const exportRow = async (id: string) =>
  (await instance.db.row<{ state: string; problem: { code: string } | null; file: string | null }>({
    text: 'select state, problem, file from group_export where id = $1',
    values: [id],
  }))!

const archives = () => archivesIn(house)
const placeOf = (file: string) =>
  path.join(instance.config.dataDir, 'blobs', shelf, file.slice(0, 2), file)

async function clean(): Promise<void> {
  for (const table of ['throttle', 'group_import', 'group_export'])
    await instance.db.run({ text: `delete from ${table}` })
  await house.blobs.clear(shelf)
}

async function ask(): Promise<string> {
  return (await must(ada.post<ExportAnswer>(`/api/groups/${group}/exports`), 202)).id
}

const entriesIn = async (file: string) => unpacked(await house.blobs.get(shelf, file))

const archive = await (async () => {
  const id = await ask()
  await workOff(house)
  const url = `/api/groups/${group}/exports/${id}/archive`
  return (await instance.app.inject({ url, headers: { cookie: ada.cookie } })).rawPayload
})()

async function sent(who: Client = ada): Promise<string> {
  return (await must(who.post<ImportAnswer>('/api/group-imports', archive, zip), 202)).id
}

async function confirmed(name: string): Promise<string> {
  const id = await sent()
  await workOff(house)
  await must(ada.post(`/api/group-imports/${id}/confirmation`, { name }), 202)
  return id
}

const handlesOn = (file: string) =>
  readdirSync('/proc/self/fd').filter((each) => {
    try {
      return readlinkSync(`/proc/self/fd/${each}`) === file
    } catch {
      return false
    }
  })

test('I12 · an archive that is closed holds no file, also when an entry of it was not read to its end', async () => {
  const writer = new ZipWriter((content) => house.blobs.put(shelf, content))
  await writer.add('a', randomBytes(5_000_000), { packed: true })
  const { name } = await writer.finish()
  const reader = await ZipReader.open(await house.blobs.get(shelf, name), { unpacked: 1e9 })
  const reading = reader.read('a')
  await reading.next()
  reader.close()
  await assert.rejects(async () => {
    while (!(await reading.next()).done);
  })
  if (existsSync('/proc/self/fd'))
    await eventually(async () => handlesOn(placeOf(name)).length === 0)
})

test('G13 · a disk that is full while a group is made costs nobody the archive: it can be confirmed again', async () => {
  await clean()
  const id = await confirmed('After the flood')
  const { put } = house.blobs
  house.blobs.put = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
  await workOff(house)
  house.blobs.put = put
  const row = await importRow(id)
  assert.deepEqual([row.state, row.problem?.code], ['ready', 'disk-full'])
  assert.ok(existsSync(placeOf(row.file!)))
  await must(ada.post(`/api/group-imports/${id}/confirmation`, { name: 'After the flood' }), 202)
  await workOff(house)
  assert.equal((await importRow(id)).state, 'made')
})

test('G13 · a database that is away for a moment while an archive is looked through does not refuse it', async () => {
  await clean()
  const id = await sent()
  const { run } = house.db
  house.db.run = (statement) =>
    statement.name === 'group-import-progress' ? Promise.reject(new Unavailable()) : run(statement)
  await workOff(house)
  house.db.run = run
  const row = await importRow(id)
  assert.deepEqual([row.state, row.starts], ['received', 0])
  assert.ok(existsSync(placeOf(row.file!)))
  await workOff(house)
  assert.equal((await importRow(id)).state, 'ready')
})

test('G13 · a group that was made is never reported as refused, and its archive no longer counts', async () => {
  await clean()
  const id = await confirmed('Made all the same')
  const file = placeOf((await importRow(id)).file!)
  const { put } = house.blobs
  house.blobs.put = (...given) => {
    rmSync(file, { recursive: true })
    mkdirSync(file) // a folder cannot be removed like a file
    return put(...given)
  }
  await assert.rejects(workOff(house))
  house.blobs.put = put
  rmSync(file, { recursive: true })
  const row = await importRow(id)
  assert.deepEqual([row.state, row.file, row.problem], ['made', null, null])
  await must(ada.get(`/api/groups/${row.group}`))
})

test('G13 · when only the answer to the last word is lost, the group is there, with its files', async () => {
  await clean()
  const id = await confirmed('Answer lost')
  const { transaction } = house.db
  house.db.transaction = async (work) => {
    await transaction(work)
    throw new Unavailable()
  }
  await workOff(house)
  house.db.transaction = transaction
  const row = await importRow(id)
  assert.equal(row.state, 'made')
  const { picture: kept } = (await instance.db.row<{ picture: string }>({
    text: 'select picture from workgroup where id = $1',
    values: [row.group],
  }))!
  const stream = (await house.blobs.get(row.group!, kept)).open()
  stream.resume()
})

/** Makes calls of this method wait until they are released; `begun` resolves with the first. */
function heldUp<Name extends string, Of extends Record<Name, (...given: never[]) => unknown>>(
  of: Of,
  name: Name,
): { begun: Promise<void>; letGo: () => void } {
  const real = of[name]
  const [begun, going] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const held = async (...given: never[]) => {
    begun.resolve()
    await going.promise
    return real.apply(of, given)
  }
  Object.assign(of, { [name]: held })
  const letGo = () => {
    Object.assign(of, { [name]: real })
    going.resolve()
  }
  return { begun: begun.promise, letGo }
}

for (const [what, part] of [
  ['files', () => heldUp(house.blobs, 'put')],
  [
    'items',
    () => heldUp(house.tools.find(({ name }) => name === 'notes')!.items['note']!, 'importItem'),
  ],
] as const)
  test(`G13, I12 · while the ${what} of an archive are read, the importer founds other groups and works in them`, async () => {
    await clean()
    const id = await confirmed(`Long ${what}`)
    const { begun, letGo } = part()
    const working = workOff(house)
    await begun
    const other = await foundGroup(ada, `Beside the ${what}`)
    const open = await instance.db.row<{ n: number }>({
      text: `select count(*)::int as n from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`,
    })
    await writeNote(
      ada,
      other,
      await makeNotebook(ada, other, await rootOf(ada, other), 'Book'),
      'Note',
    )
    letGo()
    await working
    assert.equal((await importRow(id)).state, 'made')
    if (what === 'files') assert.equal(open!.n, 0, 'no connection waits for the disk')
  })

test('O7 · a group that is founded while an archive is read counts: the import does not pass the plan', async () => {
  await clean()
  const zoe = await colleague(instance, organization, 'Zora')
  await planFor(instance, zoe, { groups: 1 })
  const id = await sent(zoe)
  await workOff(house)
  await must(zoe.post(`/api/group-imports/${id}/confirmation`, { name: 'One too many' }), 202)
  const note = house.tools.find(({ name }) => name === 'notes')!.items['note']!
  const { begun, letGo } = heldUp(note, 'importItem')
  const working = workOff(house)
  await begun
  await foundGroup(zoe, 'Founded meanwhile')
  letGo()
  await working
  const row = await importRow(id)
  assert.deepEqual([row.state, row.problem?.code, row.group], ['ready', 'plan-too-small', null])
  const groups = await instance.db.rows<{ name: string }>({
    text: 'select w.name from workgroup w join membership m on m.group_id = w.id where m.person_id = $1',
    values: [zoe.id],
  })
  assert.deepEqual(groups, [{ name: 'Founded meanwhile' }])
})

test('X133 · of six archives that one person uploads at the same time three are kept', async () => {
  await clean()
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => ada.post('/api/group-imports', archive, zip)),
  )
  const count = (status: number) => answers.filter((each) => each.status === status).length
  assert.deepEqual([count(202), count(409)], [3, 3])
  const rows = await instance.db.rows({ text: 'select id from group_import' })
  assert.equal(rows.length, 3)
  assert.equal((await archives()).length, 3)
})

test('G13 · work that was interrupted while the database was away begins again without a restart', async () => {
  await clean()
  const running = startWork(house, work, { warn: (message) => assert.fail(message) })
  const asked = await ask()
  const brought = await sent()
  const isReady = async () =>
    (await exportRow(asked)).state === 'ready' && (await importRow(brought)).state === 'ready'
  await eventually(isReady)
  await instance.db.run({ text: `update group_export set state = 'running', file = null` })
  await instance.db.run({ text: `update group_import set state = 'checking', starts = 1` })
  for (const { name } of work) house.work.wake(name)
  await eventually(isReady)
  await running.stop()
})

test('G13 · an item that goes while the archive is written is not in it; all the others are', async () => {
  await clean()
  const notes = house.tools.find(({ name }) => name === 'notes')!
  const gone = await writeNote(ada, group, notebook, 'Gone', 'Soon')
  const note = notes.items['note']!
  const { exportItem } = note
  note.exportItem = async (ctx, of, along) => {
    if (of.item === gone) await purgeTexts(ctx, of.space, [of.item])
    return exportItem(ctx, of, along)
  }
  const id = await ask()
  await workOff(house)
  note.exportItem = exportItem
  const row = await exportRow(id)
  assert.deepEqual([row.state, row.problem], ['ready', null])
  const entries = [...(await entriesIn(row.file!)).keys()]
  assert.deepEqual(
    entries.filter((name) => name.endsWith('.md') && name !== names.readme),
    ['notes/Book/First.md', 'notes/Book/Second.md'],
  )
})

test('A11 · an item that may no longer be viewed when its turn comes is not in the archive, though it was read ahead', async () => {
  await clean()
  const note = house.tools.find(({ name }) => name === 'notes')!.items['note']!
  const { exportItem } = note
  const { fresh } = limits
  const last = await writeNote(ada, group, notebook, 'Last', 'Soon')
  const read = new Set<string>()
  note.exportItem = async (ctx, of, along) => {
    read.add(of.item)
    const copy = await exportItem(ctx, of, along)
    const parts = async function* () {
      assert.ok(read.has(last), 'it was read ahead')
      await must(ada.delete(`/api/spaces/${group}/items/${last}`), 204)
      note.exportItem = exportItem
      yield* copy.parts
    }
    return { ...copy, parts: parts() }
  }
  limits.fresh = 0
  const { name } = await writeArchive(await contextOf(house, ada.id), group as SpaceId, () =>
    Promise.resolve(),
  )
  limits.fresh = fresh
  const all = [...(await entriesIn(name)).keys()]
  assert.deepEqual(
    all.filter((each) => each.startsWith('notes/')),
    ['notes/Book/First.md', 'notes/Book/Second.md'],
  )
})

test('G13 · an item that is moved into a new notebook while the archive is written is exported in that notebook', async () => {
  let moved = false
  const { name } = await writeArchive(
    await contextOf(house, ada.id),
    group as SpaceId,
    async () => {
      if (moved) return
      moved = true
      const root = await rootOf(ada, group)
      const folder = await makeNotebook(ada, group, root, 'New folder', 'folder')
      const into = await makeNotebook(ada, group, folder, 'New')
      await must(
        ada.post(`/api/spaces/${group}/items/${second}/move`, {
          toSpace: group,
          toContainer: into,
        }),
      )
    },
  )
  const all = await entriesIn(name)
  assert.ok(all.has('notes/Book/First.md'))
  assert.ok(all.has('notes/New folder/New/Second.md'))
  const found = JSON.parse(all.get(names.containers)!.toString()) as {
    number: number
    name: string
    parent: number
  }[]
  const folder = found.find(({ name }) => name === 'New folder')!
  assert.equal(found.find(({ name }) => name === 'New')!.parent, folder.number)
})

for (const [what, limit, less] of [
  ['more entries', 'entries', 4],
  ['a longer entry', 'entry', 20],
] as const)
  test(`G13 · an archive that would have ${what} than can be read again is not made, and says why`, async () => {
    await clean()
    const was = limits[limit]
    const id = await ask()
    limits[limit] = less
    await workOff(house)
    limits[limit] = was
    const row = await exportRow(id)
    assert.deepEqual([row.state, row.problem?.code, row.file], ['failed', 'group-too-large', null])
  })

test('O9, G13 · a person whose account was stopped is told so, not that groups may not be created', async () => {
  await clean()
  const zoe = await colleague(instance, organization, 'Zoe')
  const id = await sent(zoe)
  await instance.db.run({
    text: 'update person set deactivated_at = now() where id = $1',
    values: [zoe.id],
  })
  await workOff(house)
  assert.equal((await importRow(id)).problem?.code, 'account-stopped')
})
