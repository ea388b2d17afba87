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

/** Spaces in which rights are on the whole: direct conversations and cases. Tried with the stage of the tests of the shelves. */
export function tryWholeSpaces(instance: Instance, { cast, group }: Stage): void {
  const { ada, mina, rita, gil, edna, farid, oona, corin, xavier } = cast

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
    for (const telling of ['readHealth', 'listMySessions']) {
      there.delete(telling) // tells the time
      nowhere.delete(telling)
    }
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
    await enter(instance, group, [farid])
    const three = await conversation(mina, gil, farid)
    const two = await conversation(mina, farid)
    const account = `/api/organization/people/${farid.id}/deactivation`
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

  const makeCase = async (by: Client) =>
    furnished(by, (await must(by.post<{ id: string }>('/api/cases'), 201)).id)
  type Share = [to: { kind: 'person' | 'group'; id: string }, level: string]
  const share = (by: Client, { space }: Whole, ...shares: Share[]) =>
    by.put<{ code?: string }>(`/api/cases/${space}/shares`, {
      shares: shares.map(([principal, level]) => ({ principal, level })),
    })
  const named = ({ id }: Client) => ({ kind: 'person' as const, id })
  const theGroup = { kind: 'group' as const, id: group }
  const paperOf = ({ space, paper }: Whole) => `/api/spaces/${space}/papers/${paper}`
  const sees = async (by: Client, whole: Whole) => (await statusOf(by.get(paperOf(whole)))) === 200

  test('R2 · a case is shared as a whole: no part of it is given to, or kept from, anybody', async () => {
    const file = await makeCase(mina)
    await must(share(mina, file, [named(rita), 'reader'], [named(edna), 'full']), 204)
    const inside = `/api/spaces/${file.space}`
    const one = { principals: [named(rita)] }
    const list = { ownList: true, grants: [] }
    for (const by of [mina, edna])
      for (const [path, body] of [
        [`containers/${file.root}/access`, list],
        [`containers/${file.box}/access`, list],
        [`items/${file.paper}/readers`, one],
        [`items/${file.paper}/editors`, one],
      ] as const) {
        const { status, body: said } = await by.put<{ code: string }>(`${inside}/${path}`, body)
        const expected =
          by === mina || path.startsWith('containers')
            ? [403, 'shared-whole']
            : [403, path.endsWith('readers') ? 'shared-whole' : 'author-only']
        assert.deepEqual([status, said.code], expected, path)
      }
    const internal = { internalOnly: true }
    assert.equal(
      await statusOf(mina.put(`${inside}/items/${file.paper}/internal-only`, internal)),
      409,
    )
    const inner = await must(
      mina.post<{ id: string }>(`${inside}/containers`, {
        parent: file.box,
        kind: 'box',
        name: 'Inner',
      }),
      201,
    )
    const { id } = await must(add(mina, { ...file, box: inner.id }, 'Quillwort below'), 201)
    await must(rita.get(`${inside}/papers/${id}`))
  })

  test('R2, I7 · levels give what they say, the owner and full manage, and only people and groups of the organization are taken', async () => {
    const file = await makeCase(mina)
    const levels: Share[] = [
      [named(rita), 'reader'],
      [theGroup, 'approval'],
      [named(xavier), 'contributor'],
      [named(edna), 'full'],
    ]
    await must(share(mina, file, ...levels), 204)
    const change = { body: 'Other', worth: 3 }
    for (const [who, adds, changes, shares] of [
      ...[[mina, 201, 200, 204] as const, [edna, 201, 200, 204] as const],
      ...[[xavier, 201, 403, 403] as const, [rita, 403, 403, 403] as const],
      ...[[ada, 403, 403, 403] as const, [gil, 404, 404, 404] as const],
      ...[[oona, 404, 404, 404] as const, [corin, 404, 404, 404] as const],
    ]) {
      assert.equal(await statusOf(add(who, file, 'New')), adds, who.email)
      assert.equal(await statusOf(who.put(paperOf(file), change)), changes, who.email)
      assert.equal(await statusOf(share(who, file, ...levels)), shares, who.email)
    }
    for (const stranger of [named(gil), named(mina)]) {
      const { status } = await share(edna, file, ...levels, [stranger, 'reader'])
      assert.equal(status, 400)
    }
    const unknown = { kind: 'group' as const, id: randomUUID() }
    assert.equal(await statusOf(share(mina, file, [unknown, 'reader'])), 404)
    assert.equal(await statusOf(gil.post('/api/cases')), 403)
  })

  test('M3, R3, A10 · for guests of the group that has it, and for those who govern, a case is like one that does not exist, byte for byte', async () => {
    const file = await makeCase(mina)
    await must(share(mina, file, [theGroup, 'full']), 204)
    await must(
      rita.post(`/api/spaces/${file.space}/items/${file.paper}/comments`, { body: 'Quillwort' }),
      201,
    )
    await followAll(instance.app.house)
    assert.ok(await sees(rita, file))
    for (const who of [gil, oona]) await seesNothing(who, file, mina.id)
  })

  test('R2, A11 · what ends with a share, or with leaving, ends at once and everywhere: pages, live text, lists, search and notices', async () => {
    const file = await makeCase(mina)
    await must(share(mina, file, [named(rita), 'contributor'], [theGroup, 'reader']), 204)
    const item = `/api/spaces/${file.space}/items/${file.paper}`
    await must(rita.put(`${item}/favourite`), 204)
    await must(rita.put(`${item}/following`), 204)
    await must(mina.post(`${item}/comments`, { body: 'Quillwort to rita' }), 201)
    await followAll(instance.app.house)
    const live = await liveClient(instance.address, rita.cookie)
    const text = await live.open(file.space, file.paper, undefined, undefined, 'text')
    await must(rita.delete(`/api/cases/${file.space}/shares/mine`), 204)
    assert.equal(await text.closed, 'gone')
    live.close()
    await seesNothing(rita, file, mina.id)
    assert.ok(await sees(edna, file))
    await must(share(mina, file, [theGroup, 'reader']), 204)
    assert.ok(!(await sees(rita, file)), 'a group of theirs does not bring them back')
    await must(share(mina, file, [theGroup, 'reader'], [named(rita), 'reader']), 204)
    assert.ok(await sees(rita, file))
    await must(share(mina, file), 204)
    for (const who of [rita, edna]) assert.ok(!(await sees(who, file)))
    assert.equal(await statusOf(mina.delete(`/api/cases/${file.space}/shares/mine`)), 403)
  })

  test('R4 · while a case is offered everybody but its owner is suspended; afterwards they have what they had, and the former owner nothing', async () => {
    const file = await makeCase(mina)
    await must(
      share(mina, file, [named(edna), 'full'], [theGroup, 'reader'], [named(xavier), 'reader']),
      204,
    )
    const at = `/api/cases/${file.space}/offer`
    assert.equal(await statusOf(edna.post(at, { person: xavier.id })), 403)
    assert.equal(await statusOf(mina.post(at, { person: gil.id })), 400)
    const live = await liveClient(instance.address, edna.cookie)
    const text = await live.open(file.space, file.paper, undefined, undefined, 'text')
    await must(mina.post(at, { person: xavier.id }), 204)
    assert.equal(await text.closed, 'gone')
    live.close()
    for (const who of [edna, rita, xavier]) assert.ok(!(await sees(who, file)))
    assert.ok(await sees(mina, file))
    assert.equal(await statusOf(mina.post(at, { person: ada.id })), 409)
    assert.equal(await statusOf(edna.post(`${at}/acceptance`)), 404)
    await must(mina.delete(at), 204)
    assert.equal(await statusOf(xavier.post(`${at}/acceptance`)), 403)
    for (const who of [edna, rita, xavier]) assert.ok(await sees(who, file))

    await must(mina.post(at, { person: xavier.id }), 204)
    await must(xavier.post(`${at}/refusal`), 204)
    assert.ok(await sees(edna, file))
    await must(mina.post(at, { person: xavier.id }), 204)
    await must(xavier.post(`${at}/acceptance`), 204)
    await must(edna.put(paperOf(file), { body: 'Still full', worth: 4 }))
    assert.ok(await sees(rita, file))
    await must(add(xavier, file, 'Quillwort by the new owner'), 201)
    assert.ok(!(await sees(mina, file)), 'although a group of hers has it')
    const { shares } = await must(
      xavier.get<{ shares: object[] }>(`/api/cases/${file.space}/shares`),
    )
    assert.equal(shares.length, 2, 'the owner is not among them')
  })
}
