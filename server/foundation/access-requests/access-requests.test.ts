import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  enter,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  stage,
  writeNote,
} from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, guest, type Client } from '../../../test/world/people.ts'
import { followAll } from '../notices/following.ts'
import { hearAll } from './asking.ts'

const instance = await startInstance()
const { house } = instance.app
const { cast, organization, group, closed } = await stage(instance)
const { ada, cosmo, mina, rita, edna, gil, xavier, oona } = cast

interface Request {
  id: string
  card: { id: string }
  thing: { id: string; title: string } | null
  way: string
  levels: string[]
}

const ask = (who: Client, space: string, thing: string | null = null) =>
  who.post('/api/access-requests', { space, thing, message: 'Please' })
const waiting = async (who: Client) => {
  await hearAll(house)
  return (await must(who.get<{ items: Request[] }>('/api/access-requests'))).items
}
const from = async (who: Client, asker: Client) =>
  (await waiting(who)).filter(({ card }) => card.id === asker.id)
const mine = async (who: Client) =>
  (await must(who.get<{ items: { id: string }[] }>('/api/me/access-requests'))).items
const approve = (who: Client, { id }: { id: string }, level?: string) =>
  who.post(`/api/access-requests/${id}/approval`, level ? { level } : {})
const decline = (who: Client, { id }: { id: string }) =>
  who.post(`/api/access-requests/${id}/refusal`)
const reads = async (who: Client, note: string, space: string = group) =>
  (await who.get<{ may: Record<string, boolean> }>(`/api/spaces/${space}/notes/${note}`)).status
const noticed = async (who: Client) => {
  await hearAll(house)
  await followAll(house)
  const { items } = await must(who.get<{ items: { kind: string }[] }>('/api/me/notices'))
  return items.filter(({ kind }) => kind === 'access-asked').length
}
const privateOf = async (who: Client) =>
  (await must(who.get<{ privateSpace: string }>('/api/me'))).privateSpace

async function ownNote(who: Client): Promise<{ space: string; note: string; notebook: string }> {
  const space = await privateOf(who)
  const notebook = await makeNotebook(who, space, await rootOf(who, space), 'Mine')
  return { space, notebook, note: await writeNote(who, space, notebook, 'Private') }
}

test('J8 · a request gets the same answer for things that exist, that are hidden and that never existed', async () => {
  const note = await writeNote(edna, group, closed, 'Behind')
  const seen = []
  for (const [space, thing] of [
    [group, note],
    [group, randomUUID()],
    [randomUUID(), randomUUID()],
    [await privateOf(ada), null],
  ] as const) {
    const { status, body, headers } = await ask(xavier, space, thing)
    const { date: _, ...kept } = headers
    seen.push(JSON.stringify([status, body, kept]))
  }
  assert.equal(new Set(seen).size, 1)
  assert.equal(JSON.parse(seen[0]!)[0], 204)
  const listed = await mine(xavier)
  assert.equal(listed.length, 4)
  assert.deepEqual(new Set(listed.map((each) => Object.keys(each).toSorted().join())).size, 1)
  for (const { id } of listed)
    assert.equal((await xavier.delete(`/api/me/access-requests/${id}`)).status, 204)
})

test('J8, A4 · a member who asks for a note reaches its author and who manages there; reading is the least', async () => {
  const note = await writeNote(edna, group, closed, 'Minutes')
  await must(ask(mina, group, note), 204)
  const [request] = await from(ada, mina)
  assert.deepEqual(
    [request!.way, request!.levels, request!.thing?.title],
    ['right', ['reader'], 'Minutes'],
  )
  assert.deepEqual([(await from(cosmo, mina)).length, (await from(rita, mina)).length], [1, 0])
  assert.equal(await noticed(edna), 1)
  const refused = await approve(ada, request!, 'editor')
  assert.equal(refused.status, 400, 'only the author decides who edits')
  await must(approve(ada, request!), 204)
  assert.equal(await reads(mina, note), 200)
  assert.deepEqual([await waiting(ada), await noticed(edna)], [[], 0])
  assert.equal((await approve(cosmo, request!)).status, 404, 'answered once')
  const other = await writeNote(edna, group, closed, 'Other')
  assert.equal(await reads(mina, other), 404, 'that note alone')
})

test('J8, A4 · the author may let the asker edit as well, and people who could edit before still can', async () => {
  const note = await writeNote(edna, group, closed, 'Draft')
  await must(
    edna.put(`/api/spaces/${group}/items/${note}/editors`, {
      principals: [{ kind: 'person', id: rita.id }],
    }),
  )
  await must(ask(mina, group, note), 204)
  const [request] = await from(edna, mina)
  assert.deepEqual(request!.levels, ['reader', 'editor'])
  await must(approve(edna, request!, 'editor'), 204)
  const { items } = await must(
    edna.get<{ items: { principal: { id: string }; level: string }[] }>(
      `/api/spaces/${group}/items/${note}/access`,
    ),
  )
  assert.deepEqual(
    new Set(items.map(({ principal, level }) => `${principal.id} ${level}`)),
    new Set([`${rita.id} editor`, `${mina.id} editor`]),
  )
})

test('J8, I7 · a notebook is given up to the rights of the one who answers, and to that notebook alone', async () => {
  const box = await makeNotebook(ada, group, await rootOf(ada, group), 'Kept')
  await giveRights(ada, group, box, [[{ kind: 'person', id: rita.id }, 'reader']])
  await must(ask(mina, group, box), 204)
  assert.deepEqual((await from(rita, mina)).length, 0)
  const [request] = await from(ada, mina)
  await must(approve(ada, request!, 'contributor'), 204)
  const { items } = await must(
    mina.get<{ items: { id: string; may: Record<string, boolean> }[] }>(
      `/api/spaces/${group}/containers?tool=notes`,
    ),
  )
  const found = items.find(({ id }) => id === box)!
  assert.deepEqual([found.may['add'], found.may['edit']], [true, false])
})

test('J8 · a refusal is not told: it looks like a request that nobody can answer, and the asker asks in vain', async () => {
  const note = await writeNote(edna, group, closed, 'No')
  await must(ask(mina, group, note), 204)
  await must(ask(mina, group, randomUUID()), 204)
  const [request] = await from(edna, mina)
  await must(decline(edna, request!), 204)
  assert.equal((await mine(mina)).length >= 2, true)
  assert.equal(await reads(mina, note), 404)
  for (const { id } of await mine(mina)) await mina.delete(`/api/me/access-requests/${id}`)
})

test('J8, X109 · asked, withdrawn and asked again: two letters a day, and twenty requests', async () => {
  const note = await writeNote(edna, group, closed, 'Often')
  const often = await colleague(instance, organization, 'Often')
  await enter(instance, group, [often])
  for (let times = 0; times < 5; times++) {
    await must(ask(often, group, note), 204)
    await hearAll(house)
    for (const { id } of await mine(often))
      await must(often.delete(`/api/me/access-requests/${id}`), 204)
  }
  assert.deepEqual([await from(edna, often), await noticed(edna)], [[], 0])
  const { count } = (await instance.db.row<{ count: number }>({
    text: `select count(*)::int as count from outbox where kind = 'access-asked' and to_address = $1 and subject like 'Often%'`,
    values: [edna.email],
  }))!
  assert.equal(count, 2)
  for (let times = 0; times < 15; times++) await must(ask(often, randomUUID()), 204)
  assert.equal((await ask(often, randomUUID())).status, 429)
})

test('J8, M5 · where access requires membership, anybody who may invite answers with an invitation', async () => {
  const note = await writeNote(edna, group, closed, 'Members only')
  await must(ask(xavier, group, note), 204)
  const [request] = await from(ada, xavier)
  assert.deepEqual([request!.way, request!.levels, request!.thing], ['membership', [], null])
  assert.deepEqual([await from(edna, xavier), await from(mina, xavier)], [[], []])
  assert.equal((await from(oona, xavier)).length, 0, 'governing is no reading')
  await must(approve(ada, request!), 204)
  const { items } = await must(
    xavier.get<{ items: { group: { name: string } }[] }>('/api/me/invitations'),
  )
  assert.equal(items.length, 1)
  assert.equal(await reads(xavier, note), 404, 'until they accept')
})

test('J8, G10 · a guest’s request for an internal item reaches nobody', async () => {
  const note = await writeNote(edna, group, closed, 'Internal')
  await must(edna.put(`/api/spaces/${group}/items/${note}/internal-only`, { internalOnly: true }))
  await must(ask(gil, group, note), 204)
  const stranger = await guest(instance, 'Gus')
  await must(ask(stranger, group, note), 204)
  assert.deepEqual([await from(ada, gil), await from(ada, stranger)], [[], []])
  assert.equal(await from(edna, gil).then(({ length }) => length), 0)
})

test('J8, M6 · where no guests are taken, nobody from outside reaches anybody', async () => {
  const own = await must(
    ada.post<{ id: string }>('/api/groups', { name: 'Only us', template: 'circle' }),
    201,
  )
  const stranger = await guest(instance, 'Gwen')
  await must(ask(stranger, own.id), 204)
  await must(ask(rita, own.id), 204)
  assert.deepEqual([await from(ada, stranger), (await from(ada, rita)).length], [[], 1])
})

test('J8, A7 · in a private space the owner is asked, by people of a shared group alone', async () => {
  const { space, note } = await ownNote(rita)
  const stranger = await guest(instance, 'Gaia')
  await must(ask(stranger, space, note), 204)
  await must(ask(mina, space, note), 204)
  const requests = await waiting(rita)
  assert.deepEqual(
    requests.map(({ card }) => card.id),
    [mina.id],
  )
  await must(approve(rita, requests[0]!), 204)
  assert.equal(await reads(mina, note, space), 200)
})

test('J5, J8 · a blocked person reaches the others, not the one who blocked them', async () => {
  const { space, note } = await ownNote(edna)
  await instance.db.run({
    text: 'insert into blocked_inviter (email_key, inviter_id, at) values ($1, $2, now())',
    values: [edna.email, mina.id],
  })
  await must(ask(mina, space, note), 204)
  assert.deepEqual([await from(edna, mina), await noticed(edna)], [[], 0])
})

test('J8 · a request ends with the thing, with the right to answer, and with the asker', async () => {
  const note = await writeNote(rita, group, await open(), 'Ends')
  await giveRights(ada, group, await open(), [[{ kind: 'person', id: rita.id }, 'editor']])
  const asker = await colleague(instance, organization, 'Asker')
  await enter(instance, group, [asker])
  await must(ask(asker, group, note), 204)
  assert.equal((await from(rita, asker)).length, 1)
  const [request] = await from(rita, asker)
  await giveRights(ada, group, await open(), [[{ kind: 'person', id: edna.id }, 'editor']])
  assert.deepEqual(await from(rita, asker), [], 'who cannot see it answers for nothing')
  assert.equal((await approve(rita, request!)).status, 404)
  await must(ada.delete(`/api/spaces/${group}/items/${note}`), 204)
  assert.deepEqual(await from(ada, asker), [])
  assert.equal((await approve(ada, request!)).status, 404)
})

let opened: string | undefined
const open = async () =>
  (opened ??= await makeNotebook(ada, group, await rootOf(ada, group), 'For the end'))

test('J8, I4 · others’ requests are neither withdrawn nor answered', async () => {
  const note = await writeNote(edna, group, closed, 'Not yours')
  await must(ask(rita, await privateOf(mina), null), 204)
  await must(ask(mina, group, note), 204)
  const [request] = await mine(mina)
  assert.equal((await rita.delete(`/api/me/access-requests/${request!.id}`)).status, 404)
  for (const who of [mina, rita, xavier, oona])
    assert.equal((await approve(who, request!)).status, 404)
})

test('J7, J8 · a person who is kept out of a group reaches nobody in it', async () => {
  const note = await writeNote(edna, group, closed, 'Kept')
  const gone = await colleague(instance, organization, 'Gone')
  await enter(instance, group, [gone])
  await must(ada.put(`/api/groups/${group}/kept-out/${gone.id}`, { reason: 'No' }), 204)
  await must(ask(gone, group, note), 204)
  assert.deepEqual([await from(ada, gone), await from(edna, gone)], [[], []])
})
