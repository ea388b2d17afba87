import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, foundGroup, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded, type Answer, type Client } from '../world/people.ts'

/** Many concurrent requests on the real server: the result equals that of some serial order of them (I9). */
const instance = await startInstance()
const { organization } = await founded(instance)
const one = (name: string) => colleague(instance, organization, name)
const [ada, mina, bo, cy] = [await one('Ada'), await one('Mina'), await one('Bo'), await one('Cy')]
const group = await foundGroup(ada, 'Busy')
await enter(instance, group, [mina, bo, cy])
const space = `/api/spaces/${group}`
const root = await rootOf(ada, group)
const notebook = await makeNotebook(ada, group, root, 'Notes')
const everybody = [ada, mina, bo, cy]

const times = <T>(count: number, act: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => act(at)))
const count = (answers: Answer<unknown>[], ...statuses: number[]) =>
  answers.filter(({ status }) => statuses.includes(status)).length

interface Change {
  at: string
  item: string | null
}
const changes = async (who: Client, since: string) =>
  must(who.get<{ seq: string; changes: Change[] }>(`${space}/changes?since=${since}`))

test('I9 · under load the change log of a space has no gap and no line twice, and pulls in parts say the same as one', async () => {
  await times(48, (at) => {
    const who = everybody[at % 4]!
    if (at % 3 === 0) return makeNotebook(ada, group, root, `Box ${at}`)
    return writeNote(who, group, notebook, `Note ${at}`)
  })
  const rows = await instance.db.rows<{ seq: number }>({
    text: 'select seq from change where space_id = $1 order by seq',
    values: [group],
  })
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    rows.map((_, at) => at + 1),
  )
  const first = await changes(ada, '0')
  await writeNote(mina, group, notebook, 'After a first pull')
  const [whole, rest] = [await changes(ada, '0'), await changes(ada, first.seq)]
  assert.deepEqual([...first.changes, ...rest.changes], whole.changes)
  assert.equal(whole.seq, rest.seq)
})

test('I9, X125 · the same tag, favourite and following set twenty times at the same time exist once', async () => {
  const note = await writeNote(mina, group, notebook, 'Marked')
  for (const mark of ['tags/Urgent', 'favourite', 'following'])
    assert.equal(count(await times(20, () => mina.put(`${space}/items/${note}/${mark}`)), 204), 20)
  const item = await must(
    mina.get<{ tags: string[]; favourite: boolean }>(`${space}/items/${note}`),
  )
  assert.deepEqual(item.tags, ['Urgent'])
  const favourites = await must(mina.get<{ items: { id: string }[] }>('/api/favourites'))
  assert.equal(favourites.items.filter(({ id }) => id === note).length, 1)
})

test('I9 · versions named and comments written at the same moment are all kept, numbered without a gap', async () => {
  const note = await writeNote(mina, group, notebook, 'Written by many')
  const path = `${space}/items/${note}/versions`
  const named = await times(10, (at) => mina.post(path, { label: `Mark ${at}` }))
  const { items } = await must(mina.get<{ items: { number: number; label: string }[] }>(path))
  const labels = items.map(({ label }) => label).filter(Boolean)
  assert.equal(new Set(labels).size, labels.length)
  assert.equal(labels.length, count(named, 201))
  const numbers = items.map(({ number }) => number).toSorted((a, b) => a - b)
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => numbers[0]! + at),
  )
  await times(12, (at) => must(bo.post(`${space}/items/${note}/comments`, { body: `${at}` }), 201))
  const read = await must(mina.get<{ comments: number }>(`${space}/items/${note}`))
  assert.equal(read.comments, 12)
})

test('I9, X91 · one note moved to two other spaces by ten people at the same time ends in exactly one place', async () => {
  const note = await writeNote(mina, group, notebook, 'Wanted by all')
  const places = [await foundGroup(mina, 'Left'), await foundGroup(mina, 'Right')]
  const notebooks = await Promise.all(
    places.map(async (place) => makeNotebook(mina, place, await rootOf(mina, place), 'Taken')),
  )
  const moves = await times(10, (at) =>
    mina.post(`${space}/items/${note}/move`, {
      toSpace: places[at % 2],
      toContainer: notebooks[at % 2],
    }),
  )
  assert.equal(count(moves, 200), 1)
  assert.equal(count(moves, 404), 9)
  const left = await times(2, (at) =>
    must(mina.get<{ items: unknown[] }>(`/api/spaces/${places[at]}/notes`)),
  )
  assert.equal(left.flatMap(({ items }) => items).length, 1)
  assert.equal((await mina.get(`${space}/items/${note}`)).status, 404)
})

test('I9 · a note deleted and restored by many people at the same time is either in its place or in the trash', async () => {
  const note = await writeNote(mina, group, notebook, 'Back and forth')
  const answers = await times(16, (at) =>
    at % 2 === 0
      ? mina.delete(`${space}/items/${note}`)
      : mina.post(`${space}/items/${note}/restoring`),
  )
  assert.equal(count(answers, 200, 204, 404), 16)
  const here = (await mina.get(`${space}/items/${note}`)).status === 200
  const trash = await must(mina.get<{ items: { id: string }[] }>(`${space}/trash`))
  assert.equal(
    trash.items.some(({ id }) => id === note),
    !here,
  )
})

test('I9 · of lists of rights replaced by many people at the same time one is in force, whole', async () => {
  const lists = [bo, cy, mina].map(({ id }) => [
    { principal: { kind: 'person', id }, level: 'editor' },
    { principal: { kind: 'group', id: group }, level: 'reader' },
  ])
  const path = `${space}/containers/${notebook}/access`
  await times(12, (at) => must(ada.put(path, { ownList: true, grants: lists[at % 3] })))
  const { grants } = await must(
    ada.get<{ grants: { principal: { kind: string; id: string } }[] }>(path),
  )
  assert.equal(grants.length, 2)
  assert.equal(grants.filter(({ principal }) => principal.id === group).length, 1)
})

test('G9, I9 · groups put into each other at the same moment never make a circle', async () => {
  const ring = await times(3, (at) => foundGroup(ada, `Ring ${at}`))
  const answers = await times(12, (at) =>
    ada.post(`/api/groups/${ring[at % 3]}/nested-groups`, {
      group: ring[(at + 1) % 3],
      role: 'member',
    }),
  )
  assert.ok(count(answers, 204) <= 2, 'a circle')
  assert.equal(count(answers, 204, 409), 12)
})

test('A11, I9 · edits of a member during their removal are either from before it or refused; none is from after it', async () => {
  const fresh = await one('Fred')
  await enter(instance, group, [fresh])
  await must(
    ada.put(`${space}/containers/${notebook}/access`, {
      ownList: true,
      grants: [{ principal: { kind: 'group', id: group }, level: 'contributor' }],
    }),
  )
  let over = false
  const late: number[] = []
  let kept = 0
  const write = async () => {
    for (;;) {
      const began = over
      const { status } = await fresh.post(`${space}/notebooks/${notebook}/notes`, { title: 'Mine' })
      if (status === 201) kept += 1
      if (began) return void late.push(status)
    }
  }
  const writers = times(6, write)
  await new Promise((resolve) => setTimeout(resolve, 150))
  await must(ada.delete(`/api/groups/${group}/members/${fresh.id}`), 204)
  over = true
  await writers
  assert.deepEqual([...new Set(late)], [404])
  const row = await instance.db.row<{ kept: number }>({
    text: 'select count(*)::int as kept from item where space_id = $1 and author_id = $2',
    values: [group, fresh.id],
  })
  assert.equal(row!.kept, kept)
  assert.ok(kept > 0)
  const order = await instance.db.rows<{ kind: string; seq: number }>({
    text: `select kind, seq from change where space_id = $1 and (actor_id = $2 or kind = 'member.removed') order by seq`,
    values: [group, fresh.id],
  })
  assert.equal(order.at(-1)!.kind, 'member.removed', 'nothing of theirs comes after their removal')
})
