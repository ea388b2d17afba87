import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as later } from 'node:timers/promises'
import {
  enter,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  stage,
  writeNote,
} from '../../../test/world/cast.ts'
import { planFor, handOver } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { liveClient } from '../../../test/world/live-client.ts'
import { colleague, type Client } from '../../../test/world/people.ts'
import { newId } from '../../kernel/ids.ts'
import { followAll } from './following.ts'
import { forgetOld } from './making-store.ts'

const instance = await startInstance({ listen: true })
const { house } = instance.app
const { cast, organization, group, inner, elsewhere, open, closed } = await stage(instance)
const { oona, ada, cosmo, moe, mina, nestor, gil, rita, edna, xavier } = cast
await followAll(house)
await forget()

interface Notice {
  id: string
  kind: string
  read: boolean
  count: number
  actors: { id: string; firstName: string }[]
  others: boolean
  space: { id: string | null; name: string }
  item: { id: string; title: string } | null
  container: { id: string; title: string } | null
  excerpt: string | null
  role: string | null
  reason: string | null
}
interface List {
  items: Notice[]
  next: string | null
}

async function forget(): Promise<void> {
  await instance.db.run({ text: 'delete from notice' })
}

/** A person's notices after everything written so far has been followed. */
async function noticesOf(who: Client, query = ''): Promise<Notice[]> {
  await followAll(house)
  return (await must(who.get<List>(`/api/me/notices${query}`))).items
}

const kindsOf = async (who: Client) => (await noticesOf(who)).map(({ kind }) => kind)
const unread = async (who: Client) =>
  (await must(who.get<{ unread: number }>('/api/me/notices/count'))).unread

async function comment(
  by: Client,
  space: string,
  item: string,
  body: string,
  mentions: object[] = [],
) {
  const path = `/api/spaces/${space}/items/${item}/comments`
  return (await must(by.post<{ id: string }>(path, { body, mentions }), 201)).id
}
const person = ({ id }: { id: string }) => ({ kind: 'person', id })
const everybodyIn = (id: string) => ({ kind: 'group', id })

test('E1 · a comment is told to who wrote the thing and who follows it, not to who comments nor to the others', async () => {
  const note = await writeNote(mina, group, open, 'Of mine')
  await must(rita.put(`/api/spaces/${group}/items/${note}/following`), 204)
  await comment(rita, group, note, 'Well said')
  const [told, ...more] = await noticesOf(mina)
  assert.deepEqual(
    [told?.kind, told?.item?.title, told?.excerpt, more.length],
    ['comment', 'Of mine', 'Well said', 0],
  )
  assert.deepEqual(
    told?.actors.map(({ id }) => id),
    [rita.id],
  )
  assert.deepEqual(await kindsOf(rita), [])
  assert.deepEqual(await kindsOf(edna), [])
  await comment(mina, group, note, 'Thank you')
  assert.deepEqual(await kindsOf(rita), ['comment'])
  await forget()
})

test('E1 · ten comments on one note are one line with a count, and start a new line once it was read', async () => {
  const note = await writeNote(mina, group, open, 'Much said')
  for (let at = 0; at < 10; at++) await comment(at % 2 ? rita : edna, group, note, `Word ${at}`)
  const [line, ...more] = await noticesOf(mina)
  assert.deepEqual(
    [line?.count, line?.excerpt, line?.actors.length, more.length],
    [10, 'Word 9', 2, 0],
  )
  assert.equal(await unread(mina), 1)
  await must(mina.post(`/api/me/notices/${line!.id}/reading`), 204)
  assert.equal(await unread(mina), 0)
  await comment(rita, group, note, 'One more')
  assert.deepEqual(
    (await noticesOf(mina)).map(({ count, read }) => [count, read]),
    [
      [1, false],
      [10, true],
    ],
  )
  await forget()
})

test('E1 · a mention notifies the person, or everybody in the mentioned group; mentioned people get no second notice of the comment', async () => {
  const note = await writeNote(mina, group, open, 'Named')
  await comment(ada, group, note, 'You and the night', [person(mina), everybodyIn(inner)])
  assert.deepEqual(await kindsOf(mina), ['mention'])
  assert.deepEqual(await kindsOf(nestor), ['mention'])
  assert.deepEqual(await kindsOf(rita), [])
  assert.deepEqual(await kindsOf(ada), [], 'she wrote it, and is in the inner group')
  await forget()
})

test('E1 · a mention that is taken back, and a comment that is deleted, are not shown any more', async () => {
  const note = await writeNote(ada, group, open, 'Taken back')
  const path = `/api/spaces/${group}/items/${note}/comments`
  const id = await comment(rita, group, note, 'For you', [person(mina)])
  assert.deepEqual(await kindsOf(mina), ['mention'])
  await must(rita.patch(`${path}/${id}`, { body: 'For nobody', mentions: [] }))
  assert.deepEqual(await kindsOf(mina), [])
  assert.equal(await unread(mina), 0)
  assert.deepEqual(await kindsOf(ada), ['comment'])
  await must(rita.delete(`${path}/${id}`), 204)
  assert.deepEqual(await kindsOf(ada), [])
  await must(rita.post(`${path}/${id}/restoring`))
  assert.deepEqual(
    (await noticesOf(ada)).map(({ count }) => count),
    [1],
    'it comes back, and is told once',
  )
  await forget()
})

test('A11 · between the event and the reading: without the right, after leaving the group, in the trash, nothing is shown nor counted', async () => {
  const box = await makeNotebook(ada, group, await rootOf(ada, group), 'For some')
  await giveRights(ada, group, box, [
    [{ kind: 'person', id: rita.id }, 'contributor'],
    [{ kind: 'group', id: inner }, 'reader'],
  ])
  const note = await writeNote(rita, group, box, 'Within')
  await comment(ada, group, note, 'Look', [person(rita), everybodyIn(inner)])
  await forgetKind('shared')
  assert.deepEqual([await kindsOf(rita), await kindsOf(nestor)], [['mention'], ['mention']])
  await giveRights(ada, group, box, [])
  assert.deepEqual([await kindsOf(rita), await unread(rita)], [[], 0])
  assert.deepEqual([await kindsOf(nestor), await unread(nestor)], [[], 0])
  const [row] = await instance.db.rows<{ id: string }>({
    text: 'select id from notice where person_id = $1',
    values: [rita.id],
  })
  assert.equal(
    (await rita.post(`/api/me/notices/${row!.id}/reading`)).status,
    404,
    'as if there were none',
  )
  await giveRights(ada, group, box, [
    [{ kind: 'person', id: rita.id }, 'reader'],
    [{ kind: 'group', id: inner }, 'reader'],
  ])
  assert.deepEqual(await kindsOf(nestor), ['mention'])
  await must(nestor.post(`/api/groups/${inner}/leaving`, {}), 204)
  assert.deepEqual([await kindsOf(nestor), await unread(nestor)], [[], 0])
  await enter(instance, inner, [nestor])
  await must(ada.delete(`/api/spaces/${group}/items/${note}`), 204)
  assert.deepEqual(await kindsOf(nestor), ['nested'])
  await forget()
})

test('E1 · files that are attached to an item are told to its followers, as one notice; those of a comment are not', async () => {
  const note = await writeNote(mina, group, open, 'With files')
  const item = `/api/spaces/${group}/items/${note}`
  await must(rita.put(`${item}/following`), 204)
  await noticesOf(rita)
  await forget()
  const file = { 'content-type': 'text/plain' }
  const attach = (by: Client, to: string, name: string) =>
    must(by.post<{ id: string }>(`${to}/attachments?name=${name}`, Buffer.from(name), file), 201)
  const first = await attach(mina, item, 'One.txt')
  await attach(mina, item, 'Two.txt')
  const [told, ...more] = await noticesOf(rita)
  assert.deepEqual(
    [told?.kind, told?.count, told?.actors[0]?.id, told?.item?.id, more.length],
    ['attached', 2, mina.id, note, 0],
  )
  assert.deepEqual(await kindsOf(mina), [])
  await must(mina.delete(`${item}/attachments/${first.id}`), 204)
  assert.equal((await noticesOf(rita))[0]?.count, 1)
  await forget()
  const said = await comment(mina, group, note, 'See the file')
  await attach(mina, `${item}/comments/${said}`, 'Three.txt')
  assert.deepEqual(await kindsOf(rita), ['comment'])
})

test('A11 · who has no right when it happens is not told of it, even as a follower, nor when they get the right later', async () => {
  const note = await writeNote(edna, group, closed, 'Closed to Mina')
  await instance.db.run({
    text: 'insert into follow (person_id, space_id, item_id, at) values ($1, $2, $3, now())',
    values: [mina.id, group, note],
  })
  await comment(rita, group, note, 'Between us')
  assert.deepEqual(await kindsOf(mina), [])
  assert.deepEqual(await kindsOf(edna), ['comment'])
  await forget()
})

test('E1 · something shared by name is told to who was named, once, and not when they lose it', async () => {
  const box = await makeNotebook(ada, group, await rootOf(ada, group), 'Handed out')
  await giveRights(ada, group, box, [
    [{ kind: 'person', id: mina.id }, 'reader'],
    [{ kind: 'group', id: group }, 'reader'],
  ])
  const [told, ...more] = await noticesOf(mina)
  assert.deepEqual([told?.kind, told?.container?.title, more.length], ['shared', 'Handed out', 0])
  assert.deepEqual(await kindsOf(rita), [], 'as one of a group nobody is named')
  await giveRights(ada, group, box, [
    [{ kind: 'person', id: mina.id }, 'reader'],
    [{ kind: 'person', id: rita.id }, 'reader'],
  ])
  assert.deepEqual(
    (await noticesOf(mina)).map(({ count }) => count),
    [1],
    'unchanged is no news',
  )
  await must(mina.post('/api/me/notices/reading', {}), 204)
  const note = await writeNote(ada, group, closed, 'To read')
  const readers = `/api/spaces/${group}/items/${note}/readers`
  await must(ada.put(readers, { principals: [person(mina)] }))
  await must(mina.post('/api/me/notices/reading', {}), 204)
  assert.deepEqual(
    (await noticesOf(mina, '?unread=true')).map(({ item }) => item?.title),
    ['To read'],
  )
  await must(mina.post('/api/me/notices/reading', {}), 204)
  await must(ada.put(readers, { principals: [person(mina), person(gil)] }))
  assert.deepEqual(await noticesOf(mina, '?unread=true'), [])
  assert.deepEqual(await kindsOf(gil), ['shared'])
  await must(ada.put(readers, { principals: [] }))
  assert.deepEqual(await kindsOf(gil), [])
  await forget()
})

test('E1 · an invitation is told to who has its address, until it is answered, withdrawn, or its inviter is blocked', async () => {
  await must(ada.post(`/api/groups/${group}/invitations`, { people: [{ person: xavier.id }] }), 200)
  const [told] = await noticesOf(xavier)
  assert.deepEqual([told?.kind, told?.space.name], ['invitation', 'Éditions'])
  const [pending] = (await must(xavier.get<{ items: { id: string }[] }>('/api/me/invitations')))
    .items
  await must(xavier.post(`/api/me/invitations/${pending!.id}/declining`, { block: true }), 204)
  assert.deepEqual(await kindsOf(xavier), [])
  await must(ada.post(`/api/groups/${group}/invitations`, { people: [{ person: xavier.id }] }), 200)
  assert.deepEqual(await kindsOf(xavier), [])
  await must(xavier.delete(`/api/me/blocked-inviters/${ada.id}`), 204)
  await forget()
})

test('J3 · a request notifies everybody who may decide until one of them has, and the answer notifies the person who asked', async () => {
  const asked = await foundGroup(ada, 'Ask me', {
    listed: 'organization',
    joining: 'request',
    whoInvites: 'moderators',
  })
  await enter(instance, asked, [cosmo], 'co-administrator')
  await enter(instance, asked, [moe], 'moderator')
  await enter(instance, asked, [mina])
  await followAll(house)
  await forget()
  const ask = (who: Client) =>
    must(who.post<{ id: string }>(`/api/groups/${asked}/join-requests`, { message: 'Please' }), 201)
  const { id } = await ask(xavier)
  const other = await ask(rita)
  for (const who of [ada, cosmo, moe])
    assert.deepEqual(
      (await noticesOf(who)).map(({ kind, count }) => [kind, count]),
      [['request', 2]],
    )
  assert.deepEqual(await kindsOf(mina), [])
  await must(cosmo.post(`/api/groups/${asked}/join-requests/${id}/approval`), 204)
  assert.deepEqual(
    (await noticesOf(moe)).map(({ count }) => count),
    [1],
  )
  await must(
    cosmo.post(`/api/groups/${asked}/join-requests/${other.id}/refusal`, { reason: 'We are full' }),
    204,
  )
  assert.deepEqual(await kindsOf(moe), [])
  assert.deepEqual(await kindsOf(xavier), ['request-approved'])
  const [declined] = await noticesOf(rita)
  assert.deepEqual(
    [declined?.kind, declined?.reason, declined?.space, declined?.actors],
    ['request-declined', 'We are full', { id: null, kind: 'group', name: 'Ask me', hue: 0 }, []],
  )
  await forget()
})

test('E1 · being added, a new role, a hand-over, a removal and archiving notify the people concerned', async () => {
  const made = await foundGroup(ada, 'Comings and goings')
  await must(
    ada.post(`/api/groups/${made}/members`, { people: [{ person: mina.id, role: 'member' }] }),
  )
  assert.deepEqual(await kindsOf(mina), ['added'])
  await must(ada.patch(`/api/groups/${made}/members/${mina.id}`, { role: 'moderator' }), 204)
  assert.deepEqual((await noticesOf(mina)).map(({ kind, role }) => [kind, role])[0], [
    'role-changed',
    'moderator',
  ])
  await handOver(ada, made, mina)
  assert.equal((await kindsOf(mina))[0], 'role-changed', 'of her own yes she is not told')
  await must(mina.post(`/api/groups/${made}/archive`))
  assert.deepEqual(await kindsOf(ada), ['archived', 'seat-lost'])
  await must(mina.delete(`/api/groups/${made}/archive`))
  await must(mina.delete(`/api/groups/${made}/members/${ada.id}`), 204)
  assert.deepEqual(await kindsOf(ada), ['removed', 'seat-lost'], 'of the rest she hears no more')
  await must(mina.patch(`/api/groups/${made}`, { name: 'Renamed without her' }))
  assert.deepEqual(
    (await noticesOf(ada)).map(({ space }) => space.name),
    ['Comings and goings', 'Comings and goings'],
  )
  await forget()
})

test('G6 · an archived group and one whose notices are off send no notices of what is written in them', async () => {
  const quiet = await foundGroup(ada, 'Quiet')
  await enter(instance, quiet, [mina])
  const root = await rootOf(ada, quiet)
  const box = await makeNotebook(ada, quiet, root, 'Box')
  const note = await writeNote(ada, quiet, box, 'Hush')
  await followAll(house)
  await forget()
  await must(ada.patch(`/api/groups/${quiet}`, { settings: { notifications: false } }))
  await comment(mina, quiet, note, 'Anybody?')
  assert.deepEqual(await kindsOf(ada), [])
  await forget()
})

test('E1 · every change is processed once: when run again, by many at the same time, and after an interruption', async () => {
  const note = await writeNote(mina, group, open, 'Followed')
  await comment(rita, group, note, 'First')
  await Promise.all(Array.from({ length: 20 }, () => followAll(house)))
  await comment(rita, group, note, 'Second')
  await Promise.all(Array.from({ length: 20 }, () => followAll(house)))
  assert.deepEqual(
    (await noticesOf(mina)).map(({ count }) => count),
    [2],
  )
  await must(mina.post('/api/me/notices/reading', {}), 204)
  await instance.db.run({
    text: 'update work_position set seq = 0 where space_id = $1',
    values: [group],
  })
  await followAll(house)
  const rows = await instance.db.rows({
    text: `select from notice where person_id = $1 and about = $2`,
    values: [mina.id, note],
  })
  assert.equal(rows.length, 1, 'even from the very beginning nothing is told twice')
  await forget()
})

test('E1 · the next page begins where the last one ended, even when something new arrives in between', async () => {
  const notes = await Promise.all(
    Array.from({ length: 7 }, (_, at) => writeNote(mina, group, open, `Page ${at}`)),
  )
  for (const note of notes) await comment(rita, group, note, 'Seen')
  await followAll(house)
  const first = await must(mina.get<List>('/api/me/notices?limit=3'))
  const fresh = await writeNote(mina, group, open, 'Page new')
  await comment(rita, group, fresh, 'Newer')
  await followAll(house)
  const second = await must(mina.get<List>(`/api/me/notices?limit=3&after=${first.next}`))
  const third = await must(mina.get<List>(`/api/me/notices?limit=3&after=${second.next}`))
  const seen = [first, second, third].flatMap(({ items }) => items.map(({ item }) => item!.title))
  assert.deepEqual(
    seen.toSorted(),
    notes.map((_, at) => `Page ${at}`),
  )
  assert.equal(third.next, null)
  assert.equal((await mina.get('/api/me/notices?after=nonsense')).status, 200)
  await forget()
})

test('E1 · marking all as read leaves out notices that arrived after the list was loaded', async () => {
  const [one, two] = [
    await writeNote(mina, group, open, 'Before'),
    await writeNote(mina, group, open, 'After'),
  ]
  await comment(rita, group, one, 'Seen')
  await followAll(house)
  const until = new Date().toISOString()
  while (new Date().toISOString() === until) await later(1)
  await comment(rita, group, two, 'Not seen')
  await followAll(house)
  await must(mina.post('/api/me/notices/reading', { until }), 204)
  assert.deepEqual(
    (await noticesOf(mina, '?unread=true')).map(({ item }) => item?.title),
    ['After'],
  )
  const bad = await mina.post<{ fields: { field: string }[] }>('/api/me/notices/reading', {
    until: 'soon',
  })
  assert.deepEqual([bad.status, bad.body.fields[0]?.field], [400, 'body.until'])
  await forget()
})

test('I4 · nobody reads, counts or marks the notices of somebody else', async () => {
  const note = await writeNote(mina, group, open, 'Mine alone')
  await comment(rita, group, note, 'Yours')
  const [own] = await noticesOf(mina)
  for (const who of [ada, oona, xavier]) {
    assert.equal((await who.post(`/api/me/notices/${own!.id}/reading`)).status, 404)
    assert.ok(!(await noticesOf(who)).some(({ id }) => id === own!.id))
  }
  assert.equal(await unread(mina), 1)
  await forget()
})

test('E1 · a new notice, and one that was read elsewhere, nudge the pages of their person and of nobody else', async () => {
  const [minas, ritas] = [
    await liveClient(instance.address, mina.cookie),
    await liveClient(instance.address, rita.cookie),
  ]
  const note = await writeNote(mina, group, open, 'Poked')
  await comment(rita, group, note, 'Poke')
  await followAll(house)
  await minas.next('notices')
  await must(mina.post('/api/me/notices/reading', {}), 204)
  await minas.next('notices')
  assert.equal(ritas.waiting('notices'), 0)
  minas.close()
  ritas.close()
  await forget()
})

test('E1 · levels: off makes no notice, a group’s own level is before the general one, and others keep theirs', async () => {
  const note = await writeNote(mina, group, open, 'Levels')
  const off = { product: false, push: false, mail: 'off' }
  const on = { product: true, push: false, mail: 'off' }
  await must(mina.put('/api/me/notice-settings/levels', { comment: off }), 204)
  await comment(rita, group, note, 'Unheard')
  assert.deepEqual(await kindsOf(mina), [])
  await must(mina.put(`/api/spaces/${group}/notice-levels`, { comment: on }), 204)
  await comment(rita, group, note, 'Heard')
  assert.deepEqual(
    (await noticesOf(mina)).map(({ count }) => count),
    [1],
  )
  await must(mina.delete(`/api/spaces/${group}/notice-levels`), 204)
  await comment(rita, group, note, 'Unheard again')
  assert.deepEqual(
    (await noticesOf(mina)).map(({ count }) => count),
    [1],
  )
  const settings = await must(
    mina.get<{ levels: Record<string, object>; groups: { id: string; own: boolean }[] }>(
      '/api/me/notice-settings',
    ),
  )
  assert.deepEqual(settings.levels['comment'], off)
  assert.ok(
    settings.groups.every(({ own }) => !own) && settings.groups.some(({ id }) => id === group),
  )
  await must(
    mina.put('/api/me/notice-settings/levels', {
      comment: { product: true, push: true, mail: 'digest' },
    }),
    204,
  )
  await forget()
})

test('E1 · a muted group is listed and not counted, until the time that was said', async () => {
  const note = await writeNote(mina, group, open, 'Muted')
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  await must(mina.put(`/api/spaces/${group}/mute`, { until: soon }), 204)
  await comment(rita, group, note, 'Quietly')
  assert.deepEqual([await kindsOf(mina), await unread(mina)], [['comment'], 0])
  await instance.db.run({ text: `update notice_mute set until = now() - interval '1 second'` })
  assert.equal(await unread(mina), 1)
  await must(mina.put(`/api/spaces/${group}/mute`, {}), 204)
  assert.equal(await unread(mina), 0)
  await must(mina.delete(`/api/spaces/${group}/mute`), 204)
  assert.equal(await unread(mina), 1)
  const past = await mina.put<{ fields: { field: string }[] }>(`/api/spaces/${group}/mute`, {
    until: '2020-01-01T00:00:00Z',
  })
  assert.deepEqual([past.status, past.body.fields[0]?.field], [400, 'body.until'])
  assert.equal((await mina.put(`/api/spaces/${elsewhere}/mute`, {})).status, 404)
  await forget()
})

test('E1 · up to three people are named, and of more it is said that there are more', async () => {
  const note = await writeNote(mina, group, open, 'Popular')
  const line = async () => {
    const [first] = await noticesOf(mina)
    return [first!.actors.length, first!.others]
  }
  for (const who of [ada, rita, edna]) await comment(who, group, note, 'I like it')
  assert.deepEqual(await line(), [3, false])
  await comment(cosmo, group, note, 'So do I')
  assert.deepEqual(await line(), [3, true])
  await forget()
})

test('ARCHITECTURE §4 · the ids of notices are made by the application', async () => {
  const note = await writeNote(mina, group, open, 'Numbered')
  await comment(rita, group, note, 'One')
  const [first] = await noticesOf(mina)
  assert.match(first!.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  await forget()
})

test('I6 · read notices are deleted after some months, unread ones after a year', async () => {
  const note = await writeNote(mina, group, open, 'Of old')
  await comment(rita, group, note, 'Once')
  await followAll(house)
  const day = 86_400_000
  const leftAt = async (age: number, change: string) => {
    await instance.db.run({
      text: `update notice set at = $1, read_at = null, listed = true`,
      values: [new Date(Date.now() - age * day)],
    })
    if (change) await instance.db.run({ text: `update notice set ${change}` })
    await forgetOld(instance.db, new Date(Date.now() - 180 * day), new Date(Date.now() - 365 * day))
    return (await instance.db.rows({ text: 'select from notice' })).length
  }
  assert.deepEqual(
    [
      await leftAt(364, ''),
      await leftAt(179, 'read_at = now()'),
      await leftAt(179, 'listed = false'),
    ],
    [1, 1, 1],
  )
  assert.equal(await leftAt(366, ''), 0, 'unread and listed, but too old')
})

test(
  'E1 · a round that finds nothing to do is the last one; spaces that another process follows are left to it',
  {
    timeout: 120_000,
  },
  async () => {
    const spaces = Array.from({ length: 200 }, () => newId())
    await instance.db.run({
      text: 'insert into space_counter (space_id, seq) select unnest($1::uuid[]), 1',
      values: [spaces],
    })
    await instance.db.run({
      text: "insert into work_position (work, space_id, seq) select 'notices', unnest($1::uuid[]), 0",
      values: [spaces],
    })
    await instance.db.transaction(async (tx) => {
      await tx.rows({ text: 'select from work_position for update' })
      await followAll(house)
    })
    const behind =
      'select from work_position p join space_counter n using (space_id) where p.seq < n.seq'
    assert.equal((await instance.db.rows({ text: behind })).length, 200)
    await followAll(house)
    assert.equal((await instance.db.rows({ text: behind })).length, 0)
  },
)

test('I12 · a thousand events for a hundred people take as many statements as ten for one', async () => {
  await planFor(instance, ada, { members: 200 })
  const few = await crowd('Few', 1, 10)
  const many = await crowd('Many', 100, 1000)
  assert.deepEqual([few.notices, many.notices], [1, 100])
  assert.deepEqual([few.events, many.events], [10, 1000 * 100])
  assert.equal(many.statements, few.statements)
})

/** Makes a note with this many followers and comments; returns what it costs to follow the log of its group. */
async function crowd(name: string, people: number, comments: number) {
  const made = await foundGroup(ada, name)
  const all: Client[] = []
  for (let at = 0; at < people; at++)
    all.push(await colleague(instance, organization, `${name}${at}`))
  await enter(instance, made, all)
  const box = await makeNotebook(ada, made, await rootOf(ada, made), 'Box')
  const note = await writeNote(ada, made, box, 'Busy')
  await followAll(house)
  await instance.db.run({
    text: `insert into follow (person_id, space_id, item_id, at) select person_id, $1, $2, now() from membership where group_id = $1 and person_id <> $3`,
    values: [made, note, ada.id],
  })
  await instance.db.run({
    text: `with place as (select container_id from item where id = $2),
        said as (insert into comment (space_id, id, item_id, author_id, body, created_at)
          select $1, gen_random_uuid(), $2, $3, 'Word', date_trunc('milliseconds', now()) from generate_series(1, $4) returning id, created_at),
        lines as (select id, created_at, row_number() over () as n from said),
        old as (select seq from space_counter where space_id = $1),
        moved as (update space_counter set seq = seq + $4 where space_id = $1)
      insert into change (space_id, seq, at, actor_id, kind, container_id, item_id, detail)
      select $1, old.seq + n, created_at, $3, 'comment.added', place.container_id, $2, jsonb_build_object('comment', id) from lines, old, place`,
    values: [made, note, ada.id, comments],
  })
  let statements = 0
  const counting = {
    ...house,
    db: {
      ...house.db,
      transaction: <T>(work: (tx: never) => Promise<T>) =>
        house.db.transaction((tx) =>
          work({
            ...tx,
            rows: (s: never) => (statements++, tx.rows(s)),
            row: (s: never) => (statements++, tx.row(s)),
            run: (s: never) => (statements++, tx.run(s)),
          } as never),
        ),
    },
  }
  await followAll(counting as typeof house)
  const rows = await instance.db.rows<{ events: number }>({
    text: `select events from notice where about = $1 and kind = 'comment'`,
    values: [note],
  })
  return {
    statements,
    notices: rows.length,
    events: rows.reduce((sum, row) => sum + row.events, 0),
  }
}

async function forgetKind(kind: string): Promise<void> {
  await followAll(house)
  await instance.db.run({ text: 'delete from notice where kind = $1', values: [kind] })
}
