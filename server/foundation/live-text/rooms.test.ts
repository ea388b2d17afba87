import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as Y from 'yjs'
import {
  enter,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  stage,
  writeNote,
} from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { liveClient } from '../../../test/world/live-client.ts'
import { signedIn, type Client } from '../../../test/world/people.ts'
import { pace } from './settling.ts'
import { roomsOf } from './rooms.ts'

pace.quiet = 150
pace.most = 600

const instance = await startInstance({ listen: true })
const { cast, group, open, closed } = await stage(instance)
const { ada, mina, gil, rita, edna, xavier } = cast

interface Note {
  text: string
  version: number
  words: number
  preview: string
  versions: number
}

async function opened(by: Client, note: string, space: string = group) {
  const live = await liveClient(instance.address, by.cookie)
  return { live, note: await live.open(space, note) }
}

const read = (by: Client, note: string) => by.get<Note>(`/api/spaces/${group}/notes/${note}`)

test('N · two people who write at the same time lose nothing', async () => {
  const id = await writeNote(mina, group, open, 'Together', '')
  const a = await opened(mina, id)
  const b = await opened(edna, id)
  const words = Array.from({ length: 40 }, (_, i) => i)
  await Promise.all(words.flatMap((i) => [a.note.write(`mina ${i}`), b.note.write(`edna ${i}`)]))
  const all = (text: string) =>
    words.every((i) => text.includes(`mina ${i}`) && text.includes(`edna ${i}`))
  assert.equal(await a.note.until(all), await b.note.until(all), 'both see the same text')
  const { body } = await read(mina, id)
  assert.ok(all(body.text), 'and so does who reads it')
  a.live.close()
  b.live.close()
})

test('N · an edit that was acknowledged is stored, even if its author is gone the next moment', async () => {
  const id = await writeNote(mina, group, open, 'Kept', '')
  const { live, note } = await opened(mina, id)
  await note.write('kept words')
  live.terminate()
  assert.match((await read(edna, id)).body.text, /kept words/)
})

test('N · edits sent just before the tab closed are stored too', async () => {
  const id = await writeNote(mina, group, open, 'Last words', '')
  const { live, note } = await opened(mina, id)
  void note.write('one').catch(() => undefined)
  void note.write('two').catch(() => undefined)
  live.close()
  await live.closed
  await eventually(async () => /one[^]*two/.test((await read(mina, id)).body.text))
})

test('A4 · a reader has the note before them, and cannot write by frames', async () => {
  const id = await writeNote(edna, group, closed, 'Read only')
  const { live, note } = await opened(rita, id)
  assert.equal(note.mayEdit, false)
  const wrote = note.write('sneaked in')
  wrote.catch(() => undefined)
  assert.equal(await note.closed, 'read-only')
  assert.doesNotMatch((await read(rita, id)).body.text, /sneaked/)
  live.close()
})

test('A10 · a hidden note and one that is not there do not open, alike', async () => {
  const id = await writeNote(ada, group, closed, 'Hidden')
  const absent = '01900000-0000-7000-8000-000000000000'
  for (const by of [mina, xavier])
    for (const note of [id, absent, 'x']) await assert.rejects(opened(by, note), { reason: 'gone' })
  await assert.rejects(opened(ada, id, absent), { reason: 'gone' })
})

test('J6 · who loses access sees the note close at that moment', async () => {
  const id = await writeNote(mina, group, open, 'Guests may read', 'First.')
  const { live, note } = await opened(gil, id)
  const author = await opened(mina, id)
  await must(ada.delete(`/api/groups/${group}/members/${gil.id}`), 204)
  const after = author.note.write('after they left')
  assert.equal(await note.closed, 'gone')
  await after
  assert.doesNotMatch(note.text(), /after they left/)
  await assert.rejects(live.open(group, id), { reason: 'gone' })
  live.close()
  author.live.close()
  await enter(instance, group, [gil])
})

test('A2 · a right that is given or taken shows in the open note', async () => {
  const id = await writeNote(mina, group, open, 'Shared for editing', '')
  const { live, note } = await opened(rita, id)
  assert.equal(note.mayEdit, false)
  const editors = `/api/spaces/${group}/items/${id}/editors`
  await must(mina.put(editors, { principals: [{ kind: 'person', id: rita.id }] }))
  await eventually(async () => note.mayEdit)
  await note.write('rita was here')
  await must(mina.put(editors, { principals: [] }))
  await eventually(async () => !note.mayEdit)
  note.write('and again').catch(() => undefined)
  assert.equal(await note.closed, 'read-only')
  assert.doesNotMatch((await read(mina, id)).body.text, /again/)
  live.close()
})

test('A4 · a note that is validated while people write in it says all that was acknowledged, and nothing else', async () => {
  const id = await writeNote(mina, group, open, 'Validated', '')
  await must(
    mina.put(`/api/spaces/${group}/items/${id}/editors`, {
      principals: [{ kind: 'person', id: edna.id }],
    }),
  )
  const acknowledged: string[] = []
  const writers = await Promise.all(
    [mina, edna].map(async (by) => {
      const { live, note } = await opened(by, id)
      const writing = async () => {
        for (let word = 1; ; word++) {
          await note.write(`${by.id} ${word}`)
          acknowledged.push(`${by.id} ${word}`)
        }
      }
      writing().catch(() => undefined)
      return { live, note }
    }),
  )
  await eventually(async () => acknowledged.length > 10)
  await must(mina.put(`/api/spaces/${group}/items/${id}/validation`))
  for (const { note } of writers) assert.equal(await note.closed, 'read-only')
  const said = (await read(rita, id)).body.text.split('\n').filter((line) => / \d+$/.test(line))
  assert.deepEqual(said.toSorted(), acknowledged.toSorted())
  const { live, note } = await opened(edna, id)
  assert.equal(note.mayEdit, false)
  await must(
    mina.post(`/api/spaces/${group}/items/${id}/reopening`, { reason: 'A word is missing' }),
  )
  await eventually(async () => note.mayEdit)
  await note.write('again')
  for (const each of [live, ...writers.map((writer) => writer.live)]) each.close()
})

test('A2 · a notebook that gets its own list closes its notes for everybody else', async () => {
  const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Closing')
  await giveRights(ada, group, notebook, [[{ kind: 'group', id: group }, 'contributor']])
  const id = await writeNote(ada, group, notebook, 'Soon closed')
  const { live, note } = await opened(mina, id)
  await giveRights(ada, group, notebook, [[{ kind: 'person', id: edna.id }, 'reader']])
  assert.equal(await note.closed, 'gone')
  live.close()
})

test('X67 · a note that goes to the trash closes for everybody', async () => {
  const id = await writeNote(mina, group, open, 'To the trash', '')
  const { live, note } = await opened(edna, id)
  await must(mina.delete(`/api/spaces/${group}/items/${id}`), 204)
  note.write('too late').catch(() => undefined)
  assert.equal(await note.closed, 'gone')
  live.close()
})

test('J6 · an edit that arrives before the news of the lost access hears that the text is gone', async () => {
  const id = await writeNote(mina, group, open, 'Lost', '')
  const { live, note } = await opened(edna, id)
  await instance.db.run({ text: 'update item set trashed_at = now() where id = $1', values: [id] })
  note.write('too late').catch(() => undefined)
  assert.equal(await note.closed, 'gone')
  live.close()
})

test('X110 · others see the name that the server knows, not the one that a client claims', async () => {
  const id = await writeNote(mina, group, open, 'Cursors', '')
  const a = await opened(mina, id)
  const b = await opened(edna, id)
  a.note.point({ anchor: 1, head: 2 })
  await eventually(async () => b.note.others.size === 1)
  const [seen] = b.note.others.values()
  assert.equal(seen!.user.id, mina.id)
  assert.equal(seen!.user.name, 'Mina Test')
  assert.deepEqual(seen!.cursor, { anchor: 1, head: 2 })
  const late = await opened(rita, id)
  await eventually(async () => late.note.others.size === 1)
  a.live.close()
  await eventually(async () => b.note.others.size === 0 && late.note.others.size === 0)
  b.live.close()
  late.live.close()
})

test('X120 · bytes that are no edit of a note close the room and change nothing', async () => {
  const id = await writeNote(mina, group, open, 'Hostile', 'Words.')
  const hostile: [string, Uint8Array][] = [
    ['noise', new Uint8Array([1, 2, 3, 4, 5, 6, 7])],
    ['another root', updateOf((doc) => doc.getMap('secrets').set('a', 1))],
    [
      'a document in the document',
      updateOf((doc) => doc.getArray('default').insert(0, [new Y.Doc()])),
    ],
    [
      'a map for a block',
      updateOf((doc) => doc.getXmlFragment('default').insert(0, [new Y.Map() as never])),
    ],
    ['too deep', updateOf(deep)],
    ['a gap', gap()],
    ['deletions of what is not there', deletions()],
  ]
  for (const [what, update] of hostile) {
    const { live, note } = await opened(mina, id)
    note.push(update)
    assert.equal(await note.closed, 'unreadable', what)
    live.close()
  }
  assert.equal((await read(mina, id)).body.text.trim(), 'Words.')
  assert.equal(await updatesOf(id), 0)
})

function updateOf(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}

function deep(doc: Y.Doc): void {
  let at: Y.XmlFragment | Y.XmlElement = doc.getXmlFragment('default')
  for (let i = 0; i < 500; i++) {
    const quote = new Y.XmlElement('blockquote')
    at.insert(0, [quote])
    at = quote
  }
}

/** The second edit of an author whose first edit never arrived. */
function gap(): Uint8Array {
  const doc = new Y.Doc()
  doc.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph')])
  const before = Y.encodeStateVector(doc)
  doc.getXmlFragment('default').insert(1, [new Y.XmlElement('paragraph')])
  return Y.encodeStateAsUpdate(doc, before)
}

function deletions(): Uint8Array {
  const doc = new Y.Doc()
  doc.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph')])
  const before = Y.encodeStateVector(doc)
  doc.getXmlFragment('default').delete(0, 1)
  return Y.encodeStateAsUpdate(doc, before)
}

/** The content that this document has and `before` did not. */
function since(before: Uint8Array, doc: Y.Doc): Uint8Array {
  return Y.encodeStateAsUpdate(doc, before)
}

/** Writes a paragraph offline; returns the update that is still to be sent. */
function offline(doc: Y.Doc, text: string): Uint8Array {
  const before = Y.encodeStateVector(doc)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  const fragment = doc.getXmlFragment('default')
  doc.transact(() => fragment.insert(fragment.length, [paragraph]))
  return since(before, doc)
}

/** A document that pretends to be that of another client. */
function impersonated(doc: Y.Doc): Y.Doc {
  const forged = new Y.Doc()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(doc))
  forged.clientID = doc.clientID
  return forged
}

test('N · nobody continues text under the client number of somebody else', async () => {
  const id = await writeNote(mina, group, open, 'Numbers', '')
  const a = await opened(mina, id)
  await a.note.write('mina online')
  const { doc } = a.note
  const forged = impersonated(doc)
  a.live.terminate()
  const mine = offline(doc, 'mina offline')
  const b = await opened(edna, id)
  b.note.push(offline(forged, 'edna in her place'))
  assert.equal(await b.note.closed, 'foreign')
  const again = await liveClient(instance.address, mina.cookie)
  await (await again.open(group, id, doc)).resend(mine)
  const { text } = (await read(edna, id)).body
  assert.match(text, /mina online[^]*mina offline/)
  assert.doesNotMatch(text, /in her place/)
  b.live.close()
  again.close()
})

test('N · a client number is its owner’s after everybody has left, and in a moved note', async () => {
  const id = await writeNote(mina, group, open, 'Numbers over time', '')
  const a = await opened(mina, id)
  await a.note.write('first')
  const { doc } = a.note
  a.live.close()
  await eventually(async () => (await updatesOf(id)) === 0)
  const b = await opened(edna, id)
  b.note.push(offline(impersonated(doc), 'edna in her place'))
  assert.equal(await b.note.closed, 'foreign')
  b.live.close()
  const { privateSpace } = await must(mina.get<{ privateSpace: string }>('/api/me'))
  const own = await makeNotebook(mina, privateSpace, await rootOf(mina, privateSpace), 'Moved')
  const moved = await must(
    mina.post<{ id: string }>(`/api/spaces/${group}/items/${id}/move`, {
      toSpace: privateSpace,
      toContainer: own,
    }),
  )
  const again = await liveClient(instance.address, mina.cookie)
  await (await again.open(privateSpace, moved.id, doc)).resend(offline(doc, 'days later'))
  const there = `/api/spaces/${privateSpace}/notes/${moved.id}`
  assert.match((await must(mina.get<Note>(there))).text, /first[^]*days later/)
  again.close()
})

test('N · a number that somebody here has announced, but not yet written under, is theirs', async () => {
  const id = await writeNote(mina, group, open, 'Announced', '')
  const a = await opened(mina, id)
  const b = await opened(edna, id)
  a.note.point({ anchor: 1, head: 1 })
  await eventually(async () => b.note.others.size === 1)
  b.note.push(offline(impersonated(a.note.doc), 'edna in her place'))
  assert.equal(await b.note.closed, 'foreign')
  await a.note.write('mina after all')
  assert.match((await read(mina, id)).body.text, /mina after all/)
  a.live.close()
  b.live.close()
})

test('N · nobody continues text without a known author', async () => {
  const id = await writeNote(mina, group, open, 'Begun by the server', 'Words.')
  const { live, note } = await opened(mina, id)
  const forged = new Y.Doc()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(note.doc))
  forged.clientID = [...note.doc.store.clients.keys()][0]!
  note.push(offline(forged, 'continued'))
  assert.equal(await note.closed, 'foreign')
  live.close()
})

test('N · known text that is sent again, and undoing, are no claim to a number', async () => {
  const id = await writeNote(mina, group, open, 'Relayed', '')
  const a = await opened(mina, id)
  await a.note.write('of mina')
  const b = await opened(edna, id)
  await b.note.until((text) => text.includes('of mina'))
  await b.note.resend(Y.encodeStateAsUpdate(b.note.doc))
  const undo = new Y.UndoManager(b.note.doc.getXmlFragment('default'))
  await b.note.resend(offline(b.note.doc, 'of edna'))
  const before = Y.encodeStateVector(b.note.doc)
  undo.undo()
  undo.redo()
  await b.note.resend(since(before, b.note.doc))
  assert.match((await read(mina, id)).body.text, /of mina[^]*of edna/)
  a.live.close()
  b.live.close()
})

test('A8 · somebody who looks as another reads only, by frames as well, and nobody is told', async () => {
  const id = await writeNote(mina, group, open, 'Looked at', '')
  const others = await opened(edna, id)
  const live = await liveClient(instance.address, mina.cookie)
  const looking = await live.open(group, id, new Y.Doc(), true)
  assert.equal(looking.mayEdit, false)
  looking.point({ anchor: 1, head: 1 })
  await must(
    mina.put(`/api/spaces/${group}/items/${id}/editors`, {
      principals: [{ kind: 'person', id: edna.id }],
    }),
  )
  await others.note.until(() => others.note.mayEdit)
  assert.equal(looking.mayEdit, false)
  assert.equal(others.note.others.size, 0)
  looking.push(offline(looking.doc, 'written while looking'))
  assert.equal(await looking.closed, 'read-only')
  assert.doesNotMatch((await read(edna, id)).body.text, /while looking/)
  live.close()
  others.live.close()
})

test('I12 · an edit that is too large is refused with a reason, and the connection stays', async () => {
  const id = await writeNote(mina, group, open, 'Too large', '')
  const { live, note } = await opened(mina, id)
  note.push(offline(note.doc, 'x'.repeat(1000 * 1024 + 1)))
  assert.equal(await note.closed, 'too-large')
  const again = await live.open(group, id)
  await again.write('a shorter one')
  assert.match((await read(mina, id)).body.text, /a shorter one/)
  live.close()
})

test('N · several large edits in a row are each kept, although they are too large together', async () => {
  const id = await writeNote(mina, group, open, 'Large edits', '')
  const { live, note } = await opened(mina, id)
  await Promise.all(['a', 'b', 'c'].map((letter) => note.write(letter + 'x'.repeat(600 * 1024))))
  const { text } = (await read(mina, id)).body
  for (const letter of ['a', 'b', 'c']) assert.ok(text.includes(`${letter}xxx`), letter)
  live.close()
})

test('A4 · a reader claims no number by sending an edit', async () => {
  const id = await writeNote(edna, group, closed, 'Not theirs to write')
  const a = await opened(edna, id)
  const b = await opened(rita, id)
  b.note.push(offline(impersonated(a.note.doc), 'rita'))
  assert.equal(await b.note.closed, 'read-only')
  await a.note.write('edna')
  assert.match((await read(edna, id)).body.text, /edna/)
  a.live.close()
  b.live.close()
})

test('N · a burst of editing is one line in the log, with preview and words, and the updates are put together', async () => {
  const id = await writeNote(mina, group, open, 'Burst', '')
  const before = await logOf(id)
  const { live, note } = await opened(mina, id)
  for (let i = 0; i < 10; i++) await note.write(`sentence ${i}`)
  await eventually(async () => (await updatesOf(id)) === 0)
  const lines = (await logOf(id)).slice(before.length)
  assert.deepEqual([...new Set(lines)], ['item.edited'])
  assert.ok(lines.length <= 3, `${lines.length} lines`)
  const { body } = await read(mina, id)
  assert.equal(body.words, 20)
  assert.match(body.preview, /^sentence 0 sentence 1/)
  live.close()
})

test('N · while nothing can be stored no edit is acknowledged or shown to others, and none is lost', async () => {
  const id = await writeNote(mina, group, open, 'Full disk', '')
  const writer = await opened(mina, id)
  const other = await opened(edna, id)
  await writer.note.write('before')
  await refuseToStore(id)
  void writer.note.write('meanwhile').catch(() => undefined)
  assert.equal(await writer.note.closed, 'unavailable')
  assert.equal(writer.note.unkept, 1)
  assert.doesNotMatch(other.note.text(), /meanwhile/)
  assert.doesNotMatch((await read(edna, id)).body.text, /meanwhile/)
  await storeAgain()
  const again = await writer.live.open(group, id, writer.note.doc)
  await again.resend(Y.encodeStateAsUpdate(writer.note.doc))
  await again.write('after')
  await other.note.until((text) => /before[^]*meanwhile[^]*after/.test(text))
  assert.match((await read(edna, id)).body.text, /before[^]*meanwhile[^]*after/)
  for (const { live } of [writer, other]) live.close()
})

test('N · edits that a crash left beside a note are found and merged at the next start', async () => {
  const id = await writeNote(mina, group, open, 'Crashed', 'Before.')
  const update = updateOf((doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('left over')])
    doc.getXmlFragment('default').insert(0, [paragraph])
  })
  await instance.db.run({
    text: `insert into live_text_update (space_id, item_id, field, id, person_id, bytes) values ($1, $2, 'text', gen_random_uuid(), $3, $4)`,
    values: [group, id, mina.id, Buffer.from(update)],
  })
  assert.match((await read(mina, id)).body.text, /left over/)
  await roomsOf(instance.app.house).tidy()
  await eventually(async () => (await updatesOf(id)) === 0)
  assert.match((await read(mina, id)).body.text, /left over/)
})

test('N · what another process put together is neither lost nor written over', async () => {
  const id = await writeNote(mina, group, open, 'Two processes', '')
  const { live, note } = await opened(mina, id)
  await note.write('from here')
  await eventually(async () => (await updatesOf(id)) === 0)
  const found = await instance.db.row<{ state: Buffer }>({
    text: 'select state from live_text where item_id = $1',
    values: [id],
  })
  const elsewhere = new Y.Doc()
  Y.applyUpdate(elsewhere, found!.state)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('from elsewhere')])
  elsewhere.getXmlFragment('default').insert(0, [paragraph])
  await instance.db.run({
    text: 'update live_text set state = $2, settled = settled + 1 where item_id = $1',
    values: [id, Buffer.from(Y.encodeStateAsUpdate(elsewhere))],
  })
  await note.write('and on')
  await note.until((text) => text.includes('from elsewhere'))
  await eventually(async () => (await updatesOf(id)) === 0)
  assert.match((await read(mina, id)).body.text, /from elsewhere[^]*from here[^]*and on/)
  live.close()
})

test('N · the same tab keeps its number after a new sign-in; another session of the same person does not', async () => {
  const id = await writeNote(mina, group, open, 'Signed in again', '')
  const a = await opened(mina, id)
  await a.note.write('before')
  const { doc } = a.note
  a.live.close()
  const second = await signedIn(instance, mina.id)
  const unsent = offline(doc, 'between')
  const b = await opened(second, id)
  b.note.push(unsent)
  assert.equal(await b.note.closed, 'foreign')
  b.live.close()
  await instance.db.run({
    text: `update session set expires_at = now() - interval '1 day'
      where person_id = $1 and id <> (select id from session where person_id = $1 order by created_at desc limit 1)`,
    values: [mina.id],
  })
  const c = await opened(second, id)
  await c.note.resend(unsent)
  assert.match((await read(edna, id)).body.text, /before[^]*between/)
  c.live.close()
})

async function updatesOf(id: string): Promise<number> {
  return (
    await instance.db.rows({
      text: 'select from live_text_update where item_id = $1',
      values: [id],
    })
  ).length
}

async function logOf(id: string): Promise<string[]> {
  const rows = await instance.db.rows<{ kind: string }>({
    text: 'select kind from change where item_id = $1 order by seq',
    values: [id],
  })
  return rows.map(({ kind }) => kind)
}

/** From now on the database refuses to store edits of this note, as it does on a full disk. */
async function refuseToStore(note: string): Promise<void> {
  for (const text of [
    `create function refuse_to_store() returns trigger language plpgsql as $$ begin raise exception using errcode = 'disk_full', message = 'no space left on device'; end $$`,
    `create trigger refuse_to_store before insert on live_text_update for each row when (new.item_id = '${note}') execute function refuse_to_store()`,
  ])
    await instance.db.run({ text, values: [] })
}

async function storeAgain(): Promise<void> {
  await instance.db.run({
    text: 'drop function refuse_to_store cascade',
    values: [],
  })
}
