import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, foundGroup, must } from '../../../test/world/cast.ts'
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
import { tidy } from '../housekeeping/housekeeping.ts'

interface Problem {
  code: string
  fields: { field: string; code: string }[]
}
interface UnderWay {
  change: { email: string; expiresAt: string } | null
}

const house = await startInstance()
const { organization, admin } = await founded(house)
const outsider = nobody(house)
const mine = '/api/me/email-change'
const newPassword = 'another sentence that is easy to keep'
let people = 0

/** A person with a password who has just confirmed their identity. */
async function somebody(): Promise<Client> {
  const person = await colleague(house, organization, `Person${people++}`, { password })
  return confirmed(person)
}

async function confirmed(person: Client): Promise<Client> {
  await must(person.post('/api/me/security/confirmation', { password }))
  return person
}

const mailsTo = (address: string) =>
  house.db.rows<{ kind: string; subject: string; text: string }>({
    text: 'select kind, subject, text_body as text from outbox where to_address = $1 order by created_at desc, id desc',
    values: [address],
  })

/** The token of the link in the newest mail to this address. */
async function linkTo(address: string, page: string): Promise<string> {
  const [newest] = await mailsTo(address)
  const token = new RegExp(`/${page}/([\\w-]{43})`).exec(newest?.text ?? '')?.[1]
  assert.ok(token, `a link to ${page} in the newest mail to ${address}`)
  return token
}

/** Asks for a change; returns the links of both mails. */
async function asked(person: Client, to: string): Promise<{ proof: string; stop: string }> {
  await must(person.post(mine, { email: to }), 202)
  return {
    proof: await linkTo(to, 'change-email'),
    stop: await linkTo(person.email, 'stop-email-change'),
  }
}

const emailOf = async (who: Client) =>
  (await must(who.get<{ person: { email: string } }>('/api/me'))).person.email

const signsIn = async (email: string, by = password) =>
  (await outsider.post('/api/session', { email, password: by })).status

test('O3 · a new address is confirmed by its link; from then on the person signs in with it, and the old address is told', async () => {
  const person = await somebody()
  const { proof } = await asked(person, 'new.one@example.org')
  assert.equal(await emailOf(person), person.email, 'nothing changes before the proof')
  const { change } = await must(person.get<UnderWay>(mine))
  assert.equal(change?.email, 'new.one@example.org')
  assert.deepEqual(await must(person.get(`${mine}/${proof}`)), { email: 'new.one@example.org' })
  await must(person.post(`${mine}/${proof}`))
  assert.equal(await emailOf(person), 'new.one@example.org')
  assert.deepEqual([await signsIn('NEW.one@example.org'), await signsIn(person.email)], [200, 401])
  const told = (await mailsTo(person.email)).map(({ subject }) => subject)
  assert.deepEqual(told, [
    'Your e-mail address was changed',
    'Your e-mail address is about to change',
  ])
  assert.ok(!(await mailsTo(person.email)).some(({ text }) => text.includes('new.one')))
  assert.deepEqual(await must(person.get(mine)), { change: null })
})

test('O3 · only a session that has just confirmed asks, and only one that has finishes', async () => {
  const person = await colleague(house, organization, `Person${people++}`, { password })
  const refused = await person.post<Problem>(mine, { email: 'unconfirmed@example.org' })
  assert.deepEqual([refused.status, refused.body.code], [403, 'confirmation-needed'])
  await confirmed(person)
  const { proof } = await asked(person, 'unconfirmed@example.org')
  const elsewhere = await signedIn(house, person.id)
  const second = await elsewhere.post<Problem>(`${mine}/${proof}`)
  assert.deepEqual([second.status, second.body.code], [403, 'confirmation-needed'])
  await confirmed(elsewhere)
  await must(elsewhere.post(`${mine}/${proof}`))
})

test('O3, X53 · the link works once, for its account alone, and no longer than the session that asked', async () => {
  const [person, other] = [await somebody(), await somebody()]
  const first = await asked(person, 'once@example.org')
  for (const path of ['get', 'post'] as const)
    assert.equal((await other[path](`${mine}/${first.proof}`)).status, 404, 'not for somebody else')
  assert.equal((await outsider.post(`${mine}/${first.proof}`)).status, 401)
  const second = await asked(person, 'once.more@example.org')
  assert.equal((await person.post(`${mine}/${first.proof}`)).status, 404, 'the newest wish counts')
  const both = await Promise.all([1, 2].map(() => person.post(`${mine}/${second.proof}`)))
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 404],
  )
  const third = await asked(
    Object.assign(person, { email: 'once.more@example.org' }),
    'third@example.org',
  )
  const elsewhere = await confirmed(await signedIn(house, person.id))
  await must(person.delete('/api/session'), 204)
  assert.equal((await elsewhere.post(`${mine}/${third.proof}`)).status, 404)
})

test('O3, X53, X84 · reset links, half-finished sign-ins and other sessions end; the one that finishes stays', async () => {
  const person = await somebody()
  const elsewhere = await signedIn(house, person.id)
  await must(outsider.post('/api/password-reset', { email: person.email }), 202)
  const reset = await linkTo(person.email, 'reset-password')
  const { proof } = await asked(person, 'after.reset@example.org')
  await must(person.post(`${mine}/${proof}`))
  const used = await outsider.post(`/api/password-reset/${reset}`, { password: newPassword })
  assert.equal(used.status, 404)
  assert.deepEqual(
    [(await elsewhere.get('/api/me')).status, (await person.get('/api/me')).status],
    [401, 200],
  )
})

test('O3, X57 · an address that has an account is answered like any other; its owner is told and gets no link', async () => {
  const [person, owner] = [await somebody(), await somebody()]
  const free = await person.post<UnderWay>(mine, { email: 'nobody.has@example.org' })
  const taken = await person.post<UnderWay>(mine, { email: owner.email })
  const shape = ({ status, headers, body }: typeof free) =>
    [status, headers['content-type'], Object.keys(body.change!), headers['cache-control']] as const
  assert.deepEqual(shape(free), shape(taken))
  assert.equal((await must(person.get<UnderWay>(mine))).change?.email, owner.email)
  const [mail] = await mailsTo(owner.email)
  assert.equal(mail?.subject, 'Somebody entered your e-mail address')
  assert.ok(!/https?:/.test(mail!.text) && !mail!.text.includes(person.email))
  const seen = await house.db.rows<{ organization: string | null }>({
    text: `select organization_id as organization from outbox where to_address in ('nobody.has@example.org', $1) and kind = 'email-change'`,
    values: [owner.email],
  })
  assert.deepEqual(
    seen.map((each) => each.organization),
    [null, null],
    'admins of an organization do not read in its outbox which addresses have an account elsewhere',
  )
})

test('O3 · of two people who confirm the same address at the same time, or one who signs up with it, one gets it', async () => {
  for (let round = 0; round < 3; round++) {
    const to = `contested${round}@example.org`
    const rivals = [await somebody(), await somebody()]
    const proofs: string[] = []
    for (const each of rivals) proofs.push((await asked(each, to)).proof)
    const ends = await Promise.all(
      rivals.map((each, at) => each.post<Problem>(`${mine}/${proofs[at]}`)),
    )
    assert.deepEqual(
      ends.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 409],
    )
    assert.equal(ends.find(({ status }) => status === 409)!.body.code, 'address-taken')
    const has = await Promise.all(rivals.map(emailOf))
    assert.equal(has.filter((email) => email === to).length, 1)
  }
})

test('O3 · the old address stops the change before it is made: the session that asked ends', async () => {
  const person = await somebody()
  const { proof, stop } = await asked(person, 'stopped@example.org')
  assert.equal(
    (await must(outsider.get<{ state: string }>(`/api/email-change/${stop}`))).state,
    'asked',
  )
  assert.deepEqual(await must(outsider.post(`/api/email-change/${stop}`)), { state: 'stopped' })
  assert.equal((await person.get('/api/me')).status, 401)
  const again = await confirmed(await signedIn(house, person.id))
  assert.equal((await again.post(`${mine}/${proof}`)).status, 404)
  assert.equal((await outsider.post(`/api/email-change/${stop}`)).status, 404)
})

test('O3, X84 · the old address takes the change back: everything that a stranger set up is removed, and a new password is chosen by mail', async () => {
  const person = await somebody()
  const { proof } = await asked(person, 'stranger@example.org')
  await must(person.post(`${mine}/${proof}`))
  const stop = await linkTo(person.email, 'stop-email-change')
  await must(person.post('/api/me/security/totp'))
  const token = { name: 'theirs', scope: 'read', kind: 'api-token', days: null }
  await person.post('/api/me/security/access-tokens', token)
  const further = await asked(
    Object.assign(client(house, person.id, 'stranger@example.org', person.cookie)),
    'further@example.org',
  )
  await must(person.post(`${mine}/${further.proof}`))
  assert.deepEqual(await must(outsider.post(`/api/email-change/${stop}`)), { state: 'taken-back' })
  assert.equal((await person.get('/api/me')).status, 401)
  assert.deepEqual([await signsIn('further@example.org'), await signsIn(person.email)], [401, 401])
  for (const table of ['totp', 'passkey', 'access_token', 'session', 'email_change'])
    assert.equal(
      (
        await house.db.rows({
          text: `select from ${table} where person_id = $1`,
          values: [person.id],
        })
      ).length,
      0,
      table,
    )
  const reset = await linkTo(person.email, 'reset-password')
  await must(outsider.post(`/api/password-reset/${reset}`, { password: newPassword }), 204)
  assert.equal(await signsIn(person.email, newPassword), 200)
  assert.equal((await outsider.post(`/api/email-change/${further.stop}`)).status, 404)
})

test('O3 · links that are too old, of stopped accounts, or made up, are not found, all alike', async () => {
  const person = await somebody()
  const { proof, stop } = await asked(person, 'late@example.org')
  await house.db.run({
    text: 'update email_change set expires_at = now() where person_id = $1',
    values: [person.id],
  })
  const unknown = `/api/email-change/${'x'.repeat(43)}`
  const bodies = [await outsider.get(`/api/email-change/${stop}`), await outsider.get(unknown)].map(
    ({ status, body }) => ({ ...body, status, instance: '', reference: '' }),
  )
  assert.deepEqual(bodies[0], bodies[1])
  assert.equal((await person.post(`${mine}/${proof}`)).status, 404)
  await tidy(house.app.house)
  assert.equal(
    (await house.db.rows({ text: 'select from email_change where expires_at <= now()' })).length,
    0,
  )
  const again = await asked(person, 'stopped.account@example.org')
  await must(admin.post(`/api/organization/people/${person.id}/deactivation`), 204)
  assert.equal((await outsider.post(`/api/email-change/${again.stop}`)).status, 404)
})

test('O3, M5 · open invitations follow the person, their old links end, and nobody who invited learns the new address', async () => {
  const [person, host] = [await somebody(), await somebody()]
  const [group, both] = [await foundGroup(host, 'Follows'), await foundGroup(host, 'Waits twice')]
  const invite = (to: string, into: string) =>
    must(host.post(`/api/groups/${into}/invitations`, { people: [{ email: to }] }))
  await invite(person.email, group)
  const link = await linkTo(person.email, 'invitations')
  await invite(person.email, both)
  await invite('followed@example.org', both)
  const { proof } = await asked(person, 'followed@example.org')
  await must(person.post(`${mine}/${proof}`))
  const { items } = await must(
    person.get<{ items: { id: string; group: { name: string } }[] }>('/api/me/invitations'),
  )
  assert.deepEqual(items.map((each) => each.group.name).toSorted(), ['Follows', 'Waits twice'])
  assert.equal((await outsider.get(`/api/invitations/${link}`)).status, 404)
  const pending = await must(host.get(`/api/groups/${group}/invitations`))
  assert.ok(!JSON.stringify(pending).includes('followed@'), 'the inviter sees what they typed')
  const id = items.find((each) => each.group.name === 'Follows')!.id
  await must(host.post(`/api/groups/${group}/invitations/${id}/resending`), 204)
  const fresh = await linkTo('followed@example.org', 'invitations')
  await must(person.post(`/api/invitations/${fresh}/acceptance`, {}))
  assert.equal((await person.get(`/api/groups/${group}`)).status, 200)
})

test('O3, V2 · the history of the organization shows the change; that of a guest is in the organizations of their groups', async () => {
  const person = await somebody()
  const { proof } = await asked(person, 'told@example.org')
  await must(person.post(`${mine}/${proof}`))
  const gil = await confirmed(await guest(house, 'Gil', { password }))
  const group = await foundGroup(admin, 'With guests', { guestsAllowed: true })
  await enter(house, group, [gil])
  await must(gil.post(`${mine}/${(await asked(gil, 'gil.new@example.org')).proof}`))
  const { items } = await must(
    admin.get<{ items: { kind: string; detail: Record<string, string> }[] }>(
      '/api/organization/history',
    ),
  )
  const lines = items.filter(({ kind }) => kind === 'person.email-changed')
  assert.deepEqual(
    lines.slice(0, 2).map(({ detail }) => [detail['from'], detail['to']]),
    [
      ['gil@example.org', 'gil.new@example.org'],
      [person.email, 'told@example.org'],
    ],
  )
})

test('O3 · one’s own address is refused, and so is the sixth wish of a day; nothing is sent', async () => {
  const person = await somebody()
  const own = await person.post<Problem>(mine, { email: ` ${person.email.toUpperCase()}` })
  assert.ok(own.status === 400, 'one’s own address')
  for (let wish = 0; wish < 5; wish++) await asked(person, `wish${wish}@example.org`)
  assert.equal((await person.post(mine, { email: 'wish5@example.org' })).status, 429)
  assert.deepEqual(await mailsTo('wish5@example.org'), [])
  await must(person.delete(mine), 204)
  assert.equal((await person.delete(mine)).status, 404)
})

test('X109 · at most five mails a day are sent to an address that people wish for; all are answered alike', async () => {
  const to = 'bombed@example.org'
  for (let round = 0; round < 7; round++) {
    const person = await somebody()
    await must(person.post(mine, { email: to }), 202)
  }
  assert.equal((await mailsTo(to)).length, 5)
})
