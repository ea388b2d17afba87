import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, must } from '../../../test/world/cast.ts'
import { handOver } from '../../../test/world/groups.ts'
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
import type { PersonId } from '../../kernel/ids.ts'

const instance = await startInstance()
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const mo = await colleague(instance, organization, 'Mo')
const mina = await colleague(instance, organization, 'Mina', { language: 'fr' })
const nobodyHere = nobody(instance)

interface Items<T> {
  items: T[]
}
interface Invited {
  email: string
  status: string
  id: string | null
}
interface Pending {
  id: string
  email: string
  role: string
  timesSent: number
}
interface Offer {
  id: string
  kind: string
  email: string
  role: string
  message: string
  account: string
  mine: boolean
  group: { name: string; members: number; guests: number; tools: string[] } | null
  inviter: { firstName: string }
  discloses: string[]
}
interface Problem {
  code: string
  fields: { field: string; code: string }[]
}

const statuses = (answers: { status: number }[]) =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b)

let groups = 0

/** A group that Ada administers, with guests and helpers who may invite, unless said otherwise. */
async function group(settings: Record<string, unknown> = {}, name?: string): Promise<string> {
  const made = await ada.post<{ id: string }>('/api/groups', {
    name: name ?? `Group ${++groups}`,
    objective: 'To try things out',
    template: 'circle',
    settings: { guestsAllowed: true, ...settings },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body.id
}

const add = (to: string, who: Client, role = 'member') =>
  ada.post(`/api/groups/${to}/members`, { people: [{ person: who.id, role }] })

const invite = (by: Client, to: string, email: string, more: object = {}) =>
  by.post<Items<Invited> & Problem>(`/api/groups/${to}/invitations`, {
    people: [{ email, ...more }],
  })

const pending = async (by: Client, of: string) =>
  (await by.get<Items<Pending>>(`/api/groups/${of}/invitations`)).body.items

interface Mail {
  subject: string
  text_body: string
  html_body: string
  language: string
}

async function mailsTo(email: string): Promise<Mail[]> {
  return instance.db.rows<Mail>({
    text: 'select subject, text_body, html_body, language from outbox where to_address = $1 order by created_at desc, id desc',
    values: [email],
  })
}

/** The secret of the newest mail to this address. */
async function tokenFor(email: string): Promise<string> {
  const [mail] = await mailsTo(email)
  const token = /\/invitations\/([\w-]+)/.exec(mail?.text_body ?? '')?.[1]
  assert.ok(token, `no invitation was mailed to ${email}`)
  return token
}

const newcomer = { firstName: 'Gil', lastName: 'Gomez', company: 'Acme', password }
const accept = (token: string, form: object = newcomer, by: Client = nobodyHere) =>
  by.post<{ group: string | null; full: string[] } & Problem>(
    `/api/invitations/${token}/acceptance`,
    form,
  )

/** A person who accepted by signing up, in their own browser. */
async function arrived(email: string, cookie: string | undefined): Promise<Client> {
  const row = await instance.db.row<{ id: PersonId }>({
    text: 'select id from person where email = $1',
    values: [email],
  })
  return client(instance, row!.id, email, cookie!)
}

const members = async (of: string) =>
  (
    await ada.get<Items<{ card: { email: string; guest: boolean }; role: string; how: string }>>(
      `/api/groups/${of}/members`,
    )
  ).body.items

const roleOf = async (email: string, of: string) =>
  (await members(of)).find(({ card }) => card.email === email)?.role

let addresses = 0
const someAddress = () => `someone${++addresses}@example.com`

// Inviting

test('M4 · several people are invited in one request, each with a role, by one message', async () => {
  const id = await group()
  const [one, two] = [someAddress(), someAddress()]
  const sent = await ada.post<Items<Invited>>(`/api/groups/${id}/invitations`, {
    people: [{ email: one, role: 'moderator' }, { email: two }, { email: two.toUpperCase() }],
    message: 'Come and see',
  })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
  assert.deepEqual(
    sent.body.items.map(({ status }) => status),
    ['invited', 'invited'],
  )
  const waiting = await pending(ada, id)
  assert.deepEqual(
    waiting.map(({ email, role, timesSent }) => `${email} ${role} ${timesSent}`).toSorted(),
    [`${one} moderator 1`, `${two} member 1`],
  )
  assert.match((await mailsTo(one))[0]!.text_body, /> Come and see/)
})

test('M4 · a person is invited by picking them, in their own language', async () => {
  const id = await group({}, 'Atelier d’été')
  const sent = await ada.post<Items<Invited>>(`/api/groups/${id}/invitations`, {
    people: [{ person: mina.id }],
  })
  assert.equal(sent.body.items[0]!.email, mina.email)
  const [mail] = await mailsTo(mina.email)
  assert.equal(mail!.language, 'fr')
  assert.equal(mail!.subject, 'Ada Test vous invite à rejoindre «\u202fAtelier d’été\u202f»')
})

test('X58 · a person of whom the asker may not know is answered like one who does not exist', async () => {
  const id = await group()
  const stranger = await guest(instance, 'Xavier')
  const hidden = await ada.post(`/api/groups/${id}/invitations`, {
    people: [{ person: stranger.id }],
  })
  const absent = await ada.post(`/api/groups/${id}/invitations`, {
    people: [{ person: '0192f0c4-0000-7000-8000-000000000000' }],
  })
  assert.equal(hidden.status, 404)
  assert.equal(absent.status, 404)
})

test('J5 · before accepting, people read about the group, the inviter, its members and what will be disclosed', async () => {
  const id = await group({}, 'Readers')
  const email = someAddress()
  await invite(ada, id, email)
  const offer = await nobodyHere.get<Offer>(`/api/invitations/${await tokenFor(email)}`)
  assert.equal(offer.status, 200)
  assert.equal(offer.body.group?.name, 'Readers')
  assert.equal(offer.body.group?.members, 1)
  assert.equal(offer.body.group?.guests, 0)
  assert.deepEqual(
    offer.body.group?.tools,
    instance.app.house.tools.map(({ name }) => name),
  )
  assert.equal(offer.body.inviter.firstName, 'Ada')
  assert.equal(offer.body.account, 'none')
  assert.deepEqual(offer.body.discloses, [
    'firstName',
    'lastName',
    'organization',
    'email',
    'picture',
  ])
})

test('X47 · no answer about pending invitations holds what opens them', async () => {
  const id = await group()
  const email = someAddress()
  const sent = await invite(ada, id, email)
  const token = await tokenFor(email)
  const listed = await ada.get(`/api/groups/${id}/invitations`)
  for (const body of [sent.body, listed.body]) assert.ok(!JSON.stringify(body).includes(token))
})

test('X57 · whether an address has an account does not show in the answer to who invites', async () => {
  const id = await group()
  const gwen = await guest(instance, 'Gwen')
  const known = await invite(ada, id, gwen.email)
  const unknown = await invite(ada, id, someAddress())
  assert.equal(known.body.items[0]!.status, unknown.body.items[0]!.status)
})

// Accepting

test('M6 · a guest who accepts by signing up has exactly that group, and no organization', async () => {
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  const accepted = await accept(await tokenFor(email))
  assert.equal(accepted.status, 200, JSON.stringify(accepted.body))
  assert.equal(accepted.body.group, id)
  const gil = await arrived(email, accepted.cookie)
  const me = await gil.get<{
    organization: null
    person: { guest: boolean }
    spaces: { id: string; kind: string }[]
  }>('/api/me')
  assert.equal(me.body.organization, null)
  assert.equal(me.body.person.guest, true)
  assert.deepEqual(
    me.body.spaces.filter(({ kind }) => kind === 'group').map((space) => space.id),
    [id],
  )
  assert.equal((await gil.get('/api/organization/people')).status, 404)
  const joined = (await members(id)).find(({ card }) => card.email === email)
  assert.equal(joined?.card.guest, true)
  assert.equal(joined?.how, 'invited')
})

test('M5 · an invitation works once: of two people who accept it at the same moment, one joins', async () => {
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  const token = await tokenFor(email)
  const both = await Promise.all([accept(token), accept(token), accept(token)])
  assert.deepEqual(statuses(both), [200, 404, 404])
  assert.equal((await members(id)).filter(({ card }) => card.email === email).length, 1)
})

test('M5 · the owner of the address accepts by being signed in; accepting twice at the same time counts once', async () => {
  const id = await group()
  await invite(ada, id, mo.email, { role: 'moderator' })
  const token = await tokenFor(mo.email)
  const both = await Promise.all([accept(token, {}, mo), accept(token, {}, mo)])
  assert.deepEqual(statuses(both), [200, 404])
  assert.equal(await roleOf(mo.email, id), 'moderator')
})

test('X45 · nobody else accepts: not another account, not a sign-up beside the existing one', async () => {
  const id = await group()
  await invite(ada, id, mo.email)
  const token = await tokenFor(mo.email)
  assert.equal((await accept(token, {}, mina)).body.code, 'other-account')
  assert.equal((await accept(token, {})).body.code, 'account-exists')
  assert.equal((await accept(token)).body.code, 'account-exists')
  assert.equal(await roleOf(mo.email, id), undefined)
  const changed = await accept(token, { ...newcomer, email: 'other@example.com' })
  assert.equal(changed.status, 400)
})

test('X50 · an invitation to somebody else cannot be accepted or declined through my own list', async () => {
  const id = await group()
  const sent = await invite(ada, id, mo.email)
  const theirs = sent.body.items[0]!.id
  assert.equal((await mina.post(`/api/me/invitations/${theirs}/acceptance`)).status, 404)
  assert.equal((await mina.post(`/api/me/invitations/${theirs}/declining`, {})).status, 404)
  assert.equal((await pending(ada, id)).length, 1)
})

test('J5 · I find my invitations when I am signed in, and accept there', async () => {
  const id = await group({}, 'Finders')
  await invite(ada, id, mo.email)
  const mine = await mo.get<Items<Offer>>('/api/me/invitations')
  const offer = mine.body.items.find((each) => each.group?.name === 'Finders')
  const accepted = await mo.post<{ group: string }>(`/api/me/invitations/${offer!.id}/acceptance`)
  assert.equal(accepted.body.group, id)
  assert.equal(await roleOf(mo.email, id), 'member')
})

test('M5 · signing up needs a name and a password, and says which is missing', async () => {
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  const token = await tokenFor(email)
  assert.equal((await accept(token, {})).body.fields[0]!.field, 'body.firstName')
  const weak = await accept(token, { ...newcomer, password: 'password' })
  assert.equal(weak.body.fields[0]!.field, 'body.password')
  assert.equal((await accept(token)).status, 200)
})

// Dead ones

const unknownToken = 'A'.repeat(43)

async function isDead(token: string): Promise<void> {
  const dead = await nobodyHere.get<Problem & { reference: string }>(`/api/invitations/${token}`)
  const unknown = await nobodyHere.get<Problem & { reference: string }>(
    `/api/invitations/${unknownToken}`,
  )
  assert.equal(dead.status, 404)
  assert.deepEqual({ ...dead.body, reference: '' }, { ...unknown.body, reference: '' })
  assert.equal((await accept(token)).status, 404)
  assert.equal((await nobodyHere.post(`/api/invitations/${token}/declining`, {})).status, 404)
}

test('M5 · a withdrawn invitation is answered like one that never was', async () => {
  const id = await group()
  const email = someAddress()
  const sent = await invite(ada, id, email)
  const token = await tokenFor(email)
  const gone = await ada.delete(`/api/groups/${id}/invitations/${sent.body.items[0]!.id}`)
  assert.equal(gone.status, 204)
  await isDead(token)
  assert.equal((await pending(ada, id)).length, 0)
})

test('M5 · resending makes a new link, and the old one no longer works', async () => {
  const id = await group()
  const email = someAddress()
  const sent = await invite(ada, id, email)
  const old = await tokenFor(email)
  const again = await ada.post(`/api/groups/${id}/invitations/${sent.body.items[0]!.id}/resending`)
  assert.equal(again.status, 204)
  const fresh = await tokenFor(email)
  assert.notEqual(fresh, old)
  await isDead(old)
  assert.equal((await pending(ada, id))[0]!.timesSent, 2)
  assert.match((await mailsTo(email))[0]!.subject, /^Reminder: /)
  assert.equal((await accept(fresh)).status, 200)
})

test('M5 · an expired invitation works at no step, and can be sent again', async () => {
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  const token = await tokenFor(email)
  await instance.db.run({
    text: `update invitation set expires_at = now() - interval '1 second' where email = $1`,
    values: [email],
  })
  await isDead(token)
  assert.equal((await invite(ada, id, email)).body.items[0]!.status, 'invited')
  assert.equal((await pending(ada, id)).length, 1)
  assert.equal((await accept(await tokenFor(email))).status, 200)
})

test('X44 · a used link no longer works, not even for somebody who was removed since', async () => {
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  const token = await tokenFor(email)
  const gil = await arrived(email, (await accept(token)).cookie)
  await ada.delete(`/api/groups/${id}/members/${gil.id}`)
  assert.equal((await accept(token, {}, gil)).status, 404)
  await isDead(token)
})

// Never more than the inviter could

test('M4 · only the administrator invites helpers: a moderator’s wish is refused and nothing is sent', async () => {
  const id = await group({ whoInvites: 'moderators' })
  await add(id, mo, 'moderator')
  const email = someAddress()
  for (const role of ['moderator', 'co-administrator']) {
    const refused = await invite(mo, id, email, { role })
    assert.equal(refused.status, 403)
    assert.equal(refused.body.code, 'role-beyond-yours')
  }
  assert.equal((await invite(mo, id, email, { role: 'administrator' })).status, 400)
  assert.equal((await mailsTo(email)).length, 0)
  assert.equal((await invite(mo, id, email)).body.items[0]!.status, 'invited')
})

test('G3 · members who may not invite are refused; outsiders find nothing', async () => {
  const id = await group({ whoInvites: 'administrator' })
  await add(id, mo, 'moderator')
  assert.equal((await invite(mo, id, someAddress())).status, 403)
  assert.equal((await mo.get(`/api/groups/${id}/invitations`)).status, 403)
  assert.equal((await invite(mina, id, someAddress())).status, 404)
  assert.equal((await nobodyHere.get(`/api/groups/${id}/invitations`)).status, 401)
})

test('M5 · an inviter who is no longer in the group gives nothing: the link is dead', async () => {
  const id = await group({ whoInvites: 'members' })
  await add(id, mo)
  const email = someAddress()
  await invite(mo, id, email)
  const token = await tokenFor(email)
  await ada.delete(`/api/groups/${id}/members/${mo.id}`)
  await isDead(token)
  assert.equal((await invite(ada, id, email)).body.items[0]!.status, 'invited')
})

test('I7 · a helper’s role promised by a former administrator shrinks to what they can still give', async () => {
  const id = await group({ whoInvites: 'members' })
  await add(id, mo)
  const email = someAddress()
  await invite(ada, id, email, { role: 'co-administrator' })
  const token = await tokenFor(email)
  await handOver(ada, id, mo)
  const offer = await nobodyHere.get<Offer>(`/api/invitations/${token}`)
  assert.equal(offer.body.role, 'member')
  assert.equal((await accept(token)).status, 200)
  assert.equal(await roleOf(email, id), 'member')
})

test('O9 · a deactivated inviter gives nothing', async () => {
  const id = await group({ whoInvites: 'members' })
  const dora = await colleague(instance, organization, 'Dora')
  await add(id, dora)
  const email = someAddress()
  await invite(dora, id, email)
  const token = await tokenFor(email)
  await instance.db.run({
    text: 'update person set deactivated_at = now() where id = $1',
    values: [dora.id],
  })
  await isDead(token)
})

test('M5 · a member who merely invites sees and touches only their own invitations', async () => {
  const id = await group({ whoInvites: 'members' })
  await add(id, mo)
  await add(id, mina)
  const sent = await invite(mo, id, someAddress())
  const theirs = `/api/groups/${id}/invitations/${sent.body.items[0]!.id}`
  assert.equal((await pending(mina, id)).length, 0)
  assert.equal((await mina.delete(theirs)).status, 404)
  assert.equal((await mina.post(`${theirs}/resending`)).status, 404)
  assert.equal((await pending(mo, id)).length, 1)
  assert.equal((await pending(ada, id)).length, 1)
})

test('I4 · an invitation of another group is not found under mine', async () => {
  const [here, there] = [await group(), await group()]
  const sent = await invite(ada, there, someAddress())
  const astray = `/api/groups/${here}/invitations/${sent.body.items[0]!.id}`
  assert.equal((await ada.delete(astray)).status, 404)
  assert.equal((await ada.post(`${astray}/resending`)).status, 404)
  assert.equal((await pending(ada, there)).length, 1)
})

// Guests and limits

test('M6 · a group without guests invites colleagues only, and says so for others', async () => {
  const id = await group({ guestsAllowed: false })
  const outside = await invite(ada, id, someAddress())
  assert.deepEqual(
    outside.body.items.map(({ status }) => status),
    ['guests-not-allowed'],
  )
  assert.equal((await invite(ada, id, mo.email)).body.items[0]!.status, 'invited')
})

test('O5 · where the directory is closed, inviting does not tell a colleague from a stranger', async () => {
  const id = await group({ guestsAllowed: false })
  const hidden = await colleague(instance, organization, 'Hidden')
  const policy = (whoSeesDirectory: string) =>
    must(oona.patch('/api/organization', { policies: { whoSeesDirectory } }), 204)
  await policy('managers')
  const [known, unknown] = [
    await invite(ada, id, hidden.email),
    await invite(ada, id, someAddress()),
  ]
  const met = await colleague(instance, organization, 'Met')
  await enter(instance, (await group()) as never, [met])
  const there = await invite(ada, id, met.email)
  await policy('everyone')
  assert.equal(known.status, unknown.status)
  assert.deepEqual(
    known.body.items.map(({ status }) => status),
    unknown.body.items.map(({ status }) => status),
  )
  assert.equal(there.body.items[0]!.status, 'invited', 'whom one meets, one may invite')
  assert.equal((await invite(ada, id, hidden.email)).body.items[0]!.status, 'invited')
})

test('M6 · guests turned off after the invitation: it is refused, and no account is made', async () => {
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  const token = await tokenFor(email)
  const off = await ada.patch(`/api/groups/${id}`, { settings: { guestsAllowed: false } })
  assert.equal(off.status, 200, JSON.stringify(off.body))
  assert.equal((await accept(token)).status, 409)
  const person = await instance.db.row({
    text: 'select 1 from person where email = $1',
    values: [email],
  })
  assert.equal(person, undefined)
})

test('O7 · M10 · two invitations for one free seat admit one', async () => {
  const plan = await instance.db.row<{ id: string }>({
    text: `insert into plan (id, organization_id, name, max_groups, max_members, group_storage, private_storage, created_at)
      values (gen_random_uuid(), $1, 'Tiny', 5, 2, 1000000, 1000000, now()) returning id`,
    values: [organization],
  })
  const tina = await colleague(instance, organization, 'Tina')
  await instance.db.run({
    text: 'update person set plan_id = $2 where id = $1',
    values: [tina.id, plan!.id],
  })
  const made = await tina.post<{ id: string }>('/api/groups', {
    name: 'Tiny',
    template: 'circle',
    settings: { guestsAllowed: true },
  })
  const emails = [someAddress(), someAddress()]
  for (const email of emails) await invite(tina, made.body.id, email)
  const answers = await Promise.all(emails.map(async (email) => accept(await tokenFor(email))))
  assert.deepEqual(statuses(answers), [200, 409])
  const refused = answers.find(({ status }) => status === 409)
  assert.equal(refused!.body.code, 'members-limit')
  assert.doesNotMatch(JSON.stringify(refused!.body), /plan/, 'a guest is told nothing of plans')
})

test('M4 · who is a member, or already invited, is not written to again', async () => {
  const id = await group()
  await add(id, mo)
  const email = someAddress()
  await invite(ada, id, email)
  assert.equal((await invite(ada, id, mo.email)).body.items[0]!.status, 'already-member')
  assert.equal((await invite(ada, id, email)).body.items[0]!.status, 'already-invited')
  assert.equal((await mailsTo(email)).length, 1)
})

// Declining and blocking

test('J5 · declining ends the invitation', async () => {
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  const token = await tokenFor(email)
  assert.equal((await nobodyHere.post(`/api/invitations/${token}/declining`, {})).status, 204)
  await isDead(token)
})

test('J5 · X109 · a blocked inviter is not told, and can no longer reach the person', async () => {
  const eve = await colleague(instance, organization, 'Eve')
  const noisy = async () =>
    (
      await eve.post<{ id: string }>('/api/groups', {
        name: `Noise ${++groups}`,
        template: 'circle',
        settings: { guestsAllowed: true },
      })
    ).body.id
  await invite(eve, await noisy(), mina.email)
  const [offer] = (await mina.get<Items<Offer>>('/api/me/invitations')).body.items
  await mina.post(`/api/me/invitations/${offer!.id}/declining`, { block: true })
  const before = (await mailsTo(mina.email)).length
  const again = await invite(eve, await noisy(), mina.email)
  assert.equal(again.body.items[0]!.status, 'invited')
  assert.equal((await mailsTo(mina.email)).length, before)
  const mine = await mina.get<Items<Offer>>('/api/me/invitations')
  assert.ok(!mine.body.items.some(({ inviter }) => inviter.firstName === 'Eve'))
  const blocked = await mina.get<Items<{ id: string }>>('/api/me/blocked-inviters')
  assert.deepEqual(
    blocked.body.items.map(({ id }) => id),
    [eve.id],
  )
  assert.equal((await mina.delete(`/api/me/blocked-inviters/${eve.id}`)).status, 204)
  assert.equal((await mina.delete(`/api/me/blocked-inviters/${eve.id}`)).status, 404)
})

test('J5 · who has no account yet can block an inviter as well', async () => {
  const iva = await colleague(instance, organization, 'Iva')
  const email = someAddress()
  const own = async () =>
    (
      await iva.post<{ id: string }>('/api/groups', {
        name: `Iva ${++groups}`,
        template: 'circle',
        settings: { guestsAllowed: true },
      })
    ).body.id
  await invite(iva, await own(), email)
  const token = await tokenFor(email)
  await nobodyHere.post(`/api/invitations/${token}/declining`, { block: true })
  await invite(iva, await own(), email)
  assert.equal((await mailsTo(email)).length, 1)
})

test('X109 · one person reminds one address at most five times a day', async () => {
  const id = await group()
  const email = someAddress()
  const sent = await invite(ada, id, email)
  const again = `/api/groups/${id}/invitations/${sent.body.items[0]!.id}/resending`
  const answers: number[] = []
  for (let i = 0; i < 6; i++) answers.push((await ada.post(again)).status)
  assert.deepEqual(answers, [204, 204, 204, 204, 429, 429])
  assert.equal((await mailsTo(email)).length, 5)
})

test('X109 · a guest cannot flood the world with invitations', async () => {
  const id = await group({ whoInvites: 'members' })
  const email = someAddress()
  await invite(ada, id, email)
  const gil = await arrived(email, (await accept(await tokenFor(email))).cookie)
  const many = (from: number) => ({
    people: Array.from({ length: 30 }, (_, i) => ({ email: `flood${from + i}@example.com` })),
  })
  assert.equal((await gil.post(`/api/groups/${id}/invitations`, many(0))).status, 200)
  const refused = await gil.post<Problem>(`/api/groups/${id}/invitations`, many(30))
  assert.equal(refused.status, 429)
  assert.equal((await mailsTo('flood35@example.com')).length, 0)
})

test('X108 · markup in a group’s name and a message arrives as text', async () => {
  const id = await group({}, '<img src=x> Sales')
  const email = someAddress()
  await ada.post(`/api/groups/${id}/invitations`, {
    people: [{ email }],
    message: '<a href="https://evil.example">Click</a>',
  })
  const [mail] = await mailsTo(email)
  assert.ok(!/<img|evil\.example">/.test(mail!.html_body))
  assert.match(mail!.html_body, /&lt;img src=x&gt; Sales/)
})

test('M5 · a bad address is refused by its field, and nothing is sent', async () => {
  const id = await group()
  const good = someAddress()
  const refused = await ada.post<Problem>(`/api/groups/${id}/invitations`, {
    people: [{ email: good }, { email: 'not an address' }],
  })
  assert.equal(refused.status, 400)
  assert.equal(refused.body.fields[0]!.field, 'body.people.1.email')
  const both = await ada.post<Problem>(`/api/groups/${id}/invitations`, { people: [{}] })
  assert.equal(both.body.fields[0]!.field, 'body.people.0.email')
  assert.equal((await pending(ada, id)).length, 0)
})

test('G6 · an archived group takes nobody in, and its invitations are dead until it is back', async () => {
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  const token = await tokenFor(email)
  await ada.post(`/api/groups/${id}/archive`)
  await isDead(token)
  await ada.delete(`/api/groups/${id}/archive`)
  assert.equal((await accept(token)).status, 200)
})

test('M3 · the history of the group says who was invited, by whom, and with what result', async () => {
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  await accept(await tokenFor(email))
  const history = await ada.get<Items<{ kind: string; detail: { email?: string } }>>(
    `/api/groups/${id}/history`,
  )
  const kinds = history.body.items.map(({ kind }) => kind)
  assert.deepEqual(kinds.slice(0, 2), ['member.joined', 'invitation.sent'])
  assert.equal(history.body.items[1]!.detail.email, email)
})

test('O1 · accepting by sign-up ends the previous session of the browser', async () => {
  const visitor = await signedIn(instance, mina.id)
  const id = await group()
  const email = someAddress()
  await invite(ada, id, email)
  const accepted = await accept(await tokenFor(email), newcomer, visitor)
  assert.equal(accepted.status, 200)
  assert.equal((await visitor.get('/api/me')).status, 401)
  assert.equal((await oona.get('/api/me')).status, 200)
})
