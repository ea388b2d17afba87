import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance } from '../../test/world/instance.ts'
import { liveClient } from '../../test/world/live-client.ts'
import { founded, nobody, password } from '../../test/world/people.ts'

const publicUrl = 'https://atelier.example'
const house = await startInstance({ listen: true, config: { publicUrl } })
const { admin } = await founded(house)

/** The cookies of a browser after signing in. */
async function cookies(): Promise<string[]> {
  const answer = await nobody(house).post('/api/session', { email: admin.email, password })
  assert.equal(answer.status, 200)
  return [answer.headers['set-cookie'] ?? []].flat() as string[]
}

test('X130 · where the address is https, no other host and no plain http can plant a cookie of ours', async () => {
  const set = await cookies()
  assert.deepEqual(set.map((each) => `${each.split('=')[0]}`).toSorted(), [
    '__Host-atelier_device',
    '__Host-atelier_session',
  ])
  for (const each of set) {
    assert.match(each, /; Path=\/(;|$)/)
    assert.match(each, /; Secure(;|$)/)
    assert.match(each, /; HttpOnly(;|$)/)
    assert.doesNotMatch(each, /Domain=/i)
  }
})

test('X130 · a planted cookie signs nobody out, nor in', async () => {
  const own = (await cookies()).map((each) => each.split(';')[0]!)
  const session = own.find((each) => each.includes('session'))!
  const planted = session.replace('__Host-', '')
  const get = (cookie: string) => nobody(house).get('/api/me', undefined, { cookie })
  assert.equal((await get(`atelier_session=planted; ${session}`)).status, 200)
  assert.equal((await get(`${session}; atelier_session=planted`)).status, 200)
  assert.equal((await get(planted)).status, 401)
  await assert.rejects(liveClient(house.address, planted), { status: 401 })
  const live = await liveClient(house.address, `atelier_session=planted; ${session}`)
  live.close()
})

test('X130 · signing out takes the session’s cookie away and leaves the browser known', async () => {
  const cookie = (await cookies()).map((each) => each.split(';')[0]).join('; ')
  const out = await nobody(house).delete('/api/session', undefined, { cookie })
  assert.equal(out.status, 204)
  const gone = [out.headers['set-cookie'] ?? []].flat()
  assert.equal(gone.length, 1)
  assert.match(String(gone[0]), /^__Host-atelier_session=;/)
})
