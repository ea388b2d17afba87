import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { newId } from '../../server/kernel/ids.ts'
import { followAll } from '../../server/foundation/notices/following.ts'
import { allAnswers } from '../access/answers.ts'
import { enter, must, type Stage } from '../world/cast.ts'
import { exported } from '../world/exported.ts'
import type { Instance } from '../world/instance.ts'
import { liveClient } from '../world/live-client.ts'
import type { Client } from '../world/people.ts'

interface Thing {
  id: string
  title: string
}
interface Things {
  items: Thing[]
}

/** A space in which the same people have rights everywhere, and a paper in its first box. */
interface Whole {
  space: string
  box: string
  root: string
  paper: string
}

const statusOf = async (asked: Promise<{ status: number }>) => (await asked).status

/** Spaces in which rights are on the whole: direct conversations. Tried with the stage of the tests of the shelves. */
export function tryWholeSpaces(instance: Instance, { cast, group }: Stage): void {
  const { ada, mina, rita, gil, edna, oona, xavier } = cast

  const add = (by: Client, { space, box }: Omit<Whole, 'paper'>, title: string) =>
    by.post<Thing>(`/api/spaces/${space}/boxes/${box}/papers`, { title, worth: 1, body: title })
  const furnished = async (by: Client, space: string): Promise<Whole> => {
    const { items } = await must(
      by.get<{ items: { id: string; kind: string }[] }>(
        `/api/spaces/${space}/containers?tool=shelves`,
      ),
    )
    const [root, box] = ['root', 'box'].map((kind) => items.find((each) => each.kind === kind)!.id)
    const place = { space, root: root!, box: box! }
    return { ...place, paper: (await must(add(by, place, 'Quillwort'), 201)).id }
  }
  const converse = (by: Client, ...people: Client[]) =>
    by.post<{ id: string; code?: string }>('/api/conversations', {
      people: people.map(({ id }) => id),
    })
  const conversation = async (by: Client, ...people: Client[]) =>
    furnished(by, (await must(converse(by, ...people), 201)).id)

  /** The ids of a space, as the doors take them, or ids of nothing. */
  const things = ({ space, box, root, paper }: Whole, who: string) => ({
    ...{ space, container: box, folder: root, 'paper: container': box, person: who },
    ...{ item: paper, 'paper: item': paper },
  })
  const absent = () => {
    const [space, box, root, paper] = Array.from({ length: 4 }, () => randomUUID())
    return { space: space!, box: box!, root: root!, paper: paper! }
  }

  /** Everything that they may read is the same, whether the space is there or not. */
  async function seesNothing(who: Client, whole: Whole, of: string): Promise<void> {
    const there = await allAnswers(who, things(whole, of))
    const nowhere = await allAnswers(who, things(absent(), of))
    there.delete('readHealth') // tells the time
    nowhere.delete('readHealth')
    for (const [door, answer] of nowhere)
      assert.equal(there.get(door), answer, `${door} as ${who.email}`)
    const text = [...there.values()].join('\n')
    for (const trace of Object.values(whole)) assert.ok(!text.includes(trace), who.email)
  }

  test('H, I9 · the same people have one conversation, whoever begins it and at whatever moment', async () => {
    const begun = await Promise.all(
      [mina, edna, mina, edna].map((by) => must(converse(by, by === mina ? edna : mina), 201)),
    )
    assert.equal(new Set(begun.map(({ id }) => id)).size, 1)
    const again = await must(converse(edna, mina, mina, edna), 201)
    assert.equal(again.id, begun[0]!.id)
    const three = await must(converse(mina, edna, rita), 201)
    assert.notEqual(three.id, begun[0]!.id)
    assert.equal((await must(converse(rita, mina, edna), 201)).id, three.id)
  })

  test('H, O3 · a conversation begins between people every two of whom share a group, and whom one may meet', async () => {
    for (const people of [[xavier], [edna, xavier], [mina]]) {
      const { status, body } = await converse(mina, ...people)
      assert.deepEqual([status, body.code], [409, 'no-shared-group'])
    }
    assert.equal(await statusOf(converse(gil, xavier)), 404)
    assert.equal(await statusOf(converse(mina, { ...xavier, id: newId() })), 404)
  })

  test('M3, A10 · for everybody else a conversation is like one that does not exist, byte for byte, in all that they read', async () => {
    const talk = await conversation(mina, gil)
    await must(
      mina.post(`/api/spaces/${talk.space}/items/${talk.paper}/comments`, { body: 'Quillwort' }),
      201,
    )
    await followAll(instance.app.house)
    for (const who of [rita, oona]) await seesNothing(who, talk, mina.id)
    const hits = await must(gil.get<Things>('/api/search?q=Quillwort&limit=200'))
    assert.ok(hits.items.some(({ id }) => id === talk.paper))
  })

  test('H, A11 · when two of its people share no group any more, a conversation is read-only at once, and for their authors too', async () => {
    const talk = await conversation(gil, mina)
    const paper = `/api/spaces/${talk.space}/papers/${talk.paper}`
    const item = `/api/spaces/${talk.space}/items/${talk.paper}`
    const change = { body: 'Quillwort', worth: 2 }
    await must(gil.put(paper, change))
    const live = await liveClient(instance.address, gil.cookie)
    const text = await live.open(talk.space, talk.paper, undefined, undefined, 'text')
    assert.ok(text.mayEdit)
    await must(ada.delete(`/api/groups/${group}/members/${gil.id}`), 204)

    const before = await must(mina.get<object>(item))
    for (const by of [gil, mina]) {
      assert.equal(await statusOf(add(by, talk, 'Too late')), 403)
      assert.equal(await statusOf(by.post(`${item}/comments`, { body: 'Too late' })), 403)
      assert.equal((await must(by.get<Thing>(paper))).id, talk.paper)
    }
    for (const act of [() => gil.put(paper, change), () => gil.delete(item)])
      assert.equal(await statusOf(act()), 403)
    assert.match(
      (await must(gil.get<{ sentence: string }>(`${item}/why-not?right=edit`))).sentence,
      /no longer share a group/,
    )
    assert.deepEqual(await must(mina.get<object>(item)), before)
    const again = await liveClient(instance.address, gil.cookie)
    assert.ok(!(await again.open(talk.space, talk.paper, undefined, undefined, 'text')).mayEdit)
    const { items } = await must(gil.get<Things>('/api/newest'))
    assert.ok(items.some(({ id }) => id === talk.paper))
    assert.ok(
      [...(await exported(instance, gil)).keys()].some((path) => path.includes('Quillwort')),
    )
    assert.equal(await statusOf(converse(gil, mina)), 404)
    live.close()
    again.close()

    await enter(instance, group, [gil])
    await must(gil.put(paper, change))
    await must(add(mina, talk, 'They share one again'), 201)
  })

  test('O9, H · people whose account has stopped do not count: the others go on, and one alone adds nothing', async () => {
    const three = await conversation(mina, gil, rita)
    const two = await conversation(mina, rita)
    const account = `/api/organization/people/${rita.id}/deactivation`
    await must(oona.post(account), 204)
    await must(add(gil, three, 'Going on'), 201)
    assert.equal(await statusOf(add(mina, two, 'Alone')), 403)
    await must(mina.get(`/api/spaces/${two.space}/papers/${two.paper}`))
    const { items } = await must(
      mina.get<{ items: { card: { id: string } }[] }>(
        `/api/spaces/${three.space}/items/${three.paper}/audience`,
      ),
    )
    assert.deepEqual(new Set(items.map(({ card }) => card.id)), new Set([mina.id, gil.id]))
    await must(oona.delete(account), 204)
    await must(add(mina, two, 'Again'), 201)
  })
}
