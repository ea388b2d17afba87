import '../shelves/load.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doors } from '../../server/app/doors.ts'
import type { Door } from '../../server/kernel/door.ts'
import { giveRights, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { password, signedIn, type Client } from '../world/people.ts'
import { startRehearsal } from '../world/rehearsal.ts'
import { mark, type Things } from './furnished.ts'
import { knock, send } from './knock.ts'
import { makeHolder, makeItem, otherKinds } from './tool-places.ts'
import { buildTown } from './town.ts'

/**
 * Revocation is total (I6): everything that a member could do is recorded, door by door; then access ends in each of its
 * ways, and the whole recording is played again with the same session. Each way is a rehearsal of its own.
 */
const house = await startRehearsal()
const { ada, mina, oona, ours } = await buildTown(house)
const group = ours['group']!
const space = `/api/spaces/${group}`
await must(ada.patch(`/api/groups/${group}/members/${mina.id}`, { role: 'co-administrator' }), 204)
await giveRights(ada, group, ours['container']!, [
  [{ kind: 'group', id: group }, 'reader'],
  [{ kind: 'person', id: mina.id }, 'editor'],
])
const comment = await must(
  mina.post<{ id: string }>(`${space}/items/${ours['item']}/comments`, { body: `${mark} mine` }),
  201,
)
const hers: Things = { ...ours, comment: comment.id }

const signedInOnly = doors.filter(({ who }) => who === 'signed-in')
const ofTheGroup = signedInOnly.filter(({ spec }) => /^\/api\/(spaces|groups)\/:/.test(spec.path))
const contentDoors = ofTheGroup.filter(({ spec }) => spec.path.startsWith('/api/spaces/'))

const recorded = await recording(mina, ofTheGroup, hers)
const reads = (door: Door) => door.spec.method === 'GET'

/** The doors that this person may use, each tried in a rehearsal. */
async function recording(who: Client, all: Door[], things: Things): Promise<Door[]> {
  const open: Door[] = []
  for (const door of all) {
    const { status } = await house.rehearse(() => send(who, door, knock(door, things)))
    if (status < 300 || status === 409) open.push(door)
  }
  return open
}

/** Ends access, then replays the recording; returns the answer of each door. */
function replayed(
  who: Client,
  all: Door[],
  things: Things,
  ending: () => Promise<unknown>,
): Promise<{ name: string; status: number; body: unknown }[]> {
  return house.rehearse(async () => {
    await ending()
    const answers: { name: string; status: number; body: unknown }[] = []
    for (const door of all) {
      const { status, body } = await send(who, door, knock(door, things))
      answers.push({ name: door.spec.name, status, body })
    }
    return answers
  })
}

const others = (answers: { name: string; status: number }[], ...expected: number[]) =>
  answers
    .filter(({ status }) => !expected.includes(status))
    .map((each) => `${each.name} ${each.status}`)

test('The recording is worth replaying: a co-administrator passes most doors of a group', () => {
  assert.ok(recorded.length > 60, String(recorded.length))
})

const theGroup = `/api/groups/${group}`
const ways: Record<string, () => Promise<unknown>> = {
  'removed by the administrator': () => must(ada.delete(`${theGroup}/members/${mina.id}`), 204),
  'removed by an organization admin': () =>
    must(oona.delete(`${theGroup}/members/${mina.id}`), 204),
  'removed with everybody': () => must(ada.delete(`${theGroup}/members`), 204),
  'leaving by themselves': () => must(mina.post(`${theGroup}/leaving`, {}), 204),
  'the group’s end': async () => {
    await must(ada.delete(`${theGroup}/members`), 204)
    await must(ada.delete(theGroup), 204)
  },
}

for (const [way, ending] of Object.entries(ways))
  test(`J6, I6 · after ${way}, nothing of the group answers any more: it is not there`, async () => {
    assert.deepEqual(others(await replayed(mina, recorded, hers, ending), 404), [])
  })

test('J6, I6 · after removal, no list over all spaces holds a trace of the group (X21, X24, X25, X63)', async () => {
  await must(mina.put(`${space}/items/${ours['item']}/favourite`), 204)
  await must(mina.put(`${space}/items/${ours['item']}/visit`), 204)
  await must(mina.put(`${space}/items/${ours['item']}/following`), 204)
  await must(mina.put(`${space}/favourite`), 204)
  // A request for access names the link that its sender has, and is shown to them alone (J8).
  const lists = signedInOnly.filter(
    (door) =>
      reads(door) &&
      Object.keys(door.needs).length === 0 &&
      !door.spec.path.includes('/:') &&
      door.spec.name !== 'listMyAccessRequests',
  )
  const traces = [`${mark} ours`, group, ours['item']!, ours['container']!]
  const told = (answers: { body: unknown }[]) => {
    const text = JSON.stringify(answers.map(({ body }) => body))
    return traces.filter((trace) => text.includes(trace))
  }
  assert.ok(told(await replayed(mina, lists, hers, async () => undefined)).length >= 3)
  const outer = () => must(ada.delete(`/api/groups/${ours['outer']}/nested-groups/${group}`), 204)
  const removed = async () => {
    await outer()
    await ways['removed by the administrator']!()
  }
  assert.deepEqual(told(await replayed(mina, lists, hers, removed)), [])
})

const stops: Record<string, () => Promise<unknown>> = {
  'the account was stopped': () =>
    must(oona.post(`/api/organization/people/${mina.id}/deactivation`), 204),
  'the account was stopped and started again': async () => {
    await must(oona.post(`/api/organization/people/${mina.id}/deactivation`), 204)
    await must(oona.delete(`/api/organization/people/${mina.id}/deactivation`), 204)
  },
  'the password was changed elsewhere': async () => {
    const other = await signedIn(house, mina.id)
    const sent = { current: password, password: 'Nine blue kettles sing' }
    await must(other.post('/api/me/password', sent), 204)
  },
  'the session was ended from another one': async () => {
    const other = await signedIn(house, mina.id)
    await must(other.delete('/api/me/sessions'), 204)
  },
  'signing out': () => must(mina.delete('/api/session'), 204),
}

for (const [way, ending] of Object.entries(stops))
  test(`O9, I6 · after ${way}, the old session opens no door at all (X34, X130)`, async () => {
    assert.deepEqual(others(await replayed(mina, signedInOnly, hers, ending), 401), [])
  })

/** Acts that concern only the person who acts, and change nothing in the group. */
const personal =
  /^(un)?(favour|follow|mute)|^visitItem|^remindMe$|^mark(Space|Container)Seen|^(set|drop)NoticeLevelsOfSpace/

test('G6, I6 · once the group is archived, everything reads as before and nothing more is written', async () => {
  const archived = () => must(ada.post(`${theGroup}/archive`))
  const content = recorded.filter((door) => contentDoors.includes(door))
  const answers = await replayed(mina, content, hers, archived)
  const ofDoor = new Map(answers.map((answer) => [answer.name, answer]))
  for (const door of content) {
    const { status } = ofDoor.get(door.spec.name)!
    // Restoring from the trash requires a right to write, so such items are hidden.
    if (reads(door) || personal.test(door.spec.name))
      assert.ok(status < 300 || door.spec.name === 'seeGainOfMoving', `${door.spec.name} ${status}`)
    // An undo says that it comes too late, whatever the reason.
    else if (door.spec.name === 'undoBulk') assert.equal(status, 409)
    else assert.ok(status === 403 || status === 404, `${door.spec.name} ${status}`)
  }
})

test('M2, A5, I6 · losing a role ends exactly the rights that it gave; rights given by name stay', async () => {
  const demoted = () => must(ada.patch(`${theGroup}/members/${mina.id}`, { role: 'member' }), 204)
  const answers = await replayed(mina, recorded, hers, demoted)
  const lost = new Set(others(answers, 200, 201, 204, 409).map((each) => each.split(' ')[0]!))
  const needing = (right: RegExp) =>
    recorded.filter(({ needs }) => Object.values(needs).some((need) => right.test(need.right)))
  for (const { spec } of needing(/^manage|^invite|^approve/))
    assert.ok(lost.has(spec.name), `${spec.name} still opens`)
  for (const { spec, needs } of needing(/^(view|edit) an item$/))
    if (
      Object.keys(needs).length === 1 &&
      !/chooseReaders|letRead|markItemInternal|(validate|reopen)Item|(restore|resolve|reopen)Comment/.test(
        spec.name,
      )
    )
      assert.ok(!lost.has(spec.name), `${spec.name} no longer opens`)
})

test('A11, I6 · a grant that is withdrawn ends every door that it opened', async () => {
  const notebook = await makeNotebook(ada, group, ours['root']!, 'Lent')
  const item = await writeNote(ada, group, notebook, 'Lent')
  const [gil] = await gilsGrant(notebook)
  const things: Things = { ...ours, container: notebook, item, folder: notebook }
  const lent = [notebook]
  for (const of of otherKinds) {
    const { container } = await makeHolder(of, ada, group, { name: 'Lent', like: notebook })
    lent.push((things[`${of.kind}: container`] = container))
    things[`${of.kind}: item`] = await makeItem(of, ada, { space: group, container })
  }
  const kinds = new RegExp(
    ['container', 'item', 'note', ...otherKinds.map(({ kind }) => kind)].join('|'),
  )
  const open = (await recording(gil, contentDoors, things)).filter(({ needs }) =>
    Object.values(needs).some(({ ids }) => ids.some((id) => kinds.test(id))),
  )
  assert.ok(open.length > 25)
  const withdrawn = async () => {
    for (const each of lent) await giveRights(ada, group, each, [])
  }
  assert.deepEqual(others(await replayed(gil, open, things, withdrawn), 404), [])
})

test('A4, X22 · who wrote something edits it only as long as they can view where it is, even if the note itself was left open to them', async () => {
  await house.rehearse(async () => {
    const notebook = await makeNotebook(ada, group, ours['root']!, 'Closing')
    const gil = await signedIn(house, ours['person'] as Client['id'])
    const all = { kind: 'group' as const, id: group }
    await giveRights(ada, group, notebook, [[all, 'contributor']])
    const note = await writeNote(gil, group, notebook, 'Written by Gil')
    const path = `${space}/items/${note}`
    await must(gil.put(`${path}/readers`, { principals: [all] }))
    await giveRights(ada, group, notebook, [])
    const { may } = await must(gil.get<{ may: Record<string, boolean> }>(path))
    assert.deepEqual([may['view'], may['edit'], may['delete']], [true, false, false])
    assert.equal((await gil.delete(path)).status, 403)
    assert.equal((await gil.patch(`${space}/notes/${note}`, { title: 'Still mine' })).status, 403)
    assert.equal((await gil.put(`${path}/editors`, { principals: [all] })).status, 403)
  })
})

async function gilsGrant(notebook: string): Promise<[Client]> {
  const gil = await signedIn(house, ours['person'] as Client['id'])
  await giveRights(ada, group, notebook, [[{ kind: 'person', id: gil.id }, 'editor']])
  return [gil]
}

test('A7, J4, I6 · when the last shared group ends, all access to shared private items ends', async () => {
  const me = await must(mina.get<{ privateSpace: string }>('/api/me'))
  const root = await rootOf(mina, me.privateSpace)
  const container = await makeNotebook(mina, me.privateSpace, root, 'Diary')
  const item = await writeNote(mina, me.privateSpace, container, 'Dear diary')
  const gil = await signedIn(house, ours['person'] as Client['id'])
  await giveRights(mina, me.privateSpace, container, [[{ kind: 'person', id: gil.id }, 'editor']])
  const things = { ...ours, space: me.privateSpace, container, item, other: item, folder: root }
  const open = await recording(gil, contentDoors, things)
  assert.ok(open.length > 15)
  for (const ending of [
    () => must(ada.delete(`${theGroup}/members/${gil.id}`), 204),
    () => must(ada.delete(`${theGroup}/members/${mina.id}`), 204),
    () => must(mina.post(`${theGroup}/leaving`, {}), 204),
  ])
    assert.deepEqual(others(await replayed(gil, open, things, ending), 404), [])
})
