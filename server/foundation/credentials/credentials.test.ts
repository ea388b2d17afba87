import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { Authenticator, codeNow, fromBase32 } from '../../../test/world/authenticator.ts'
import { must } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import {
  client,
  colleague,
  founded,
  guest,
  nobody,
  password,
  signedIn,
  type Answer,
  type Client,
} from '../../../test/world/people.ts'

interface Problem {
  code: string
  fields: { field: string; code: string }[]
}
interface Halfway {
  person: { id: string } | null
  secondFactor: { ticket: string; factors: string[] } | null
}
interface Security {
  totpSince: string | null
  recoveryCodesLeft: number
  passkeys: { id: string; name: string; lastUsedAt: string | null }[]
  confirmedUntil: string | null
}

const house = await startInstance()
const { organization, admin } = await founded(house)
const outsider = nobody(house)
const mine = '/api/me/security'
/** The origin of requests that are injected by hand. */
const origin = 'http://localhost:80'
let people = 0

/** A person with a password, in a session that was just confirmed. */
async function somebody(): Promise<Client> {
  const person = await colleague(house, organization, `Person${people++}`, { password })
  await must(person.post(`${mine}/confirmation`, { password }))
  return person
}

interface App {
  person: Client
  recoveryCodes: string[]
  /** The code of the current half minute, or of a neighbouring one. */
  code(by?: number): string
}

async function withApp(): Promise<App> {
  const person = await somebody()
  const { address } = await must(person.post<{ address: string }>(`${mine}/totp`))
  const code = (by = 0) => codeNow(address, by)
  const { recoveryCodes } = await must(
    person.post<{ recoveryCodes: string[] }>(`${mine}/totp/confirmation`, { code: code(-1) }),
  )
  return { person, recoveryCodes, code }
}

async function withPasskey(): Promise<{ person: Client; key: Authenticator; codes: string[] }> {
  const person = await somebody()
  const key = new Authenticator(origin)
  const options = await must(person.post<{ challenge: string }>(`${mine}/passkey-options`))
  const { recoveryCodes } = await must(
    person.post<{ recoveryCodes: string[] }>(`${mine}/passkeys`, {
      name: 'Phone',
      passkey: key.make(options),
    }),
    201,
  )
  return { person, key, codes: recoveryCodes }
}

async function ticketOf({ email }: Client): Promise<string> {
  const { secondFactor } = await must(outsider.post<Halfway>('/api/session', { email, password }))
  return secondFactor!.ticket
}

/** One after the other, because password guesses are rate-limited. */
async function ticketsOf(person: Client, many: number): Promise<string[]> {
  const tickets: string[] = []
  for (let n = 0; n < many; n++) tickets.push(await ticketOf(person))
  return tickets
}

const secondStep = (ticket: string, code: string) =>
  outsider.post<Problem>('/api/session/second-factor', { ticket, code })

const options = async (ticket?: string) =>
  must(
    outsider.post<{ challenge: string; allowCredentials: { id: string }[] }>(
      '/api/session/passkey-options',
      ticket ? { ticket } : {},
    ),
  )

function onlyOneOf(answers: Answer<unknown>[], done = 200): void {
  const statuses = answers.map(({ status }) => status)
  assert.equal(statuses.filter((status) => status === done).length, 1, statuses.join())
  const others = statuses.filter((status) => status !== done)
  assert.ok(
    others.every((status) => [400, 401, 409, 429].includes(status)),
    statuses.join(),
  )
}

const twenty = <T>(act: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 20 }, (_, n) => act(n)))

test('O1 · without a second factor the password alone signs in, and the session says how', async () => {
  const { email, id } = await somebody()
  const answer = await outsider.post<Halfway>('/api/session', { email, password })
  assert.equal(answer.body.person?.id, id)
  assert.equal(answer.body.secondFactor, null)
  const sessions = await must(
    client(house, id, email, answer.cookie!).get<{ items: { how: string; current: boolean }[] }>(
      '/api/me/sessions',
    ),
  )
  assert.deepEqual(sessions.items[0], { ...sessions.items[0], how: 'password', current: true })
})

test('O1 · with an app, the password leads only half-way: no session until the code is shown', async () => {
  const { person, code } = await withApp()
  const half = await outsider.post<Halfway>('/api/session', { email: person.email, password })
  assert.equal(half.status, 200)
  assert.equal(half.cookie, undefined)
  assert.equal(half.body.person, null)
  assert.deepEqual(half.body.secondFactor?.factors, ['totp', 'recovery-code'])
  const { ticket } = half.body.secondFactor!
  const asCookie = client(house, person.id, person.email, `atelier_session=${ticket}`)
  assert.equal((await asCookie.get('/api/me')).status, 401, 'a ticket is no session')
  const wrong = await secondStep(ticket, '000000')
  assert.equal(wrong.status, 401)
  assert.equal(wrong.body.code, 'wrong-second-factor')
  const right = await secondStep(ticket, code())
  assert.equal(right.status, 200)
  const me = client(house, person.id, person.email, right.cookie!)
  assert.equal((await me.get('/api/me')).status, 200)
})

test('X126 · a code works once: not again with another ticket, and for one of 20 at the same time', async () => {
  const { person, code } = await withApp()
  const tickets = await Promise.all([ticketOf(person), ticketOf(person), ticketOf(person)])
  const same = code()
  assert.equal((await secondStep(tickets[0], same)).status, 200)
  assert.equal((await secondStep(tickets[1], same)).status, 401)
  const next = code(1)
  onlyOneOf(await twenty((n) => secondStep(tickets[1 + (n % 2)]!, next)))
})

test('X126 · a ticket works once, whatever is shown with it', async () => {
  const { person, recoveryCodes } = await withApp()
  const ticket = await ticketOf(person)
  onlyOneOf(await twenty((n) => secondStep(ticket, recoveryCodes[n % 10]!)))
})

test('X126 · a recovery code works once, for one of 20 at the same time; the owner is told', async () => {
  const { person, recoveryCodes } = await withApp()
  assert.equal(new Set(recoveryCodes).size, 10)
  const [code] = recoveryCodes
  const tickets = await ticketsOf(person, 20)
  onlyOneOf(await twenty((n) => secondStep(tickets[n]!, code!)))
  assert.equal((await must(person.get<Security>(mine))).recoveryCodesLeft, 9)
  assert.ok((await mailsTo(person)).includes('A recovery code was used'))
})

test('X57 · a wrong code, an unknown ticket and a used one are answered alike, word for word', async () => {
  const { person, code } = await withApp()
  const [used, alive] = [await ticketOf(person), await ticketOf(person)]
  assert.equal((await secondStep(used, code())).status, 200)
  const answers = await Promise.all([
    secondStep(alive, '123456'),
    secondStep('x'.repeat(43), '123456'),
    secondStep(used, '123456'),
    secondStep(alive, 'aaaa-bbbb-cccc-dddd'),
  ])
  const said = answers.map(({ status, body }) => ({ status, ...body, reference: '' }))
  assert.equal(said[0]!.status, 401)
  for (const each of said) assert.deepEqual(each, said[0])
})

test('X132 · guesses at a code are slowed down for each person, with any ticket', async () => {
  const { person, code } = await withApp()
  const tickets = await Promise.all([ticketOf(person), ticketOf(person)])
  const tries = await twenty((n) => secondStep(tickets[n % 2]!, String(100_000 + n)))
  const refused = tries.filter(({ status }) => status === 429)
  assert.ok(refused.length > 0, 'guesses wait')
  await house.db.run({
    text: 'update throttle set attempts = 30, window_started_at = now() where key = $1',
    values: [`factor:${person.id}`],
  })
  assert.equal((await secondStep(tickets[0], code())).status, 429, 'even the right one waits')
})

test('X44 · a ticket that is too old, or older than the password, is worth nothing', async () => {
  const { person, recoveryCodes } = await withApp()
  const [old, other] = [await ticketOf(person), await ticketOf(person)]
  await house.db.run({
    text: `update one_time_token set expires_at = now() where created_at = (
      select min(created_at) from one_time_token where person_id = $1 and purpose = 'sign-in-ticket') and person_id = $1`,
    values: [person.id],
  })
  assert.equal((await secondStep(old, recoveryCodes[0]!)).status, 401)
  const changed = { current: password, password: 'Nine blue kettles sing' }
  await must(person.post('/api/me/password', changed), 204)
  assert.equal((await secondStep(other, recoveryCodes[0]!)).status, 401)
})

test('X53 · a password reset does not go round the second factor', async () => {
  const { person } = await withApp()
  await must(outsider.post('/api/password-reset', { email: person.email }), 202)
  const mail = await house.db.row<{ text: string }>({
    text: `select text_body as text from outbox where person_id = $1 and kind = 'password-reset'`,
    values: [person.id],
  })
  const token = /reset-password\/([\w-]+)/.exec(mail!.text)![1]
  const fresh = 'Nine blue kettles sing'
  const reset = await outsider.post(`/api/password-reset/${token}`, { password: fresh })
  assert.equal(reset.status, 204)
  assert.equal(reset.cookie, undefined)
  const sent = { email: person.email, password: fresh }
  const half = await outsider.post<Halfway>('/api/session', sent)
  assert.equal(half.body.person, null)
  assert.equal(half.cookie, undefined)
})

test('O1 · the seed of an app is sealed in the database, with a key that only this user may read', async () => {
  const person = await somebody()
  const { secret } = await must(person.post<{ secret: string }>(`${mine}/totp`))
  const row = await house.db.row<{ secret: Buffer }>({
    text: 'select secret from totp where person_id = $1',
    values: [person.id],
  })
  assert.ok(!row!.secret.includes(fromBase32(secret)))
  assert.ok(!row!.secret.toString().includes(fromBase32(secret).toString('hex')))
  const file = path.join(house.config.dataDir, 'sealing-key')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.match(readFileSync(file, 'utf8'), /^[0-9a-f]{64}\n$/)
})

test('O1 · a seed that was put in another person’s place opens nothing', async () => {
  const [{ person }, thief] = [await withApp(), await withApp()]
  await house.db.run({
    text: 'update totp set secret = (select secret from totp where person_id = $2) where person_id = $1',
    values: [person.id, thief.person.id],
  })
  assert.equal((await secondStep(await ticketOf(person), thief.code())).status, 401)
})

test('O1 · an app that is not confirmed by a code is not asked for; a wrong code confirms nothing', async () => {
  const person = await somebody()
  await must(person.post(`${mine}/totp`))
  const wrong = await person.post<Problem>(`${mine}/totp/confirmation`, { code: '000000' })
  assert.equal(wrong.status, 400)
  assert.equal(wrong.body.fields[0]?.field, 'body.code')
  const answer = await outsider.post<Halfway>('/api/session', { email: person.email, password })
  assert.equal(answer.body.person?.id, person.id)
  assert.equal((await must(person.get<Security>(mine))).recoveryCodesLeft, 0)
})

test('O1 · an app is set up once: a second set-up waits until the first is removed', async () => {
  const { person } = await withApp()
  const again = await person.post<Problem>(`${mine}/totp`)
  assert.equal(again.body.code, 'totp-is-on')
  await must(person.delete(`${mine}/totp`), 204)
  assert.equal((await person.delete(`${mine}/totp`)).status, 404)
  const { totpSince, recoveryCodesLeft } = await must(person.get<Security>(mine))
  assert.deepEqual([totpSince, recoveryCodesLeft], [null, 0], 'the codes went with the last factor')
})

test('X84 · changing a factor ends the other sessions, not this one, and is told by mail', async () => {
  const { person } = await withApp()
  const changes: [string, () => Promise<unknown>][] = [
    ['You have new recovery codes', () => must(person.post(`${mine}/recovery-codes`))],
    ['A passkey was added', () => addKey(person, new Authenticator(origin))],
    [
      'Signing in no longer asks for a code from an app',
      () => must(person.delete(`${mine}/totp`), 204),
    ],
    [
      'A passkey was removed',
      async () => {
        const { passkeys } = await must(person.get<Security>(mine))
        await must(person.delete(`${mine}/passkeys/${passkeys[0]!.id}`), 204)
      },
    ],
    [
      'Your password was changed',
      () =>
        must(
          person.post('/api/me/password', {
            current: password,
            password: 'Nine blue kettles sing',
          }),
          204,
        ),
    ],
  ]
  for (const [subject, change] of changes) {
    const elsewhere = await signedIn(house, person.id)
    await change()
    assert.equal((await elsewhere.get('/api/me')).status, 401, subject)
    assert.equal((await person.get('/api/me')).status, 200, subject)
    assert.ok((await mailsTo(person)).includes(subject), subject)
  }
})

async function addKey(person: Client, key: Authenticator): Promise<void> {
  const asked = await must(person.post<{ challenge: string }>(`${mine}/passkey-options`))
  await must(person.post(`${mine}/passkeys`, { name: 'Key', passkey: key.make(asked) }), 201)
}

async function mailsTo({ id }: Client): Promise<string[]> {
  const mails = await house.db.rows<{ subject: string }>({
    text: 'select subject from outbox where person_id = $1',
    values: [id],
  })
  return mails.map(({ subject }) => subject)
}

test('X83 · every change of how a person signs in requires the password or a passkey again, in this session', async () => {
  const { person, key } = await withPasskey()
  const fresh = await signedIn(house, person.id)
  const [passkey] = (await must(fresh.get<Security>(mine))).passkeys
  const token = { kind: 'api-token', name: 'Script', scope: 'read' }
  const tries = [
    () => fresh.post<Problem>(`${mine}/totp`),
    () => fresh.post<Problem>(`${mine}/totp/confirmation`, { code: '123456' }),
    () => fresh.delete<Problem>(`${mine}/totp`),
    () => fresh.post<Problem>(`${mine}/recovery-codes`),
    () => fresh.post<Problem>(`${mine}/passkey-options`),
    () => fresh.delete<Problem>(`${mine}/passkeys/${passkey!.id}`),
    () => fresh.post<Problem>(`${mine}/access-tokens`, token),
    () =>
      fresh.post<Problem>(`${mine}/passkeys`, {
        name: 'x',
        passkey: new Authenticator(origin).make({ challenge: 'made-up' }),
      }),
  ]
  for (const again of tries) {
    const { status, body } = await again()
    assert.deepEqual([status, body.code], [403, 'confirmation-needed'])
  }
  const wrong = await fresh.post<Problem>(`${mine}/confirmation`, { password: 'not this one' })
  assert.deepEqual([wrong.status, wrong.body.fields[0]?.field], [400, 'body.password'])
  assert.equal((await fresh.post(`${mine}/confirmation`, {})).status, 400)
  const asked = await must(
    fresh.post<{ challenge: string }>(`${mine}/confirmation/passkey-options`),
  )
  await must(fresh.post(`${mine}/confirmation`, { passkey: key.answer(asked) }))
  await must(fresh.post(`${mine}/access-tokens`, token), 201)
  await house.db.run({
    text: `update session set confirmed_at = now() - interval '11 minutes' where person_id = $1`,
    values: [person.id],
  })
  assert.equal((await fresh.post(`${mine}/recovery-codes`)).status, 403, 'for ten minutes only')
})

test('O1 · a passkey signs in alone; the session says so, and the list says when it was last used', async () => {
  const { person, key } = await withPasskey()
  const asked = await options()
  assert.deepEqual(asked.allowCredentials ?? [], [], 'nobody is named before they answer')
  const passkey = key.answer(asked)
  const answer = await outsider.post('/api/session/passkey', { passkey })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const me = client(house, person.id, person.email, answer.cookie!)
  const { items } = await must(me.get<{ items: { how: string }[] }>('/api/me/sessions'))
  assert.equal(items[0]?.how, 'passkey')
  assert.ok((await must(me.get<Security>(mine))).passkeys[0]?.lastUsedAt)
  const again = await outsider.post<Problem>('/api/session/passkey', { passkey })
  assert.deepEqual([again.status, again.body.code], [401, 'wrong-second-factor'])
})

test('X126 · one answer of a passkey, sent 20 times at the same time, signs in once', async () => {
  const { key } = await withPasskey()
  const passkey = key.answer(await options())
  onlyOneOf(await twenty(() => outsider.post('/api/session/passkey', { passkey })))
})

test('O1 · a passkey is a second factor too: only one of that person answers for the ticket', async () => {
  const { person, key, codes } = await withPasskey()
  assert.equal(codes.length, 10)
  const half = await outsider.post<Halfway>('/api/session', { email: person.email, password })
  assert.deepEqual(half.body.secondFactor?.factors, ['passkey', 'recovery-code'])
  const { ticket } = half.body.secondFactor!
  const asked = await options(ticket)
  assert.deepEqual(
    asked.allowCredentials.map(({ id }) => id),
    [key.id.toString('base64url')],
  )
  const stranger = (await withPasskey()).key
  const foreign = { ticket, passkey: stranger.answer(asked) }
  assert.equal((await outsider.post('/api/session/passkey', foreign)).status, 401)
  const own = { ticket, passkey: key.answer(asked) }
  onlyOneOf(await twenty(() => outsider.post('/api/session/passkey', own)))
})

test('O1 · a passkey counts only for this house, this challenge, and with its holder verified', async () => {
  const { person, key } = await withPasskey()
  const wrong = [
    new Authenticator('https://evil.example').answer(await options()),
    key.answer({ challenge: 'bWFkZS11cA' }),
    key.answer(await options(), { verified: false }),
    key.answer(await must(person.post<{ challenge: string }>(`${mine}/passkey-options`))),
  ]
  const old = await options()
  await house.db.run({ text: `update one_time_token set expires_at = now()` })
  wrong.push(key.answer(old))
  for (const passkey of wrong)
    assert.equal((await outsider.post('/api/session/passkey', { passkey })).status, 401)
  const asked = await must(person.post<{ challenge: string }>(`${mine}/passkey-options`))
  const phished = new Authenticator('https://evil.example').make(asked)
  const refused = await person.post<Problem>(`${mine}/passkeys`, { name: 'x', passkey: phished })
  assert.deepEqual([refused.status, refused.body.code], [400, 'passkey-not-understood'])
})

test('O1 · a stopped account cannot sign in with a second factor either (X34, X35)', async () => {
  const { person, key } = await withPasskey()
  const ticket = await ticketOf(person)
  await must(admin.post(`/api/organization/people/${person.id}/deactivation`), 204)
  const passkey = key.answer(await options())
  assert.equal((await outsider.post('/api/session/passkey', { passkey })).status, 401)
  assert.equal((await secondStep(ticket, '123456')).status, 401)
})

test('O1 · passkeys are renamed and removed by their owner only', async () => {
  const { person } = await withPasskey()
  const other = await somebody()
  const [passkey] = (await must(person.get<Security>(mine))).passkeys
  const one = `${mine}/passkeys/${passkey!.id}`
  assert.equal((await other.patch(one, { name: 'Mine' })).status, 404)
  assert.equal((await other.delete(one)).status, 404)
  await must(person.patch(one, { name: 'Work phone' }), 204)
  assert.equal((await must(person.get<Security>(mine))).passkeys[0]?.name, 'Work phone')
})

test('O1 · an admin sees who has a second factor, and lets in again who lost everything', async () => {
  const { person } = await withApp()
  type People = { items: { card: { id: string }; secondFactor: boolean | null }[] }
  const seen = async (by: Client) => {
    const { items } = await must(by.get<People>('/api/organization/people?limit=200'))
    return items.find(({ card }) => card.id === person.id)?.secondFactor
  }
  assert.equal(await seen(admin), true)
  const member = await somebody()
  assert.equal(await seen(member), null, 'nobody else learns it')
  const factors = `/api/organization/people/${person.id}/second-factor`
  assert.equal((await member.delete(factors)).status, 403)
  assert.equal((await (await guest(house, 'Gaston')).delete(factors)).status, 404)
  const early = await admin.delete<Problem>(factors)
  assert.deepEqual([early.status, early.body.code], [403, 'confirmation-needed'])
  await must(admin.post('/api/me/security/confirmation', { password }))
  await must(admin.delete(factors), 204)
  assert.equal(await seen(admin), false)
  assert.equal((await person.get('/api/me')).status, 401, 'sessions ended')
  assert.ok((await mailsTo(person)).includes('Your second factors were removed'))
  const answer = await outsider.post<Halfway>('/api/session', { email: person.email, password })
  assert.equal(answer.body.person?.id, person.id)
  type History = { items: { kind: string; detail: { person?: string } }[] }
  const { items } = await must(admin.get<History>('/api/organization/history'))
  const line = items.find(({ kind }) => kind === 'person.second-factor-removed')
  assert.equal(line?.detail.person, person.id)
  const own = await admin.delete<Problem>(`/api/organization/people/${admin.id}/second-factor`)
  assert.deepEqual([own.status, own.body.code], [409, 'own-factors'])
})
