import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance } from '../../../test/world/instance.ts'
import { codeNow } from '../../../test/world/authenticator.ts'
import { colleague, founded, password, signedIn, type Client } from '../../../test/world/people.ts'

/** Behind a proxy, so that each test can choose its client address. */
const instance = await startInstance({ config: { trustedProxies: ['127.0.0.1'] } })
const { organization } = await founded(instance)

/** A new person for each test, so that attempts of other tests do not count. */
async function somebody() {
  const me = await colleague(instance, organization, `Person${++people}`, { password })
  const right = { email: me.email, password }
  return { me, right, wrong: { ...right, password: 'surely not this one' } }
}
let people = 0

/** A network that was not used before. */
const elsewhere = () => `10.${++networks >> 8}.${networks & 255}.1`
let networks = 0

/** A browser: keeps the cookies that it is given. */
function browser(address = elsewhere()) {
  const jar = new Map<string, string>()
  return {
    jar,
    async send<Body = Record<string, never>>(
      method: 'GET' | 'POST' | 'DELETE',
      url: string,
      payload?: object,
    ) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await instance.app.inject({
        method,
        url,
        headers: { 'x-forwarded-for': address, ...(cookie && { cookie }) },
        ...(payload && { payload }),
      })
      for (const { name, value } of answer.cookies)
        if (value) jar.set(name, value)
        else jar.delete(name)
      return {
        status: answer.statusCode,
        body: (answer.body && answer.json()) as Body,
        raw: answer.body.replace(/"reference":"[^"]*"/, ''),
      }
    },
  }
}

interface SignIn {
  email: string
  password: string
}

/** A stranger guesses from new addresses all night, until all unknown browsers must wait. */
async function siege(given: SignIn): Promise<void> {
  for (let n = 1; n < 30; n++) {
    const { status } = await browser().send('POST', '/api/session', { ...given, password: 'no' })
    if (status === 429) return waitForLong(`sign-in:e:${given.email}`)
  }
  assert.fail('guessing from many addresses was never slowed down')
}

async function waitForLong(key: string): Promise<void> {
  const text = 'update throttle set attempts = 30, window_started_at = now() where key = $1'
  assert.equal(await instance.db.run({ text, values: [key] }), 1)
}

/** Signs in and out again, so that the browser is known. */
async function knownBrowser(right: SignIn) {
  const mine = browser()
  assert.equal((await mine.send('POST', '/api/session', right)).status, 200)
  assert.equal((await mine.send('DELETE', '/api/session')).status, 204)
  return mine
}

async function resetLink({ email }: SignIn): Promise<string> {
  const [newest] = await resetMails(email)
  return `/api/password-reset/${/reset-password\/([\w-]+)/.exec(newest!.text)![1]!}`
}

function resetMails(email: string): Promise<{ text: string }[]> {
  return instance.db.rows({
    text: `select text_body as text from outbox where kind = 'password-reset' and to_address = $1 order by created_at desc, id desc`,
    values: [email],
  })
}

test('X132 · who guesses from ever new addresses keeps strangers waiting, and not the owner in a browser that is known', async () => {
  const { right } = await somebody()
  const mine = await knownBrowser(right)
  await siege(right)
  assert.equal((await browser().send('POST', '/api/session', right)).status, 429)
  assert.equal((await mine.send('POST', '/api/session', right)).status, 200)
})

test('X132 · a known browser does not guess freely either, and keeps nobody else waiting', async () => {
  const { right, wrong } = await somebody()
  const mine = await knownBrowser(right)
  const other = await knownBrowser(right)
  const tries: number[] = []
  for (let n = 0; n < 12; n++) tries.push((await mine.send('POST', '/api/session', wrong)).status)
  assert.ok(tries.includes(429), tries.join())
  assert.equal((await other.send('POST', '/api/session', right)).status, 200)
  assert.equal((await browser().send('POST', '/api/session', right)).status, 200)
})

test('X132 · a mark counts for the person who earned it only, and one that was made up for nobody', async () => {
  const [{ right }, { right: minas }] = [await somebody(), await somebody()]
  const hers = await knownBrowser(minas)
  await siege(right)
  await siege(minas)
  assert.equal((await hers.send('POST', '/api/session', right)).status, 429)
  const planted = browser()
  planted.jar.set('atelier_device', 'a'.repeat(43))
  assert.equal((await planted.send('POST', '/api/session', right)).status, 429)
  assert.equal((await hers.send('POST', '/api/session', minas)).status, 200)
})

test('X130 · a planted mark becomes nobody’s by their signing in', async () => {
  const { right } = await somebody()
  const mine = browser()
  const planted = 'b'.repeat(43)
  mine.jar.set('atelier_device', planted)
  assert.equal((await mine.send('POST', '/api/session', right)).status, 200)
  await siege(right)
  const thief = browser()
  thief.jar.set('atelier_device', planted)
  assert.equal((await thief.send('POST', '/api/session', right)).status, 429)
})

test('X132 · two people who share a browser are both known in it', async () => {
  const [{ right }, { right: minas }] = [await somebody(), await somebody()]
  const shared = await knownBrowser(right)
  assert.equal((await shared.send('POST', '/api/session', minas)).status, 200)
  await siege(right)
  assert.equal((await shared.send('POST', '/api/session', right)).status, 200)
})

test('X84 · a browser is known no more when its session is ended from elsewhere', async () => {
  const { me, right } = await somebody()
  const stolen = browser()
  await stolen.send('POST', '/api/session', right)
  type Sessions = { items: { id: string; current: boolean }[] }
  const { items } = (await me.get<Sessions>('/api/me/sessions')).body
  const session = items.find(({ current }) => !current)!
  assert.equal((await me.delete(`/api/me/sessions/${session.id}`)).status, 204)
  await siege(right)
  assert.equal((await stolen.send('POST', '/api/session', right)).status, 429)
})

test('X84 · a new password makes strangers of all browsers but the one where it was changed', async () => {
  const { right } = await somebody()
  const other = await knownBrowser(right)
  const mine = browser()
  await mine.send('POST', '/api/session', right)
  const now = { ...right, password: 'another sentence to keep' }
  const change = { current: right.password, password: now.password }
  assert.equal((await mine.send('POST', '/api/me/password', change)).status, 204)
  await mine.send('DELETE', '/api/session')
  await siege(now)
  assert.equal((await other.send('POST', '/api/session', now)).status, 429)
  assert.equal((await mine.send('POST', '/api/session', now)).status, 200)
})

test('X132 · after a reset by mail the owner can sign in immediately, from that browser permanently and from that network for an hour', async () => {
  const { right } = await somebody()
  await siege(right)
  const network = elsewhere()
  const mine = browser(network)
  assert.equal((await mine.send('POST', '/api/password-reset', { email: right.email })).status, 202)
  const fresh = { ...right, password: 'a new sentence to keep' }
  assert.equal(
    (await mine.send('POST', await resetLink(right), { password: fresh.password })).status,
    204,
  )
  await waitForLong(`sign-in:e:${right.email}`)
  assert.equal((await browser(network).send('POST', '/api/session', fresh)).status, 200)
  assert.equal((await mine.send('POST', '/api/session', fresh)).status, 200)
  assert.equal((await browser().send('POST', '/api/session', fresh)).status, 429)
})

test('X132 · a stranger who asks for resets neither floods the mailbox nor closes it, and reads the same as of nobody', async () => {
  const { right } = await somebody()
  const ask = async (email: string) => {
    const { status, raw } = await browser().send('POST', '/api/password-reset', { email })
    return `${status} ${raw}`
  }
  for (let n = 1; n <= 8; n++)
    assert.equal(await ask(right.email), await ask('nobody.here@example.org'))
  const mails = await resetMails(right.email)
  assert.ok(mails.length >= 3 && mails.length < 8, `${mails.length} mails`)
  assert.equal((await browser().send('GET', await resetLink(right))).status, 200)
})

test('X132 · a known browser is sent a link, however many links strangers have requested', async () => {
  const { right } = await somebody()
  const { email } = right
  const mine = await knownBrowser(right)
  for (let n = 1; n <= 4; n++) await browser().send('POST', '/api/password-reset', { email })
  await waitForLong(`reset:e:${email}`)
  await browser().send('POST', '/api/password-reset', { email })
  const before = (await resetMails(email)).length
  await mine.send('POST', '/api/password-reset', { email })
  assert.equal((await resetMails(email)).length, before + 1)
})

test('X55 · how long strangers wait says nothing of an account, nor of its owner signing in meanwhile', async () => {
  const { right } = await somebody()
  const mine = await knownBrowser(right)
  const nobodys = { ...right, email: 'nobody.at.all@example.org' }
  for (const given of [right, nobodys])
    for (let n = 1; n <= 4; n++)
      await browser().send('POST', '/api/session', { ...given, password: 'no' })
  assert.equal((await mine.send('POST', '/api/session', right)).status, 200)
  assert.equal((await browser().send('POST', '/api/session', right)).status, 200)
  const counts = await instance.db.rows<{ attempts: number }>({
    text: 'select attempts from throttle where key = any($1)',
    values: [[right, nobodys].map(({ email }) => `sign-in:e:${email}`)],
  })
  assert.deepEqual(counts, [{ attempts: 4 }, { attempts: 4 }])
})

/** A person with an authenticator app, and a browser in which all factors were shown. */
async function withSecondFactor() {
  const { me, right } = await somebody()
  const mine = browser()
  await mine.send('POST', '/api/session', right)
  await mine.send('POST', '/api/me/security/confirmation', { password })
  const { body } = await mine.send<{ address: string }>('POST', '/api/me/security/totp')
  const code = codeNow(body.address)
  const path = '/api/me/security/totp/confirmation'
  const made = await mine.send<{ recoveryCodes: string[] }>('POST', path, { code })
  await instance.db.run({
    text: 'update totp set last_step = 0 where person_id = $1',
    values: [me.id],
  })
  await mine.send('DELETE', '/api/session')
  return { me, right, mine, address: body.address, recoveryCodes: made.body.recoveryCodes }
}

async function step(of: ReturnType<typeof browser>, code: string, given: SignIn): Promise<number> {
  type Half = { secondFactor: { ticket: string } }
  const { body, status } = await of.send<Half>('POST', '/api/session', given)
  assert.equal(status, 200)
  const { ticket } = body.secondFactor
  return (await of.send('POST', '/api/session/second-factor', { ticket, code })).status
}

/** A person who has the password guesses codes all night. */
async function guessCodes(me: Client, given: SignIn): Promise<void> {
  for (let n = 1; n < 30; n++)
    if ((await step(browser(), '000000', given)) === 429) return waitForLong(`factor:${me.id}`)
  assert.fail('codes could be guessed from many addresses without an end')
}

test('X126 · somebody who has the password and guesses codes does not lock the owner out of a known browser', async () => {
  const { me, right, mine, address } = await withSecondFactor()
  await guessCodes(me, right)
  assert.equal(await step(browser(), codeNow(address), right), 429)
  assert.equal(await step(mine, codeNow(address), right), 200)
})

test('X126 · a recovery code cannot be guessed, so nobody’s guesses keep its owner waiting', async () => {
  const { me, right, recoveryCodes } = await withSecondFactor()
  await guessCodes(me, right)
  assert.equal(await step(browser(), recoveryCodes[0]!, right), 200)
})

test('X126 · codes are guessed no more freely from a known browser', async () => {
  const { right, mine } = await withSecondFactor()
  const tries: number[] = []
  for (let n = 0; n < 20; n++) tries.push(await step(mine, '000000', right))
  assert.ok(tries.includes(429), tries.join())
})

test('X126 · a reset by mail proves no second factor: control of the mailbox allows no further guesses of codes', async () => {
  const { me, right } = await withSecondFactor()
  await guessCodes(me, right)
  const mailbox = browser()
  await mailbox.send('POST', '/api/password-reset', { email: right.email })
  const taken = { ...right, password: 'the sentence of a thief' }
  await mailbox.send('POST', await resetLink(right), { password: taken.password })
  assert.equal(await step(mailbox, '000000', taken), 429)
})

test('X83 · wrong passwords in one session do not stop another session of the owner from confirming', async () => {
  const { me } = await somebody()
  const open = await signedIn(instance, me.id)
  const path = '/api/me/security/confirmation'
  const tries: number[] = []
  for (let n = 0; n < 12; n++)
    tries.push((await open.post(path, { password: 'not this one' })).status)
  assert.ok(tries.includes(429), tries.join())
  assert.equal((await me.post(path, { password })).status, 200)
})

test('X132 · a clock that was ahead for a moment keeps nobody out for days', async () => {
  const { right } = await somebody()
  const key = `sign-in:e:${right.email}`
  const ahead = (by: string) =>
    instance.db.run({
      text: `update throttle set attempts = 30, window_started_at = now() + $2::interval where key = $1`,
      values: [key, by],
    })
  await siege(right)
  await ahead('50 seconds')
  const soon = await browser().send<{ retryAfterSeconds: number }>('POST', '/api/session', right)
  assert.equal(soon.status, 429)
  assert.ok(soon.body.retryAfterSeconds <= 960, `${soon.body.retryAfterSeconds} s`)
  await ahead('20 days')
  assert.equal((await browser().send('POST', '/api/session', right)).status, 200)
})

test('X126 · a code that a clock ahead took does not lock the app for days', async () => {
  const { me, right, mine, address } = await withSecondFactor()
  await instance.db.run({
    text: 'update totp set last_step = extract(epoch from now()) / 30 + 57600 where person_id = $1',
    values: [me.id],
  })
  const code = codeNow(address)
  assert.equal(await step(mine, code, right), 200)
  await mine.send('DELETE', '/api/session')
  assert.equal(await step(mine, code, right), 401, 'and works once')
})
