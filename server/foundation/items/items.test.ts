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
  writeNote,
  type ContainerBody,
  type NoteBody,
} from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import { followAll } from '../notices/following.ts'
import { emptyTrash } from './trash.ts'

const instance = await startInstance()
const { cast, group, root, open, closed, elsewhere } = await stage(instance)
const { ada, cosmo, mina, nestor, gil, rita, edna, farid, oona, xavier, nobody } = cast
const spaces = `/api/spaces/${group}`
const minas = await writeNote(mina, group, open, 'Mina’s note')
const secret = await writeNote(edna, group, closed, 'Closed circle')

const readBy = async (who: Client, item: string) =>
  (await who.get(`${spaces}/items/${item}`)).status
const may = async (who: Client, item: string) =>
  (await must(who.get<NoteBody>(`${spaces}/items/${item}`))).may

test('A3 · what all members may view is seen by members, by nested members and by guests, and by nobody else', async () => {
  for (const who of [ada, cosmo, mina, nestor, gil, rita, edna])
    assert.equal(await readBy(who, minas), 200)
  for (const who of [farid, oona, xavier]) assert.equal(await readBy(who, minas), 404)
  assert.equal(await readBy(nobody, minas), 401)
})

test('A2 · a list of its own replaces the parent’s: only who is named reads, and who administers', async () => {
  for (const who of [ada, cosmo, rita, edna]) assert.equal(await readBy(who, secret), 200)
  for (const who of [mina, nestor, gil, farid, oona, xavier])
    assert.equal(await readBy(who, secret), 404)
})

test('A4 · the author edits and deletes, the administrator deletes only, an editor by name edits only', async () => {
  assert.deepEqual(pick(await may(mina, minas)), { edit: true, delete: true, chooseEditors: true })
  assert.deepEqual(pick(await may(ada, minas)), { edit: false, delete: true, chooseEditors: false })
  assert.deepEqual(pick(await may(edna, minas)), {
    edit: true,
    delete: false,
    chooseEditors: false,
  })
  assert.deepEqual(pick(await may(gil, minas)), {
    edit: false,
    delete: false,
    chooseEditors: false,
  })
})

const pick = (m: Record<string, boolean>) => ({
  edit: m['edit'],
  delete: m['delete'],
  chooseEditors: m['chooseEditors'],
})

test('A4 · only the author decides who else may edit: all members, present and future', async () => {
  const note = await writeNote(mina, group, open, 'Together')
  const all = { principals: [{ kind: 'group', id: group }] }
  assert.equal((await ada.put(`${spaces}/items/${note}/editors`, all)).status, 403)
  await must(mina.put(`${spaces}/items/${note}/editors`, all))
  assert.equal((await may(gil, note))['edit'], true)
  await must(mina.put(`${spaces}/items/${note}/editors`, { principals: [] }))
  assert.equal((await may(gil, note))['edit'], false)
})

test('A4 · somebody outside the space cannot be named as an editor, and the field is named', async () => {
  const answer = await mina.put<{ fields: { field: string }[] }>(
    `${spaces}/items/${minas}/editors`,
    { principals: [{ kind: 'person', id: xavier.id }] },
  )
  assert.equal(answer.status, 400)
  assert.equal(answer.body.fields[0]!.field, 'body.principals[0]')
})

test('A4 · once the author has left, the administrator takes the item over, visibly; nobody before, nobody else', async () => {
  const note = await writeNote(edna, group, open, 'Left behind')
  assert.equal((await ada.post(`${spaces}/items/${note}/taking-over`)).status, 403)
  await must(ada.delete(`/api/groups/${group}/members/${edna.id}`), 204)
  assert.equal((await cosmo.post(`${spaces}/items/${note}/taking-over`)).status, 403)
  const taken = await must(
    ada.post<NoteBody & { formerMember: boolean; takenOverBy: { id: string } }>(
      `${spaces}/items/${note}/taking-over`,
    ),
  )
  assert.equal(taken.takenOverBy.id, ada.id)
  assert.equal(taken.formerMember, true)
  assert.equal(taken.may['edit'], true)
  await enter(instance, group, [edna])
})

test('A8 · who can see this names people, their level and why', async () => {
  const seen = await must(
    ada.get<{
      total: number
      items: { card: { id: string }; level: string; because: { kind: string }[] }[]
    }>(`${spaces}/containers/${closed}/audience`),
  )
  const ways = new Map(
    seen.items.map(({ card, because }) => [card.id, because.map(({ kind }) => kind)]),
  )
  assert.deepEqual(new Set(ways.keys()), new Set([ada.id, cosmo.id, rita.id, edna.id]))
  assert.deepEqual(ways.get(ada.id), ['administrator'])
  assert.deepEqual(ways.get(rita.id), ['by-name'])
  assert.equal(seen.items.find(({ card }) => card.id === rita.id)!.level, 'reader')
})

test('A8 · the audience says how many guests from where, and that it is everyone', async () => {
  const seen = await must(
    mina.get<{ total: number; guests: number; guestOrganizations: string[]; everyone: boolean }>(
      `${spaces}/items/${minas}/audience`,
    ),
  )
  assert.equal(seen.guests, 1)
  assert.deepEqual(seen.guestOrganizations, ['Acme'])
  assert.equal(seen.everyone, true)
})

test('A8 · why not says which rule refuses and whom to ask', async () => {
  const edit = await must(
    ada.get<{ allowed: boolean; sentence: string; ask: { id: string }[] }>(
      `${spaces}/items/${minas}/why-not?right=edit`,
    ),
  )
  assert.equal(edit.allowed, false)
  assert.deepEqual(
    edit.ask.map(({ id }) => id),
    [mina.id],
  )
  assert.match(edit.sentence, /Mina/)
})

test('A8 · *what can they reach here?* answers within what the asker sees', async () => {
  const reach = await must(
    ada.get<{ containers: { id: string; level: string }[] }>(`${spaces}/reach/${rita.id}`),
  )
  assert.equal(reach.containers.find(({ id }) => id === closed)!.level, 'reader')
  const ofMina = await must(
    mina.get<{ containers: { id: string }[] }>(`${spaces}/reach/${rita.id}`),
  )
  assert.ok(!ofMina.containers.some(({ id }) => id === closed))
  assert.equal((await ada.get(`${spaces}/reach/${xavier.id}`)).status, 404)
})

test('A9 · before a move, the person reads who gains and who loses access; the item gets the rights of its new place', async () => {
  const note = await writeNote(ada, group, closed, 'On the move')
  const place = `toSpace=${group}&toContainer=${open}`
  const gain = await must(
    ada.get<{ total: number; gains: { id: string }[] }>(`${spaces}/items/${note}/gain?${place}`),
  )
  assert.ok(gain.gains.some(({ id }) => id === gil.id))
  assert.equal(await readBy(gil, note), 404)
  await must(ada.post(`${spaces}/items/${note}/move`, { toSpace: group, toContainer: open }))
  assert.equal(await readBy(gil, note), 200)
})

test('A9 · moved into another space, it is gone here for everybody and its content is there (X91)', async () => {
  const own = await foundGroup(mina, 'Mina’s own')
  const notebook = await makeNotebook(mina, own, await rootOf(mina, own), 'Kept')
  const note = await writeNote(mina, group, open, 'Taken away', '# Heading\n\nBody that goes along')
  await must(mina.post(`${spaces}/items/${note}/comments`, { body: 'A remark' }), 201)
  const moved = await must(
    mina.post<{ id: string }>(`${spaces}/items/${note}/move`, {
      toSpace: own,
      toContainer: notebook,
    }),
  )
  for (const who of [mina, ada]) assert.equal(await readBy(who, note), 404)
  const read = await must(
    mina.get<{ text: string; comments: number }>(`/api/spaces/${own}/notes/${moved.id}`),
  )
  assert.match(read.text, /Body that goes along/)
  assert.equal(read.comments, 1)
})

test('A9 · who may not delete an item here cannot move it away, nor into a place that is not theirs to add to (X18, X40)', async () => {
  const own = await foundGroup(xavier, 'Xavier’s other')
  assert.equal(
    (await gil.post(`${spaces}/items/${minas}/move`, { toSpace: group, toContainer: open })).status,
    403,
  )
  assert.equal(
    (
      await mina.post(`${spaces}/items/${minas}/move`, {
        toSpace: own,
        toContainer: await rootOf(xavier, own),
      })
    ).status,
    404,
  )
  assert.equal(
    (await mina.post(`${spaces}/items/${minas}/move`, { toSpace: group, toContainer: closed }))
      .status,
    404,
  )
})

test('A copy is the copier’s own, without comments and grants (X101)', async () => {
  const own = await foundGroup(rita, 'Rita’s own')
  const notebook = await makeNotebook(rita, own, await rootOf(rita, own), 'Copies')
  const copy = await must(
    rita.post<{ id: string; author: { id: string }; comments: number }>(
      `${spaces}/items/${secret}/copy`,
      { toSpace: own, toContainer: notebook },
    ),
    201,
  )
  assert.equal(copy.author.id, rita.id)
  assert.equal(copy.comments, 0)
})

test('Trash · only who may delete sees it there and brings it back; for others it is like nothing (X67)', async () => {
  const note = await writeNote(mina, group, open, 'Thrown away')
  assert.equal((await gil.delete(`${spaces}/items/${note}`)).status, 403)
  await must(mina.delete(`${spaces}/items/${note}`), 204)
  assert.equal(await readBy(mina, note), 404)
  assert.equal((await gil.post(`${spaces}/items/${note}/restoring`)).status, 404)
  const inTrash = async (who: Client) =>
    (await must(who.get<{ items: { id: string }[] }>(`${spaces}/trash`))).items.some(
      ({ id }) => id === note,
    )
  assert.equal(await inTrash(gil), false)
  assert.equal(await inTrash(ada), true)
  await must(mina.post(`${spaces}/items/${note}/restoring`))
  assert.equal(await readBy(gil, note), 200)
})

test('Trash · a notebook is deleted and restored with everything in it', async () => {
  const box = await makeNotebook(ada, group, root, 'Box')
  await giveRights(ada, group, box, [[{ kind: 'group', id: group }, 'contributor']])
  const note = await writeNote(mina, group, box, 'In the box')
  await must(ada.delete(`${spaces}/containers/${box}`), 204)
  assert.equal(await readBy(mina, note), 404)
  assert.equal((await mina.post(`${spaces}/containers/${box}/restoring`)).status, 404)
  await must(ada.post(`${spaces}/containers/${box}/restoring`))
  assert.equal(await readBy(mina, note), 200)
})

test('A1 · people who may only view can neither add, nor manage, nor grant; the tree shows only what they may view', async () => {
  assert.equal(
    (await gil.post(`${spaces}/containers`, { parent: root, kind: 'folder', name: 'Mine' })).status,
    403,
  )
  assert.equal(
    (await rita.put(`${spaces}/containers/${closed}/access`, { ownList: true, grants: [] })).status,
    403,
  )
  const tree = await must(mina.get<{ items: ContainerBody[] }>(`${spaces}/containers`))
  assert.ok(!tree.items.some(({ id }) => id === closed))
})

test('I7 · who manages by a grant passes on no right that they do not have (X41)', async () => {
  const box = await makeNotebook(ada, group, root, 'Delegated')
  const manageOnly = {
    principal: { kind: 'person', id: mina.id },
    rights: { view: true, manage: true },
  }
  await must(ada.put(`${spaces}/containers/${box}/access`, { ownList: true, grants: [manageOnly] }))
  const toSelf = { principal: { kind: 'person', id: mina.id }, level: 'full' }
  assert.equal(
    (await mina.put(`${spaces}/containers/${box}/access`, { ownList: true, grants: [toSelf] }))
      .status,
    403,
  )
  const toGil = { principal: { kind: 'person', id: gil.id }, level: 'reader' }
  await must(
    mina.put(`${spaces}/containers/${box}/access`, { ownList: true, grants: [manageOnly, toGil] }),
  )
})

test('X40 · a container cannot be moved under one that the mover does not manage, nor into itself', async () => {
  const folder = await makeNotebook(ada, group, root, 'Folder', 'folder')
  const inside = await makeNotebook(ada, group, folder, 'Inside', 'folder')
  assert.equal((await ada.patch(`${spaces}/containers/${folder}`, { parent: inside })).status, 400)
  assert.equal(
    (await ada.patch(`${spaces}/containers/${folder}`, { parent: elsewhere })).status,
    404,
  )
})

test('X1, X93 · a comment is found only through the item it hangs on', async () => {
  const remark = await must(
    edna.post<{ id: string }>(`${spaces}/items/${secret}/comments`, { body: 'Between us' }),
    201,
  )
  for (const act of ['patch', 'delete'] as const) {
    assert.equal(
      (
        await mina[act](
          `${spaces}/items/${minas}/comments/${remark.id}`,
          act === 'patch' ? { body: 'x' } : undefined,
        )
      ).status,
      404,
    )
  }
})

test('N · a comment on a passage is resolved by its author or an editor of the item, and opened again', async () => {
  const path = `${spaces}/items/${minas}/comments`
  const passage = { field: 'text', from: 'AQ', to: 'Ag', quote: 'the price' }
  type Comment = {
    id: string
    passage: object
    resolvedAt: string | null
    may: { resolve: boolean }
  }
  const made = await must(gil.post<Comment>(path, { body: 'Which one?', passage }), 201)
  assert.deepEqual(made.passage, passage)
  assert.equal(made.resolvedAt, null)
  const seenBy = async (who: Client) =>
    (await must(who.get<{ items: Comment[] }>(path))).items.find(({ id }) => id === made.id)!
  const resolution = `${path}/${made.id}/resolution`
  assert.equal((await seenBy(rita)).may.resolve, false)
  assert.equal((await rita.put(resolution)).status, 403)
  for (const who of [gil, mina, edna]) {
    assert.equal((await seenBy(who)).may.resolve, true)
    assert.ok((await must(who.put<Comment>(resolution))).resolvedAt)
    assert.ok((await seenBy(rita)).resolvedAt)
    await must(who.delete(resolution))
    assert.equal((await seenBy(rita)).resolvedAt, null)
  }
  await must(rita.post(path, { body: 'The second one.', passage }), 201)
  await must(edna.put(resolution))
  await followAll(instance.app.house)
  const isTold = async (who: Client) => {
    const { items } = await must(who.get<{ items: { kind: string }[] }>('/api/me/notices'))
    return items.some(({ kind }) => kind === 'comment-resolved')
  }
  const told = await Promise.all([gil, rita, edna, nestor].map(isTold))
  assert.deepEqual(
    told,
    [true, true, false, false],
    'its author, and who took part, but not who did it',
  )
  const elsewhereInIt = await gil.post(path, { body: 'x', passage: { ...passage, field: 'other' } })
  assert.equal(elsewhereInIt.status, 400)
  assert.equal(
    (await mina.put(`${spaces}/items/${secret}/comments/${made.id}/resolution`)).status,
    404,
  )
})

test('X61 · only people and groups of the space can be mentioned; the mention reaches them as long as they may see it', async () => {
  const stranger = await mina.post(`${spaces}/items/${minas}/comments`, {
    body: '@Xavier',
    mentions: [{ kind: 'person', id: xavier.id }],
  })
  assert.equal(stranger.status, 400)
  await must(
    mina.post(`${spaces}/items/${minas}/comments`, {
      body: '@Éditions look',
      mentions: [{ kind: 'group', id: group }],
    }),
    201,
  )
  const mentions = await must(
    nestor.get<{ items: { item: { id: string }; group: string }[] }>('/api/mentions'),
  )
  assert.equal(mentions.items[0]!.item.id, minas)
  assert.equal(mentions.items[0]!.group, 'Éditions')
  assert.equal((await must(farid.get<{ items: unknown[] }>('/api/mentions'))).items.length, 0)
})

test('X25 · favourite, recent and followed items of a space that a person has lost reveal nothing any more', async () => {
  const note = await writeNote(mina, group, open, 'Dear to Rita')
  for (const mark of ['favourite', 'visit', 'following'])
    await must(rita.put(`${spaces}/items/${note}/${mark}`), 204)
  const lists = async () =>
    Promise.all(
      ['/api/favourites', '/api/recent'].map(async (path) =>
        (await must(rita.get<{ items: { id: string }[] }>(path))).items.some(
          ({ id }) => id === note,
        ),
      ),
    )
  assert.deepEqual(await lists(), [true, true])
  await must(ada.delete(`/api/groups/${group}/members/${rita.id}`), 204)
  assert.deepEqual(await lists(), [false, false])
  await enter(instance, group, [rita])
})

test('X2 · a link reveals nothing that the reader may not see, and requires viewing both items', async () => {
  await must(edna.post(`${spaces}/items/${secret}/links`, { toSpace: group, toItem: minas }), 204)
  assert.equal(
    (await mina.post(`${spaces}/items/${minas}/links`, { toSpace: group, toItem: secret })).status,
    404,
  )
  const back = async (who: Client) =>
    (await must(who.get<{ back: unknown[] }>(`${spaces}/items/${minas}/links`))).back.length
  assert.equal(await back(mina), 0)
  assert.equal(await back(edna), 1)
})

interface Linked {
  out: { id: string; title: string; type: string | null; inText: boolean }[]
  back: { id: string; title: string; type: string | null; inText: boolean }[]
  concerns: { kind: string; id: string }[]
}
const linksOf = (who: Client, item: string) =>
  must(who.get<Linked>(`${spaces}/items/${item}/links`))
const inText = (...ids: string[]) => ids.map((id) => `See [\\[…\\]](item:${id}).`).join('\n\n')

test('N · a link says how: it can be changed and taken away, and is known at both ends', async () => {
  const [plan, before] = [
    await writeNote(mina, group, open, 'Plan'),
    await writeNote(mina, group, open, 'Plan of last year'),
  ]
  const at = `${spaces}/items/${plan}/links`
  await must(mina.post(at, { toSpace: group, toItem: before }), 204)
  await must(mina.post(at, { toSpace: group, toItem: before, type: 'replaces' }), 204)
  const typed = { type: 'replaces', inText: false }
  assert.partialDeepStrictEqual((await linksOf(gil, plan)).out, [{ id: before, ...typed }])
  assert.partialDeepStrictEqual((await linksOf(gil, before)).back, [{ id: plan, ...typed }])
  await must(mina.patch(`${spaces}/notes/${before}`, { title: 'Old plan' }))
  assert.equal((await linksOf(gil, plan)).out[0]!.title, 'Old plan')
  assert.equal((await mina.post(at, { toSpace: group, toItem: plan })).status, 400)
  assert.equal((await gil.post(at, { toSpace: group, toItem: before })).status, 403)
  await must(mina.delete(`${at}/${group}/${before}`), 204)
  assert.deepEqual((await linksOf(gil, before)).back, [])
})

test('N, X58 · an item concerns people and groups; each reader is told only of those they may know', async () => {
  const note = await writeNote(ada, group, open, 'About you')
  const hidden = await foundGroup(ada, 'Hidden circle')
  const at = `${spaces}/items/${note}/concerns`
  for (const [kind, id] of [
    ['person', mina.id],
    ['group', group],
    ['group', hidden],
  ] as const)
    await must(ada.post(at, { kind, concerned: id }), 204)
  const known = async (who: Client) => (await linksOf(who, note)).concerns.map(({ id }) => id)
  assert.deepEqual((await known(ada)).toSorted(), [mina.id, group, hidden].toSorted())
  assert.deepEqual((await known(gil)).toSorted(), [mina.id, group].toSorted())
  const about = async (who: Client, whom: string) =>
    (await must(who.get<{ items: { id: string }[] }>(`/api/${whom}/concerned-by`))).items
  assert.partialDeepStrictEqual(await about(gil, `people/${mina.id}`), [{ id: note }])
  assert.partialDeepStrictEqual(await about(gil, `groups/${group}`), [{ id: note }])
  assert.deepEqual(await about(xavier, `people/${xavier.id}`), [])
  const absent = '0198c5f2-7c3d-7000-8000-000000000001'
  assert.equal((await ada.post(at, { kind: 'person', concerned: absent })).status, 404)
  const unknown = { kind: 'group', concerned: hidden }
  assert.equal((await mina.post(`${spaces}/items/${minas}/concerns`, unknown)).status, 404)
  assert.equal((await mina.get(`/api/groups/${hidden}/concerned-by`)).status, 404)
  const others = [
    await writeNote(edna, group, closed, 'About Mina, for few'),
    await writeNote(ada, group, open, 'About Mina too'),
  ]
  for (const [by, other] of [
    [edna, others[0]],
    [ada, others[1]],
  ] as const)
    await must(
      by.post(`${spaces}/items/${other}/concerns`, { kind: 'person', concerned: mina.id }),
      204,
    )
  type Page = { items: { id: string }[]; next: string | null }
  const page = (after = '') =>
    must(gil.get<Page>(`/api/people/${mina.id}/concerned-by?limit=1${after}`))
  const first = await page()
  const second = await page(`&after=${first.next}`)
  const ids = [first, second].flatMap(({ items }) => items.map(({ id }) => id))
  assert.deepEqual(ids, [others[1], note], 'the hidden one between them takes no place')
  assert.equal(second.next, null)
  await must(ada.delete(`${at}/${mina.id}`), 204)
  assert.deepEqual(
    (await about(gil, `people/${mina.id}`)).map(({ id }) => id),
    [others[1]],
  )
})

test('N, A10 · a link in a text shows each reader the title, or the same as if there were no such item', async () => {
  const absent = '0198c5f2-7c3d-7000-8000-000000000002'
  const note = await writeNote(edna, group, open, 'With links', inText(minas, secret, absent))
  const found = async (who: Client, ...ids: string[]) =>
    (await who.get<{ items: { title: string }[] }>(`/api/items?ids=${ids.join(',')}`)).body
  assert.deepEqual((await found(edna, minas, secret)).items.map(({ title }) => title).toSorted(), [
    'Closed circle',
    'Mina’s note',
  ])
  assert.deepEqual(await found(mina, secret), await found(mina, absent))
  assert.deepEqual(
    (await linksOf(mina, note)).out.map(({ id }) => id),
    [minas],
  )
  assert.doesNotMatch(
    JSON.stringify(await must(mina.get(`${spaces}/notes/${note}`))),
    /Closed circle/,
  )
  assert.partialDeepStrictEqual(
    (await linksOf(edna, secret)).back.filter(({ id }) => id === note),
    [{ id: note, type: null, inText: true }],
  )
  const copy = await must(
    mina.post<{ id: string }>(`${spaces}/items/${note}/copy`, {
      toSpace: group,
      toContainer: open,
    }),
    201,
  )
  assert.deepEqual(
    (await linksOf(mina, copy.id)).out.map(({ id }) => id),
    [minas],
  )
})

test('I1 · a link from an item that somebody may not see moves nothing of what they are shown', async () => {
  const note = await writeNote(mina, group, open, 'Linked from behind')
  const shown = () => mina.get(`${spaces}/items/${note}/links`)
  const before = (await shown()).body
  for (let at = 0; at < 3; at++) await writeNote(edna, group, closed, `Secret ${at}`, inText(note))
  assert.deepEqual((await shown()).body, before)
  assert.equal((await linksOf(edna, note)).back.length, 3)
})

interface CannotOpen {
  total: number
  openable: number
  people: { card: { id: string }; openable: boolean }[]
}

test('N · a link shows which readers cannot open its other end, and opens it for them alone', async () => {
  const note = await writeNote(edna, group, open, 'For all', inText(secret))
  const to = await writeNote(edna, group, closed, 'For a few')
  const asked = `${spaces}/items/${note}/who-cannot-open?toSpace=${group}&toItem=${to}`
  const lacking = await must(edna.get<CannotOpen>(asked))
  const ids = lacking.people.map(({ card }) => card.id)
  for (const who of [mina, nestor, gil]) assert.ok(ids.includes(who.id))
  for (const who of [ada, rita, edna]) assert.ok(!ids.includes(who.id))
  assert.deepEqual([lacking.total, lacking.openable], [ids.length, ids.length])
  assert.equal((await must(rita.get<CannotOpen>(asked))).openable, 0, 'who may not grant it')
  assert.equal((await mina.get(asked)).status, 404)
  const readers = `${spaces}/items/${to}/readers`
  const principals = [{ kind: 'person', id: mina.id }]
  assert.equal((await rita.post(readers, { principals })).status, 403)
  await must(edna.post(readers, { principals: [{ kind: 'person', id: gil.id }] }))
  await must(edna.post(readers, { principals }))
  for (const who of [mina, gil]) assert.equal(await readBy(who, to), 200)
  assert.equal(await readBy(nestor, to), 404)
  assert.equal((await must(edna.get<CannotOpen>(asked))).total, lacking.total - 2)
})

test('A7 · a private space belongs to its owner alone until it is shared, and only with people with whom they share a group', async () => {
  const me = await must(mina.get<{ privateSpace: string }>('/api/me'))
  const own = `/api/spaces/${me.privateSpace}`
  const notebook = await makeNotebook(
    mina,
    me.privateSpace,
    await rootOf(mina, me.privateSpace),
    'Diary',
  )
  const note = await writeNote(mina, me.privateSpace, notebook, 'Dear diary')
  for (const who of [ada, oona]) assert.equal((await who.get(`${own}/items/${note}`)).status, 404)
  const share = (id: string, kind = 'person') =>
    mina.put(`${own}/containers/${notebook}/access`, {
      ownList: true,
      grants: [{ principal: { kind, id }, level: 'reader' }],
    })
  assert.equal((await share(xavier.id)).status, 400)
  await must(share(rita.id))
  assert.equal((await rita.get(`${own}/items/${note}`)).status, 200)
  const shared = await must(rita.get<{ items: { id: string }[] }>('/api/shared-with-me'))
  assert.deepEqual(
    shared.items.map(({ id }) => id),
    [notebook],
  )
  await must(share(group, 'group'))
  assert.equal((await gil.get(`${own}/items/${note}`)).status, 200)
  await must(ada.delete(`/api/groups/${group}/members/${gil.id}`), 204)
  assert.equal((await gil.get(`${own}/items/${note}`)).status, 404)
  await enter(instance, group, [gil])
})

test('A7 · when the last shared group ends, the grant ends immediately and is listed to the owner as withdrawn', async () => {
  const me = await must(rita.get<{ privateSpace: string }>('/api/me'))
  const own = `/api/spaces/${me.privateSpace}`
  const notebook = await makeNotebook(
    rita,
    me.privateSpace,
    await rootOf(rita, me.privateSpace),
    'Lent',
  )
  const note = await writeNote(rita, me.privateSpace, notebook, 'Lent to Gil')
  await giveRights(rita, me.privateSpace, notebook, [[{ kind: 'person', id: gil.id }, 'editor']])
  assert.equal((await gil.get(`${own}/items/${note}`)).status, 200)
  await must(ada.delete(`/api/groups/${group}/members/${gil.id}`), 204)
  assert.equal((await gil.get(`${own}/items/${note}`)).status, 404)
  const access = await must(
    rita.get<{ grants: { works: boolean }[] }>(`${own}/containers/${notebook}/access`),
  )
  assert.equal(access.grants[0]!.works, false)
  await enter(instance, group, [gil])
})

test('G6 · in an archived group everything can be read and nothing changed, not even by the author', async () => {
  const old = await foundGroup(ada, 'Archived')
  const notebook = await makeNotebook(ada, old, await rootOf(ada, old), 'Past')
  const note = await writeNote(ada, old, notebook, 'Of old')
  await must(ada.post(`/api/groups/${old}/archive`))
  const path = `/api/spaces/${old}/items/${note}`
  assert.equal((await ada.get(path)).status, 200)
  for (const [method, url, body] of [
    ['delete', path, undefined],
    ['put', `${path}/editors`, { principals: [] }],
    ['put', `${path}/tags/old`, undefined],
    ['post', `${path}/comments`, { body: 'late' }],
  ] as const) {
    assert.equal((await ada[method](url, body)).status, 403, `${method} ${url}`)
  }
})

test('X18 · a field that is not named is refused, and says which', async () => {
  const answer = await ada.post<{ fields: { field: string }[] }>(`${spaces}/containers`, {
    parent: root,
    kind: 'folder',
    name: 'x',
    space_id: elsewhere,
  })
  assert.equal(answer.status, 400)
  assert.equal(answer.body.fields[0]!.field, 'body.space_id')
})

const nobodys = '01a200b1-0000-7000-8000-000000000000'
const withoutReference = (body: object) => ({ ...body, reference: '' })

test('A8, A10, G10 · people who see an item are offered first for a mention; each is marked as seeing it or not, and as someone whom the asker may let read it; people who cannot see an item learn nothing of it', async () => {
  type Person = { kind: string; sees: boolean | null; openable: boolean; card: { id: string } }
  type Offered = { items: Person[] }
  const offered = (who: Client, item: string) =>
    who.get<Offered>(`${spaces}/mentionable?item=${item}`)
  const { items } = await must(offered(edna, secret))
  const people = items.filter(({ kind }) => kind === 'person')
  const sees = new Map(people.map((one) => [one.card.id, one.sees]))
  assert.deepEqual(
    [ada, rita, mina, gil].map(({ id }) => sees.get(id)),
    [true, true, false, false],
  )
  const order = people.map((one) => one.sees)
  assert.deepEqual(
    order,
    order.toSorted((a, b) => Number(b) - Number(a)),
  )
  assert.ok(items.every(({ kind, sees: seen }) => kind === 'person' || seen === null))
  const openable = async (who: Client, item: string) =>
    (await must(offered(who, item))).items.flatMap((one) => (one.openable ? [one.card.id] : []))
  assert.deepEqual(await openable(rita, secret), [], 'she may not give it to anybody')
  const few = await writeNote(edna, group, closed, 'For few')
  for (const who of [mina, gil]) assert.ok((await openable(edna, few)).includes(who.id))
  await must(edna.put(`${spaces}/items/${few}/internal-only`, { internalOnly: true }))
  const internal = await openable(edna, few)
  assert.deepEqual([internal.includes(mina.id), internal.includes(gil.id)], [true, false])
  const plain = await must(mina.get<Offered>(`${spaces}/mentionable`))
  assert.ok(plain.items.every(({ sees: seen }) => seen === null))
  const [hidden, absent] = [await offered(mina, secret), await offered(mina, nobodys)]
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.status, absent.status)
  assert.deepEqual(withoutReference(hidden.body), withoutReference(absent.body))
})

test('V2, I1 · the history of an item says who did what, page by page, and work elsewhere moves none of its bytes', async () => {
  type Acts = { items: { kind: string; by: { id: string } | null }[]; next: string | null }
  const note = await writeNote(mina, group, open, 'With a past')
  await must(mina.put(`${spaces}/items/${note}/tags/urgent`), 204)
  await must(gil.post(`${spaces}/items/${note}/comments`, { body: 'Seen' }), 201)
  const history = (query = '') => must(gil.get<Acts>(`${spaces}/items/${note}/history${query}`))
  const { items } = await history()
  assert.deepEqual(
    items.map(({ kind, by }) => [kind, by?.id]),
    [
      ['comment.added', gil.id],
      ['item.tagged', mina.id],
      ['item.added', mina.id],
    ],
  )
  const first = await history('?limit=2')
  await writeNote(edna, group, closed, 'Elsewhere')
  assert.deepEqual(await history('?limit=2'), first)
  const last = await history(`?limit=2&after=${first.next}`)
  assert.deepEqual([...first.items, ...last.items], items)
  assert.equal(last.next, null)
  for (const who of [farid, xavier])
    assert.equal((await who.get(`${spaces}/items/${note}/history`)).status, 404)
})

test('N, V3 · links end at both ends with an item that leaves the trash for good', async () => {
  const note = await writeNote(mina, group, open, 'Stays')
  const gone = await writeNote(mina, group, open, 'Goes', inText(note))
  const link = { toSpace: group, toItem: gone }
  await must(mina.post(`${spaces}/items/${note}/links`, link), 204)
  await must(mina.delete(`${spaces}/items/${gone}`), 204)
  assert.deepEqual(await linksOf(mina, note), { out: [], back: [], concerns: [] })
  await emptyTrash(instance.app.house, new Date(Date.now() + 31 * 86_400_000))
  const left = await instance.db.rows({
    text: 'select from item_link where item_id = $1 or to_item_id = $1',
    values: [gone],
  })
  assert.equal(left.length, 0)
})
