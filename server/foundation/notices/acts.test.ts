import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { giveRights, makeNotebook, must, stage, writeNote } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import type { Language } from '../../kernel/i18n.ts'
import { newId } from '../../kernel/ids.ts'
import { followAll } from './following.ts'
import { composers, mailDue } from './sending.ts'

const instance = await startInstance()
const { house } = instance.app
const { cast, group, root, open } = await stage(instance)
const { ada, mina, rita, edna, nestor, gil } = cast
const archive = await makeNotebook(ada, group, root, 'Archive')
await giveRights(ada, group, archive, [[{ kind: 'group', id: group }, 'contributor']])
beforeEach(async () => {
  await followAll(house)
  for (const table of ['notice', 'notice_level', 'follow'])
    await instance.db.run({ text: `delete from ${table}` })
})

const bulk = (act: string) => `/api/spaces/${group}/bulk/${act}`
interface Done {
  undo: string
}
const act = (name: string, body: object) => must(ada.post<Done>(bulk(name), body))
const move = (items: string[], toContainer: string) => act('moving', { items, toContainer })
const undo = (done: Done) => must(ada.post(bulk('undoing'), { undo: done.undo }))

/** Notes of Mina's; guests see only those that are not internal. */
async function notes(count: number, internal = 0): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  await instance.db.run({
    text: `insert into item (space_id, id, container_id, tool, kind, title, author_id, created_at, changed_at, changed_by, internal_only_at, internal_only_by)
      select $1, id, $2, 'notes', 'note', 'Note ' || nth, $4, now(), now(), $4, case when nth <= $5 then now() end, case when nth <= $5 then $4::uuid end
        from unnest($3::uuid[]) with ordinality as n (id, nth)`,
    values: [group, open, ids, mina.id, internal],
  })
  return ids
}

async function follows(who: Client, items: string[]): Promise<void> {
  await instance.db.run({
    text: 'insert into follow (person_id, space_id, item_id, at) select $1, $2, id, now() from unnest($3::uuid[]) as n (id)',
    values: [who.id, group, items],
  })
}

const all = { product: true, push: true, mail: 'at-once' }
const wants = (who: Client, levels: object) =>
  must(who.put(`/api/spaces/${group}/notice-levels`, levels), 204)

interface Notice {
  id: string
  at: string
  kind: string
  actors: { id: string }[]
  count: number
  many: { event: string; tool: string | null; kind: string | null } | null
  item: { title: string } | null
  container: { title: string } | null
}

async function told(who: Client): Promise<Notice[]> {
  await followAll(house)
  return (await must(who.get<{ items: Notice[] }>('/api/me/notices'))).items
}

/** Everything that a notice says but its own id and time. */
const said = (notices: Notice[]) => notices.map(({ id: _, at: __, ...rest }) => rest)

const note = { tool: 'notes', kind: 'note' }

test('E1, I1 · 200 items that one act moves are one notice for each recipient, of those that they may see, until it is undone', async () => {
  const items = await notes(200, 50)
  await follows(nestor, items)
  await follows(gil, items)
  await follows(rita, items.slice(0, 20))
  await wants(rita, { all })
  const done = await move(items, archive)
  for (const [who, count] of [
    [nestor, 200],
    [gil, 150],
    [rita, 200],
  ] as const) {
    const [notice, ...more] = await told(who)
    assert.deepEqual(more, [])
    assert.deepEqual(
      [notice?.kind, notice?.count, notice?.many, notice?.container?.title],
      ['followed', count, { event: 'item.moved', ...note }, 'Archive'],
    )
    assert.deepEqual([notice?.item, notice?.actors.map(({ id }) => id)], [null, [ada.id]])
  }
  assert.deepEqual(await told(edna), [])
  await undo(done)
  for (const who of [nestor, gil, rita]) {
    assert.deepEqual(await told(who), [])
    assert.deepEqual(await must(who.get('/api/me/notices/count')), { unread: 0 })
  }
})

test('E1 · an act that is undone before anybody was told, and its undo, are no notice', async () => {
  const items = await notes(3)
  await follows(nestor, items)
  await undo(await move(items, archive))
  await undo(await act('trashing', { items }))
  for (const who of [nestor, mina]) assert.deepEqual(await told(who), [])
})

test('I1 · hidden items of an act change no byte of the notice, not even where one visible item is left', async () => {
  for (const visible of [4, 1]) {
    const answers = []
    for (const internal of [0, 5]) {
      const items = await notes(visible + internal, internal)
      await follows(gil, items)
      await instance.db.run({
        text: `update item set title = 'Same' where id = any($1::uuid[])`,
        values: [items],
      })
      await move(items, archive)
      const [notice, ...more] = said(await told(gil))
      assert.deepEqual(more, [])
      answers.push(visible === 1 ? { ...notice, item: notice?.item?.title } : notice)
      await instance.db.run({ text: 'delete from notice' })
    }
    assert.deepEqual(answers[0], answers[1])
    assert.equal((answers[0] as Notice).many === null, visible === 1)
  }
})

test('A11, A10 · a notice of an act counts what its reader sees when they look, and names no place that is hidden from them', async () => {
  const items = await notes(3)
  await follows(gil, items)
  const box = await makeNotebook(ada, group, root, 'Box')
  await giveRights(ada, group, box, [
    [{ kind: 'person', id: gil.id }, 'reader'],
    [{ kind: 'person', id: mina.id }, 'reader'],
  ])
  await move(items, box)
  assert.deepEqual(said(await told(gil))[0]?.container?.title, 'Box')
  await giveRights(ada, group, box, [[{ kind: 'person', id: mina.id }, 'reader']])
  assert.deepEqual(await told(gil), [])
  for (const item of items.slice(0, 2))
    await must(
      mina.put(`/api/spaces/${group}/items/${item}/readers`, {
        principals: [{ kind: 'person', id: gil.id }],
      }),
    )
  const [notice] = (await told(gil)).filter(({ kind }) => kind === 'followed')
  assert.deepEqual([notice?.count, notice?.container], [2, null])
})

test('E1 · copies of one act are one notice for people who chose *all*, and its deletions are one for the author', async () => {
  await wants(rita, { all })
  const items: string[] = []
  for (let at = 0; at < 5; at++) items.push(await writeNote(mina, group, open, `Note ${at}`))
  await followAll(house)
  await instance.db.run({ text: 'delete from notice' })
  const copied = await act('copying', { items, toContainer: archive })
  const [added, ...more] = await told(rita)
  assert.deepEqual(
    [added?.kind, added?.count, added?.container?.title, added?.many?.event, more.length],
    ['new-item', 5, 'Archive', 'item.added', 0],
  )
  await undo(copied)
  assert.deepEqual(await told(rita), [])
  await must(mina.post(bulk('tagging'), { items, name: 'Urgent' }))
  const trashed = await act('trashing', { items })
  assert.deepEqual(
    (await told(mina)).map(({ kind, count, container }) => [kind, count, container]),
    [['deleted', 5, null]],
  )
  await undo(trashed)
  for (const who of [rita, mina]) assert.deepEqual(await told(who), [])
})

test('E1, Z2 · a mail has one line for an act, in its reader’s language, and a browser gets one push', async () => {
  const items = await notes(12)
  await must(mina.patch('/api/me', { language: 'fr' }), 204)
  for (const who of [mina, nestor]) {
    await instance.db.run({
      text: `insert into push_subscription (id, person_id, session_id, endpoint, p256dh, auth, user_agent, created_at)
        select gen_random_uuid(), $1, s.id, 'https://push.example/' || s.id, '', '', '', now() from session s where s.person_id = $1`,
      values: [who.id],
    })
    await follows(who, items)
    await wants(who, { follow: all })
  }
  await move(items, archive)
  await act('trashing', { items: items.slice(0, 2) })
  await followAll(house)
  assert.deepEqual(await waiting('push_at'), await waiting('mail_at'))
  await mailDue(house, new Date(Date.now() + 11 * 60_000))
  const mails = await instance.db.rows<{ id: string; language: Language; person: string }>({
    text: 'select distinct n.mail_id as id, p.language, p.id as person from notice n join person p on p.id = n.person_id',
  })
  const letters = new Map<string, string>()
  for (const { person, ...mail } of mails) {
    const composed = await composers['notices']!(house, mail)
    letters.set(person, [composed!.letter.subject, ...composed!.letter.paragraphs].join('\n'))
  }
  assert.match(letters.get(nestor.id)!, /^Ada \S+ moved 10 notes to “Archive”/)
  assert.match(letters.get(mina.id)!, /• Ada \S+ a déplacé 10\snotes vers «.Archive.»/)
  assert.match(letters.get(mina.id)!, /• Ada \S+ a mis à la corbeille 2\snotes dont vous êtes/)
  await must(mina.patch('/api/me', { language: 'en' }), 204)
})

/** How many notices of each person wait to be told that way. */
async function waiting(way: 'push_at' | 'mail_at'): Promise<{ person: string; count: number }[]> {
  return instance.db.rows({
    text: `select person_id as person, count(${way})::int as count from notice group by person_id order by 1`,
  })
}

test('E1 · items of one act that a reader has been told of alone stay apart from it', async () => {
  const items = [await writeNote(mina, group, open, 'Before'), ...(await notes(2))]
  await follows(nestor, items)
  await must(mina.patch(`/api/spaces/${group}/notes/${items[0]}`, { title: 'Alone' }))
  await move(items, archive)
  assert.deepEqual(
    (await told(nestor)).map(({ count, item }) => [count, item?.title]),
    [
      [3, undefined],
      [1, 'Alone'],
    ],
  )
})
