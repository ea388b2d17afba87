import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveRights, makeNotebook, must, stage, writeNote } from '../../../test/world/cast.ts'
import { groupOf } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import type { Tool } from '../../kernel/tool.ts'
import { notes } from '../../tools/notes/tool.ts'
import { beginTools } from './spaces.ts'

const instance = await startInstance()
const { cast, group, root, open, closed } = await stage(instance)
const { ada, mina, rita, gil, xavier } = cast
const all = `/api/spaces/${group}/containers`

interface Box {
  id: string
  name: string
  nested: boolean
  unread: number
  above: { id: string; name: string }[]
  holds: string[]
}
interface Boxes {
  items: Box[]
  next: string | null
}

const asked = (who: Client, query: string) => must(who.get<Boxes>(`${all}?${query}`))
const names = ({ items }: Boxes) => items.map(({ name }) => name)

const shelf = await makeNotebook(ada, group, root, 'Shelf', 'folder')
for (const name of ['émile', 'Zoé', 'Bruno', 'Ada', 'cyril'])
  await makeNotebook(ada, group, shelf, name)
const deep = await makeNotebook(ada, group, shelf, 'Deep', 'folder')
const hidden = await makeNotebook(ada, group, deep, 'Only Rita')
await giveRights(ada, group, hidden, [[{ kind: 'person', id: rita.id }, 'reader']])

test('The content of a folder is listed by name, ignoring case and accents, page by page', async () => {
  const pages: string[][] = []
  for (let after: string | null = ''; after !== null;) {
    const page: Boxes = await asked(mina, `parent=${shelf}&limit=4${after && `&after=${after}`}`)
    pages.push(names(page))
    after = page.next
  }
  assert.deepEqual(pages, [
    ['Ada', 'Bruno', 'cyril', 'Deep'],
    ['émile', 'Zoé'],
  ])
})

test('A container says where it is, what it holds, and whether something in it is visible to me (I1)', async () => {
  const read = (who: Client, id: string) => must(who.get<Box>(`${all}/${id}`))
  const forAda = await read(ada, hidden)
  assert.deepEqual(
    forAda.above.map(({ name }) => name),
    ['Shelf', 'Deep'],
  )
  assert.deepEqual(forAda.holds, ['note'])
  assert.equal((await read(ada, deep)).nested, true)
  assert.equal((await read(mina, deep)).nested, false)
  assert.deepEqual(names(await asked(mina, `parent=${deep}`)), [])
})

test('A2 · a shared container below a folder that I do not see is at the top level for me', async () => {
  await giveRights(ada, group, deep, [])
  const top = await asked(rita, 'tool=notes&top=true')
  assert.ok(names(top).includes('Only Rita'))
  assert.ok(!names(await asked(rita, `parent=${shelf}`)).includes('Deep'))
  const found = top.items.find(({ id }) => id === hidden)!
  assert.deepEqual(
    found.above.map(({ name }) => name),
    ['Shelf'],
  )
  assert.deepEqual(names(await asked(ada, 'tool=notes&top=true')), [''])
})

test('Containers are found by the words of their name', async () => {
  assert.deepEqual(names(await asked(mina, 'search=EMI')), ['émile'])
  assert.deepEqual(names(await asked(mina, 'search=rita')), [])
})

test('Places for an item are those where I may add one; places for a container, those that nest it', async () => {
  const takes = async (who: Client) => (await asked(who, 'takes=note')).items.map(({ id }) => id)
  assert.ok((await takes(ada)).includes(closed))
  assert.ok(!(await takes(rita)).includes(closed))
  assert.ok((await takes(gil)).includes(open))
  assert.deepEqual(await asked(gil, 'takes=nothing'), { items: [], next: null })
  assert.deepEqual(names(await asked(ada, 'tool=notes&nests=notebook')), ['', 'Deep', 'Shelf'])
  assert.deepEqual(names(await asked(mina, 'nests=notebook')), [])
})

test('Containers with a list of rights of their own can be asked for', async () => {
  assert.deepEqual(names(await asked(ada, 'ownList=true')), ['Closed', 'Deep', 'Only Rita', 'Open'])
  assert.deepEqual(names(await asked(mina, 'ownList=true')), ['Open'])
})

test('I3 · a parent that is hidden is like one that does not exist', async () => {
  assert.deepEqual(await asked(mina, `parent=${crypto.randomUUID()}`), { items: [], next: null })
  assert.deepEqual(await asked(mina, `parent=${hidden}`), { items: [], next: null })
})

const unreadIn = async (who: Client, container: string) =>
  (await must(who.get<{ unread: number }>(`${all}/${container}`))).unread
const inGroup = async (who: Client) =>
  (await must(who.get<{ spaces: { id: string; unread: number }[] }>('/api/me'))).spaces.find(
    ({ id }) => id === group,
  )!.unread
const visit = (who: Client, item: string) =>
  must(who.put(`/api/spaces/${group}/items/${item}/visit`), 204)
const tag = (item: string, name: string) =>
  must(ada.put(`/api/spaces/${group}/items/${item}/tags/${name}`), 204)

test('Items that others added or changed in a container are unread until I read them, or mark them as read', async () => {
  const notebook = await makeNotebook(ada, group, root, 'Read marks')
  await must(mina.put(`/api/spaces/${group}/seen`, {}), 204)
  const notes: string[] = []
  for (const title of ['One', 'Two', 'Three'])
    notes.push(await writeNote(ada, group, notebook, title))
  const listed = (await asked(mina, `parent=${root}`)).items.find(({ id }) => id === notebook)!
  assert.deepEqual([listed.unread, await inGroup(mina)], [3, 3])
  assert.equal(await unreadIn(ada, notebook), 0, 'her own')
  await visit(mina, notes[0]!)
  assert.deepEqual([await unreadIn(mina, notebook), await inGroup(mina)], [2, 2])
  assert.equal(await unreadIn(gil, notebook), 3, 'the marks of others change nothing')
  await tag(notes[0]!, 'oak')
  assert.equal(await unreadIn(mina, notebook), 3)
  await must(ada.delete(`/api/spaces/${group}/items/${notes[1]}`), 204)
  assert.equal(await unreadIn(mina, notebook), 2)
  for (const note of [notes[0]!, notes[2]!]) await visit(mina, note)
  assert.equal(await unreadIn(mina, notebook), 0)

  const { seq } = await must(mina.get<{ seq: string }>(`/api/spaces/${group}/changes`))
  await writeNote(ada, group, notebook, 'Four')
  const mark = (who: Client, body: object) => who.put(`${all}/${notebook}/seen`, body)
  await must(mark(mina, { seq }), 204)
  assert.equal(await unreadIn(mina, notebook), 1, 'only what is older than the position')
  await must(mark(mina, {}), 204)
  assert.deepEqual([await unreadIn(mina, notebook), await inGroup(mina)], [0, 0])
  await tag(notes[2]!, 'ash')
  assert.equal(await unreadIn(mina, notebook), 1)
  await must(mina.put(`/api/spaces/${group}/seen`, {}), 204)
  assert.deepEqual([await unreadIn(mina, notebook), await inGroup(mina)], [0, 0])
  assert.equal((await mark(xavier, {})).status, 404)
})

test('I1, G10 · however much is written that a guest does not see, their unread items stay counted', async () => {
  const notebook = await makeNotebook(ada, group, root, 'Half hidden')
  await writeNote(ada, group, notebook, 'Shown')
  const before = await asked(gil, `parent=${root}`)
  const note = await writeNote(ada, group, notebook, 'Hidden')
  await must(ada.put(`/api/spaces/${group}/items/${note}/internal-only`, { internalOnly: true }))
  await instance.db.run({
    text: `with counter as (update space_counter set seq = seq + 500 where space_id = $1 returning seq - 500 as seq)
      insert into change (space_id, seq, at, actor_id, kind, container_id, item_id, detail, feed, hash)
      select $1, counter.seq + n, now(), $3, 'item.tagged', $4, $2, '{}', true, '' from counter, generate_series(1, 500) n`,
    values: [group, note, ada.id, notebook],
  })
  assert.deepEqual(await asked(gil, `parent=${root}`), before)
  assert.equal(await unreadIn(mina, notebook), 2, 'many lines about one item count it once')
})

test('G5 · a tool that a new version adds is begun in the spaces that exist, once', async () => {
  const things: Tool = { ...notes, name: 'things', templates: ['team'] }
  const house = { ...instance.app.house, tools: [notes, things] }
  const { id: announcements } = await groupOf(ada, { template: 'announcement' })
  assert.deepEqual(await beginTools(house), ['things'])
  assert.deepEqual(await beginTools(house), [])
  const roots = (tool: string) =>
    instance.db.rows({
      text: `select c.space_id, g.principal_id, g.rights from container c
        left join access_grant g on g.space_id = c.space_id and g.container_id = c.id
        where c.tool = $1 and c.parent_id is null order by 1`,
      values: [tool],
    })
  assert.deepEqual(await roots('things'), await roots('notes'))
  const begun = await must(mina.get<Boxes>(`${all}?tool=things`))
  assert.deepEqual(names(begun), ['', 'Notebook'])
  const isOn = async (who: Client, which: string) =>
    (await must(who.get<{ tools: string[] }>(`/api/groups/${which}`))).tools.includes('things')
  assert.deepEqual(
    [await isOn(mina, group), await isOn(ada, announcements)],
    [true, false],
    'where the template of the group fits',
  )
})
