import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { client, colleague, founded, nobody, password } from '../../../test/world/people.ts'

const house = await startInstance()
const { organization, admin } = await founded(house)
const outsider = nobody(house)
const mine = '/api/me/security'
const next = 'another sentence that is easy to keep'
let people = 0

const somebody = () => colleague(house, organization, `Person${people++}`, { password })
type Somebody = Awaited<ReturnType<typeof somebody>>

const changed = (by: Somebody, to: string) =>
  by.post('/api/me/password', { current: password, password: to })

test('X84, I6 · who signs in with the old password while it is changed is out afterwards', async () => {
  for (let round = 0; round < 6; round++) {
    const owner = await somebody()
    const strangers = Array.from({ length: 4 }, () =>
      outsider.post('/api/session', { email: owner.email, password }),
    )
    const [done, ...answers] = await Promise.all([changed(owner, next), ...strangers])
    assert.equal(done.status, 204)
    for (const { status, cookie } of answers) {
      assert.ok([200, 401, 429].includes(status), `${status}`)
      if (cookie)
        assert.equal(
          (await client(house, owner.id, owner.email, cookie).get('/api/me')).status,
          401,
        )
    }
    assert.equal((await owner.get('/api/me')).status, 200)
  }
})

test('X84 · a token that a stranger makes while the owner changes the password opens nothing afterwards', async () => {
  const token = { kind: 'api-token', name: 'Script', scope: 'write' }
  for (let round = 0; round < 8; round++) {
    const owner = await somebody()
    const { cookie } = await outsider.post('/api/session', { email: owner.email, password })
    const stranger = client(house, owner.id, owner.email, cookie!)
    await must(stranger.post(`${mine}/confirmation`, { password }))
    const [made, done] = await Promise.all([
      stranger.post<{ secret: string }>(`${mine}/access-tokens`, token),
      changed(owner, next),
    ])
    assert.equal(done.status, 204)
    assert.ok([201, 401, 403].includes(made.status), `${made.status}`)
    const authorization = `Bearer ${made.body.secret}`
    assert.equal((await outsider.get('/api/me', undefined, { authorization })).status, 401)
    assert.equal((await stranger.get('/api/me')).status, 401)
  }
})

test('X84 · of two changes of a password at the same time one succeeds, and the other is told that its current password is wrong', async () => {
  const owner = await somebody()
  const answers = await Promise.all([changed(owner, next), changed(owner, `${next} too`)])
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [204, 400],
  )
})

test('O9, I6 · an account that is stopped while somebody signs in to it has no session when it works again', async () => {
  for (let round = 0; round < 6; round++) {
    const person = await somebody()
    const stop = `/api/organization/people/${person.id}/deactivation`
    const [, signedIn] = await Promise.all([
      must(admin.post(stop), 204),
      outsider.post('/api/session', { email: person.email, password }),
    ])
    await must(admin.delete(stop), 204)
    if (!signedIn.cookie) continue
    const back = client(house, person.id, person.email, signedIn.cookie)
    assert.equal((await back.get('/api/me')).status, 401)
  }
})

test('X82, I6 · a sign-in that waits while a second factor is added is asked for it', async () => {
  const owner = await somebody()
  let signingIn: ReturnType<typeof outsider.post> | undefined
  await house.db.transaction(async (tx) => {
    const values = [owner.id]
    await tx.run({ text: 'select from person where id = $1 for no key update', values })
    await tx.run({
      text: `insert into totp (person_id, secret, created_at, confirmed_at) values ($1, 'sealed', now(), now())`,
      values,
    })
    signingIn = outsider.post('/api/session', { email: owner.email, password })
    await somebodyWaits()
  })
  const { status, body, cookie } = await signingIn!
  assert.equal(status, 200)
  assert.deepEqual((body as { secondFactor: { factors: string[] } }).secondFactor.factors, ['totp'])
  assert.equal(cookie, undefined)
})

async function somebodyWaits(): Promise<void> {
  const text = `select 1 as one from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while (!(await house.db.row({ text })));
}
