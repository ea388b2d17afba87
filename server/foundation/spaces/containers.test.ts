import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveRights, makeNotebook, must, stage } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'

const instance = await startInstance()
const { cast, group, root, open, closed } = await stage(instance)
const { ada, mina, rita, gil } = cast
const all = `/api/spaces/${group}/containers`

interface Box {
  id: string
  name: string
  nested: boolean
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

test('What is in a folder comes by name, whatever case and accents, page by page', async () => {
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

test('A container says what it is in, what it takes, and whether there is something in it for me (I1)', async () => {
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

test('A2 · what was shared from below a folder that I do not see is at the top for me', async () => {
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
  assert.deepEqual(names(await asked(ada, 'nests=notebook')), ['', 'Deep', 'Shelf'])
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
