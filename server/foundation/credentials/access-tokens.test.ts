import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import {
  colleague,
  founded,
  nobody,
  password,
  signedIn,
  type Client,
} from '../../../test/world/people.ts'

interface Problem {
  code: string
  fields: { field: string; code: string }[]
}
interface Made {
  id: string
  secret: string
}
interface Token {
  id: string
  kind: string
  name: string
  scope: string
  expiresAt: string | null
  lastUsedAt: string | null
}

const house = await startInstance()
const { organization, admin } = await founded(house)
const outsider = nobody(house)
const tokens = '/api/me/security/access-tokens'
let people = 0

async function somebody(): Promise<Client> {
  const person = await colleague(house, organization, `Person${people++}`, { password })
  await must(person.post('/api/me/security/confirmation', { password }))
  return person
}

const make = (person: Client, wish: object = {}) =>
  must(
    person.post<Made>(tokens, { kind: 'api-token', name: 'Script', scope: 'write', ...wish }),
    201,
  )

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
const basic = (email: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${email}:${secret}`).toString('base64')}`,
})
const me = async (headers: Record<string, string>) =>
  outsider.get<{ person: { id: string } }>('/api/me', undefined, headers)

async function listed(person: Client): Promise<Token[]> {
  const security = await must(person.get<{ accessTokens: Token[] }>('/api/me/security'))
  return security.accessTokens
}

test('O1 · an API token opens the API as its owner, and says when it was last used', async () => {
  const person = await somebody()
  const { id, secret } = await make(person)
  assert.match(secret, /^atl_[\w-]{43}$/)
  assert.equal((await me(bearer(secret))).body.person.id, person.id)
  const changed = await outsider.patch('/api/me', { firstName: 'New' }, bearer(secret))
  assert.equal(changed.status, 204)
  let [token] = await listed(person)
  for (let n = 0; n < 50 && token!.lastUsedAt === null; n++) [token] = await listed(person)
  assert.equal(token!.id, id)
  assert.ok(token!.lastUsedAt)
  assert.ok(!JSON.stringify(token).includes(secret.slice(4)))
})

test('O1 · only the hash of a token is stored; it is shown once, and not repeated for an idempotency key', async () => {
  const person = await somebody()
  const sent = { kind: 'api-token', name: 'Once', scope: 'read' }
  const key = { 'idempotency-key': 'the-same' }
  const first = await must(person.post<Made>(tokens, sent, key), 201)
  const second = await must(person.post<Made>(tokens, sent, key), 201)
  assert.notEqual(second.secret, first.secret)
  const kept = await house.db.rows<{ all: string }>({
    text: `select access_token::text as all from access_token union all select answer::text from idempotency_key`,
  })
  for (const { all } of kept) assert.ok(!all?.includes(first.secret.slice(4)))
})

test('O1 · an app password opens beside its owner’s address only, and is no API token', async () => {
  const [person, other] = [await somebody(), await somebody()]
  const { secret } = await make(person, { kind: 'app-password', name: 'Telephone' })
  assert.match(secret, /^([0-9a-z]{5}-){3}[0-9a-z]{5}$/)
  assert.equal((await me(basic(person.email, secret))).body.person.id, person.id)
  const typed = secret.toUpperCase().replaceAll('-', '')
  assert.equal((await me(basic(` ${person.email.toUpperCase()}`, typed))).status, 200)
  assert.equal((await me(basic(other.email, secret))).status, 401)
  assert.equal((await me(basic('', secret))).status, 401)
  assert.equal((await me(bearer(secret))).status, 401)
  const token = await make(person)
  assert.equal((await me(basic(person.email, token.secret))).status, 401)
})

test('X82 · the password of the account opens nothing by Basic, with or without a second factor', async () => {
  const person = await somebody()
  assert.equal((await me(basic(person.email, password))).status, 401)
})

test('I6 · a removed token answers 401 at the next request', async () => {
  const person = await somebody()
  const { id, secret } = await make(person)
  assert.equal((await me(bearer(secret))).status, 200)
  await must(person.delete(`${tokens}/${id}`), 204)
  assert.equal((await me(bearer(secret))).status, 401)
  assert.equal((await person.delete(`${tokens}/${id}`)).status, 404)
})

test('O9, X34 · deactivating an account ends its tokens and app passwords, and reactivating does not restore them', async () => {
  const person = await somebody()
  const { secret } = await make(person)
  const app = await make(person, { kind: 'app-password' })
  const stop = `/api/organization/people/${person.id}/deactivation`
  await must(admin.post(stop), 204)
  const ended = async () => {
    assert.equal((await me(bearer(secret))).status, 401)
    assert.equal((await me(basic(person.email, app.secret))).status, 401)
  }
  await ended()
  await must(admin.delete(stop), 204)
  await ended()
})

test('X84 · a changed password ends tokens and app passwords', async () => {
  const person = await somebody()
  const { secret } = await make(person)
  const sent = { current: password, password: 'Nine blue kettles sing' }
  await must(person.post('/api/me/password', sent), 204)
  assert.equal((await me(bearer(secret))).status, 401)
})

test('X44 · a token ends with its last day, in its owner’s time zone', async () => {
  const person = await somebody()
  const { id, secret } = await make(person, { lastDay: '2099-12-31' })
  const [token] = await listed(person)
  assert.equal(new Date(token!.expiresAt!).toISOString(), '2099-12-31T23:00:00.000Z')
  assert.equal((await me(bearer(secret))).status, 200)
  await house.db.run({
    text: 'update access_token set expires_at = now() where id = $1',
    values: [id],
  })
  assert.equal((await me(bearer(secret))).status, 401)
  const past = await person.post<Problem>(tokens, {
    ...{ kind: 'api-token', name: 'Old', scope: 'read', lastDay: '2020-01-01' },
  })
  assert.deepEqual([past.status, past.body.fields[0]?.field], [400, 'body.lastDay'])
})

test('X83 · a token is its owner’s: nobody else ends it, and its scope is never changed', async () => {
  const [person, other] = [await somebody(), await somebody()]
  const { id, secret } = await make(person, { scope: 'read' })
  assert.equal((await other.delete(`${tokens}/${id}`)).status, 404)
  assert.equal((await me(bearer(secret))).status, 200)
  const widened = await person.patch(`${tokens}/${id}`, { scope: 'write' })
  assert.equal(widened.status, 404)
})

test('I9 · nobody has more than 50, however many are requested at the same time', async () => {
  const person = await somebody()
  for (let n = 0; n < 45; n++) await make(person, { name: `Script ${n}` })
  const more = await Promise.all(
    Array.from({ length: 20 }, () =>
      person.post<Problem>(tokens, { kind: 'app-password', name: 'x', scope: 'read' }),
    ),
  )
  assert.equal(more.filter(({ status }) => status === 201).length, 5)
  assert.ok(more.every(({ status, body }) => status === 201 || body.code === 'access-tokens'))
  assert.equal((await listed(person)).length, 50)
})

test('X131 · rules against other sites are for cookies: a token may come from anywhere, a cookie with it counts for nothing', async () => {
  const [person, other] = [await somebody(), await somebody()]
  const { secret } = await make(person)
  const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  const byToken = await outsider.patch('/api/me', {}, { ...foreign, ...bearer(secret) })
  assert.equal(byToken.status, 204)
  const withCookie = { ...foreign, ...bearer(secret) }
  const said = await other.get<{ person: { id: string } }>('/api/me', undefined, withCookie)
  assert.equal(said.body.person.id, person.id)
  const planted = await other.patch('/api/me', {}, { ...foreign, ...bearer('made-up') })
  assert.equal(planted.status, 401, 'a made-up token does not make the cookie count')
  const app = await make(person, { kind: 'app-password' })
  const byBasic = { ...foreign, ...basic(person.email, app.secret) }
  assert.equal((await outsider.patch('/api/me', {}, byBasic)).status, 403)
})

test('O1 · headers that a proxy adds do not sign a browser out', async () => {
  const person = await signedIn(house, admin.id)
  const answer = await person.get('/api/me', undefined, basic('proxy', 'its own word'))
  assert.equal(answer.status, 200)
})
