import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anotherOrganization } from '../../../test/world/organizations.ts'
import { groupOf, memberOf, planFor, type GroupAnswer } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'

interface Row {
  id: string
  name: string
  accessLevel: string
  members: number
  mine: boolean
  organization?: string
  administrator?: { lastName: string }
}
interface Answer {
  items: Row[]
  next: string | null
}
interface Problem {
  code: string
  detail: string
  fields: { field: string; code: string }[]
}

const instance = await startInstance({ config: { logLevel: 'error' } })
const { organization, admin: oona } = await founded(instance)
const zora = await colleague(instance, organization, 'Zora', { lastName: 'Abel' })
const bela = await colleague(instance, organization, 'Bela', { lastName: 'Zorn' })
const mina = await colleague(instance, organization, 'Mina')
const gil = await guest(instance, 'Gil')
const other = await anotherOrganization(instance, 'Nebenan')
const nora = await colleague(instance, other.organization, 'Nora')

const everyone = { listed: 'everyone', joining: 'request', memberListPublished: false }
await groupOf(zora, { name: 'Chœur d’été', template: 'community' })
const élan = await groupOf(bela, { name: 'Élan', template: 'team', objective: 'Swim fast' })
const books = await groupOf(bela, { name: 'books', template: 'extranet' })
const secret = await groupOf(bela, { name: 'Books kept hidden', template: 'circle' })
await memberOf(instance, books, mina)
await memberOf(instance, books, zora)
await memberOf(instance, élan, mina)

const third = await anotherOrganization(instance, 'Drittens')
const dora = await colleague(instance, third.organization, 'Dora')
const shop = await groupOf(dora, {
  name: 'Épicerie 100% locale',
  settings: everyone,
  template: 'team',
  sector: 'Alimentation',
  language: 'fr',
})
await groupOf(dora, { name: 'Épicerie privée', template: 'circle', sector: 'Alimentation' })
await groupOf(dora, { name: 'Épicerie interne', template: 'team', sector: 'Alimentation' })

async function pages(who: Client, query: string, limit = 2): Promise<Row[]> {
  const rows: Row[] = []
  for (let next: string | null = ''; next !== null;) {
    const { body, status }: { body: Answer; status: number } = await who.get<Answer>(
      `/api/directory?${query}&limit=${limit}${next && `&after=${next}`}`,
    )
    assert.equal(status, 200, JSON.stringify(body))
    rows.push(...body.items)
    next = body.next
  }
  return rows
}
const names = (rows: Row[]) => rows.map(({ name }) => name)

test('J1 · the directory is sorted by any column, both ways, page by page; private groups are in none of it', async () => {
  const orders: Record<string, string[]> = {
    name: ['books', 'Chœur d’été', 'Élan'],
    objective: ['books', 'Chœur d’été', 'Élan'],
    access: ['books', 'Élan', 'Chœur d’été'],
    administrator: ['Chœur d’été', 'books', 'Élan'],
    members: ['Chœur d’été', 'Élan', 'books'],
    template: ['Chœur d’été', 'books', 'Élan'],
    sector: ['books', 'Chœur d’été', 'Élan'],
    language: ['books', 'Chœur d’été', 'Élan'],
    created: ['Chœur d’été', 'Élan', 'books'],
    mine: ['books', 'Élan', 'Chœur d’été'],
  }
  for (const [sort, expected] of Object.entries(orders)) {
    assert.deepEqual(names(await pages(mina, `sort=${sort}`)), expected, sort)
    const down = await pages(mina, `sort=${sort}&down=true`, 1)
    assert.deepEqual(names(down), expected.toReversed(), `${sort}, downwards`)
  }
})

test('J1 · it is filtered by access level, template, mine and typed text, ignoring case and accents', async () => {
  const filters: Record<string, string[]> = {
    'access=open': ['Chœur d’été'],
    'access=restricted': ['Élan'],
    'template=extranet': ['books'],
    'mine=true': ['books', 'Élan'],
    'mine=false': ['Chœur d’été'],
    'search=ELAN': ['Élan'],
    'search=swim': ['Élan'],
    'search=hidden': [],
    'search=%25': [],
    'mine=true&access=restricted&sort=members': ['Élan'],
  }
  for (const [filter, expected] of Object.entries(filters))
    assert.deepEqual(names(await pages(mina, filter)), expected, filter)
})

test('J1 · a cursor stays stable while groups are added and removed, and one of another sort order begins at the start', async () => {
  const first = await mina.get<Answer>('/api/directory?sort=name&limit=1')
  const late = await groupOf(zora, { name: 'Aaron’s' })
  const rest = await mina.get<Answer>(`/api/directory?sort=name&after=${first.body.next}`)
  assert.deepEqual(names(rest.body.items), ['Chœur d’été', 'Élan'])
  const anew = await mina.get<Answer>(`/api/directory?sort=members&after=${first.body.next}`)
  assert.equal(anew.body.items.length, 4)
  await zora.post(`/api/groups/${late.id}/archive`)
  assert.equal((await pages(mina, 'search=aaron')).length, 0, 'G6 · archived ones are out')
})

test('J2 · a search across organizations needs two criteria, and three letters of a name; else it says so and finds nothing', async () => {
  for (const query of ['', 'name=books', 'language=en', 'activity=other', 'sector=food']) {
    const { status, body } = await nora.get<Problem>(`/api/directory/everyone?${query}`)
    assert.deepEqual([status, body.code], [400, 'two-criteria'], query)
  }
  const short = await nora.get<Problem>('/api/directory/everyone?name=bo+ok&language=en')
  assert.deepEqual(
    [short.status, short.body.fields[0]?.field, short.body.fields[0]?.code],
    [400, 'query.name', 'too-short'],
  )
})

async function find(who: Client, query: string) {
  const { body, status } = await who.get<Answer>(`/api/directory/everyone?${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return names(body.items)
}

test('J2 · any two criteria find groups listed for everyone, in every organization, ignoring case and accents', async () => {
  const found = [shop.name]
  for (const query of [
    'name=epicerie&language=fr',
    'name=LOCALE+épi&activity=business',
    'name=icer&sector=alimentation',
    'name=100%25&language=fr',
    'activity=business&language=fr',
    'sector=ALIMENTATION&activity=business',
    'sector=alimentation&language=fr',
    'name=cal&sector=Alimentation&activity=business&language=fr',
  ])
    for (const who of [nora, mina]) assert.deepEqual(await find(who, query), found, query)
  for (const query of [
    'name=epicerie&language=en',
    'name=epicerie+bio&language=fr',
    'name=xyz&sector=alimentation',
    'name=___&language=fr',
    'sector=alimentation&activity=other',
  ])
    assert.deepEqual(await find(nora, query), [], query)
})

test('J2, O5 · guests search nowhere', async () => {
  const query = 'name=epicerie&language=fr'
  assert.equal((await gil.get(`/api/directory/everyone?${query}`)).status, 404)
})

test('J2, J3 · people of another organization read about a group that is listed for everyone, and join as guests where guests are allowed', async () => {
  const about = await nora.get<GroupAnswer>(`/api/groups/${shop.id}`)
  assert.deepEqual([about.status, about.body.may['askToJoin']], [200, false])
  assert.equal((await nora.get(`/api/groups/${élan.id}`)).status, 404, 'listed inside only')
  await dora.patch(`/api/groups/${shop.id}`, { settings: { guestsAllowed: true } })
  assert.equal(
    (await nora.post(`/api/groups/${shop.id}/join-requests`, { message: 'Please' })).status,
    201,
  )
  const { body } = await dora.get<{ items: { id: string }[] }>(
    `/api/groups/${shop.id}/join-requests`,
  )
  const approval = `/api/groups/${shop.id}/join-requests/${body.items[0]!.id}/approval`
  assert.equal((await dora.post(approval)).status, 204)
  const inside = await nora.get<GroupAnswer>(`/api/groups/${shop.id}`)
  assert.deepEqual([inside.body.role, inside.body.guests], ['member', 1])
  assert.deepEqual(names((await nora.get<Answer>('/api/directory')).body.items), [])
})

test('J2, O6 · people of another organization can join only where the plan of the administrator allows guests', async () => {
  const open = await groupOf(zora, {
    name: 'Wide open',
    template: 'community',
    settings: { listed: 'everyone', guestsAllowed: true },
  })
  await planFor(instance, zora, { guests: false })
  const refused = await nora.post<Problem>(`/api/groups/${open.id}/join`)
  assert.deepEqual([refused.status, refused.body.code], [409, 'guests-limit'])
  await planFor(instance, zora, { guests: true })
  assert.equal((await nora.post(`/api/groups/${open.id}/join`)).status, 200)
})

test('G2, G4 · a name that is taken in one organization says nothing in another, nor does its handle', async () => {
  const mine = await groupOf(nora, { name: secret.name, template: 'team' })
  assert.equal(mine.handle, secret.handle)
})

test('O5 · nothing of one organization shows in the other', async () => {
  assert.equal((await other.admin.get(`/api/groups/${élan.id}`)).status, 404)
  const { body } = await other.admin.get<Answer>('/api/organization/groups')
  assert.deepEqual(names(body.items), [secret.name])
  const people = await other.admin.get<{ total: number }>('/api/organization/people')
  assert.equal(people.body.total, 2)
  for (const what of ['people', 'plans', 'outbox', 'invitations'])
    assert.ok(
      !JSON.stringify((await other.admin.get(`/api/organization/${what}`)).body).includes(
        oona.email,
      ),
      what,
    )
  const stopping = `/api/organization/people/${mina.id}/deactivation`
  assert.equal((await other.admin.post(stopping)).status, 404)
})
