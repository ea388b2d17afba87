import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance } from '../../../test/world/instance.ts'
import { client, founded, nobody, type Client } from '../../../test/world/people.ts'
import { moveIn } from './seed.ts'

interface Demo {
  people: { id: Client['id']; firstName: string; email: string; guest: boolean }[]
}
interface Space {
  id: string
  kind: string
  name: string
  role: string | null
  guests: number
  unread: number
  archived: boolean
}
interface Note {
  id: string
  title: string
  content: unknown
}

const house = await startInstance({ config: { demo: true } })
const arrived = await moveIn(house.app.house)
const visitor = nobody(house)
const { people } = (await visitor.get<Demo>('/api/demo')).body
const hotel = 'Hôtel du Lac – 42 chambres'

test('G12 · a company of ten and two guests moves in, once, into an empty demonstration instance only', async () => {
  assert.equal(arrived, true)
  assert.equal(people.filter(({ guest }) => !guest).length, 10)
  assert.equal(people.filter(({ guest }) => guest).length, 2)
  assert.equal(await moveIn(house.app.house), false)
})

test('G12 · what happened later comes later in the history of each space', async () => {
  const earlier = await house.app.house.db.rows({
    text: `select kind, at from (select kind, at, lag(at) over (partition by space_id order by seq) as before from change) line
      where at < before`,
    values: [],
  })
  assert.deepEqual(earlier, [])
})

test('G12 · one click signs in as anybody of the company, each with their own groups', async () => {
  const spaces = await spacesOf('Hélène')
  assert.ok(spaces.some(({ name, role }) => name === 'Direction' && role === 'administrator'))
  const others = people.filter(({ firstName }) => !['Hélène', 'Sofia'].includes(firstName))
  for (const { firstName } of others)
    assert.ok(!(await spacesOf(firstName)).some(({ name }) => name === 'Direction'), firstName)
})

test('O5, M6 · the client sees exactly one group, and nobody of the company whom it does not hold', async () => {
  const claire = await enter('Claire')
  const spaces = await spacesOf('Claire')
  assert.deepEqual(
    spaces.filter(({ kind }) => kind === 'group').map(({ name, guests }) => [name, guests]),
    [[hotel, 2]],
  )
  const met = await claire.get<{ items: { firstName: string }[] }>('/api/people')
  assert.deepEqual(met.body.items.map(({ firstName }) => firstName).toSorted(), [
    'Amina',
    'Camille',
    'James',
    'Marek',
    'Rui',
    'Thomas',
  ])
})

test('N · the notes are read as they were written: headings, tables and checklists', async () => {
  const amina = await enter('Amina')
  const { id } = (await spacesOf('Amina')).find(({ name }) => name === hotel)!
  const notes = (await amina.get<{ items: Note[] }>(`/api/spaces/${id}/notes`)).body.items
  const brief = notes.find(({ title }) => title.startsWith('Cahier des charges'))!
  const samples = notes.find(({ title }) => title.startsWith('Samples'))!
  assert.match(await kindsOf(amina, id, brief.id), /heading.*table.*bulletList/)
  assert.match(await kindsOf(amina, id, samples.id), /table.*taskList/)
})

test('D · the group of the client has drawings and lists, which its guests put in and open too', async () => {
  const james = await enter('James')
  const { id } = (await spacesOf('James')).find(({ name }) => name === hotel)!
  const { items } = (
    await james.get<{ items: { id: string; title: string }[] }>(`/api/spaces/${id}/files`)
  ).body
  assert.equal(items.length, 4)
  const drawn = items.find(({ title }) => title === 'Bar elevation.png')!
  const content = await james.get(`/api/spaces/${id}/files/${drawn.id}/content`)
  assert.equal(content.headers['content-type'], 'image/png')
})

test('A7, S2 · the secretary keeps the director’s appointments, and sees nothing else of hers', async () => {
  const sofia = await enter('Sofia')
  const shared = await sofia.get<{ items: { title: string; space: string }[] }>(
    '/api/shared-with-me',
  )
  assert.deepEqual(
    shared.body.items.map(({ title }) => title),
    ['Rendez-vous'],
  )
  const hers = `/api/spaces/${shared.body.items[0]!.space}/notes`
  const seen = (await sofia.get<{ items: Note[] }>(hers)).body.items
  assert.deepEqual(
    seen.map(({ title }) => title),
    ['Rendez-vous de la semaine'],
  )
  const all = (await (await enter('Hélène')).get<{ items: Note[] }>(hers)).body.items
  assert.deepEqual(all.map(({ title }) => title).toSorted(), [
    'Idées, pour moi',
    'Rendez-vous de la semaine',
  ])
})

test('G6, J3, M5 · there is an archived group, a join request and pending invitations to look at', async () => {
  const julien = await spacesOf('Julien')
  assert.ok(julien.some(({ archived }) => archived))
  const marek = await enter('Marek')
  const safety = (await spacesOf('Marek')).find(({ name }) => name.startsWith('Sécurité'))!
  const asked = await marek.get<{ items: unknown[] }>(`/api/groups/${safety.id}/join-requests`)
  assert.equal(asked.body.items.length, 1)
  const oona = await enter('Hélène')
  const invited = await oona.get<{ items: unknown[] }>('/api/organization/invitations')
  assert.equal(invited.body.items.length, 1)
})

test('G12 · an instance that is no demonstration has no such door, and its people are never signed in so', async () => {
  const real = await startInstance()
  const { admin } = await founded(real)
  assert.equal((await nobody(real).get('/api/demo')).status, 404)
  const entered = await nobody(real).post('/api/demo/session', { person: admin.id })
  assert.equal(entered.status, 404)
  const mixed = await startInstance({ config: { demo: true } })
  const own = await founded(mixed)
  assert.equal(await moveIn(mixed.app.house), false)
  assert.equal((await nobody(mixed).get('/api/demo')).status, 404)
  const stolen = await nobody(mixed).post('/api/demo/session', { person: own.admin.id })
  assert.equal(stolen.status, 404, 'DEMO=1 by mistake opens nobody’s account')
})

async function enter(firstName: string): Promise<Client> {
  const { id, email } = people.find((person) => person.firstName === firstName)!
  const { status, cookie } = await visitor.post('/api/demo/session', { person: id })
  assert.equal(status, 200)
  return client(house, id, email, cookie!)
}

async function spacesOf(firstName: string): Promise<Space[]> {
  const person = await enter(firstName)
  return (await person.get<{ spaces: Space[] }>('/api/me')).body.spaces
}

async function kindsOf(who: Client, space: string, note: string): Promise<string> {
  const { body } = await who.get<Note>(`/api/spaces/${space}/notes/${note}`)
  const { content } = body.content as { content: { type: string }[] }
  return content.map(({ type }) => type).join(' ')
}
