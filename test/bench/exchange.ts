import { mkdtempSync, rmSync } from 'node:fs'
import { buildServer } from '../../server/app/server.ts'
import { readConfig } from '../../server/kernel/config.ts'
import type { House as Served } from '../../server/kernel/context.ts'
import { openDatabase } from '../../server/kernel/db.ts'
import { newId, type PersonId, type SpaceId } from '../../server/kernel/ids.ts'
import { contextOf } from '../../server/operations/exchange/asker.ts'
import { writeArchive } from '../../server/operations/exchange/exporting.ts'
import { importGroup, stageFiles } from '../../server/operations/exchange/importing.ts'
import { checkAll, readArchive } from '../../server/operations/exchange/reading.ts'
import { shelf } from '../../server/operations/exchange/shelf.ts'
import { ZipWriter } from '../../server/operations/exchange/zip-writer.ts'
import { guardSealingKey } from '../../server/operations/sealing-key.ts'
import { unpacked } from '../world/exported.ts'
import { belongingSize } from './belonging.ts'
import { numbered } from './fixture.ts'
import { cookieOf, signIn } from './furnished.ts'
import { openHouse } from './house.ts'
import { alternately, ratioRow, type Row } from './measure.ts'

const administrator = 1
const notes = 1000
const pairs = 3

/** A group of a thousand notes as one archive, and a group of that archive, against the same bytes zipped and unzipped. */
export async function exchangeRows(say: (sentence: string) => void): Promise<Row[]> {
  const house = await openHouse(belongingSize, say)
  const db = openDatabase({ ...house.connection, max: 4 })
  const dataDir = mkdtempSync('/tmp/atelier-bench-')
  const config = { ...readConfig({}), logLevel: 'silent' as const, dataDir }
  await guardSealingKey(db, config)
  const app = await buildServer({ config, db })
  try {
    await signIn(db, [administrator])
    say(`writing ${notes.toLocaleString('en')} notes`)
    const group = await groupOfNotes(app)
    return await measured(app.house, group)
  } finally {
    await app.close()
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
    await house.stop()
  }
}

type Server = Awaited<ReturnType<typeof buildServer>>

async function groupOfNotes(app: Server): Promise<SpaceId> {
  const ask = async <Body>(method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { cookie: cookieOf(administrator) }
    const answer = await app.inject({ method, url, headers, ...(payload && { payload }) })
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
    return answer.json<Body>()
  }
  const name = `To be exported ${Date.now()}`
  const { id } = await ask<{ id: SpaceId }>('POST', '/api/groups', { name, template: 'team' })
  const { items } = await ask<{ items: { id: string; kind: string }[] }>(
    'GET',
    `/api/spaces/${id}/containers?tool=notes`,
  )
  const notebook = items.find(({ kind }) => kind === 'notebook')!.id
  for (let n = 1; n <= notes; n++)
    await ask('POST', `/api/spaces/${id}/notebooks/${notebook}/notes`, {
      title: `Note ${n}`,
      markdown: `# Decided\n\n${paragraphs}`,
    })
  return id
}

/** Some two thousand letters. */
const paragraphs = Array.from({ length: 5 }, (_, at) =>
  Array.from({ length: 60 }, (__, word) => (7919 * (at + 3) * (word + 5)).toString(36)).join(' '),
).join('\n\n- **')

async function measured(house: Served, group: SpaceId): Promise<Row[]> {
  const ctx = await contextOf(house, numbered<PersonId>('person', administrator))
  const idle = async () => undefined
  const archive = await writeArchive(ctx, group, idle)
  const stored = await house.blobs.get(shelf, archive.name)
  const entries = await unpacked(stored)
  const out = await alternately(
    pairs,
    () => seconds(() => writeArchive(ctx, group, idle)),
    () => seconds(() => zipped(house, entries)),
  )
  const into = await alternately(
    pairs,
    () => seconds(() => imported(house, archive.name)),
    () => seconds(() => unpacked(stored)),
  )
  const weight = `${notes.toLocaleString('en')} notes (${(archive.size / 1e6).toFixed(1)} MB packed)`
  return [
    ratioRow(`a group of ${weight} as an archive, against zipping its bytes`, 's', out, {
      atMost: 4,
    }),
    ratioRow(
      'that archive looked through and made a group, against unzipping its bytes',
      's',
      into,
      { atMost: 5 },
    ),
  ]

  async function imported(served: Served, file: string): Promise<void> {
    const read = await readArchive(served, file)
    await checkAll(read, served.tools, idle)
    const [name, space] = [`Brought in ${Date.now()}`, newId<SpaceId>()]
    const staged = await stageFiles(ctx, read, { name, group: space, progress: idle })
    await served.db.undone(async (db) => {
      await importGroup({ ...ctx, db }, read, name, { staged, progress: idle })
    })
    read.zip.close()
    await served.blobs.clear(space)
  }
}

async function zipped({ blobs }: Served, entries: Map<string, Buffer>): Promise<void> {
  const zip = new ZipWriter((content) => blobs.put(shelf, content))
  for (const [name, bytes] of entries) await zip.add(name, bytes)
  await zip.finish()
}

async function seconds(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return (performance.now() - began) / 1000
}
