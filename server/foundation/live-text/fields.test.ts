import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as Y from 'yjs'
import { must, stage, writeNote } from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { liveClient } from '../../../test/world/live-client.ts'
import { inContext } from '../../kernel/context.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { itemKind } from '../../kernel/kinds.ts'
import type { LiveText } from '../../kernel/tool.ts'
import { pace } from './settling.ts'
import { copyTexts, insertText, storedText } from './texts.ts'

pace.quiet = 100
pace.most = 400

const settled: { field: string; digest: unknown; authors: string[] | undefined }[] = []

/** A second text of the same items, without blocks. */
const asideText: LiveText = {
  root: 'plain',
  most: { bytes: 1000, depth: 0 },
  digest: async (_owner, state) => saidBy(state),
  settled: async (_ctx, of, digest, writing) => {
    settled.push({ field: of.field, digest, authors: writing?.authors })
    return false
  },
}

const instance = await startInstance({ listen: true })
const { house } = instance.app
itemKind(house.tools, { tool: 'notes', kind: 'note' })!.texts!['aside'] = asideText
const { cast, group, open } = await stage(instance)
const { mina, edna } = cast

function saidBy(...states: Uint8Array[]): string {
  const doc = new Y.Doc()
  for (const state of states) Y.applyUpdate(doc, state)
  return doc.getText('plain').toString()
}

function saying(words: string, doc = new Y.Doc()): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.getText('plain').insert(0, words)
  return Y.encodeStateAsUpdate(doc, before)
}

async function withAside(title: string): Promise<{ space: SpaceId; item: ItemId }> {
  const item = (await writeNote(mina, group, open, title, 'In the text.')) as ItemId
  const key = { space: group as SpaceId, item }
  await inContext(house, undefined, (ctx) =>
    insertText(ctx, { ...key, field: 'aside' }, saying('')),
  )
  return key
}

async function openedAside(by: typeof mina, item: string) {
  const live = await liveClient(instance.address, by.cookie)
  return { live, aside: await live.open(group, item, new Y.Doc(), false, 'aside') }
}

test('N · an item has several texts: an edit of one is sent and stored there, and nowhere else', async () => {
  const { item } = await withAside('Two texts')
  const a = await openedAside(mina, item)
  const text = await a.live.open(group, item)
  const b = await openedAside(edna, item)
  await a.aside.resend(saying('beside', a.aside.doc))
  await text.write('more')
  await eventually(() => b.aside.doc.getText('plain').toString() === 'beside')
  assert.equal(text.text(), 'In the text.\nmore')
  await eventually(() => settled.some(({ digest }) => digest === 'beside'))
  assert.deepEqual(settled, [{ field: 'aside', digest: 'beside', authors: [mina.id] }])
  const note = await must(mina.get<{ text: string }>(`/api/spaces/${group}/notes/${item}`))
  assert.doesNotMatch(note.text, /beside/)
  a.live.close()
  b.live.close()
})

test('A10 · a text that its tool does not name, and one that an item does not have do not open, alike', async () => {
  const { item } = await withAside('Unknown texts')
  const without = await writeNote(mina, group, open, 'Without it', '')
  const live = await liveClient(instance.address, mina.cookie)
  for (const [of, field] of [
    [item, 'secret'],
    [item, ''],
    [item, 'constructor'],
    [without, 'aside'],
  ] as const)
    await assert.rejects(live.open(group, of, new Y.Doc(), false, field), { reason: 'gone' })
  live.close()
})

test('X120 · a text refuses the roots, blocks and sizes that are not its own', async () => {
  const { item } = await withAside('Forms')
  const blocks = new Y.Doc()
  blocks.getXmlFragment('plain').insert(0, [new Y.XmlElement('paragraph')])
  const elsewhere = new Y.Doc()
  elsewhere.getText('default').insert(0, 'words')
  for (const [update, reason] of [
    [Y.encodeStateAsUpdate(blocks), 'unreadable'],
    [Y.encodeStateAsUpdate(elsewhere), 'unreadable'],
    [saying('x'.repeat(1001)), 'too-large'],
  ] as const) {
    const { live, aside } = await openedAside(mina, item)
    aside.push(update)
    assert.equal(await aside.closed, reason)
    live.close()
  }
})

test('O7, X101 · all texts of an item weigh, are copied with it, and go with it', async () => {
  const key = await withAside('Whole')
  const { live, aside } = await openedAside(mina, key.item)
  await aside.resend(saying('copied too', aside.doc))
  live.close()
  const to = { toSpace: group, toContainer: open }
  const copy = await must(
    mina.post<{ id: ItemId }>(`/api/spaces/${group}/items/${key.item}/copy`, to),
    201,
  )
  const made = await storedText(house.db, { ...key, item: copy.id, field: 'aside' })
  assert.equal(saidBy(made!.state, ...made!.updates.map(({ bytes }) => bytes)), 'copied too')
  const weight = await house.db.row<{ item: number; rows: number }>({
    text: `select weight::int as item, ((select sum(octet_length(state)) from live_text where item_id = $1)
      + coalesce((select sum(octet_length(bytes)) from live_text_update where item_id = $1), 0)
      + (select coalesce(sum(bytes), 0) from item_version where item_id = $1))::int as rows from item where id = $1`,
    values: [copy.id],
  })
  assert.equal(weight!.item, weight!.rows)
  await assert.rejects(
    inContext(house, undefined, (ctx) => copyTexts(ctx, key, { ...key, item: copy.id })),
    'a text is begun once',
  )
})
