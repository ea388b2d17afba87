import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { after, beforeEach, test } from 'node:test'
import { must, stage, writeNote } from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, nobody, signedIn, type Client } from '../../../test/world/people.ts'
import { inContext, type Context } from '../../kernel/context.ts'
import { Unauthenticated } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { startWork } from '../../kernel/work.ts'
import { followAll } from './following.ts'
import { usualRhythm } from './hours.ts'
import { work } from './work.ts'
import { secretOf } from './links.ts'
import { Outside } from '../../kernel/outside.ts'
import { mostSubscriptions, pushAllDue, pushing, subscribe } from './push.ts'

const instance = await startInstance()
const { house } = instance.app
const usualPatience = pushing.patience
const { cast, organization, group, inner, open } = await stage(instance)
const { ada, mina, rita, nestor } = cast

/** A test push service: records requests, and answers each address as told. */
const came: { path: string; headers: IncomingHttpHeaders; body: Buffer }[] = []
const answers = new Map<string, { status: number; location?: string } | 'never'>()
const service = createServer((request, response) => {
  void buffer(request).then((body) => {
    const path = request.url!
    came.push({ path, headers: request.headers, body })
    const answer = answers.get(path) ?? { status: 201 }
    if (answer === 'never') return
    const { status, location } = answer
    response.writeHead(status, location ? { location } : {}).end()
  })
})
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
after(() => void service.close())
const at = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
const ours = new Outside({ reachableHosts: [new URL(at).host] })
const nobodyElse = new Outside({ reachableHosts: [] })

beforeEach(async () => {
  house.outside = ours
  pushing.patience = usualPatience
  await followAll(house)
  for (const table of ['notice', 'push_subscription', 'notice_rhythm'])
    await instance.db.run({ text: `delete from ${table}` })
  came.length = 0
  answers.clear()
})

/** A browser's half of a subscription (RFC 8291 §3). */
function browser(path: string) {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  const auth = randomBytes(16)
  return {
    sent: {
      endpoint: `${at}${path}`,
      keys: {
        p256dh: keys.getPublicKey().toString('base64url'),
        auth: auth.toString('base64url'),
      },
    },
    /** Decrypts as a browser does (RFC 8188, RFC 8291). */
    read(body: Buffer): Record<string, string> {
      const [salt, server] = [body.subarray(0, 16), body.subarray(21, 21 + body[20]!)]
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), server])
      const key = hkdfSync('sha256', keys.computeSecret(server), auth, info, 32)
      const derived = (label: string, length: number) =>
        Buffer.from(
          hkdfSync('sha256', Buffer.from(key), salt, `Content-Encoding: ${label}\0`, length),
        )
      const sealed = body.subarray(21 + body[20]!)
      const open = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12))
      open.setAuthTag(sealed.subarray(-16))
      const text = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]).toString()
      return JSON.parse(text.slice(0, text.lastIndexOf('\u0002'))) as Record<string, string>
    },
  }
}

async function subscribed(who: Client, path: string) {
  const made = browser(path)
  await must(who.post('/api/me/push-subscriptions', made.sent), 201)
  return made
}

async function mention(who: Client, title: string): Promise<string> {
  const note = await writeNote(ada, group, open, title)
  await must(
    ada.post(`/api/spaces/${group}/items/${note}/comments`, {
      body: 'A secret word',
      mentions: [{ kind: 'person', id: who.id }],
    }),
    201,
  )
  return note
}

async function told(now = new Date()): Promise<string[]> {
  await followAll(house, now)
  await pushAllDue(house, now)
  return came.map(({ path }) => path)
}

const subscriptions = () =>
  instance.db.rows<{ endpoint: string }>({ text: 'select endpoint from push_subscription' })

test('E1 · a push is encrypted for its browser, signed by this instance, and quotes nothing', async () => {
  const minas = await subscribed(mina, '/minas')
  await subscribed(rita, '/ritas')
  const note = await mention(mina, 'Agenda')
  assert.deepEqual(await told(), ['/minas'])
  const [{ headers, body }] = came as [(typeof came)[0]]
  assert.equal(headers['content-encoding'], 'aes128gcm')
  assert.match(headers.authorization!, /^vapid t=.+, k=.+/)
  const said = minas.read(body)
  assert.deepEqual(
    [said['title'], said['body'], said['path']],
    ['Éditions', 'Ada Test mentioned you in “Agenda”', `/s/${group}/notes/${note}`],
  )
  assert.ok(!body.includes('Agenda') && !JSON.stringify(said).includes('secret'))
  assert.deepEqual(await told(), ['/minas'], 'once')
})

test('A11 · a notice that its reader may no longer see is not pushed', async () => {
  await subscribed(nestor, '/nestors')
  await mention(nestor, 'Too late')
  await followAll(house)
  await must(nestor.post(`/api/groups/${inner}/leaving`, {}), 204)
  assert.deepEqual(await told(), [])
})

test('E1 · a browser that is gone is deleted; one whose push service has trouble is not', async () => {
  for (const path of ['/well', '/gone', '/unknown', '/trouble']) await subscribed(mina, path)
  answers.set('/gone', { status: 410 })
  answers.set('/unknown', { status: 404 })
  answers.set('/trouble', { status: 500 })
  await mention(mina, 'Roll call')
  assert.equal((await told()).length, 4)
  assert.deepEqual(
    (await subscriptions()).map(({ endpoint }) => endpoint.slice(at.length)).toSorted(),
    ['/trouble', '/well'],
  )
})

test('I12 · a person has a limited number of browsers, also when many register at the same time; the newest stay', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      must(mina.post('/api/me/push-subscriptions', browser(`/many/${n}`).sent), 201),
    ),
  )
  await subscribed(mina, '/newest')
  const kept = await subscriptions()
  assert.equal(kept.length, mostSubscriptions)
  assert.ok(kept.some(({ endpoint }) => endpoint.endsWith('/newest')))
})

test('X116 · an address that is not of the public internet, or not https, is refused and named', async () => {
  house.outside = nobodyElse
  for (const endpoint of [
    'http://example.com/push',
    'https://127.0.0.1/push',
    'https://2130706433/push',
    'https://0x7f.1/push',
    'https://localhost/push',
    'https://[::1]/push',
    'https://[::ffff:10.0.0.1]/push',
    'https://[fd00::1]/push',
    'https://[fe80::1]/push',
    'https://[64:ff9b::7f00:1]/push',
    'https://[2002:7f00:1::]/push',
    'https://10.1.2.3/push',
    'https://172.20.0.1/push',
    'https://192.168.1.1/push',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/push',
    'https://0.0.0.0/push',
    'https://somebody:secret@1.1.1.1/push',
    'file:///etc/passwd',
    'not an address',
  ]) {
    const sent = { ...browser('/x').sent, endpoint }
    const answer = await mina.post<{ fields: { field: string }[] }>(
      '/api/me/push-subscriptions',
      sent,
    )
    assert.deepEqual(
      [answer.status, answer.body.fields?.[0]?.field],
      [400, 'body.endpoint'],
      endpoint,
    )
  }
  assert.deepEqual(await subscriptions(), [])
})

test('X116 · a name that has come to mean something inside is not spoken to, and a redirect is not followed', async () => {
  await subscribed(mina, '/moved')
  answers.set('/moved', { status: 302, location: `${at}/inside` })
  await mention(mina, 'Redirected')
  assert.deepEqual(await told(), ['/moved'])
  came.length = 0
  house.outside = nobodyElse
  await mention(mina, 'Rebound')
  assert.deepEqual(await told(), [])
})

test('E1 · keys that are none are refused, and named', async () => {
  const { endpoint, keys } = browser('/keys').sent
  for (const [bad, field] of [
    [{ ...keys, p256dh: randomBytes(65).fill(5, 0, 1).toString('base64url') }, 'body.keys.p256dh'],
    [{ ...keys, auth: randomBytes(12).toString('base64url') }, 'body.keys.auth'],
  ] as const) {
    const answer = await mina.post<{ fields: { field: string }[] }>('/api/me/push-subscriptions', {
      endpoint,
      keys: bad,
    })
    assert.deepEqual([answer.status, answer.body.fields[0]?.field], [400, field])
  }
})

test('O1 · nothing is pushed any more to a browser that has signed out', async () => {
  const other = await signedIn(instance, mina.id)
  await subscribed(other, '/other')
  await subscribed(mina, '/here')
  await must(other.delete('/api/session'), 204)
  await mention(mina, 'Signed out')
  assert.deepEqual(await told(), ['/here'])
})

test('E1 · in quiet hours, from a muted group and at a level without it, nothing is pushed', async () => {
  await subscribed(mina, '/quiet')
  const rhythm = {
    ...usualRhythm,
    quietFrom: 0,
    quietTo: 1439,
  }
  await must(mina.put('/api/me/notice-settings/rhythm', rhythm), 204)
  await mention(mina, 'Asleep')
  assert.deepEqual(await told(new Date(`${new Date().toISOString().slice(0, 10)}T10:00:00Z`)), [])
  await must(
    mina.put('/api/me/notice-settings/rhythm', { ...rhythm, quietFrom: null, quietTo: null }),
    204,
  )
  await instance.db.run({ text: 'delete from notice' })
  await must(mina.put(`/api/spaces/${group}/mute`, {}), 204)
  await mention(mina, 'Muted')
  assert.deepEqual(await told(), [])
  await must(mina.delete(`/api/spaces/${group}/mute`), 204)
  const off = { product: true, push: false, mail: 'off' }
  await must(mina.put(`/api/spaces/${group}/notice-levels`, { mention: off }), 204)
  await mention(mina, 'Off')
  assert.deepEqual(await told(), [])
  await must(mina.delete(`/api/spaces/${group}/notice-levels`), 204)
  await mention(mina, 'On')
  assert.deepEqual(await told(), ['/quiet'])
})

test('I4 · nobody ends another’s subscription; one’s own goes', async () => {
  await subscribed(mina, '/own')
  const list = () =>
    must(
      mina.get<{ publicKey: string; items: { id: string; current: boolean }[] }>(
        '/api/me/push-subscriptions',
      ),
    )
  const { items, publicKey } = await list()
  assert.equal(Buffer.from(publicKey, 'base64url').length, 65)
  assert.equal((await rita.delete(`/api/me/push-subscriptions/${items[0]!.id}`)).status, 404)
  await must(mina.delete(`/api/me/push-subscriptions/${items[0]!.id}`), 204)
  const left = await list()
  assert.deepEqual([left.items, left.publicKey], [[], publicKey], 'the key is made once')
})

/** Endpoint paths of the browsers, in the order in which they are told. */
async function inOrder(): Promise<string[]> {
  const rows = await instance.db.rows<{ endpoint: string }>({
    text: 'select endpoint from push_subscription order by id',
  })
  return rows.map(({ endpoint }) => endpoint.slice(at.length))
}

test('I12 · when a browser does not answer, the other browsers of the person wait for the next round, and then get what they may see then', async () => {
  pushing.patience = 200
  for (const path of ['/one', '/two', '/three']) await subscribed(rita, path)
  const [first, second, third] = await inOrder()
  answers.set(first!, 'never')
  const [kept, gone] = [await mention(rita, 'Kept'), await mention(rita, 'Gone')]
  const now = new Date()
  assert.deepEqual(await told(now), [first])
  assert.deepEqual(await told(now), [first], 'not at once again')
  await must(ada.delete(`/api/spaces/${group}/items/${gone}`), 204)
  answers.clear()
  await told(new Date(now.getTime() + 61_000))
  assert.deepEqual(
    came.map(({ path }) => path),
    [first, second, third],
    `of ${kept} each is told once, of the other none`,
  )
  await told(new Date(now.getTime() + 122_000))
  assert.equal(came.length, 3)
})

test('I12 · who has slow browsers keeps nobody else waiting', async () => {
  pushing.patience = 200
  await subscribed(rita, '/slow')
  answers.set('/slow', 'never')
  await subscribed(mina, '/quick')
  const note = await mention(rita, 'First of many')
  await followAll(house)
  await many(note, 60)
  await mention(mina, 'After them')
  assert.deepEqual((await told()).toSorted(), ['/quick', '/slow'])
})

/** Adds this many copies of the item's notice. */
async function many(item: string, count: number): Promise<void> {
  const others =
    'person_id, space_id, kind, container_id, item_id, things, actors, events, detail, seq, at, listed, push_at'
  await instance.db.run({
    text: `insert into notice (id, about, ${others}) select gen_random_uuid(), gen_random_uuid(), ${others}
      from notice cross join generate_series(1, $2) where item_id = $1`,
    values: [item, count],
  })
}

test(
  'E1 · while a push service keeps a push waiting, notices are made and mails written; stopping waits for neither',
  {
    timeout: 120_000,
  },
  async () => {
    pushing.patience = 600_000
    await subscribed(rita, '/stuck')
    answers.set('/stuck', 'never')
    await mention(rita, 'Stuck')
    const notices = startWork(house, work, { warn: () => undefined })
    await eventually(async () => came.length > 0)
    await mention(mina, 'Meanwhile')
    await eventually(async () => (await mailsTo(mina)) > 0)
    await notices.stop()
    answers.clear()
    assert.deepEqual(await told(), ['/stuck', '/stuck'], 'it is told by whoever goes on')
  },
)

async function mailsTo({ id }: Client): Promise<number> {
  const rows = await instance.db.rows({
    text: 'select from outbox where person_id = $1',
    values: [id],
  })
  return rows.length
}

test('X83 · no token and no ended session can register a browser', async () => {
  const password = 'correct horse battery'
  const tina = await colleague(instance, organization, 'Tina', { password })
  await must(tina.post('/api/me/security/confirmation', { password }))
  const wish = { kind: 'api-token', name: 'Script', scope: 'write' }
  const { secret } = await must(
    tina.post<{ secret: string }>('/api/me/security/access-tokens', wish),
    201,
  )
  const { sent } = browser('/tokens')
  const refused = await nobody(instance).post<{ code: string }>(
    '/api/me/push-subscriptions',
    sent,
    { authorization: `Bearer ${secret}` },
  )
  assert.deepEqual([refused.status, refused.body.code], [403, 'in-person-only'])
  const session = await instance.db.row<{ id: string }>({
    text: 'select id from session where person_id = $1',
    values: [rita.id],
  })
  for (const [person, sessionId] of [
    [rita.id, newId()],
    [mina.id, session!.id],
  ] as const)
    await assert.rejects(
      inContext(house, undefined, (ctx) =>
        subscribe({ ...ctx, person: { id: person, sessionId } } as Context, sent),
      ),
      Unauthenticated,
    )
  assert.deepEqual(await subscriptions(), [])
})

test('the instance’s own keys are kept sealed; those from before are sealed once they are read', async () => {
  const { vapidPublic, vapidPrivate, linkKey } = await secretOf(house)
  const kept = () =>
    instance.db.rows<Record<string, unknown>>({
      text: 'select vapid_private, link_key, sealed from notice_secret',
    })
  const [row] = await kept()
  assert.deepEqual([row!['vapid_private'], row!['link_key']], [null, null])
  const all = (row!['sealed'] as Buffer).toString('latin1')
  assert.ok(!all.includes(vapidPrivate) && !all.includes(linkKey.toString('latin1')))
  await instance.db.run({
    text: 'update notice_secret set sealed = null, vapid_private = $1, link_key = $2',
    values: [vapidPrivate, linkKey],
  })
  const known = await Promise.all(Array.from({ length: 20 }, () => secretOf({ ...house })))
  for (const each of known) assert.deepEqual(each, { vapidPublic, vapidPrivate, linkKey })
  const [sealed] = await kept()
  assert.deepEqual([sealed!['vapid_private'], sealed!['link_key']], [null, null])
  assert.deepEqual(await secretOf({ ...house }), { vapidPublic, vapidPrivate, linkKey })
})
