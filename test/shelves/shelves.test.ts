import './load.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveRights, must, stage } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import type { Client } from '../world/people.ts'

const instance = await startInstance()
const { cast, group } = await stage(instance)
const { ada, mina, gil, xavier } = cast
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
  assert.deepEqual([root.holds, root.nests], [['paper'], ['box']])
  assert.deepEqual(
    [first.holds, first.nests],
    [
      ['paper', 'stamp'],
      ['box', 'album'],
    ],
  )
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

test('An item of one kind is not found as another, and a cursor of another order begins at the beginning', async () => {
  const paper = await must(add(ada, first.id, 'paper', 'Paper'), 201)
  await must(ada.get(`${space}/papers/${paper.id}`))
  assert.equal((await ada.get(`${space}/stamps/${paper.id}`)).status, 404)
  const page = await must(ada.get<Things>(`${space}/papers?sort=title&limit=1`))
  const again = await must(ada.get<Things>(`${space}/papers?sort=worth&limit=1&after=${page.next}`))
  const start = await must(ada.get<Things>(`${space}/papers?sort=worth&limit=1`))
  assert.deepEqual(titles(again), titles(start))
})
