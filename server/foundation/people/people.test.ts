import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setUpLink } from '../../operations/set-up/link.ts'
import { startInstance } from '../../../test/world/instance.ts'
import {
  client,
  colleague,
  founded,
  guest,
  nobody,
  password,
  signedIn,
  type Client,
} from '../../../test/world/people.ts'

interface Problem {
  code: string
  detail: string
  retryAfterSeconds?: number
  fields: { field: string; code: string }[]
}

interface Me {
  person: { id: string; firstName: string; organization: string; guest: boolean; picture: string }
  organization: { role: string; may: Record<string, boolean> } | null
  privateSpace: string
  spaces: { id: string; kind: string; name: string; unread: number; members: number }[]
}

const house = await startInstance()
const { organization, admin } = await founded(house)
const outsider = nobody(house)

test('O2 · the set-up link works once, signs its admin in, and gives them a private space', async () => {
  const empty = await startInstance()
  const link = await setUpLink(empty.db, 'http://127.0.0.1')
  const path = `/api/set-up/${new URL(link!).searchParams.get('token') ?? new URL(link!).hash.slice(1)}`
  const someone = nobody(empty)
  const given = {
    organization: 'Atelier du Pont',
    firstName: 'Oona',
    lastName: 'Aalto',
    email: 'oona@example.org',
    password,
    language: 'fr',
    timeZone: 'Europe/Paris',
  }
  assert.equal((await someone.get(path)).status, 200)
  const tried = await Promise.all([someone.post(path, given), someone.post(path, given)])
  assert.deepEqual(tried.map(({ status }) => `${status}`).toSorted(), ['201', '404'])
  const cookie = tried.find(({ status }) => status === 201)?.cookie
  const me = await client(empty, admin.id, '', cookie!).get<Me>('/api/me')
  assert.equal(me.body.organization?.role, 'admin')
  assert.equal(me.body.spaces[0]?.name, 'Privé')
  assert.equal((await someone.get(path)).status, 404)
})

test('O2 · no default password exists: a weak one is refused and the link still works', async () => {
  const empty = await startInstance()
  const link = await setUpLink(empty.db, 'http://127.0.0.1')
  const path = `/api/set-up/${new URL(link!).searchParams.get('token') ?? new URL(link!).hash.slice(1)}`
  const given = {
    organization: 'X',
    firstName: 'A',
    lastName: 'B',
    email: 'a@example.org',
    password: 'password123',
    language: 'en',
    timeZone: 'UTC',
  }
  const refused = await nobody(empty).post<Problem>(path, given)
  assert.equal(refused.status, 400)
  assert.deepEqual(refused.body.fields[0]?.field, 'body.password')
  assert.equal((await nobody(empty).get(path)).status, 200)
})

test('O1 · who knows e-mail and password signs in; case and space of the address do not matter', async () => {
  const answer = await outsider.post('/api/session', { email: ' OONA@example.org', password })
  assert.equal(answer.status, 200)
  const me = await client(house, admin.id, '', answer.cookie!).get<Me>('/api/me')
  assert.equal(me.body.person.id, admin.id)
  assert.match(String(answer.headers['set-cookie']), /HttpOnly.*SameSite=Lax/)
})

test('X57 · unknown address, wrong password and stopped account are answered alike, word for word', async () => {
  const stopped = await colleague(house, organization, 'Stopped', { password })
  await admin.post(`/api/organization/people/${stopped.id}/deactivation`)
  const tries = [
    { email: 'nobody.at.all@example.org', password },
    { email: admin.email, password: 'not the right password' },
    { email: stopped.email, password },
  ]
  const answers = await Promise.all(
    tries.map((given) => outsider.post<Problem & { reference?: string }>('/api/session', given)),
  )
  const bodies = answers.map(({ status, body }) => ({ status, rest: { ...body, reference: '' } }))
  assert.equal(bodies[0]?.status, 401)
  assert.equal(bodies[0]?.rest.code, 'wrong-credentials')
  assert.deepEqual(bodies[1], bodies[0])
  assert.deepEqual(bodies[2], bodies[0])
})

test('X57 · an unknown address costs as much as a wrong password', async () => {
  const timed = await startInstance()
  await founded(timed)
  const times = { known: [] as number[], unknown: [] as number[] } // of the processor: other programs do not count
  for (let round = 0; round < 4; round++)
    for (const kind of ['known', 'unknown'] as const) {
      const email = kind === 'known' ? 'oona@example.org' : `x${round}@example.org`
      const start = process.cpuUsage()
      await nobody(timed).post('/api/session', { email, password: 'surely not this one' })
      const { user, system } = process.cpuUsage(start)
      times[kind].push((user + system) / 1000)
    }
  const least = (all: number[]) => Math.min(...all)
  assert.ok(
    least(times.unknown) > least(times.known) * 0.6,
    `unknown ${least(times.unknown)} ms, known ${least(times.known)} ms`,
  )
})

test('X132 · guessing is slowed down by network address and by e-mail address, whatever the headers say', async () => {
  const guarded = await startInstance()
  await founded(guarded)
  const guess = (n: number) =>
    nobody(guarded).post<Problem>(
      '/api/session',
      { email: 'oona@example.org', password: `guess number ${n}` },
      {
        'x-forwarded-for': `10.0.0.${n}`,
        forwarded: `for=10.0.0.${n}`,
        'x-real-ip': `10.1.0.${n}`,
      },
    )
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => guess(n)))
  const tried = answers.filter(({ status }) => status === 401).length
  assert.ok(answers.every(({ status }) => status === 401 || status === 429))
  // Waits are short at first, and pass while a slow machine is still guessing: from here on, they do not.
  const kept = await guarded.db.rows<{ attempts: number }>({
    text: `update throttle set window_started_at = now() + interval '50 seconds' where key like '%oona%' returning attempts`,
  })
  assert.deepEqual(kept, [{ attempts: tried }], 'each parallel guess was counted')
  const refused = await guess(13)
  assert.equal(refused.status, 429)
  assert.ok(refused.body.retryAfterSeconds! >= 1)
  assert.ok(Number(refused.headers['retry-after']) >= 1)
  const right = await nobody(guarded).post('/api/session', { email: 'oona@example.org', password })
  assert.equal(right.status, 429, 'even the right password waits')
  const counted = await guarded.db.rows<{ key: string }>({ text: 'select key from throttle' })
  assert.ok(!counted.some(({ key }) => key.includes('10.')), 'no header became a key')
})

test('X132 · behind a trusted proxy the address that it names is counted, and only then', async () => {
  const behind = await startInstance({ config: { trustedProxies: ['127.0.0.1'] } })
  await founded(behind)
  const from = { 'x-forwarded-for': '203.0.113.7' }
  await nobody(behind).post('/api/session', { email: 'x@example.org', password: 'wrong one' }, from)
  const counted = await behind.db.rows<{ key: string }>({
    text: 'select key from throttle order by key',
  })
  assert.deepEqual(
    counted.map(({ key }) => key),
    ['sign-in:a:203.0.113.7', 'sign-in:e:x@example.org'],
  )
})

test('X130 · signing in ends the previous session of the browser', async () => {
  const old = await signedIn(house, admin.id)
  const answer = await old.post('/api/session', { email: admin.email, password })
  assert.equal(answer.status, 200)
  assert.equal((await old.get('/api/me')).status, 401)
})

test('X131 · another site cannot sign somebody in or out', async () => {
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  assert.equal((await admin.delete('/api/session', undefined, foreign)).status, 403)
  const login = await outsider.post('/api/session', { email: admin.email, password }, foreign)
  assert.equal(login.status, 403)
  assert.equal((await admin.get('/api/me')).status, 200)
})

test('O1 · a session replayed after sign-out is refused, and the cookie is taken away', async () => {
  const once = await signedIn(house, admin.id)
  const out = await once.delete('/api/session')
  assert.equal(out.status, 204)
  assert.match(String(out.headers['set-cookie']), /atelier_session=;/)
  for (const path of ['/api/me', '/api/me/sessions', '/api/people', '/api/organization'])
    assert.equal((await once.get(path)).status, 401)
})

test('O1 · sessions are listed; one, or all others, can be ended; nobody else’s can', async () => {
  const mina = await colleague(house, organization, 'Mina')
  const phone = await signedIn(house, mina.id)
  type Sessions = { items: { id: string; current: boolean }[] }
  const { items } = (await mina.get<Sessions>('/api/me/sessions')).body
  assert.equal(items.length, 2)
  const other = items.find(({ current }) => !current)!
  assert.equal((await admin.delete(`/api/me/sessions/${other.id}`)).status, 404)
  assert.equal((await phone.get('/api/me')).status, 200)
  assert.equal((await mina.delete(`/api/me/sessions/${other.id}`)).status, 204)
  assert.equal((await phone.get('/api/me')).status, 401)
  const tablet = await signedIn(house, mina.id)
  assert.equal((await mina.delete('/api/me/sessions')).status, 204)
  assert.equal((await tablet.get('/api/me')).status, 401)
  assert.equal((await mina.get('/api/me')).status, 200)
})

test('O1 · an expired session is none, and tokens are kept as hashes only', async () => {
  const rita = await colleague(house, organization, 'Rita')
  const token = rita.cookie.split('=')[1]!
  const kept = await house.db.rows<{ hex: string }>({
    text: `select encode(token_hash, 'hex') as hex from session where person_id = $1`,
    values: [rita.id],
  })
  assert.ok(!kept.some(({ hex }) => hex.includes(Buffer.from(token).toString('hex'))))
  await house.db.run({
    text: `update session set expires_at = now() - interval '1 second' where person_id = $1`,
    values: [rita.id],
  })
  assert.equal((await rita.get('/api/me')).status, 401)
})

test('O1 · a new password ends the other sessions and needs the present one', async () => {
  const edna = await colleague(house, organization, 'Edna', { password })
  const other = await signedIn(house, edna.id)
  const wrong = await edna.post<Problem>('/api/me/password', {
    current: 'not my password',
    password: 'another long sentence',
  })
  assert.equal(wrong.body.fields[0]?.field, 'body.current')
  const right = { current: password, password: 'another long sentence' }
  assert.equal((await edna.post('/api/me/password', right)).status, 204)
  assert.equal((await edna.get('/api/me')).status, 200)
  assert.equal((await other.get('/api/me')).status, 401)
})

const weak = {
  'too short': 'nine char',
  'one of the most common': 'Motdepasse123',
  'one character again and again': 'aaaaaaaaaaaaaa',
  'the name': 'my name is Gaston ok',
  'the address': 'gaston1 2 3 4 5 6 7',
  'longer than two hundred': 'ab cd '.repeat(40),
}
for (const [why, bad] of Object.entries(weak))
  test(`O1 · a password is refused that is ${why}`, async () => {
    const gaston = await colleague(house, organization, `Gaston${Object.keys(weak).indexOf(why)}`, {
      lastName: 'Gaston',
      password,
    })
    const answer = await gaston.post<Problem>('/api/me/password', {
      current: password,
      password: bad,
    })
    assert.equal(answer.status, 400)
    assert.equal(answer.body.fields[0]?.field, 'body.password')
  })

test('X53 · a reset link is mailed to the address on file, with our own address in it, and hashed here', async () => {
  const nestor = await colleague(house, organization, 'Nestor', { password, language: 'fr' })
  const token = await resetToken(nestor, { host: 'evil.example' })
  const mail = await lastMail(nestor)
  assert.equal(mail.subject, 'Choisissez un nouveau mot de passe')
  assert.ok(!mail.text.includes('evil.example'))
  const kept = await house.db.rows<{ hex: string }>({
    text: `select encode(token_hash, 'hex') as hex from one_time_token where person_id = $1`,
    values: [nestor.id],
  })
  assert.equal(kept.length, 1)
  assert.notEqual(kept[0]!.hex, Buffer.from(token).toString('hex'))
})

test('X57 · asking for a reset says the same of an unknown address', async () => {
  const start = performance.now()
  const unknown = await outsider.post('/api/password-reset', { email: 'nobody@example.org' })
  assert.equal(unknown.status, 202)
  assert.deepEqual(unknown.body, {})
  assert.ok(performance.now() - start > 200, 'it takes the time that a mail would')
})

test('X126 · of two resets with one link exactly one works, and every session ends', async () => {
  const farid = await colleague(house, organization, 'Farid', { password })
  const path = `/api/password-reset/${await resetToken(farid)}`
  assert.equal((await outsider.get(path)).status, 200)
  const both = await Promise.all([
    outsider.post(path, { password: 'the first new sentence' }),
    outsider.post(path, { password: 'the second new sentence' }),
  ])
  assert.deepEqual(both.map(({ status }) => `${status}`).toSorted(), ['204', '404'])
  assert.equal((await outsider.get(path)).status, 404)
  assert.equal((await farid.get('/api/me')).status, 401)
  const won = both[0]?.status === 204 ? 'the first new sentence' : 'the second new sentence'
  const signIn = await outsider.post('/api/session', { email: farid.email, password: won })
  assert.equal(signIn.status, 200)
})

test('X53 · a reset link dies with a password change and after an hour, and looks like one never given', async () => {
  const cosmo = await colleague(house, organization, 'Cosmo', { password })
  const first = await resetToken(cosmo)
  const change = { current: password, password: 'a quite different line' }
  assert.equal((await cosmo.post('/api/me/password', change)).status, 204)
  const late = await resetToken(cosmo)
  await house.db.run({
    text: `update one_time_token set expires_at = now() where person_id = $1`,
    values: [cosmo.id],
  })
  const answers = await Promise.all(
    [first, late, 'a'.repeat(43)].map((token) =>
      outsider.post<Problem & { reference?: string }>(`/api/password-reset/${token}`, {
        password: 'yet another sentence',
      }),
    ),
  )
  const bodies = answers.map(({ status, body }) => ({ status, rest: { ...body, reference: '' } }))
  assert.equal(bodies[0]?.status, 404)
  assert.deepEqual(bodies[1], bodies[0])
  assert.deepEqual(bodies[2], bodies[0])
})

test('O3 · a profile changes field by field; a line stays one line and a zone must exist', async () => {
  const mo = await colleague(house, organization, 'Mo')
  const change = { firstName: '  Mo\r\nBcc: x ', language: 'fr', timeZone: 'America/New_York' }
  assert.equal((await mo.patch('/api/me', change)).status, 204)
  const me = await mo.get<Me>('/api/me')
  assert.equal(me.body.person.firstName, 'Mo Bcc: x')
  const zone = await mo.patch<Problem>('/api/me', { timeZone: 'Europe/Nowhere' })
  assert.equal(zone.body.fields[0]?.field, 'body.timeZone')
  const company = await mo.patch<Problem>('/api/me', { company: 'Another' })
  assert.equal(company.body.fields[0]?.field, 'body.company')
  const role = await mo.patch<Problem>('/api/me', { orgRole: 'admin' })
  assert.equal(role.status, 400)
})

test('X120 · a zero character is refused by the name of its field, in the reader’s language', async () => {
  const mo = await colleague(house, organization, 'Maud', { language: 'fr' })
  const answer = await mo.patch<Problem & { fields: { message: string }[] }>('/api/me', {
    firstName: 'Maud\0',
  })
  assert.equal(answer.status, 400)
  assert.equal(answer.body.fields[0]?.field, 'body.firstName')
  assert.equal(answer.body.fields[0]?.message, 'Ce texte contient un caractère nul.')
})

test('O3 · a picture is encoded again, without other data of the file, and served to people who may know me', async () => {
  const corin = await colleague(house, organization, 'Corin')
  const { default: sharp } = await import('sharp')
  const drawn = await sharp({
    create: { width: 640, height: 400, channels: 3, background: '#456' },
  })
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .jpeg()
    .toBuffer()
  const put = await corin.put<{ picture: string }>('/api/me/picture', drawn, {
    'content-type': 'image/jpeg',
  })
  assert.equal(put.status, 200)
  const raw = await house.app.inject({ url: put.body.picture, headers: { cookie: admin.cookie } })
  assert.equal(raw.headers['content-type'], 'image/webp')
  assert.equal(raw.headers['x-content-type-options'], 'nosniff')
  const read = await sharp(raw.rawPayload).metadata()
  assert.deepEqual([read.format, read.width, read.height, read.exif], ['webp', 256, 256, undefined])
  const other = await guest(house, 'Stranger')
  assert.equal((await other.get(put.body.picture)).status, 404)
  const elsewhere = put.body.picture.replace(corin.id, admin.id)
  assert.equal((await admin.get(elsewhere)).status, 404, 'X95 · by nobody else’s address')
  assert.equal((await corin.delete('/api/me/picture')).status, 204)
  assert.equal((await admin.get(put.body.picture)).status, 404)
})

test('X112 · an SVG, a text and a picture that is too large are refused, whatever type they claim', async () => {
  const { default: sharp } = await import('sharp')
  const huge = await sharp({
    create: { width: 9000, height: 9000, channels: 3, background: 'red' },
  })
    .png()
    .toBuffer()
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
  for (const bytes of [svg, Buffer.from('no picture'), huge, huge.subarray(0, 400)]) {
    const answer = await admin.put<Problem>('/api/me/picture', bytes, {
      'content-type': 'image/png',
    })
    assert.equal(answer.status, 400)
    assert.equal(answer.body.fields[0]?.field, 'body')
  }
  const type = await admin.put('/api/me/picture', svg, { 'content-type': 'image/svg+xml' })
  assert.equal(type.status, 400)
  const heavy = await admin.put('/api/me/picture', Buffer.alloc(5 * 1024 * 1024 + 1), {
    'content-type': 'image/png',
  })
  assert.equal(heavy.status, 413)
})

test('X58 · internals find colleagues; a guest finds only people with whom they share a group', async () => {
  const gil = await guest(house, 'Gil')
  type Found = { items: { id: string }[] }
  const found = await admin.get<Found>('/api/people?search=CORÍN')
  assert.equal(found.body.items.length, 1)
  const mistyped = await admin.get<Found>('/api/people?search=Croin')
  assert.deepEqual(mistyped.body, found.body, 'one wrong letter is forgiven')
  for (const search of ['co', 'Croin'])
    assert.deepEqual((await gil.get<Found>(`/api/people?search=${search}`)).body.items, [])
  assert.deepEqual((await gil.get<Found>('/api/people')).body.items, [])
  assert.equal((await gil.get(`/api/people/${admin.id}`)).status, 404)
  assert.deepEqual((await admin.get<Found>('/api/people?search=%25')).body.items, [])
})

test('O5 · where policy closes the directory, colleagues find each other no more, and who governs still does', async () => {
  const ada = await colleague(house, organization, 'Ada')
  const close = { policies: { whoSeesDirectory: 'managers' } }
  assert.equal((await admin.patch('/api/organization', close)).status, 204)
  type Found = { items: { id: string }[] }
  assert.deepEqual((await ada.get<Found>('/api/people')).body.items, [])
  assert.equal((await ada.get(`/api/people/${admin.id}`)).status, 404)
  assert.equal((await admin.get<Found>('/api/people?search=ada')).body.items.length, 1)
  await admin.patch('/api/organization', { policies: { whoSeesDirectory: 'everyone' } })
})

async function resetToken(of: Client, headers: Record<string, string> = {}): Promise<string> {
  const asked = await outsider.post('/api/password-reset', { email: of.email }, headers)
  assert.equal(asked.status, 202)
  return /reset-password\/([\w-]+)/.exec((await lastMail(of)).text)![1]!
}

async function lastMail(of: Client): Promise<{ subject: string; text: string }> {
  const mail = await house.db.row<{ subject: string; text: string }>({
    text: `select subject, text_body as text from outbox where to_address = $1 order by created_at desc, id desc limit 1`,
    values: [of.email],
  })
  return mail!
}
