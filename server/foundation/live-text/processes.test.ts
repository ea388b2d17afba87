import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import type * as Y from 'yjs'
import { must, stage, writeNote } from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { liveClient, type OpenNote } from '../../../test/world/live-client.ts'
import type { Client } from '../../../test/world/people.ts'
import { buildServer } from '../../app/server.ts'
import { openDataFolder } from '../../kernel/data-folder.ts'
import { openDatabase } from '../../kernel/db.ts'
import { pace } from './settling.ts'

pace.quiet = 150
pace.most = 600

const instance = await startInstance({ listen: true })
const { cast, group, open } = await stage(instance)
const { ada, mina, edna, gil, rita } = cast
const one = { address: instance.address }
const two = await another()

/** Another server on the same database, with its own connections, rooms and bus. */
async function another() {
  const dataDir = mkdtempSync('/tmp/atelier-data-')
  const folder = await openDataFolder(dataDir)
  const db = openDatabase(instance.db.pool.options)
  const app = await buildServer({ config: { ...instance.config, dataDir }, db })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const stop = async () => {
    await app.close()
    await db.close()
    folder.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  after(stop)
  return { address: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` }
}

async function opened(at: { address: string }, by: Client, note: string, doc?: Y.Doc) {
  const live = await liveClient(at.address, by.cookie)
  return { live, note: await live.open(group, note, doc) }
}

const read = async (by: Client, note: string) =>
  (await must(by.get<{ text: string }>(`/api/spaces/${group}/notes/${note}`))).text

const both = (words: readonly number[]) => (text: string) =>
  words.every((n) => text.includes(`mina ${n}.`) && text.includes(`edna ${n}.`))

function until(note: OpenNote, condition: () => boolean): Promise<string> {
  return note.until(condition)
}

test('N · two people who write at the same time at two processes see each other’s words, and lose none', async () => {
  const id = await writeNote(ada, group, open, 'Two processes', '')
  await must(
    ada.put(`/api/spaces/${group}/items/${id}/editors`, {
      principals: [mina, edna].map((who) => ({ kind: 'person', id: who.id })),
    }),
  )
  const [a, b] = [await opened(one, mina, id), await opened(two, edna, id)]
  const words = Array.from({ length: 30 }, (_, n) => n)
  await Promise.all(words.flatMap((n) => [a.note.write(`mina ${n}.`), b.note.write(`edna ${n}.`)]))
  const seen = [await a.note.until(both(words)), await b.note.until(both(words))]
  assert.equal(seen[0], seen[1])
  a.live.close()
  b.live.close()
  await eventually(async () => (await updatesOf(id)) === 0)
  assert.ok(both(words)(await read(rita, id)), 'put together, nothing is lost')
})

test('N · each process records its own edits, once', async () => {
  const id = await writeNote(mina, group, open, 'Recorded once', '')
  await must(
    mina.put(`/api/spaces/${group}/items/${id}/editors`, {
      principals: [{ kind: 'person', id: edna.id }],
    }),
  )
  const [a, b] = [await opened(one, mina, id), await opened(two, edna, id)]
  const before = (await editsLogged(id)).length
  await a.note.write('from one')
  await b.note.until((text) => text.includes('from one'))
  await eventually(async () => (await updatesOf(id)) === 0)
  assert.deepEqual((await editsLogged(id)).slice(before), [[mina.id]])
  await b.note.write('from two')
  await eventually(async () => (await updatesOf(id)) === 0)
  assert.deepEqual((await editsLogged(id)).slice(before), [[mina.id], [edna.id]])
  assert.match(await read(rita, id), /from one[^]*from two/)
  a.live.close()
  b.live.close()
})

test('N · a tab continues at another process after what it wrote at the first, under its own number', async () => {
  const id = await writeNote(mina, group, open, 'Moves over', '')
  const b = await opened(two, mina, id)
  const a = await opened(one, mina, id)
  await a.note.write('first')
  const { doc } = a.note
  a.live.terminate()
  const again = await opened(two, mina, id, doc)
  await again.note.write('second')
  await b.note.until((text) => /first[^]*second/.test(text))
  assert.match(await read(rita, id), /first[^]*second/)
  again.live.close()
  b.live.close()
})

test('X110, S1 · cursors are seen across processes with the names that the server knows, also by a page that opens later', async () => {
  const id = await writeNote(mina, group, open, 'Cursors', '')
  const [a, b] = [await opened(one, mina, id), await opened(two, edna, id)]
  // Until the server knows that Mina wants to be seen, her cursor is not shown; an editor sends it again.
  const pointing = setInterval(() => a.note.point({ anchor: 1, head: 2 }), 100)
  await until(b.note, () => b.note.others.size === 1)
  clearInterval(pointing)
  const [seen] = b.note.others.values()
  assert.deepEqual(seen, {
    user: { ...seen!.user, id: mina.id, name: 'Mina Test' },
    cursor: { anchor: 1, head: 2 },
  })
  b.live.close()
  await b.live.closed
  const late = await opened(two, rita, id)
  await until(late.note, () => late.note.others.size === 1)
  a.live.close()
  await until(late.note, () => late.note.others.size === 0)
  late.live.close()
})

test('J6 · somebody who loses access at one process receives nothing more of a text that is open at the other', async () => {
  const id = await writeNote(mina, group, open, 'Guests may read', 'First.')
  const [a, b] = [await opened(one, mina, id), await opened(two, gil, id)]
  await must(ada.delete(`/api/groups/${group}/members/${gil.id}`), 204)
  await a.note.write('after they left')
  assert.equal(await b.note.closed, 'gone')
  assert.doesNotMatch(b.note.text(), /after they left/)
  a.live.close()
  b.live.close()
})

async function updatesOf(id: string): Promise<number> {
  const text = 'select from live_text_update where item_id = $1'
  return (await instance.db.rows({ text, values: [id] })).length
}

/** The people who wrote, for each log line. */
async function editsLogged(id: string): Promise<string[][]> {
  const rows = await instance.db.rows<{ authors: string[] }>({
    text: `select detail -> 'authors' as authors from change where item_id = $1 and kind = 'item.edited' order by seq`,
    values: [id],
  })
  return rows.map(({ authors }) => authors)
}
