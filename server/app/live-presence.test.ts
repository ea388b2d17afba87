import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as later } from 'node:timers/promises'
import { must, rootOf, stage, type ContainerBody } from '../../test/world/cast.ts'
import { startInstance } from '../../test/world/instance.ts'
import { liveClient, type LiveClient } from '../../test/world/live-client.ts'
import type { Client } from '../../test/world/people.ts'

/** While this is true, session checks get no answer. */
let silent = false
const instance = await startInstance({
  listen: true,
  between: (db) => ({
    ...db,
    rows: (statement) =>
      silent && statement.name === 'live-sessions-alive'
        ? Promise.reject(new Error('away'))
        : db.rows(statement),
  }),
})
const { cast, group, inner } = await stage(instance)
const { ada, mina, rita, nestor, oona, xavier } = cast

interface Person {
  id: string
  state: string
}

async function watching(who: Client, ...spaces: string[]): Promise<LiveClient> {
  const live = await liveClient(instance.address, who.cookie)
  live.say({ type: 'watch', spaces })
  await live.next('watching')
  return live
}

async function untilPresent(live: LiveClient, space: string, id: string, state: string) {
  for (;;) {
    const said = await live.next<{ space: string; people: Person[] }>('presence', 3000)
    if (said.space === space && said.people.some((one) => one.id === id && one.state === state))
      return
  }
}

const membersAs = async (who: Client, of: string) => {
  const path = `/api/groups/${of}/members`
  const { items } = await must(
    who.get<{ items: { card: { id: string }; presence: string | null }[] }>(path),
  )
  return new Map(items.map(({ card, presence }) => [card.id, presence]))
}

test('S1 · who does nothing for a while is away in every group that they share, whichever page they look at', async () => {
  const [nestors, adas] = [await watching(nestor, group, inner), await watching(ada, group, inner)]
  for (const space of [group, inner]) await untilPresent(adas, space, nestor.id, 'online')
  nestors.say({ type: 'state', state: 'away' })
  const told = new Set<string>()
  while (told.size < 2) {
    const { space, people } = await adas.next<{ space: string; people: Person[] }>('presence', 3000)
    if (people.some(({ id, state }) => id === nestor.id && state === 'away')) told.add(space)
  }
  nestors.say({ type: 'state', state: 'online' })
  await untilPresent(adas, inner, nestor.id, 'online')
  nestors.close()
  adas.close()
})

test('S1 · who hides is offline to everybody, in the list of members and live, from that moment on', async () => {
  const [minas, ritas] = [await watching(mina, group), await watching(rita, group)]
  await untilPresent(minas, group, rita.id, 'online')
  assert.equal((await membersAs(mina, group)).get(rita.id), 'online')
  await must(rita.patch('/api/me', { presenceHidden: true }), 204)
  await untilPresent(minas, group, rita.id, 'offline')
  assert.equal((await membersAs(mina, group)).get(rita.id), 'offline')
  const again = await watching(rita, group)
  again.say({ type: 'here', space: group, state: 'online' })
  again.say({ type: 'state', state: 'online' })
  const newcomer = await watching(ada, group)
  const { people } = await newcomer.next<{ people: Person[] }>('presence', 3000)
  assert.ok(!people.some(({ id }) => id === rita.id), 'nor in the first list of who comes later')
  assert.equal((await membersAs(mina, group)).get(rita.id), 'offline')
  await must(rita.patch('/api/me', { presenceHidden: false }), 204)
  for (const live of [minas, ritas, again, newcomer]) live.close()
})

/** The presence messages in a group until this person has this state. */
async function saidUntil(live: LiveClient, space: string, id: string, state: string) {
  const heard: Person[][] = []
  for (;;) {
    const said = await live.next<{ space: string; people: Person[] }>('presence', 3000)
    if (said.space === space) heard.push(said.people)
    if (said.people.some((one) => one.id === id && one.state === state)) return heard
  }
}

/** Longer than the time in which changes are gathered. */
const toldApart = 400

test('S1 · who hides comes, moves, idles and leaves without any message', async () => {
  await must(rita.patch('/api/me', { presenceHidden: true }), 204)
  const minas = await watching(mina, group)
  await untilPresent(minas, group, mina.id, 'online')
  const ritas = await watching(rita, group)
  for (const act of [
    () => ritas.say({ type: 'state', state: 'away' }),
    () => ritas.say({ type: 'here', space: group, state: 'online' }),
    () => ritas.say({ type: 'watch', spaces: [] }),
    () => ritas.say({ type: 'watch', spaces: [group] }),
    () => ritas.close(),
  ]) {
    await later(toldApart)
    act()
  }
  await later(toldApart)
  const nestors = await watching(nestor, group)
  const heard = await saidUntil(minas, group, nestor.id, 'online')
  assert.deepEqual(
    heard.flat().filter(({ id }) => id !== nestor.id),
    [],
  )
  assert.ok(
    heard.every((people) => people.length > 0),
    'not even one that names nobody',
  )
  await must(rita.patch('/api/me', { presenceHidden: false }), 204)
  for (const live of [minas, nestors]) live.close()
})

test('S1 · until the database has said that somebody wants to be seen, they are hidden', async () => {
  const minas = await watching(mina, group)
  await untilPresent(minas, group, mina.id, 'online')
  const early = await watching(nestor, group)
  await untilPresent(minas, group, nestor.id, 'online')
  silent = true
  const ritas = await watching(rita, group)
  await must(nestor.patch('/api/me', { presenceHidden: true }), 204)
  const heard = await saidUntil(minas, group, nestor.id, 'offline')
  assert.ok(!heard.flat().some(({ id }) => id === rita.id))
  assert.equal((await membersAs(mina, group)).get(rita.id), 'offline')
  silent = false
  await must(rita.patch('/api/me', { presenceHidden: false }), 204)
  await untilPresent(minas, group, rita.id, 'online')
  assert.equal((await membersAs(mina, group)).get(nestor.id), 'offline')
  await must(nestor.patch('/api/me', { presenceHidden: false }), 204)
  for (const live of [minas, ritas, early]) live.close()
})

test('S1 · who shares no group sees nobody there: an admin who only governs reads no presence', async () => {
  const ritas = await watching(rita, group)
  const seen = await membersAs(oona, group)
  assert.ok(seen.size > 3)
  assert.deepEqual([...new Set(seen.values())], [null])
  assert.equal((await xavier.get(`/api/groups/${group}/members`)).status, 404)
  ritas.close()
})

test('S1 · between the visitors of one private space nothing says who is there', async () => {
  const space = (await must(ada.get<{ privateSpace: string }>('/api/me'))).privateSpace
  const root = await rootOf(ada, space)
  const path = `/api/spaces/${space}/containers`
  const made = await must(
    ada.post<ContainerBody>(path, { parent: root, kind: 'notebook', name: 'Lent' }),
    201,
  )
  const grants = [mina, rita].map(({ id }) => ({
    principal: { kind: 'person', id },
    level: 'reader',
  }))
  await must(ada.put(`${path}/${made.id}/access`, { ownList: true, grants }))
  const minas = await watching(mina, space)
  const ritas = await watching(rita, space, group)
  ritas.say({ type: 'here', space, state: 'online' })
  await untilPresent(ritas, group, rita.id, 'online')
  assert.equal(minas.waiting('presence'), 0)
  minas.close()
  ritas.close()
})
