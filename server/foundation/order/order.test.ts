import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  giveRights,
  makeNotebook,
  must,
  rootOf,
  stage,
  writeNote,
} from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'

const instance = await startInstance()
const { cast, group } = await stage(instance)
const { ada, mina, rita, edna, nestor, xavier } = cast
const root = await rootOf(ada, group)

/** A notebook with these notes, and a function that orders them. */
async function listOf(titles: string[]) {
  const container = await makeNotebook(ada, group, root, 'List')
  await giveRights(ada, group, container, [
    [{ kind: 'group', id: group }, 'contributor'],
    [{ kind: 'person', id: edna.id }, 'editor'],
    [{ kind: 'person', id: rita.id }, 'reader'],
  ])
  const ids = new Map<string, string>()
  for (const title of titles) ids.set(title, await writeNote(ada, group, container, title))
  const place = (who: Client, item: string, where: 'before' | 'after', of: string) =>
    who.put(`/api/spaces/${group}/containers/${container}/order`, {
      item: ids.get(item) ?? item,
      place: where,
      of: { item: ids.get(of) ?? of },
    })
  const rows = () =>
    instance.db.rows<{ title: string; position: number }>({
      text: 'select title, position from item i where container_id = $1 order by position, id',
      values: [container],
    })
  const order = async () => (await rows()).map(({ title }) => title).join('')
  return { container, ids, place, rows, order }
}

test('A2 · an item goes right before or after another one; items that nobody has placed are last', async () => {
  const { place, order, ids, container } = await listOf(['A', 'B', 'C', 'D'])
  assert.equal(await order(), 'ABCD')
  await must(place(edna, 'D', 'before', 'A'), 204)
  assert.equal(await order(), 'DABC')
  await must(place(edna, 'D', 'after', 'B'), 204)
  assert.equal(await order(), 'ABDC')
  await must(place(edna, 'A', 'after', 'C'), 204)
  assert.equal(await order(), 'BDCA')
  ids.set('E', await writeNote(ada, group, container, 'E'))
  assert.equal(await order(), 'BDCAE')
  await must(place(edna, 'E', 'before', 'B'), 204)
  await must(place(edna, 'E', 'before', 'E'), 204)
  assert.equal(await order(), 'EBDCA')
})

test('I12 · five hundred items put into one place keep their order and distinct positions of eight bytes', async () => {
  const { place, order, rows } = await listOf(['A', 'B', 'C'])
  for (let n = 0; n < 250; n++) {
    await must(place(edna, 'C', 'after', 'A'), 204)
    await must(place(edna, 'B', 'after', 'A'), 204)
  }
  assert.equal(await order(), 'ABC')
  for (let n = 0; n < 70; n++)
    await must(place(edna, n % 2 ? 'A' : 'B', 'before', n % 2 ? 'B' : 'A'), 204)
  assert.equal(await order(), 'ABC')
  const positions = (await rows()).map(({ position }) => position)
  assert.equal(new Set(positions).size, positions.length)
})

test('A11 · many who put items into one place at the same moment get distinct positions', async () => {
  const titles = [...'ABCDEFGHIJ']
  const { place, rows } = await listOf(titles)
  const answers = await Promise.all(
    titles.slice(1).map((title) => place(edna, title, 'after', 'A')),
  )
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([204]))
  const placed = await rows()
  assert.equal(placed[0]?.title, 'A')
  assert.equal(new Set(placed.map(({ position }) => position)).size, titles.length)
})

test('A2, A4, A10 · anybody who may edit in the container orders it, its administrator included; others find nothing', async () => {
  const { place, order } = await listOf(['A', 'B'])
  await must(place(edna, 'B', 'before', 'A'), 204)
  assert.equal(await order(), 'BA')
  for (const who of [ada, rita, mina, nestor]) await must(place(who, 'A', 'before', 'B'), 403)
  await must(place(xavier, 'A', 'before', 'B'), 404)
  assert.equal(await order(), 'BA')
})

test('I4 · an item of another container, a hidden one and none at all change nothing', async () => {
  const { place, order } = await listOf(['A', 'B'])
  const other = await listOf(['X'])
  const elsewhere = await place(edna, 'A', 'after', other.ids.get('X')!)
  assert.equal(elsewhere.status, 400)
  assert.match(JSON.stringify(elsewhere.body), /body\.of\.item/)
  await must(place(edna, 'A', 'after', '01890000-0000-7000-8000-000000000000'), 404)
  assert.equal(await order(), 'AB')
})

test('A9 · an item that moves to another container is at the end there', async () => {
  const from = await listOf(['A'])
  const to = await listOf(['X', 'Y'])
  await must(to.place(edna, 'Y', 'before', 'X'), 204)
  const move = { toSpace: group, toContainer: to.container }
  await must(ada.post(`/api/spaces/${group}/items/${from.ids.get('A')}/move`, move))
  assert.equal(await to.order(), 'YXA')
})
