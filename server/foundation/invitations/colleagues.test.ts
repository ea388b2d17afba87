import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance } from '../../../test/world/instance.ts'
import {
  client,
  colleague,
  founded,
  guest,
  nobody,
  password,
  type Client,
} from '../../../test/world/people.ts'
import { rowsOf } from '../../kernel/csv.ts'
import type { PersonId } from '../../kernel/ids.ts'

const instance = await startInstance()
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const max = await colleague(instance, organization, 'Max', { orgRole: 'manager' })
const nobodyHere = nobody(instance)

interface Items<T> {
  items: T[]
}
interface Problem {
  code: string
  fields: { field: string; code: string }[]
}
interface Row {
  line: number
  email: string
  orgRole: string
  groups: string[]
  code?: string
  problem?: string
}

const invitations = '/api/organization/invitations'

let made = 0
async function group(by: Client, name = `Group ${++made}`): Promise<string> {
  const answer = await by.post<{ id: string }>('/api/groups', { name, template: 'circle' })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.id
}

let addresses = 0
const someAddress = () => `colleague${++addresses}@example.com`

const invite = (by: Client, email: string, more: object = {}) =>
  by.post<Items<{ id: string; status: string }> & Problem>(invitations, {
    invitations: [{ email, ...more }],
  })

async function tokenFor(email: string): Promise<string> {
  const mail = await instance.db.row<{ text_body: string }>({
    text: 'select text_body from outbox where to_address = $1 order by created_at desc, id desc limit 1',
    values: [email],
  })
  const token = /\/invitations\/([\w-]+)/.exec(mail?.text_body ?? '')?.[1]
  assert.ok(token, `no invitation was mailed to ${email}`)
  return token
}

const form = { firstName: 'New', lastName: 'Colleague', password }
const accept = (token: string, given: object = form, by: Client = nobodyHere) =>
  by.post<{ group: string | null; full: string[]; waiting: string[] } & Problem>(
    `/api/invitations/${token}/acceptance`,
    given,
  )

interface Me {
  organization: { id: string; role: string } | null
  spaces: { id: string; kind: string }[]
}

async function meAfter(email: string, cookie: string | undefined): Promise<Me> {
  const me = await client(instance, '' as PersonId, email, cookie!).get<Me>('/api/me')
  return me.body
}

test('O4 · an invited colleague joins the organization, with the groups prepared for them', async () => {
  const [one, two] = [await group(oona), await group(ada)]
  const email = someAddress()
  const sent = await invite(oona, email, {
    orgRole: 'manager',
    groups: [{ group: one, role: 'moderator' }, { group: two }],
  })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
  assert.equal(sent.body.items[0]!.status, 'invited')
  const waiting = await oona.get<Items<{ email: string; groups: { role: string }[] }>>(invitations)
  assert.equal(waiting.body.items[0]!.email, email)
  assert.equal(waiting.body.items[0]!.groups.length, 2)
  const accepted = await accept(await tokenFor(email))
  assert.equal(accepted.status, 200, JSON.stringify(accepted.body))
  assert.deepEqual(accepted.body.full, [])
  assert.equal(accepted.body.waiting.length, 1, 'M3: the administrator of a private group is asked')
  const me = await meAfter(email, accepted.cookie)
  assert.equal(me.organization?.role, 'manager')
  assert.deepEqual(
    me.spaces.filter(({ kind }) => kind === 'group').map(({ id }) => id),
    [one],
  )
})

test('M5 · of two who accept one link at the same moment, one becomes a colleague', async () => {
  const email = someAddress()
  await invite(oona, email)
  const token = await tokenFor(email)
  const both = await Promise.all([accept(token), accept(token)])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 404],
  )
})

test('O4 · the guest account of an invited address becomes a colleague’s and keeps its groups', async () => {
  const id = (
    await ada.post<{ id: string }>('/api/groups', {
      name: 'Extranet',
      template: 'extranet',
    })
  ).body.id
  const gil = await guest(instance, 'Gil')
  await ada.post(`/api/groups/${id}/invitations`, { people: [{ email: gil.email }] })
  assert.equal((await accept(await tokenFor(gil.email), {}, gil)).status, 200)
  assert.equal((await invite(oona, gil.email)).body.items[0]!.status, 'invited')
  assert.equal((await accept(await tokenFor(gil.email), {}, gil)).status, 200)
  const me = (await gil.get<Me>('/api/me')).body
  assert.equal(me.organization?.id, organization)
  assert.ok(me.spaces.some((space) => space.id === id))
  const seen = await ada.get<{ guests: number }>(`/api/groups/${id}`)
  assert.equal(seen.body.guests, 0)
})

test('O4 · only admins invite colleagues; managers, members and guests do not', async () => {
  assert.equal((await invite(max, someAddress())).status, 403)
  assert.equal((await invite(ada, someAddress())).status, 403)
  assert.equal((await invite(await guest(instance, 'Gwen'), someAddress())).status, 404)
  assert.equal((await nobodyHere.get(invitations)).status, 401)
})

test('X43 · who only governs a group prepares it for members, not for helpers', async () => {
  const id = await group(ada)
  const refused = await invite(oona, someAddress(), { groups: [{ group: id, role: 'moderator' }] })
  assert.equal(refused.status, 403)
  assert.equal(refused.body.fields[0]!.field, 'body.invitations.0.groups.0.role')
})

test('X18 · a plan or a group of another organization is unknown', async () => {
  const foreign = '0192f0c4-0000-7000-8000-000000000000'
  const plan = await invite(oona, someAddress(), { plan: foreign })
  assert.equal(plan.body.fields[0]!.field, 'body.invitations.0.plan')
  const into = await invite(oona, someAddress(), { groups: [{ group: foreign }] })
  assert.equal(into.body.fields[0]!.field, 'body.invitations.0.groups.0.group')
})

test('M5 · the link of a former admin no longer works; another admin can send it again', async () => {
  const olaf = await colleague(instance, organization, 'Olaf', { orgRole: 'admin' })
  const email = someAddress()
  await invite(olaf, email, { orgRole: 'admin' })
  const token = await tokenFor(email)
  await instance.db.run({
    text: `update person set org_role = 'member' where id = $1`,
    values: [olaf.id],
  })
  assert.equal((await nobodyHere.get(`/api/invitations/${token}`)).status, 404)
  assert.equal((await accept(token)).status, 404)
  const waiting = await oona.get<Items<{ id: string; email: string }>>(invitations)
  const { id } = waiting.body.items.find((each) => each.email === email)!
  assert.equal((await oona.post(`${invitations}/${id}/resending`)).status, 204)
  assert.equal((await accept(await tokenFor(email))).status, 200)
})

test('M5 · a withdrawn colleague’s link is dead', async () => {
  const email = someAddress()
  const sent = await invite(oona, email)
  const token = await tokenFor(email)
  assert.equal((await oona.delete(`${invitations}/${sent.body.items[0]!.id}`)).status, 204)
  assert.equal((await accept(token)).status, 404)
  assert.equal((await oona.delete(`${invitations}/${sent.body.items[0]!.id}`)).status, 404)
})

test('O7 · a prepared group without room keeps nobody out, and who prepared it is told', async () => {
  const plan = await instance.db.row<{ id: string }>({
    text: `insert into plan (id, organization_id, name, max_groups, max_members, group_storage, private_storage, created_at)
      values (gen_random_uuid(), $1, 'Alone', 5, 1, 1000000, 1000000, now()) returning id`,
    values: [organization],
  })
  const tina = await colleague(instance, organization, 'Tina')
  await instance.db.run({
    text: 'update person set plan_id = $2 where id = $1',
    values: [tina.id, plan!.id],
  })
  const [full, roomy] = [await group(tina, 'Full'), await group(ada, 'Roomy')]
  const email = someAddress()
  await invite(oona, email, { groups: [{ group: full }, { group: roomy }] })
  const accepted = await accept(await tokenFor(email))
  assert.equal(accepted.status, 200, JSON.stringify(accepted.body))
  assert.deepEqual(accepted.body.full, ['Full'])
  assert.equal(accepted.body.group, roomy)
  const heads = await instance.db.row<{ members: number }>({
    text: 'select count(*)::int as members from membership where group_id = $1',
    values: [full],
  })
  assert.equal(heads!.members, 1)
  const told = await instance.db.row<{ text_body: string }>({
    text: `select text_body from outbox where kind = 'prepared-groups-full' and to_address = $1`,
    values: [oona.email],
  })
  assert.match(told!.text_body, /Full/)
})

test('O4 · who is a colleague already is not invited', async () => {
  assert.equal((await invite(oona, ada.email)).body.items[0]!.status, 'already-a-person')
  const email = someAddress()
  await invite(oona, email)
  assert.equal((await invite(oona, email)).body.items[0]!.status, 'already-invited')
})

test('M5 · two admins who invite one address at the same moment make one invitation', async () => {
  const olga = await colleague(instance, organization, 'Olga', { orgRole: 'admin' })
  const email = someAddress()
  const both = await Promise.all([invite(oona, email), invite(olga, email)])
  assert.deepEqual(both.map(({ body }) => body.items[0]!.status).toSorted(), [
    'already-invited',
    'invited',
  ])
})

test('M6 · two groups invite one newcomer, who signs up through both links at the same time: one account', async () => {
  const email = someAddress()
  const tokens: string[] = []
  for (const name of ['Left', 'Right']) {
    const id = (await ada.post<{ id: string }>('/api/groups', { name, template: 'extranet' })).body
      .id
    await ada.post(`/api/groups/${id}/invitations`, { people: [{ email }] })
    tokens.push(await tokenFor(email))
  }
  const both = await Promise.all(tokens.map((token) => accept(token)))
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  )
  assert.equal(both.find(({ status }) => status === 409)!.body.code, 'account-exists')
})

// CSV

const csv = (text: string, dryRun: boolean) =>
  oona.post<{ rows: Row[]; invited: number } & Problem>(`${invitations}/csv`, { csv: text, dryRun })

test('O4 · a CSV file is shown line by line before anything is sent', async () => {
  await group(oona, 'Éditions')
  const [one, two] = [someAddress(), someAddress()]
  const text = [
    '\uFEFFPrénom;Nom;E-mail;Rôle;Groupes',
    `Zoé;"Dupont; née ""Roy""";${one};gestionnaire;editions`,
    `Bob;Hill;${two};member;No such group`,
    'Ann;Lee;not an address;member;',
    `Ada;Test;${ada.email};member;`,
    `Zoé;Again;${one.toUpperCase()};member;`,
    `Kim;Boss;${someAddress()};emperor;`,
  ].join('\r\n')
  const dry = await csv(text, true)
  assert.equal(dry.status, 200, JSON.stringify(dry.body))
  assert.deepEqual(
    dry.body.rows.map(({ line, code }) => [line, code]),
    [
      [2, undefined],
      [3, 'group'],
      [4, 'address'],
      [5, 'person'],
      [6, 'twice'],
      [7, 'role'],
    ],
  )
  assert.equal(dry.body.rows[0]!.orgRole, 'manager')
  assert.equal(dry.body.invited, 0)
  assert.match(dry.body.rows[1]!.problem!, /no group/)
  const mails = await instance.db.rows({
    text: 'select 1 from outbox where to_address = any($1)',
    values: [[one, two]],
  })
  assert.equal(mails.length, 0)
  const done = await csv(text, false)
  assert.equal(done.body.invited, 1)
  const accepted = await accept(await tokenFor(one))
  const me = await meAfter(one, accepted.cookie)
  assert.equal(me.spaces.filter(({ kind }) => kind === 'group').length, 1)
})

test('O4 · a bare list of addresses is a CSV file too; a file without any is refused by its field', async () => {
  const bare = await csv(`${someAddress()}\n${someAddress()}\n`, false)
  assert.equal(bare.body.invited, 2)
  const none = await csv('name,phone\nBob,12', true)
  assert.equal(none.status, 400)
  assert.equal(none.body.fields[0]!.field, 'body.csv')
})

test('O4 · a thousand colleagues are invited by one file', async () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `bulk${i}@example.com`)
  const done = await csv(lines.join('\n'), false)
  assert.equal(done.body.invited, 1000)
  const tooMany = await csv([...lines, 'x@example.com'].join('\n'), true)
  assert.equal(tooMany.status, 400)
})

test('a table is read as RFC 4180 has it', () => {
  assert.deepEqual(rowsOf('a,"b ""c"",\nd",e\r\n\r\nf,g,'), [
    { line: 1, cells: ['a', 'b "c",\nd', 'e'] },
    { line: 4, cells: ['f', 'g', ''] },
  ])
  assert.deepEqual(rowsOf('a\t"unclosed\tb'), [{ line: 1, cells: ['a', '"unclosed', 'b'] }])
})

test('V2, O4 · inviting an admin, withdrawing, declining and arriving are lines in the history of the organization', async () => {
  const [came, taken] = [someAddress(), someAddress()]
  await invite(oona, came, { orgRole: 'admin' })
  const sent = await invite(oona, taken)
  await oona.delete(`${invitations}/${sent.body.items[0]!.id}`)
  await accept(await tokenFor(came))
  const { body } = await oona.get<
    Items<{ kind: string; actor: { email: string } | null; detail: Record<string, unknown> }>
  >('/api/organization/history?limit=4')
  assert.deepEqual(
    body.items.map(({ kind, detail }) => [kind, detail['email'] ?? detail['role']]),
    [
      ['person.joined', 'admin'],
      ['invitation.withdrawn', taken],
      ['invitation.sent', taken],
      ['invitation.sent', came],
    ],
  )
  assert.equal(body.items[3]?.detail['orgRole'], 'admin')
  assert.deepEqual([body.items[0]?.actor?.email, body.items[3]?.actor?.email], [came, oona.email])
})
