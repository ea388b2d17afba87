import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { emptyTrash } from '../../server/foundation/items/trash.ts'
import type { SpaceId } from '../../server/kernel/ids.ts'
import type { Tool } from '../../server/kernel/tool.ts'
import { enter, foundGroup, must, stage, type Stage } from '../world/cast.ts'
import { exported } from '../world/exported.ts'
import type { Instance } from '../world/instance.ts'
import { colleague, type Answer, type Client } from '../world/people.ts'
import { kindsOf, makeHolder, makeItem, type OtherKind } from './tool-places.ts'
import { specifyAround } from './tool-specification-around.ts'
import { specifyRights } from './tool-specification-rights.ts'

export interface Item {
  id: string
  title: string
  kind: string
  tags: string[]
  comments: number
  container: { id: string }
  may: Record<string, boolean>
}
export interface Named {
  items: { id: string }[]
}

/** Where the items of a kind are tried: a container that all members contribute to, and one in another group. */
export interface Places {
  of: OtherKind
  set: Stage
  instance: Instance
  box: string
  root: string
  away: { group: SpaceId; box: string }
  /** The title of a case. */
  name(sentence: string): string
  make(by?: Client, place?: { space: string; container: string }): Promise<string>
  at(id: string, space?: string): string
  read(by: Client, id: string, space?: string): Promise<Answer<Item>>
}

const afterTheTrash = (days: number) => new Date(Date.now() + (days + 1) * 86_400_000)

/**
 * The cases that every tool must pass, for each kind of its items: everything the foundation provides works for them. All
 * tools share a world. Returns how to declare the tests, once everything that they need is there: a test that is declared
 * while others run may come after the end of the file, when its instance is closed.
 */
export async function toolSpecification(
  tools: readonly Tool[],
  instance: Instance,
): Promise<() => void> {
  const set = await stage(instance)
  const places: Places[] = []
  for (const of of tools.flatMap(kindsOf)) places.push(await placesFor(of, set, instance))
  return () =>
    places.forEach((each) => {
      specifyLife(each)
      specifyAround(each)
      specifyRights(each)
    })
}

async function placesFor(of: OtherKind, set: Stage, instance: Instance): Promise<Places> {
  const { ada, mina } = set.cast
  const named = { name: `For a ${of.kind}`, like: set.open }
  const { root, container: box } = await makeHolder(of, ada, set.group, named)
  const group = await foundGroup(ada, `Away for a ${of.kind}`, { guestsAllowed: true })
  await enter(instance, group, [mina], 'co-administrator')
  const away = await makeHolder(of, ada, group, { name: 'Away' })
  const at = (id: string, space: string = set.group) => `/api/spaces/${space}/items/${id}`
  return {
    ...{ of, set, instance, box, root, at },
    away: { group, box: away.container },
    name: (sentence) => `${of.tool.name}: ${of.kind} · ${sentence}`,
    make: (by = mina, place = { space: set.group, container: box }) => makeItem(of, by, place),
    read: (by, id, space) => by.get<Item>(at(id, space)),
  }
}

function specifyLife(places: Places): void {
  const { of, set, instance, box, root, away, name, make, at, read } = places
  const { ada, mina, gil, xavier } = set.cast
  const { kind } = of

  test(name('the person who makes one is its author, and finds it where it was made'), async () => {
    const id = await make()
    const item = await must(read(mina, id))
    assert.deepEqual([item.kind, item.container.id], [kind, box])
    const newest = await must(mina.get<Named>('/api/newest?limit=200'))
    assert.ok(newest.items.some((each) => each.id === id))
    assert.equal((await must(mina.get<Item>(`/api/items/${id}`))).id, id)
  })

  test(
    name('a container that does not hold it answers like one that does not exist (A10)'),
    async () => {
      const elsewhere = { space: set.group, container: randomUUID() }
      await assert.rejects(makeItem(of, mina, elsewhere), /404/)
      await assert.rejects(makeItem(of, mina, { space: set.group, container: away.box }), /404/)
      if (!of.tool.containers.root.holds.includes(kind))
        await assert.rejects(makeItem(of, ada, { space: set.group, container: root }), /404/)
    },
  )

  test(
    name('for outsiders one that is there is like one that is not, byte for byte (I2)'),
    async () => {
      const [there, absent] = [await read(xavier, await make()), await read(xavier, randomUUID())]
      assert.deepEqual([there.status, seen(there.body)], [absent.status, seen(absent.body)])
    },
  )

  test(
    name('a move to another group brings everything that belongs to it, and its bytes (A9)'),
    async () => {
      const id = await make(ada)
      await must(ada.put(`${at(id)}/tags/urgent`), 204)
      await must(ada.post(`${at(id)}/comments`, { body: 'Said' }), 201)
      const before = await stored(instance, [set.group, away.group])
      const body = { toSpace: away.group, toContainer: away.box }
      const moved = await must(ada.post<Item>(`${at(id)}/move`, body))
      assert.deepEqual([moved.id, moved.tags, moved.comments], [id, ['urgent'], 1])
      const after = await stored(instance, [set.group, away.group])
      assert.equal(sum(after), sum(before))
      assert.ok(after[1]! > before[1]!)
      assert.equal((await read(ada, id)).status, 404)
    },
  )

  test(name('a copy is the asker’s own and weighs as much (X101)'), async () => {
    const id = await make()
    const body = { toSpace: away.group, toContainer: away.box, keepBoth: true }
    const copy = await must(mina.post<Item>(`${at(id)}/copy`, body), 201)
    assert.notEqual(copy.id, id)
    const [one, other] = await Promise.all([weight(instance, id), weight(instance, copy.id)])
    const isFile = of.tool.items[kind]!.receives // its bytes count as a file of the item
    assert.ok((other > 0 || isFile) && other <= one)
  })

  test(
    name('the trash gives it back, and forgets it with every byte when its time is over'),
    async () => {
      await emptyTrash(instance.app.house, afterTheTrash(instance.config.trashDays))
      const before = await stored(instance, [set.group])
      const id = await make()
      await must(mina.delete(at(id)), 204)
      assert.equal((await read(mina, id)).status, 404)
      await must(mina.post(`${at(id)}/restoring`))
      await must(read(mina, id))
      await must(mina.delete(at(id)), 204)
      await emptyTrash(instance.app.house, afterTheTrash(instance.config.trashDays))
      assert.deepEqual(await stored(instance, [set.group]), before)
      assert.equal((await mina.post(`${at(id)}/restoring`)).status, 404)
    },
  )

  test(name('internal only, guests find no trace of it (G10)'), async () => {
    const id = await make()
    await must(read(gil, id))
    await must(mina.put(`${at(id)}/internal-only`, { internalOnly: true }))
    assert.equal((await read(gil, id)).status, 404)
    const newest = await must(gil.get<Named>('/api/newest?limit=200'))
    assert.ok(!newest.items.some((each) => each.id === id))
  })

  test(
    name('the export of its author’s own data has it, unless it is in the trash (O9)'),
    async () => {
      const author = await colleague(instance, set.organization, `Author-of-${kind}s`)
      await enter(instance, set.group, [author])
      const id = await make(author)
      const { size } = await exported(instance, author)
      await must(author.delete(at(id)), 204)
      assert.ok((await exported(instance, author)).size < size)
    },
  )

  test(
    name('a tool that is off hides it, and brings it back when it is on again (G5)'),
    async () => {
      const id = await make()
      const settings = `/api/groups/${set.group}`
      const tools = await toolsOf(ada, settings)
      const without = tools.filter((each) => each !== of.tool.name)
      await must(ada.patch(settings, { settings: { tools: without } }))
      assert.equal((await read(mina, id)).status, 404)
      await must(ada.patch(settings, { settings: { tools } }))
      await must(read(mina, id))
    },
  )

  test(name('in an archived group it is read and nothing is changed (G6)'), async () => {
    const place = { space: away.group, container: away.box }
    const id = await makeItem(of, ada, place)
    await must(ada.post(`/api/groups/${away.group}/archive`))
    await must(read(ada, id, away.group))
    assert.equal((await ada.delete(at(id, away.group))).status, 403)
    await assert.rejects(makeItem(of, ada, place), /403/)
    await must(ada.delete(`/api/groups/${away.group}/archive`))
  })
}

/** An answer without the parts that identify the request. */
function seen(body: object): object {
  return { ...body, reference: '' }
}

async function toolsOf(by: Client, group: string): Promise<string[]> {
  return (await must(by.get<{ settings: { tools: string[] } }>(group))).settings.tools
}

/** Bytes that these spaces are said to hold, in this order. */
async function stored({ db }: Instance, spaces: string[]): Promise<number[]> {
  const rows = await db.rows<{ bytes: number }>({
    text: `select c.stored as bytes from unnest($1::uuid[]) with ordinality as s (id, place)
      join space_counter c on c.space_id = s.id order by s.place`,
    values: [spaces],
  })
  return rows.map(({ bytes }) => Number(bytes))
}

async function weight({ db }: Instance, item: string): Promise<number> {
  const row = await db.row<{ weight: number }>({
    text: 'select weight from item where id = $1',
    values: [item],
  })
  return Number(row!.weight)
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
