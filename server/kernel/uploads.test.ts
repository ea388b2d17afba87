import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { test } from 'node:test'
import sharp from 'sharp'
import { foundGroup, must } from '../../test/world/cast.ts'
import { startInstance } from '../../test/world/instance.ts'
import { colleague, founded, guest, signedIn, type Client } from '../../test/world/people.ts'

const house = await startInstance({ listen: true })
const { organization, admin } = await founded(house)
const gil = await guest(house, 'Gil')
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Sends over the one connection; resolves once everything was sent and answered. */
function send(method: string, path: string, body?: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie: gil.cookie,
      ...(body && { 'content-type': 'application/zip', 'content-length': body.length }),
    }
    const sent = request(new URL(path, house.address), { method, agent, headers })
    const whole = new Promise<void>((done) => sent.on('finish', done))
    sent.on('error', reject)
    sent.on('response', (answer) => {
      answer.resume()
      answer.on('end', () => void whole.then(() => resolve(answer.statusCode!)))
    })
    sent.end(body)
  })
}

test('X18 · a large upload that is refused is let through: the answer is read, and the connection goes on', async () => {
  const large = Buffer.alloc(24 * 1024 * 1024, 1)
  assert.ok([403, 404].includes(await send('POST', '/api/group-imports', large)))
  assert.equal(await send('GET', '/api/me'), 200)
  agent.destroy()
})

/** Sends half, runs `between`, sends the rest; returns the status. */
async function inTwoHalves(
  path: string,
  { as, method, type, body }: { as: Client; method: string; type: string; body: Buffer },
  between: () => Promise<unknown>,
): Promise<number> {
  const headers = { cookie: as.cookie, 'content-type': type, 'content-length': body.length }
  const sent = request(new URL(path, house.address), { method, headers, agent: false })
  const answered = new Promise<number>((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (answer) => resolve(answer.resume().statusCode!))
  })
  sent.write(body.subarray(0, body.length >> 1))
  await new Promise((resolve) => setTimeout(resolve, 150)) // it is in progress
  await between()
  sent.end(body.subarray(body.length >> 1))
  return answered
}

const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#456' } })
  .png()
  .toBuffer()
const picture = { method: 'PUT', type: 'image/png', body: png }
const archive = { method: 'POST', type: 'application/zip', body: Buffer.alloc(5000, 1) }

const ends: Record<string, (who: Client) => Promise<unknown>> = {
  'the session is ended': async (who) => {
    const other = await signedIn(house, who.id)
    assert.equal((await other.delete('/api/me/sessions')).status, 204)
  },
  'the person is stopped': (who) =>
    must(admin.post(`/api/organization/people/${who.id}/deactivation`), 204),
  'the session’s time is over': (who) =>
    house.db.run({
      text: 'update session set expires_at = now() where person_id = $1',
      values: [who.id],
    }),
}

for (const [what, end] of Object.entries(ends))
  test(`A11, I6 · a picture or an archive of which half was sent is not taken when ${what}`, async () => {
    const nothing = async () => undefined
    const doors = {
      '/api/me/picture': [picture, 200],
      '/api/group-imports': [archive, 202],
    } as const
    for (const [path, [upload, taken]] of Object.entries(doors)) {
      const who = await colleague(house, organization, `Who${++people}`)
      assert.equal(await inTwoHalves(path, { as: who, ...upload }, nothing), taken, path)
      assert.equal(await inTwoHalves(path, { as: who, ...upload }, () => end(who)), 401, path)
    }
    const kept = await house.db.rows({ text: 'select from group_import' })
    assert.equal(kept.length, people / 2, 'only what was taken')
  })
let people = 0

test('A11 · a picture of a group is not taken when the right to set it ends while it is sent', async () => {
  const ada = await colleague(house, organization, 'Ada')
  const group = await foundGroup(ada, 'Halves')
  const path = `/api/groups/${group}/picture`
  const send = (between: () => Promise<unknown>) =>
    inTwoHalves(path, { as: ada, ...picture }, between)
  assert.equal(await send(async () => undefined), 200)
  assert.equal(await send(() => must(ada.delete(`/api/groups/${group}`), 204)), 404)
})

test('X117 · a sender who breaks off before anybody takes the body harms nobody else', async () => {
  const headers = { cookie: gil.cookie, 'content-type': 'image/png', 'content-length': 100_000 }
  for (let round = 0; round < 20; round++) {
    const sent = request(new URL('/api/me/picture', house.address), {
      method: 'PUT',
      headers,
      agent: false,
    })
    sent.on('error', () => undefined)
    await new Promise<void>((resolve) => sent.write(Buffer.alloc(1000), () => resolve()))
    sent.destroy()
  }
  assert.equal((await gil.get('/api/me')).status, 200)
})
