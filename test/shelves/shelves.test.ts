import './load.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownRow } from '../../server/foundation/items/own-row.ts'
import { followAll } from '../../server/foundation/notices/following.ts'
import { inContext, type Context } from '../../server/kernel/context.ts'
import type { ItemId } from '../../server/kernel/ids.ts'
import { notes } from '../../server/tools/notes/notes.ts'
import { allAnswers } from '../access/answers.ts'
import { giveRights, must, stage, writeNote, type Named } from '../world/cast.ts'
import { exported } from '../world/exported.ts'
import { planFor } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { liveClient } from '../world/live-client.ts'
import type { Client } from '../world/people.ts'
import { tryWholeSpaces } from './whole-spaces.ts'

const instance = await startInstance({ listen: true })
const set = await stage(instance)
const { cast, group, open: openNotebook } = set
const { ada, mina, edna, rita, moe, gil, xavier } = cast
const space = `/api/spaces/${group}`

interface Thing {
  id: string
  title: string
  worth: number
  body: string
}
interface Things {
  items: Thing[]
  next: string | null
}
interface Box {
  id: string
  kind: string
  holds: string[]
  nests: string[]
}

const { items: boxes } = await must(ada.get<{ items: Box[] }>(`${space}/containers?tool=shelves`))
const root = boxes.find(({ kind }) => kind === 'root')!
const first = boxes.find(({ kind }) => kind === 'box')!

const makeBox = async (parent: string, kind: string, name: string) =>
  (await must(ada.post<Box>(`${space}/containers`, { parent, kind, name }), 201)).id
const add = (by: Client, box: string, what: string, title: string, worth = 1) =>
  by.post<Thing>(`${space}/boxes/${box}/${what}s`, { title, worth, body: `About ${title}` })
const titles = ({ items }: Things) => items.map(({ title }) => title)

test('A new space begins with what its tools say, and each kind says what it holds and nests', () => {
  assert.deepEqual([root.holds, root.nests], [['paper'], ['box', 'drawer']])
  assert.deepEqual(
    [first.holds, first.nests],
    [
      ['paper', 'stamp'],
      ['box', 'album'],
    ],
  )
})

test('G1, G5 · a new group has the tools that fit its template, and can switch the others on', async () => {
  interface Preset {
    key: string
    settings: { tools: string[] }
  }
  const { items } = await must(ada.get<{ items: Preset[] }>('/api/group-templates'))
  const without = items.filter(({ settings }) => !settings.tools.includes('shelves'))
  assert.deepEqual(
    without.map(({ key, settings }) => [key, settings.tools]),
    [['announcement', ['documents', 'notes']]],
  )
  const made = { name: 'Posters', template: 'announcement' }
  const { id } = await must(ada.post<{ id: string }>('/api/groups', made), 201)
  const mine = `/api/spaces/${id}/containers?tool=shelves`
  assert.deepEqual((await must(ada.get<{ items: Box[] }>(mine))).items, [])
  await must(ada.patch(`/api/groups/${id}`, { settings: { tools: ['notes', 'shelves'] } }))
  assert.equal((await must(ada.get<{ items: Box[] }>(mine))).items.length, 2)
})

test('G8, G5 · what is unread is counted for each tool, exactly, and not for a tool that is switched off', async () => {
  const unread = async (who: Client) =>
    (await must(who.get<{ items: { tool: string; unread: number }[] }>(`${space}/unread`))).items
  const inAll = async (who: Client) =>
    (await must(who.get<{ spaces: { id: string; unread: number }[] }>('/api/me'))).spaces.find(
      ({ id }) => id === group,
    )!.unread
  await must(moe.put(`${space}/seen`, {}), 204)
  assert.deepEqual(await unread(moe), [])
  await writeNote(ada, group, openNotebook, 'Unread')
  const paper = (await must(add(ada, first.id, 'paper', 'Unread paper'), 201)).id
  await must(add(ada, first.id, 'stamp', 'Unread stamp'), 201)
  const both = [
    { tool: 'notes', unread: 1 },
    { tool: 'shelves', unread: 2 },
  ]
  assert.deepEqual([await unread(moe), await inAll(moe)], [both, 3])
  await must(moe.put(`${space}/items/${paper}/visit`), 204)
  assert.deepEqual([(await unread(moe))[1], await inAll(moe)], [{ tool: 'shelves', unread: 1 }, 2])
  const switchTo = (tools: string[]) =>
    must(ada.patch(`/api/groups/${group}`, { settings: { tools } }))
  await switchTo(['notes'])
  assert.deepEqual([await unread(moe), await inAll(moe)], [both.slice(0, 1), 1])
  await switchTo(['notes', 'shelves'])
  assert.deepEqual(await inAll(moe), 2)
  assert.equal((await xavier.get(`${space}/unread`)).status, 404)
})

test('Containers that hold items nest, and each kind goes only where its tool says', async () => {
  const inner = await makeBox(first.id, 'box', 'Inner')
  const album = await makeBox(inner, 'album', 'Album')
  await must(add(ada, inner, 'stamp', 'Blue'), 201)
  const stamp = await must(add(ada, album, 'stamp', 'Red'), 201)
  const paper = await must(add(ada, root.id, 'paper', 'At the top'), 201)
  assert.equal((await add(ada, album, 'paper', 'Not here')).status, 404)
  assert.equal((await add(ada, root.id, 'stamp', 'Not here')).status, 404)
  const refused = { parent: album, kind: 'box', name: 'Not here' }
  assert.equal((await ada.post(`${space}/containers`, refused)).status, 400)
  assert.equal((await ada.patch(`${space}/containers/${inner}`, { parent: album })).status, 400)
  const to = { toSpace: group, toContainer: root.id }
  assert.equal((await ada.post(`${space}/items/${stamp.id}/move`, to)).status, 400)
  const place = { toSpace: group, toContainer: album }
  assert.equal((await ada.post(`${space}/items/${paper.id}/copy`, place)).status, 400)
})

test('Two kinds in one box are listed apart, page by page in each order', async () => {
  const box = await makeBox(root.id, 'box', 'Ordered')
  for (const [title, worth] of [
    ['c', 1],
    ['a', 3],
    ['b', 2],
    ['d', 3],
  ] as const)
    await must(add(ada, box, 'stamp', title, worth), 201)
  await must(add(ada, box, 'paper', 'Between'), 201)
  const pages = async (sort: string) => {
    const all: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const query = `sort=${sort}&limit=3${after && `&after=${after}`}`
      const page: Things = await must(ada.get<Things>(`${space}/boxes/${box}/stamps?${query}`))
      all.push(...titles(page))
      after = page.next
    }
    return all
  }
  assert.deepEqual(await pages('title'), ['a', 'b', 'c', 'd'])
  assert.deepEqual(await pages('changed'), ['d', 'b', 'a', 'c'])
  assert.deepEqual((await pages('worth')).slice(0, 2), ['c', 'b'])
  assert.equal((await pages('worth')).length, 4)
  assert.deepEqual(
    await pages('order'),
    ['c', 'a', 'b', 'd'],
    'the oldest first until one is placed',
  )
  const ids = new Map(
    (await must(ada.get<Things>(`${space}/boxes/${box}/stamps`))).items.map((each) => [
      each.title,
      each.id,
    ]),
  )
  await giveRights(ada, group, box, [[{ kind: 'person', id: mina.id }, 'editor']])
  const place = (title: string, where: 'before' | 'after', of: string) =>
    must(
      mina.put(`${space}/containers/${box}/order`, {
        ...{ item: ids.get(title), place: where, of: { item: ids.get(of) } },
      }),
      204,
    )
  await place('d', 'before', 'c')
  await place('a', 'after', 'b')
  assert.deepEqual(await pages('order'), ['d', 'c', 'b', 'a'])
})

test('I1, X63 · lists and counts of a space, and over all spaces, have only what one may view', async () => {
  const open = await makeBox(root.id, 'box', 'Open to all')
  const closed = await makeBox(root.id, 'box', 'Closed')
  await giveRights(ada, group, closed, [])
  await must(add(ada, open, 'stamp', 'Seen', 200), 201)
  const hidden = await must(add(ada, closed, 'stamp', 'Hidden', 300), 201)
  const internal = await must(add(ada, open, 'stamp', 'Internal', 400), 201)
  await must(ada.put(`${space}/items/${internal.id}/internal-only`, { internalOnly: true }))
  const dear = async (by: Client) => ({
    count: (await must(by.get<{ count: number }>(`${space}/dear-stamps`))).count,
    here: titles(await must(by.get<Things>(`${space}/stamps?sort=worth`))).slice(-3),
    everywhere: titles(await must(by.get<Things>('/api/stamps?sort=worth'))).slice(-3),
  })
  const ofAda = ['Seen', 'Hidden', 'Internal']
  assert.deepEqual(await dear(ada), { count: 3, here: ofAda, everywhere: ofAda })
  const { count, here, everywhere } = await dear(mina)
  assert.deepEqual([count, here, everywhere], [2, here, here])
  assert.deepEqual(here.slice(-2), ['Seen', 'Internal'])
  assert.equal((await dear(gil)).count, 1)
  assert.ok(!(await dear(gil)).everywhere.includes('Internal'))
  assert.deepEqual(titles(await must(xavier.get<Things>('/api/stamps'))), [])
  await must(
    ada.put(`${space}/items/${hidden.id}/readers`, {
      principals: [{ kind: 'person', id: mina.id }],
    }),
  )
  assert.equal((await dear(mina)).count, 3)
  assert.ok((await dear(mina)).everywhere.includes('Hidden'))
})

test('Where a table is called like the kind of items, one connection reads the item and its own row', async () => {
  const note = await writeNote(ada, group, openNotebook, 'Read twice')
  await inContext(instance.app.house, undefined, async (ctx) => {
    const asked = { ...ctx, person: ada } as unknown as Context
    const read = await notes.authorize(asked, 'view', group, note as ItemId)
    const key = { space: group, item: read.id }
    assert.deepEqual(await ownRow('note', ['words']).read(ctx, key), { words: read.words })
  })
})

test('An item of one kind is not found as another, and a cursor of another order begins at the beginning', async () => {
  const paper = await must(add(ada, first.id, 'paper', 'Paper'), 201)
  await must(ada.get(`${space}/papers/${paper.id}`))
  assert.equal((await ada.get(`${space}/stamps/${paper.id}`)).status, 404)
  const page = await must(ada.get<Things>(`${space}/papers?sort=title&limit=1`))
  const again = await must(ada.get<Things>(`${space}/papers?sort=worth&limit=1&after=${page.next}`))
  const start = await must(ada.get<Things>(`${space}/papers?sort=worth&limit=1`))
  assert.deepEqual(titles(again), titles(start))
})

interface Problem {
  code: string
  fields: { field: string; code: string }[]
}
const taken = async (asked: Promise<{ status: number; body: unknown }>, field: string) => {
  const { status, body } = await asked
  const { code, fields } = body as Problem
  assert.deepEqual([status, code, fields.map((each) => each.field)], [409, 'name-taken', [field]])
}
const move = (by: Client, item: string, toContainer: string, keepBoth?: boolean) =>
  by.post<Thing>(`${space}/items/${item}/move`, { toSpace: group, toContainer, keepBoth })
const copy = (by: Client, item: string, toContainer: string, keepBoth?: boolean) =>
  by.post<Thing>(`${space}/items/${item}/copy`, { toSpace: group, toContainer, keepBoth })
const bulk = (by: Client, act: string, items: string[], more = {}) =>
  by.post<{ undo: string }>(`${space}/bulk/${act}`, { items, ...more })
const titleOf = async (item: string) => (await must(ada.get<Thing>(`${space}/items/${item}`))).title
const drawer = (name: string, parent = root.id) => makeBox(parent, 'drawer', name)

test('Where names are unique, a second one is refused in whatever way it comes, or kept with a number', async () => {
  const place = await drawer('Unique')
  const red = (await must(add(ada, place, 'stamp', 'Réd'), 201)).id
  const inner = await drawer('Inner', place)
  const another = (name: string, more = {}) =>
    ada.post<Thing & { name: string }>(`${space}/containers`, {
      ...{ parent: place, kind: 'drawer', name },
      ...more,
    })
  await taken(add(ada, place, 'paper', 'RED'), 'body.title')
  await taken(another('red'), 'body.name')
  assert.equal((await must(another('red', { keepBoth: true }), 201)).name, 'red (2)')
  await taken(ada.patch(`${space}/containers/${inner}`, { name: 'Red' }), 'body.name')
  const same = { name: 'INNER' }
  await must(ada.patch(`${space}/containers/${inner}`, same))

  const outer = await makeBox(root.id, 'box', 'Not unique')
  const other = (await must(add(ada, outer, 'stamp', 'Red'), 201)).id
  await must(add(ada, outer, 'stamp', 'Red'), 201)
  await taken(move(ada, other, place), 'body.toContainer')
  await taken(copy(ada, other, place), 'body.toContainer')
  assert.equal((await must(copy(ada, other, place, true), 201)).title, 'Red (3)')
  assert.equal((await must(move(ada, other, place, true))).title, 'Red (4)')
  const change = (title: string, more = {}) =>
    ada.put<Thing>(`${space}/stamps/${other}`, { title, body: '', worth: 1, ...more })
  await taken(change('reD'), 'body.title')
  assert.equal((await must(change('Red (4)'))).title, 'Red (4)')
  assert.equal((await must(change('red', { keepBoth: true }))).title, 'red (4)')

  await must(ada.delete(`${space}/items/${red}`), 204)
  await must(add(ada, place, 'stamp', 'red'), 201)
  const back = (more = '') => ada.post<Thing>(`${space}/items/${red}/restoring${more}`, {})
  await taken(back(), 'query.keepBoth')
  assert.equal((await must(back('?keepBoth=true'))).title, 'Réd (5)')
  await must(ada.delete(`${space}/containers/${inner}`), 204)
  await drawer('inner', place)
  const again = (more = '') =>
    ada.post<{ name: string }>(`${space}/containers/${inner}/restoring${more}`, {})
  await taken(again(), 'query.keepBoth')
  assert.equal((await must(again('?keepBoth=true'))).name, 'INNER (2)')
  const moved = await drawer('Inner')
  const into = { parent: place }
  await taken(ada.patch(`${space}/containers/${moved}`, into), 'body.parent')
  const kept = await must(
    ada.patch<{ name: string }>(`${space}/containers/${moved}`, { ...into, keepBoth: true }),
  )
  assert.equal(kept.name, 'Inner (3)')
})

test('Bulk moves name each item whose name is taken, and an undo gives the names back', async () => {
  const place = await drawer('Unique in bulk')
  const outer = await makeBox(root.id, 'box', 'Many')
  const many: string[] = []
  for (const title of ['One', 'one', 'Two'])
    many.push((await must(add(ada, outer, 'paper', title), 201)).id)
  await must(add(ada, place, 'stamp', 'Two'), 201)
  const { status, body } = await bulk(ada, 'moving', many, { toContainer: place })
  const refused = (body as unknown as Problem).fields.map(({ field, code }) => `${field} ${code}`)
  assert.equal(status, 400)
  assert.deepEqual(refused, ['body.items[1] name-taken', 'body.items[2] name-taken'])
  const { undo } = await must(bulk(ada, 'moving', many, { toContainer: place, keepBoth: true }))
  assert.deepEqual(await Promise.all(many.map(titleOf)), ['One', 'one (2)', 'Two (2)'])
  await must(ada.post(`${space}/bulk/undoing`, { undo }))
  assert.deepEqual(await Promise.all(many.map(titleOf)), ['One', 'one', 'Two'])
})

test('I1, G10 · a name that something hidden has is free, and nothing tells of it', async () => {
  const empty = await drawer('Empty')
  const place = await drawer('With hidden things')
  for (const title of ['Plan', 'Plan (2)']) {
    const { id } = await must(add(ada, place, 'stamp', title), 201)
    await must(ada.put(`${space}/items/${id}/internal-only`, { internalOnly: true }))
  }
  await giveRights(ada, group, await drawer('Secret', place), [])
  const told = async (box: string) => {
    const answers: unknown[] = []
    for (const [title, keepBoth] of [
      ['plan', false],
      ['PLAN', false],
      ['Plan', true],
      ['secret', false],
    ] as const) {
      const sent = { title, keepBoth, body: '', worth: 1 }
      const answer = await gil.post<Thing & Problem>(`${space}/boxes/${box}/papers`, sent)
      answers.push([answer.status, answer.body.title, answer.body.code, answer.body.fields])
    }
    return answers
  }
  for (const box of [empty, place])
    await giveRights(ada, group, box, [[{ kind: 'group', id: group }, 'curator']])
  assert.deepEqual(await told(place), await told(empty))
  await taken(add(ada, place, 'paper', 'Plan (2)'), 'body.title')
})

interface Receipt {
  id: string
  container: string
  title: string
}

const drop = (by: Client, box: string, title: string, at = space) =>
  by.post<Receipt>(`${at}/boxes/${box}/dropped-papers`, { title, worth: 1, body: `In ${title}` })
const papersIn = async (box: string, by = ada) =>
  (await must(by.get<Things>(`${space}/boxes/${box}/papers`))).items
const receiptsOf = async (who: Client) =>
  (await must(who.get<{ items: Receipt[] }>('/api/me/receipts'))).items

/** A box that all members put things into and that edna reads and edits. */
async function dropBox(name: string): Promise<string> {
  const box = await makeBox(root.id, 'box', name)
  await giveRights(ada, group, box, [
    [{ kind: 'group', id: group }, 'drop'],
    [{ kind: 'person', id: edna.id }, 'editor'],
  ])
  return box
}

test('S1, A10 · anyone who may add without viewing puts things in, has a receipt, and sees nothing, not even those', async () => {
  const box = await dropBox('Applications')
  const receipt = await must(drop(mina, box, 'Mine'), 201)
  assert.deepEqual([receipt.title, receipt.container], ['Mine', box])
  assert.deepEqual(await receiptsOf(mina), [receipt])
  assert.deepEqual(await receiptsOf(rita), [])
  const [paper] = await papersIn(box, edna)
  assert.equal(paper!.title, 'Mine')
  assert.ok(!JSON.stringify(receipt).includes(paper!.id))
  const item = `${space}/items/${paper!.id}`
  for (const path of [
    `${space}/containers/${box}`,
    `${space}/boxes/${box}/papers`,
    `${space}/papers/${paper!.id}`,
    `${item}/comments`,
    item,
    `/api/items/${paper!.id}`,
  ])
    assert.equal((await mina.get(path)).status, 404, path)
  assert.equal((await add(mina, box, 'paper', 'By the ordinary door')).status, 404)
  assert.equal((await mina.delete(item)).status, 404)
  assert.equal((await drop(xavier, box, 'From outside')).status, 404)
  assert.equal((await must(drop(edna, box, 'Seen'), 201)).title, 'Seen')
  assert.equal((await papersIn(box)).length, 2)
})

/** The export of somebody's own data, without the files that say when it was made. */
async function ownData(who: Client): Promise<[string, string][]> {
  const files = [...(await exported(instance, who))].filter(([name]) => name.startsWith('data/'))
  return files.map(([name, content]) => [name, content.toString()])
}

test('I1 · of a box that one only drops into nothing is heard: no count, size, name, hit, line or poke moves', async () => {
  const box = await dropBox('Hand-ins')
  const inner = await makeBox(box, 'box', 'Inner')
  await must(drop(mina, box, 'Quillwort mine'), 201)
  const [own] = await papersIn(box)
  const things = { space: group, group, container: box, 'paper: container': box, person: edna.id }
  const asked = { ...things, item: own!.id, 'paper: item': own!.id, folder: inner }
  const live = await liveClient(instance.address, mina.cookie)
  live.say({ type: 'watch', spaces: [group] })
  await live.next('watching')
  await followAll(instance.app.house)
  const before = await allAnswers(mina, asked)
  const ownBefore = await ownData(mina)
  assert.ok(before.get('listMyReceipts')!.includes('Quillwort mine'))

  await must(drop(rita, box, 'Quillwort another'), 201)
  await must(drop(gil, inner, 'Quillwort below'), 201)
  const item = `${space}/items/${own!.id}`
  await must(edna.post(`${item}/comments`, { body: 'Quillwort said' }), 201)
  await must(edna.put(`${item}/tags/quillwort`), 204)
  await must(edna.put(`${space}/papers/${own!.id}`, { body: 'Longer than it was', worth: 900 }))
  await must(ada.patch(`${space}/containers/${inner}`, { name: 'Renamed' }))
  await must(ada.post(`${item}/move`, { toSpace: group, toContainer: inner }))
  await must(ada.delete(item), 204)

  await followAll(instance.app.house)
  const after = await allAnswers(mina, asked)
  for (const [door, answer] of before) assert.equal(after.get(door), answer, door)
  assert.deepEqual(await ownData(mina), ownBefore)
  await writeNote(ada, group, openNotebook, 'The next that she hears of')
  await live.next('poke')
  assert.equal(live.waiting('poke'), 0)
  live.close()
})

test('I1 · a drop into a place of unique names says nothing of those that are there', async () => {
  const names = [[{ kind: 'group', id: group }, 'drop'] as Named]
  const [empty, place] = [await drawer('Nothing in it'), await drawer('Something in it')]
  for (const box of [empty, place]) await giveRights(ada, group, box, names)
  await must(add(ada, place, 'paper', 'Letter'), 201)
  for (const title of ['letter', 'letter', 'Letter (2)'])
    for (const box of [empty, place])
      assert.equal((await must(drop(mina, box, title), 201)).title, title)
  assert.equal((await papersIn(place)).length, 4)
})

test('A11, O7 · a drop ends with the right to it, keeps its receipts, and says no figures of a full space', async () => {
  const box = await dropBox('Closing')
  await must(drop(mina, box, 'In time'), 201)
  await planFor(instance, ada, { storage: 1 })
  const full = await drop(mina, box, 'Too much')
  assert.deepEqual([full.status, (full.body as { code?: string }).code], [409, 'no-room'])
  assert.doesNotMatch(JSON.stringify(full.body), /Ada|plan/)
  await planFor(instance, ada, {})
  await must(ada.post(`/api/groups/${group}/archive`))
  assert.equal((await drop(mina, box, 'In the archive')).status, 404)
  await must(ada.delete(`/api/groups/${group}/archive`))
  await giveRights(ada, group, box, [])
  assert.equal((await drop(mina, box, 'Too late')).status, 404)
  assert.deepEqual((await receiptsOf(mina))[0]!.title, 'In time')
  assert.deepEqual(
    (await papersIn(box)).map(({ title }) => title),
    ['In time'],
  )
})

interface Times {
  items: { from: string; until: string }[]
}

const june = (day: number, hour = 0) => `2031-06-0${day}T0${hour}:00:00Z`
const inJune = `from=${june(1)}&until=${june(9)}`
const stampAt = async (
  by: Client,
  at: string,
  box: string,
  from: string,
  until: string,
  more = {},
) =>
  (
    await must(
      by.post<Thing>(`/api/spaces/${at}/boxes/${box}/stamps`, {
        ...{ title: 'Quillwort', worth: 1, body: 'Quillwort', from, until },
        ...more,
      }),
      201,
    )
  ).id
const busy = async (who: Client, of: Client, range = inJune) => {
  const { items } = await must(who.get<Times>(`/api/people/${of.id}/stamp-times?${range}`))
  return items.map(({ from, until }) => `${from} ${until}`.replaceAll(':00:00Z', ''))
}

/** The box in somebody's private space that everybody with whom they share a group may see busy times of, from the start. */
async function ownBox(who: Client): Promise<{ own: string; box: string; top: string }> {
  const { privateSpace: own } = await must(who.get<{ privateSpace: string }>('/api/me'))
  const { items } = await must(
    who.get<{ items: Box[] }>(`/api/spaces/${own}/containers?tool=shelves`),
  )
  const [top, box] = ['root', 'box'].map((kind) => items.find((each) => each.kind === kind)!.id)
  return { own, box: box!, top: top! }
}

test('S1 · people who share a group see when one is busy: times only, cut and merged, and nothing that is secret', async () => {
  const { own, box } = await ownBox(mina)
  await stampAt(mina, own, box, june(2, 8), june(2, 9))
  await stampAt(mina, own, box, june(2, 9), june(3, 1))
  await stampAt(mina, own, box, june(5, 1), june(5, 2), { secret: true })
  const gone = await stampAt(mina, own, box, june(6, 1), june(6, 2))
  await must(mina.delete(`/api/spaces/${own}/items/${gone}`), 204)
  const told = ['2031-06-02T08 2031-06-03T01']
  for (const who of [rita, gil, mina]) assert.deepEqual(await busy(who, mina), told)
  const cut = `from=${june(2, 9)}&until=${june(3)}`
  assert.deepEqual(await busy(rita, mina, cut), ['2031-06-02T09 2031-06-03T00'])
  for (const path of [
    `/api/spaces/${own}`,
    `/api/spaces/${own}/boxes/${box}/stamps`,
    `/api/spaces/${own}/containers/${box}`,
  ])
    assert.equal((await rita.get(path)).status, 404, path)
  assert.deepEqual(await busy(xavier, mina), [], 'a colleague, of no group of hers')
  for (const wrong of [
    `from=${june(1)}&until=2032-06-01`,
    `from=${june(2)}&until=${june(1)}`,
    'from=x&until=y',
  ])
    assert.equal((await rita.get(`/api/people/${mina.id}/stamp-times?${wrong}`)).status, 400)
})

test('S1, A2 · the owner gives busy times to everybody, to somebody by name, or to nobody', async () => {
  const { own, top } = await ownBox(edna)
  const quiet = (
    await must(
      edna.post<Box>(`/api/spaces/${own}/containers`, { parent: top, kind: 'box', name: 'Quiet' }),
      201,
    )
  ).id
  await stampAt(edna, own, quiet, june(2), june(3))
  const told = ['2031-06-02T00 2031-06-03T00']
  const list = (grants: object[]) =>
    edna.put<{ grants: { principal: { kind: string; allMembers: boolean }; works: boolean }[] }>(
      `/api/spaces/${own}/containers/${quiet}/access`,
      { ownList: true, grants },
    )
  const everybody = { kind: 'shared-group', id: own }
  assert.deepEqual(await busy(rita, edna), told)
  await must(list([]))
  assert.deepEqual(await busy(rita, edna), [])
  await must(list([{ principal: { kind: 'person', id: gil.id }, level: 'busy' }]))
  assert.deepEqual([await busy(rita, edna), await busy(gil, edna)], [[], told])
  assert.equal((await gil.get(`/api/spaces/${own}`)).status, 404)
  assert.deepEqual(await must(gil.get('/api/shared-with-me')), { items: [] })
  const { grants } = await must(list([{ principal: everybody, level: 'busy' }]))
  assert.deepEqual(
    grants.map(({ principal, works }) => [principal.kind, principal.allMembers, works]),
    [['shared-group', false, true]],
  )
  assert.deepEqual(await busy(rita, edna), told)
  assert.equal((await list([{ principal: everybody, level: 'reader' }])).status, 400)
  const inGroup = { principal: { kind: 'shared-group', id: group }, level: 'busy' }
  const asked = { ownList: true, grants: [inGroup] }
  assert.equal((await ada.put(`${space}/containers/${first.id}/access`, asked)).status, 400)
  await must(list([{ principal: everybody, level: 'drop' }]))
  assert.deepEqual(await busy(rita, edna), [])
  await must(drop(rita, quiet, 'For Edna', `/api/spaces/${own}`), 201)
  assert.equal((await drop(xavier, quiet, 'For Edna', `/api/spaces/${own}`)).status, 404)
})

test('I1 · beyond the times nothing of a private thing moves a byte of what somebody who sees busy times gets', async () => {
  const { own, box } = await ownBox(rita)
  const stamp = await stampAt(rita, own, box, june(2), june(3))
  const things = {
    space: own,
    container: box,
    'stamp: container': box,
    item: stamp,
    person: rita.id,
  }
  const asked = { ...things, 'stamp: item': stamp, group }
  await followAll(instance.app.house)
  const before = await allAnswers(gil, asked)
  const times = await busy(gil, rita)
  assert.equal(times.length, 1)
  await stampAt(rita, own, box, june(2, 2), june(2, 4), { title: 'Within the other' })
  await stampAt(rita, own, box, june(4), june(5), { secret: true })
  const item = `/api/spaces/${own}/items/${stamp}`
  const same = { from: june(2), until: june(3), body: 'Other words', worth: 700 }
  await must(rita.put(`/api/spaces/${own}/stamps/${stamp}`, { ...same, title: 'Renamed' }))
  await must(rita.post(`${item}/comments`, { body: 'Quillwort' }), 201)
  await must(rita.put(`${item}/tags/quillwort`), 204)
  await must(rita.patch(`/api/spaces/${own}/containers/${box}`, { name: 'Renamed' }))
  await followAll(instance.app.house)
  const after = await allAnswers(gil, asked)
  for (const [door, answer] of before) assert.equal(after.get(door), answer, door)
  assert.deepEqual(await busy(gil, rita), times)
})

test('A1, G10 · somebody with busy times of a box in a group sees nothing else of it, and guests none that are internal', async () => {
  const box = await makeBox(root.id, 'box', 'Visits')
  await giveRights(ada, group, box, [[{ kind: 'group', id: group }, 'busy']])
  await stampAt(ada, group, box, june(2), june(3))
  const internal = await stampAt(ada, group, box, june(4), june(5))
  await must(ada.put(`${space}/items/${internal}/internal-only`, { internalOnly: true }))
  const times = async (who: Client) =>
    (await must(who.get<Times>(`${space}/boxes/${box}/stamp-times?${inJune}`))).items.length
  assert.deepEqual([await times(mina), await times(gil)], [2, 1])
  assert.equal((await mina.get(`${space}/boxes/${box}/stamps`)).status, 404)
  assert.equal((await xavier.get(`${space}/boxes/${box}/stamp-times?${inJune}`)).status, 404)
})

test('A11 · busy times end with the last group in common, at once', async () => {
  const { own, box } = await ownBox(moe)
  await stampAt(moe, own, box, june(2), june(3))
  assert.equal((await busy(gil, moe)).length, 1)
  await must(ada.delete(`/api/groups/${group}/members/${moe.id}`), 204)
  assert.equal((await gil.get(`/api/people/${moe.id}/stamp-times?${inJune}`)).status, 404)
  assert.deepEqual(await busy(rita, moe), [])
})

test('Programs see the kinds that a tool lets them see, with an ETag that If-Match accepts', async () => {
  const box = await makeBox(root.id, 'box', 'Synced')
  const path = `${space}/containers/${box}/changes`
  interface Changes {
    items: { id: string; name: string; type: string; etag: string; change: string }[]
    token: string
  }
  const { token } = await must(ada.get<Changes>(path))
  const { id } = await must(add(ada, box, 'paper', 'Seen'), 201)
  await must(add(ada, box, 'stamp', 'Not seen'), 201)
  const change = (body: string, etag: string) =>
    ada.put(`${space}/papers/${id}`, { body, worth: 1 }, { 'if-match': etag })
  const { items } = await must(ada.get<Changes>(`${path}?since=${token}`))
  const [{ etag, ...shown }] = items as [Changes['items'][0]]
  assert.deepEqual(
    [items.length, shown],
    [
      1,
      { id, kind: 'paper', title: 'Seen', name: `${id}.txt`, type: 'text/plain', change: 'added' },
    ],
  )
  await must(change('New', etag))
  assert.equal((await change('Newer', etag)).status, 412)
  const later = await must(ada.get<Changes>(`${path}?since=${token}`))
  assert.equal((await change('Newer', later.items[0]!.etag)).status, 200)
})

interface Table {
  columns: { title: string; first: string[]; field: string | null }[]
  rows: number
  fitting: number
  problems: { line: number; field: string | null; detail: string }[]
  imported: string[]
}

/** The bytes of a file, as a browser sends them. */
const sendTable = async (by: Client, box: string, file: string | Buffer, query = '') => {
  const address = `${instance.address}${space}/boxes/${box}/papers/table?${query}`
  const answer = await fetch(address, {
    method: 'POST',
    headers: { cookie: by.cookie, 'content-type': 'application/octet-stream' },
    body: Buffer.from(file as string),
  })
  return { status: answer.status, body: (await answer.json()) as Table & Problem }
}
const read = async (...[by, box, file, query]: Parameters<typeof sendTable>) => {
  const { status, body } = await sendTable(by, box, file, query)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

test('G10 · an item that is made internal is hidden from guests at once', async () => {
  const sent = { title: 'Ours', body: '', worth: 1, internalOnly: true }
  const { id } = await must(mina.post<Thing>(`${space}/boxes/${first.id}/papers`, sent), 201)
  await must(mina.get(`${space}/papers/${id}`))
  assert.equal((await gil.get(`${space}/papers/${id}`)).status, 404)
})

test('A table is shown with a guess of its columns and the rows that fail, and changes nothing until it is confirmed', async () => {
  const box = await makeBox(root.id, 'box', 'From a table')
  const file = Buffer.from(
    'Prix;Nom;Notes;Secret\r\n"1 200,00 \x80";"Gravure ""à l\'eau""";r\xe9union;oui\r\nbeaucoup;Carte;;\r\n12;;;peut-\xeatre\r\n3,50;Timbre;;non\r\n',
    'latin1',
  )
  const shown = await read(ada, box, file, 'dryRun=true')
  assert.deepEqual(
    shown.columns.map(({ title, field }) => [title, field]),
    [
      ['Prix', 'worth'],
      ['Nom', 'title'],
      ['Notes', null],
      ['Secret', 'secret'],
    ],
  )
  assert.deepEqual(shown.columns[0]!.first, ['1 200,00 €', 'beaucoup', '12'])
  assert.deepEqual(
    [shown.rows, shown.fitting, shown.problems.map(({ line, field }) => `${line} ${field}`)],
    [4, 2, ['3 worth', '4 title', '4 secret']],
  )
  assert.match(shown.problems[0]!.detail, /“beaucoup” is not an amount of money/)
  const inBox = async () =>
    (await must(ada.get<Things>(`${space}/boxes/${box}/papers?sort=title`))).items
  assert.deepEqual([shown.imported, await inBox()], [[], []])

  const columns = 'columns=worth,title,body,'
  const done = await read(ada, box, file, columns)
  assert.deepEqual(
    (await inBox()).map(({ title, body, worth }) => [title, body, worth]),
    [
      ['Gravure "à l\'eau"', 'réunion', 1200],
      ['Timbre', '', 4],
    ],
  )
  assert.equal(done.imported.length, 2)
  assert.deepEqual(
    done.problems.map(({ line }) => line),
    [3, 4],
  )
})

test('A table of more rows than one transaction takes is imported whole; at a limit the line where it stopped is named', async () => {
  const box = await makeBox(root.id, 'box', 'Many')
  const used = async () => (await must(ada.get<{ used: number }>(`${space}/storage`))).used
  const table = (rows: number) => `Title,Text\n${'Row,Quillwort\n'.repeat(rows)}`
  const before = await used()
  assert.equal((await read(ada, box, table(120))).imported.length, 120)
  const ofOne = ((await used()) - before) / 120
  await planFor(instance, ada, { storage: (await used()) + 80 * ofOne })
  const { imported, problems } = await read(ada, box, table(120))
  assert.deepEqual([imported.length, problems[0]!.line, problems[0]!.field], [50, 52, null])
  assert.match(problems[0]!.detail, /^From this line on, nothing was imported\. /)
  assert.equal((await sendTable(ada, box, table(120))).status, 409)
  await planFor(instance, ada, {})
})

test('X107, X120 · a table that is none, too large, or mapped to what does not exist is refused by name, and changes nothing', async () => {
  const box = await makeBox(root.id, 'box', 'Hostile')
  const refused = async (file: string | Buffer, query = '') => {
    const { status, body } = await sendTable(ada, box, file, query)
    return [status, body.fields[0]?.field]
  }
  for (const file of ['', 'Title', '\0\0', Buffer.from([0x89, 0x50, 0, 1])])
    assert.deepEqual(await refused(file), [400, 'body'])
  assert.deepEqual(await refused(`Title\n${'x\n'.repeat(5001)}`), [400, 'body'])
  for (const columns of ['nothing', 'title,title'])
    assert.deepEqual(await refused('Title,B\nx,y', `columns=${columns}`), [400, 'query.columns'])
  assert.equal((await sendTable(ada, box, Buffer.alloc(2_000_001, 'x'))).status, 413)
  assert.equal((await sendTable(xavier, box, 'Title\nx')).status, 404)
  assert.deepEqual((await must(ada.get<Things>(`${space}/boxes/${box}/papers`))).items, [])
})

tryWholeSpaces(instance, set)
