import '../../../test/shelves/load.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  enter,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  stage,
} from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import { wrongCounts } from '../files/store.ts'
import { followAll } from '../notices/following.ts'

const instance = await startInstance()
const { cast, group } = await stage(instance)
const { ada, mina, edna, gil, rita, nestor, xavier } = cast
const space = `/api/spaces/${group}`

interface Version {
  number: number
  at: string
  authors: { id: string }[]
  label: string | null
  kept: boolean
  why: string
  words: number
}
interface Versions {
  items: Version[]
  next: string | null
}
interface Container {
  id: string
  kind: string
}

const { items: containers } = await must(
  ada.get<{ items: Container[] }>(`${space}/containers?tool=shelves`),
)
const root = containers.find(({ kind }) => kind === 'root')!.id
const boxes = await must(
  ada.post<Container>(`${space}/containers`, { parent: root, kind: 'box', name: 'Versions' }),
  201,
)
const box = boxes.id
await giveRights(ada, group, box, [
  [{ kind: 'group', id: group }, 'contributor'],
  [{ kind: 'person', id: edna.id }, 'editor'],
])

const at = (item: string, more = '') => `${space}/items/${item}/versions${more}`
const list = async (by: Client, item: string) => (await must(by.get<Versions>(at(item)))).items
const change = (by: Client, item: string, body: string) =>
  must(by.put(`${space}/papers/${item}`, { body, worth: body.length }))

/** A paper of Mina’s that said these in turn. */
async function paper(...bodies: string[]): Promise<string> {
  const [body, ...then] = bodies
  const { id } = await must(
    mina.post<{ id: string }>(`${space}/boxes/${box}/papers`, { title: 'Paper', body, worth: 1 }),
    201,
  )
  for (const each of then) await change(mina, id, each)
  return id
}

const inDays = (days: number) => new Date(Date.now() - days * 86_400_000)

test('A2, A4 · anybody who may view an item reads its versions; anybody who may edit it names, keeps and restores them', async () => {
  const id = await paper('One word', 'Two more words')
  assert.deepEqual(
    (await list(gil, id)).map(({ number, why, words }) => [number, why, words]),
    [
      [2, 'edited', 3],
      [1, 'created', 2],
    ],
  )
  const whole = await must(gil.get<{ text: string; content: object }>(at(id, '/1')))
  assert.deepEqual([whole.text, whole.content], ['One word', { body: 'One word', worth: 1 }])
  const { parts } = await must(gil.get<{ parts: object[] }>(at(id, '/1/diff')))
  assert.ok(parts.some((part) => 'kind' in part && part.kind === 'removed'))
  for (const who of [gil, nestor, ada]) {
    assert.equal((await who.post(at(id), { label: 'As sent' })).status, 403)
    assert.equal((await who.patch(at(id, '/1'), { kept: true })).status, 403)
    assert.equal((await who.post(at(id, '/1/restoring'))).status, 403)
  }
  assert.equal((await xavier.get(at(id))).status, 404)
  const named = await must(edna.post<Version>(at(id), { label: 'As sent' }), 201)
  assert.deepEqual([named.label, named.authors[0]!.id], ['As sent', edna.id])
  const marked = await must(edna.patch<Version>(at(id, '/1'), { label: 'First', kept: true }))
  assert.deepEqual([marked.label, marked.kept], ['First', true])
  const again = await must(edna.patch<Version>(at(id, '/1'), { label: null }))
  assert.deepEqual([again.label, again.kept], [null, true])
})

test('I1, A10 · a version that is not there, of an item that is not there or hidden, is answered alike', async () => {
  const id = await paper('Hidden')
  await must(mina.put(`${space}/items/${id}/internal-only`, { internalOnly: true }))
  const told = async (by: Client, item: string, more: string) => {
    const { status, body } = await by.get<object>(at(item, more))
    return [status, { ...body, reference: '' }]
  }
  const nothing = '01890000-0000-7000-8000-000000000000'
  for (const more of ['', '/1', '/1/diff', '/2'])
    assert.deepEqual(await told(gil, id, more), await told(gil, nothing, more), more)
  assert.equal((await mina.get(at(id, '/7'))).status, 404)
  assert.equal((await mina.patch(at(id, '/7'), { kept: true })).status, 404)
})

test('A11, J6 · access to versions ends with access to the item, and in the trash nobody reads them', async () => {
  const id = await paper('Said')
  await must(edna.get(at(id)))
  await giveRights(ada, group, box, [[{ kind: 'person', id: mina.id }, 'contributor']])
  for (const more of ['', '/1', '/1/diff']) assert.equal((await edna.get(at(id, more))).status, 404)
  assert.equal((await edna.post(at(id, '/1/restoring'))).status, 404)
  await giveRights(ada, group, box, [
    [{ kind: 'group', id: group }, 'contributor'],
    [{ kind: 'person', id: edna.id }, 'editor'],
  ])
  await must(edna.get(at(id)))
  await must(mina.delete(`${space}/items/${id}`), 204)
  assert.equal((await mina.get(at(id, '/1'))).status, 404)
})

test('N · restoring keeps the previous content as a version, and restoring that one undoes it', async () => {
  const id = await paper('First')
  await instance.db.run({
    text: `update shelf_paper set body = 'Written past every version' where item_id = $1`,
    values: [id],
  })
  interface Restored {
    version: Version
    before: number
  }
  const { version, before } = await must(edna.post<Restored>(at(id, '/1/restoring')))
  assert.deepEqual([version.number, version.why, before], [3, 'restored', 2])
  const says = async () => (await must(gil.get<{ body: string }>(`${space}/papers/${id}`))).body
  assert.equal(await says(), 'First')
  assert.deepEqual(
    (await list(gil, id)).map(({ authors }) => authors[0]!.id),
    [edna.id, mina.id, mina.id],
    'what was there is still whose it was',
  )
  await must(edna.post(at(id, `/${before}/restoring`)))
  assert.equal(await says(), 'Written past every version')
  assert.equal((await list(gil, id)).length, 4, 'a version that says the same is not added again')
})

test('O7 · old versions are thinned out to one a day, then one a month; named, kept and first ones stay, and the bytes are counted', async () => {
  const id = await paper(...Array.from({ length: 9 }, (_, n) => `Draft ${n}`))
  const ages = [500, 499, 498, 40.3, 40.2, 40.1, 40, 2, 1]
  const start = Math.floor(Date.now() / 86_400_000) * 86_400_000
  for (const [n, days] of ages.entries())
    await instance.db.run({
      text: 'update item_version set at = $3 where item_id = $1 and number = $2',
      values: [
        id,
        n + 1,
        days > 400
          ? new Date(Date.UTC(2020, 0, n + 1))
          : days > 30
            ? new Date(start - 40 * 86_400_000 + n * 60_000)
            : inDays(days),
      ],
    })
  await must(mina.patch(at(id, '/4'), { kept: true }))
  await must(mina.patch(at(id, '/5'), { label: 'As sent' }))
  await change(mina, id, 'And now')
  const left = (await list(mina, id)).map(({ number }) => number)
  assert.deepEqual(left, [10, 9, 8, 7, 5, 4, 3, 1])
  assert.deepEqual(await wrongCounts(instance.app.house.db), [])
  const row = await instance.db.row<{ side: number; bytes: number }>({
    text: `select side_weight::int as side, (select sum(bytes)::int from item_version v where v.item_id = i.id) as bytes
      from item i where id = $1`,
    values: [id],
  })
  assert.equal(row!.side, row!.bytes)
})

test('A list of versions is read page by page', async () => {
  const id = await paper('1', '2', '3', '4', '5')
  const numbers: number[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: Versions = await must(
      gil.get<Versions>(at(id, `?limit=2${after && `&after=${after}`}`)),
    )
    numbers.push(...page.items.map(({ number }) => number))
    after = page.next
  }
  assert.deepEqual(numbers, [5, 4, 3, 2, 1])
})

test('G11 · a newcomer reads all versions of the items that they see, and none of those from before', async () => {
  const closing = await foundGroup(ada, 'Closing its past')
  const place = `/api/spaces/${closing}`
  const notebook = await makeNotebook(ada, closing, await rootOf(ada, closing), 'All')
  await giveRights(ada, closing, notebook, [[{ kind: 'group', id: closing }, 'contributor']])
  const write = async (title: string) =>
    (
      await must(
        ada.post<{ id: string }>(`${place}/notebooks/${notebook}/notes`, {
          title,
          markdown: title,
        }),
        201,
      )
    ).id
  const [old, recent] = [await write('Old secret'), await write('Recent')]
  await instance.db.run({
    text: `update item set created_at = now() - interval '9 days' where id = $1`,
    values: [old],
  })
  await must(ada.patch(`/api/groups/${closing}`, { settings: { historyHorizon: 'joined' } }))
  await enter(instance, closing, [nestor])
  assert.equal((await nestor.get(`${place}/items/${old}/versions`)).status, 404)
  assert.equal((await nestor.get(`${place}/items/${old}/versions/1`)).status, 404)
  const shown = await must(nestor.get<Versions>(`${place}/items/${recent}/versions`))
  assert.equal(shown.items.length, 1)
  const body = { toSpace: closing, toContainer: notebook }
  const copy = await must(ada.post<{ id: string }>(`${place}/items/${old}/copy`, body), 201)
  const ofCopy = await must(nestor.get<Versions>(`${place}/items/${copy.id}/versions`))
  assert.deepEqual(ofCopy.items, [])
})

interface Item {
  validated: { at: string; by: { id: string } } | null
  may: Record<string, boolean>
}
const itself = (item: string, more = '') => `${space}/items/${item}${more}`
const seen = async (by: Client, item: string) => (await must(by.get<Item>(itself(item)))).may

test('A4 · a validated item is read-only for everybody, until its author or somebody who manages its place opens it', async () => {
  const id = await paper('Agreed')
  await must(rita.put(itself(id, '/following')), 204)
  for (const who of [gil, rita, edna])
    assert.equal((await who.put(itself(id, '/validation'))).status, 403)
  const validated = await must(mina.put<Item>(itself(id, '/validation')))
  assert.deepEqual([validated.validated?.by.id, validated.may['edit']], [mina.id, false])
  assert.deepEqual(await must(mina.put<Item>(itself(id, '/validation'))), validated, 'once only')
  for (const who of [mina, edna, ada]) {
    const refused = [
      await who.put<{ code: string }>(`${space}/papers/${id}`, { body: 'Other', worth: 1 }),
      await who.post<{ code: string }>(at(id), { label: 'As sent' }),
      await who.post<{ code: string }>(at(id, '/1/restoring')),
      await who.put<{ code: string }>(itself(id, '/tags/late')),
    ]
    const code = who === ada ? 'forbidden' : 'validated'
    assert.deepEqual(
      refused.map(({ status, body }) => [status, body.code]),
      refused.map(() => [403, code]),
    )
  }
  const why = await must(mina.get<{ sentence: string }>(itself(id, '/why-not?right=edit')))
  assert.match(why.sentence, /validated/)
  const { items } = await must(
    gil.get<{ items: (Item & { id: string })[] }>(`${space}/papers?limit=200`),
  )
  assert.equal(items.find((each) => each.id === id)?.validated?.by.id, mina.id)
  await must(gil.post(itself(id, '/comments'), { body: 'Well said' }), 201)

  assert.equal((await mina.post(itself(id, '/reopening'), { reason: ' ' })).status, 400)
  assert.equal((await edna.post(itself(id, '/reopening'), { reason: 'A slip' })).status, 403)
  await must(ada.post(itself(id, '/reopening'), { reason: 'One more point' }))
  assert.deepEqual(
    [(await seen(mina, id))['edit'], (await seen(ada, id))['edit']],
    [true, false],
    'opening it gives nobody a right that they had not',
  )
  const [kept] = await list(gil, id)
  assert.deepEqual([kept!.why, kept!.authors[0]!.id], ['validated', mina.id])
  assert.equal((await ada.post(itself(id, '/reopening'), { reason: 'Again' })).status, 409)
  const history = await must(
    gil.get<{ items: { kind: string; reason: string | null }[] }>(itself(id, '/history')),
  )
  assert.deepEqual(
    history.items.slice(0, 3).map(({ kind, reason }) => [kind, reason]),
    [
      ['item.reopened', 'One more point'],
      ['comment.added', null],
      ['item.validated', null],
    ],
  )
  await followAll(instance.app.house)
  const told = await must(
    rita.get<{ items: { kind: string; reason: string | null }[] }>('/api/me/notices'),
  )
  assert.deepEqual(
    told.items
      .filter(({ kind }) => /^(reopened|validated)$/.test(kind))
      .map(({ kind, reason }) => [kind, reason]),
    [
      ['reopened', 'One more point'],
      ['validated', null],
    ],
  )
})
