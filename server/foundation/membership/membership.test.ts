import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  groupOf,
  memberOf,
  planFor,
  type GroupAnswer,
  handOver,
} from '../../../test/world/groups.ts'
import { must } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'
import { newId, type SpaceId } from '../../kernel/ids.ts'

const instance = await startInstance()
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada', { lastName: 'Lovelace' })
const cosmo = await colleague(instance, organization, 'Cosmo')
const moe = await colleague(instance, organization, 'Moe')
const mina = await colleague(instance, organization, 'Mina')
const xavier = await colleague(instance, organization, 'Xavier')
const marguerite = await colleague(instance, organization, 'Marguerite', { orgRole: 'manager' })
const gil = await guest(instance, 'Gil')

interface Problem {
  code: string
  detail: string
  fields: { field: string; code: string; message: string }[]
}

interface Members {
  items: {
    card: {
      id: string
      firstName: string
      lastName: string
      email: string
      guest: boolean
      organization: string
    }
    role: string
    how: string | null
    joinedAt: string | null
    broughtBy: { id: string } | null
    direct: boolean
    via: { id: string; name: string; role: string }[]
    presence: string | null
    may: { remove: boolean; setRole: boolean; setDates: boolean; renew: boolean }
  }[]
  next: string | null
  total: number
  groups: { id: string; name: string; role: string; members: number }[]
  outer: { id: string }[]
}

async function peopled(settings: Record<string, unknown> = {}): Promise<GroupAnswer> {
  const group = await groupOf(ada, { template: 'extranet', settings })
  await memberOf(instance, group, cosmo, 'co-administrator')
  await memberOf(instance, group, moe, 'moderator')
  await memberOf(instance, group, mina)
  await memberOf(instance, group, gil)
  return group
}

const rolesIn = async (group: { id: SpaceId }): Promise<Record<string, string>> => {
  const { items } = (await ada.get<Members>(`/api/groups/${group.id}/members`)).body
  return Object.fromEntries(items.map(({ card, role }) => [card.firstName, role]))
}

const administrators = async (group: { id: SpaceId }): Promise<string[]> => {
  const rows = await instance.db.rows<{ id: string }>({
    text: `select person_id as id from membership where group_id = $1 and role = 'administrator'`,
    values: [group.id],
  })
  return rows.map(({ id }) => id)
}

/** Checks that the flat rows match the memberships. */
async function flatIsTrue(group: { id: SpaceId }): Promise<void> {
  const row = await instance.db.row<{ wrong: number }>({
    text: `select count(*)::int as wrong from (
      (select person_id, role from membership where group_id = $1 except
       select person_id, role from effective_membership where group_id = $1 and via_id = $1)
      union all
      (select person_id, role from effective_membership where group_id = $1 and via_id = $1 except
       select person_id, role from membership where group_id = $1)) differences`,
    values: [group.id],
  })
  assert.equal(row!.wrong, 0)
}

test('M7, O3 · the list shows the members, with role, guests marked, when and how they joined, and by whom', async () => {
  const group = await groupOf(ada)
  await ada.post(`/api/groups/${group.id}/members`, {
    people: [{ person: mina.id, role: 'moderator' }],
  })
  const { body } = await mina.get<Members>(`/api/groups/${group.id}/members`)
  const me = body.items.find(({ card }) => card.id === mina.id)!
  assert.deepEqual(
    [me.role, me.how, me.broughtBy?.id, me.direct],
    ['moderator', 'added', ada.id, true],
  )
  assert.deepEqual(Object.keys(me.card).toSorted(), [
    'email',
    'firstName',
    'guest',
    'id',
    'lastName',
    'organization',
    'picture',
  ])
  assert.deepEqual(me.may, { remove: false, setRole: false, setDates: false, renew: false })
  const extranet = await peopled()
  const list = (await ada.get<Members>(`/api/groups/${extranet.id}/members?search=gil`)).body
  assert.deepEqual(
    [list.total, list.items[0]!.card.guest, list.items[0]!.card.organization],
    [1, true, 'Acme'],
  )
  assert.deepEqual(list.items[0]!.may, {
    ...{ remove: true, setRole: true, setDates: true, renew: false }, // policy sets no length of stay
  })
})

test('M7 · a member is found by their name in any script, with or without accents', async () => {
  const group = await groupOf(ada, { template: 'community' })
  for (const [name, sought] of [
    ['Éloïse', 'eloi'],
    ['मीरा', 'मीरा'],
    ['שָׂרָה', 'שָׂרָה'],
    ['Zoë', 'ZOË'],
  ] as const) {
    const one = await colleague(instance, organization, name)
    await memberOf(instance, group, one)
    const path = `/api/groups/${group.id}/members?search=${encodeURIComponent(sought)}`
    assert.equal((await ada.get<Members>(path)).body.total, 1, name)
  }
})

test('M7 · an unpublished list is for members only; a published one shows no address to others', async () => {
  const hidden = await peopled()
  assert.equal((await xavier.get(`/api/groups/${hidden.id}/members`)).status, 403)
  const open = await groupOf(ada, { template: 'community' })
  await memberOf(instance, open, mina)
  const { body } = await xavier.get<Members>(`/api/groups/${open.id}/members`)
  assert.equal(body.total, 2)
  assert.deepEqual(
    body.items.map(({ card, joinedAt }) => [card.email, joinedAt]),
    [
      ['', null],
      ['', null],
    ],
  )
  const probe = await xavier.get<Members>(`/api/groups/${open.id}/members?search=mina@example`)
  assert.equal(probe.body.total, 0, 'nor can it be searched for')
  assert.equal(
    (await mina.get<Members>(`/api/groups/${open.id}/members?search=mina@example`)).body.total,
    1,
  )
})

test('M7 · of 10,000 members each is on exactly one page', async () => {
  const group = await groupOf(ada)
  await planFor(instance, ada, { members: 20_000 })
  await instance.db.run({
    text: `with people as (
        insert into person (id, organization_id, org_role, email, email_key, first_name, last_name, created_at)
        select gen_random_uuid(), $2, 'member', 'p' || n || '@example.net', 'p' || n || '@example.net', 'First' || n % 7, 'Last' || n % 700, now()
        from generate_series(1, 9999) n returning id, first_name, last_name),
      joined as (
        insert into membership (group_id, person_id, role, since, how) select $1, id, 'member', now(), 'added' from people)
      insert into flat_membership (group_id, person_id, via_id, role, name_key)
        select $1, id, $1, 'member', member_name_key(first_name, last_name) from people`,
    values: [group.id, organization],
  })
  await instance.db.run({ text: 'analyze' })
  const seen = new Set<string>()
  let next: string | null = ''
  while (next !== null) {
    const page: { body: Members } = await ada.get(
      `/api/groups/${group.id}/members?limit=200${next && `&after=${next}`}`,
    )
    assert.equal(page.body.total, 10_000)
    for (const { card } of page.body.items) seen.add(card.id)
    next = page.body.next
  }
  assert.equal(seen.size, 10_000)
  const found = await ada.get<Members>(`/api/groups/${group.id}/members?search=last123`)
  assert.equal(found.body.total, 15)
})

test('M4 · the administrator adds colleagues immediately; those who want to be asked are not added', async () => {
  const group = await groupOf(ada)
  const anna = await colleague(instance, organization, 'Anna')
  await anna.patch('/api/me', { alwaysAskMe: true })
  const people = [mina, anna, ada].map(({ id }) => ({ person: id, role: 'member' }))
  const { status, body } = await ada.post<{ items: { status: string }[] }>(
    `/api/groups/${group.id}/members`,
    { people },
  )
  assert.equal(status, 200)
  assert.deepEqual(
    body.items.map((each) => each.status),
    ['added', 'ask', 'already-member'],
  )
  assert.equal((await mina.get(`/api/groups/${group.id}`)).status, 200)
  assert.equal((await anna.get<GroupAnswer>(`/api/groups/${group.id}`)).body.role, null)
  const mails = await instance.db.rows<{ text: string }>({
    text: `select text_body as text from outbox where person_id = $1`,
    values: [mina.id],
  })
  assert.equal(mails.length, 1, 'what is held for one person is one mail (X109)')
  assert.equal(
    mails[0]!.text.match(/added you to/g)?.length,
    2,
    'the person is told of both groups',
  )
})

test('M4, J5 · who has blocked somebody is asked, not added, by them', async () => {
  const group = await groupOf(ada)
  const blair = await colleague(instance, organization, 'Blair')
  await instance.db.run({
    text: 'insert into blocked_inviter (email_key, inviter_id, at) values ($1, $2, now())',
    values: [blair.email, ada.id],
  })
  const people = [{ person: blair.id, role: 'member' }]
  const { body } = await ada.post<{ items: { status: string }[] }>(
    `/api/groups/${group.id}/members`,
    { people },
  )
  assert.equal(body.items[0]!.status, 'ask')
})

test('M4, A10 · adding a guest, an unknown id or somebody of elsewhere is refused alike, and adds nobody', async () => {
  const group = await groupOf(ada, { template: 'extranet' })
  const answers = []
  for (const id of [gil.id, newId()]) {
    const people = [
      { person: mina.id, role: 'member' },
      { person: id, role: 'member' },
    ]
    const refused = await ada.post<Problem>(`/api/groups/${group.id}/members`, { people })
    assert.equal(refused.status, 400)
    answers.push(refused.body.fields)
  }
  assert.deepEqual(answers[0], answers[1])
  assert.equal(answers[0]![0]!.field, 'body.people.1.person')
  assert.deepEqual(await rolesIn(group), { Ada: 'administrator' })
})

test('X49 · no member adds anybody, themselves least of all, by the door of adding', async () => {
  const group = await peopled()
  for (const who of [cosmo, moe, mina, gil]) {
    const people = [{ person: xavier.id, role: 'member' }]
    assert.equal((await who.post(`/api/groups/${group.id}/members`, { people })).status, 403)
  }
  const people = [{ person: xavier.id, role: 'member' }]
  const outside = await xavier.post(`/api/groups/${group.id}/members`, { people })
  assert.equal(outside.status, 403)
  assert.equal((await xavier.get<GroupAnswer>(`/api/groups/${group.id}`)).body.role, null)
})

test('M4, O5 · where the organization keeps adding to its governors, the administrator cannot', async () => {
  const group = await groupOf(ada)
  const people = [{ person: mina.id, role: 'member' }]
  await instance.db.run({ text: 'update organization set adding_allowed = false' })
  const refused = await ada.post(`/api/groups/${group.id}/members`, { people })
  const governed = await marguerite.post(`/api/groups/${group.id}/members`, { people })
  await instance.db.run({ text: 'update organization set adding_allowed = true' })
  assert.deepEqual([refused.status, governed.status], [403, 200])
})

test('M3 · a governor adds and removes members, in the history, and gives neither roles nor access', async () => {
  const group = await groupOf(ada, { template: 'circle' })
  const role = await oona.post<Problem>(`/api/groups/${group.id}/members`, {
    people: [{ person: oona.id, role: 'co-administrator' }],
  })
  assert.equal(role.body.fields[0]!.code, 'role-not-yours')
  assert.equal((await oona.get(`/api/spaces/${group.id}/containers`)).status, 404)
  await oona.post(`/api/groups/${group.id}/members`, {
    people: [{ person: mina.id, role: 'member' }],
  })
  assert.equal((await oona.delete(`/api/groups/${group.id}/members/${mina.id}`)).status, 204)
  const { body } = await ada.get<{ items: { kind: string; actor: { id: string } }[] }>(
    `/api/groups/${group.id}/history`,
  )
  const acts = body.items.slice(0, 2).map(({ kind, actor }) => [kind, actor.id])
  assert.deepEqual(acts, [
    ['member.removed', oona.id],
    ['member.joined', oona.id],
  ])
})

test('X39 · nobody but the administrator changes roles, and nobody becomes administrator that way', async () => {
  const group = await peopled()
  for (const who of [cosmo, moe, mina, gil, oona]) {
    for (const target of [who, mina, ada]) {
      const tried = await who.patch(`/api/groups/${group.id}/members/${target.id}`, {
        role: 'co-administrator',
      })
      assert.equal(tried.status, 403)
    }
  }
  for (const role of ['administrator', 'owner', '', null]) {
    const tried = await ada.patch(`/api/groups/${group.id}/members/${gil.id}`, { role })
    assert.equal(tried.status, 400)
  }
  const own = await ada.patch<Problem>(`/api/groups/${group.id}/members/${ada.id}`, {
    role: 'member',
  })
  assert.deepEqual([own.status, own.body.code], [409, 'hand-over-first'])
  assert.equal(
    (await ada.patch(`/api/groups/${group.id}/members/${xavier.id}`, { role: 'member' })).status,
    404,
  )
  assert.deepEqual(await rolesIn(group), {
    Ada: 'administrator',
    Cosmo: 'co-administrator',
    Moe: 'moderator',
    Mina: 'member',
    Gil: 'member',
  })
})

test('M2, A5 · losing a role ends the rights that it gave; rights given by name stay', async () => {
  const group = await peopled()
  const { body } = await cosmo.get<{
    items: { id: string; kind: string; may: Record<string, boolean> }[]
  }>(`/api/spaces/${group.id}/containers`)
  const root = body.items.find(({ kind }) => kind === 'root')!
  assert.equal(root.may['manage'], true)
  await ada.put(`/api/spaces/${group.id}/containers/${root.id}/access`, {
    ownList: true,
    grants: [
      { principal: { kind: 'group', id: group.id }, level: 'reader' },
      { principal: { kind: 'person', id: cosmo.id }, level: 'editor' },
    ],
  })
  await ada.patch(`/api/groups/${group.id}/members/${cosmo.id}`, { role: 'member' })
  const after = await cosmo.get<typeof body>(`/api/spaces/${group.id}/containers`)
  const may = after.body.items.find(({ id }) => id === root.id)!.may
  assert.deepEqual(may, { view: true, add: true, edit: true, delete: false, manage: false })
})

test('J6 · removal ends access immediately; items that the person added stay', async () => {
  const group = await peopled()
  assert.equal((await mina.delete(`/api/groups/${group.id}/members/${gil.id}`)).status, 403)
  assert.equal((await moe.delete(`/api/groups/${group.id}/members/${gil.id}`)).status, 403)
  assert.equal((await gil.get(`/api/spaces/${group.id}/containers`)).status, 200)
  assert.equal((await ada.delete(`/api/groups/${group.id}/members/${gil.id}`)).status, 204)
  assert.equal((await gil.get(`/api/spaces/${group.id}/containers`)).status, 404)
  assert.equal((await gil.get(`/api/groups/${group.id}`)).status, 404)
  assert.equal((await ada.delete(`/api/groups/${group.id}/members/${gil.id}`)).status, 404)
  assert.equal((await ada.delete(`/api/groups/${group.id}/members/${newId()}`)).status, 404)
})

test('M1, M10 · the administrator can neither leave nor be removed, by anybody', async () => {
  const group = await peopled()
  assert.equal((await ada.post(`/api/groups/${group.id}/leaving`, {})).status, 403)
  for (const who of [ada, oona]) {
    const tried = await who.delete<Problem>(`/api/groups/${group.id}/members/${ada.id}`)
    assert.deepEqual([tried.status, tried.body.code], [409, 'hand-over-first'])
  }
  await oona.delete(`/api/groups/${group.id}/members`)
  assert.deepEqual(await rolesIn(group), { Ada: 'administrator' }, 'remove all leaves exactly one')
})

test('M1 · a hand-over is tried first, names what falls short, and leaves the old administrator a member', async () => {
  const group = await peopled()
  await planFor(instance, mina, { groups: 0, members: 3, guests: false })
  const tried = await ada.get<{ ok: boolean; falls: unknown[] }>(
    `/api/groups/${group.id}/hand-over/${mina.id}`,
  )
  const { ok, falls } = tried.body
  assert.deepEqual(
    { ok, falls },
    {
      ok: false,
      falls: [
        { limit: 'groups', needed: 1, available: 0 },
        { limit: 'members', needed: 5, available: 3 },
        { limit: 'guests', needed: 1, available: 0 },
      ],
    },
  )
  const refused = await ada.post<Problem>(`/api/groups/${group.id}/hand-over`, { person: mina.id })
  assert.deepEqual([refused.status, refused.body.code], [409, 'plan-too-small'])
  assert.match(refused.body.detail, /Mina Test.*5 members where 3 are allowed/)
  await planFor(instance, mina, {})
  await must(ada.post(`/api/groups/${group.id}/hand-over`, { person: mina.id }))
  assert.equal((await ada.patch(`/api/groups/${group.id}`, { objective: 'x' })).status, 200)
  await must(mina.post(`/api/groups/${group.id}/hand-over/acceptance`))
  const done = await ada.get<GroupAnswer>(`/api/groups/${group.id}`)
  assert.equal(done.body.administrator.id, mina.id)
  assert.equal(done.body.role, 'member')
  assert.equal((await ada.patch(`/api/groups/${group.id}`, { objective: 'x' })).status, 403)
  assert.equal((await mina.patch(`/api/groups/${group.id}`, { objective: 'x' })).status, 200)
  await flatIsTrue(group)
})

test('M1 · only an internal member can take over: a guest is refused, a stranger or unknown id not found', async () => {
  const group = await peopled()
  const toGuest = await ada.post<Problem>(`/api/groups/${group.id}/hand-over`, { person: gil.id })
  assert.deepEqual([toGuest.status, toGuest.body.code], [409, 'guest-cannot-administer'])
  for (const person of [xavier.id, newId()])
    assert.equal((await ada.post(`/api/groups/${group.id}/hand-over`, { person })).status, 404)
  for (const who of [cosmo, moe, mina, gil])
    assert.equal(
      (await who.post(`/api/groups/${group.id}/hand-over`, { person: who.id })).status,
      403,
    )
})

test('M3 · who governs gives the seat where nobody acts, and the history says who did', async () => {
  const group = await peopled()
  const boss = await colleague(instance, organization, 'Boss')
  await memberOf(instance, group, boss)
  await handOver(ada, group.id, boss)
  await must(oona.post(`/api/organization/people/${boss.id}/deactivation`), 204)
  await handOver(marguerite, group.id, cosmo)
  assert.deepEqual(await administrators(group), [cosmo.id])
  const { body } = await cosmo.get<{
    items: { kind: string; actor: { id: string }; detail: unknown }[]
  }>(`/api/groups/${group.id}/history`)
  assert.equal(body.items[0]!.kind, 'member.handed-over')
  assert.equal(body.items[0]!.actor.id, cosmo.id)
  assert.deepEqual(
    [body.items[1]!.kind, body.items[1]!.actor.id],
    ['member.hand-over-offered', marguerite.id],
  )
})

test('M1, M10, I9 · after many hand-overs at the same time there is still exactly one administrator', async () => {
  for (let round = 0; round < 3; round++) {
    const group = await peopled()
    const tries = [mina, cosmo, moe].flatMap((each) => [
      ada.post(`/api/groups/${group.id}/hand-over`, { person: each.id }),
      oona.post(`/api/groups/${group.id}/hand-over`, { person: each.id }),
      each.post(`/api/groups/${group.id}/hand-over/acceptance`),
    ])
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    assert.ok(
      statuses.every((status) => [200, 403, 404, 409].includes(status)),
      String(statuses),
    )
    assert.equal((await administrators(group)).length, 1)
    await flatIsTrue(group)
  }
})

test('M1, O7, I9 · two groups handed over to one person at the same time do not both fit into a plan for one more', async () => {
  const nora = await colleague(instance, organization, 'Nora')
  await planFor(instance, nora, { groups: 1 })
  const groups = [await groupOf(ada), await groupOf(ada)]
  for (const group of groups) await memberOf(instance, group, nora)
  for (const { id } of groups)
    await must(ada.post(`/api/groups/${id}/hand-over`, { person: nora.id }))
  const both = await Promise.all(
    groups.map(({ id }) => nora.post(`/api/groups/${id}/hand-over/acceptance`)),
  )
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  )
})

test('J3 · an open group is joined immediately; a restricted or private one is not', async () => {
  const open = await groupOf(ada, { template: 'community' })
  const joined = await xavier.post<GroupAnswer>(`/api/groups/${open.id}/join`)
  assert.deepEqual([joined.status, joined.body.role, joined.body.members], [200, 'member', 2])
  assert.equal((await xavier.post(`/api/groups/${open.id}/join`)).status, 403)
  const restricted = await groupOf(ada)
  assert.equal((await xavier.post(`/api/groups/${restricted.id}/join`)).status, 403)
  const hidden = await groupOf(ada, { template: 'circle' })
  assert.equal((await xavier.post(`/api/groups/${hidden.id}/join`)).status, 404)
  assert.equal(
    (await gil.post(`/api/groups/${open.id}/join`)).status,
    404,
    'a guest does not even see it',
  )
})

test('J3 · asking to join: told to the administrator, answered once, with a reason, or withdrawn', async () => {
  const group = await groupOf(ada)
  const ask = () =>
    xavier.post<{ id: string }>(`/api/groups/${group.id}/join-requests`, { message: 'May I?' })
  const first = await ask()
  assert.equal(first.status, 201)
  assert.equal((await ask()).status, 409, 'one question at a time')
  const seen = await xavier.get<GroupAnswer>(`/api/groups/${group.id}`)
  assert.equal(seen.body.myRequest?.id, first.body.id)
  const list = await ada.get<{ items: { id: string; message: string; card: { id: string } }[] }>(
    `/api/groups/${group.id}/join-requests`,
  )
  assert.deepEqual(
    list.body.items.map(({ id, message, card }) => [id, message, card.id]),
    [[first.body.id, 'May I?', xavier.id]],
  )
  assert.equal((await xavier.get(`/api/groups/${group.id}/join-requests`)).status, 403)
  assert.equal(
    (await xavier.post(`/api/groups/${group.id}/join-requests/${first.body.id}/approval`)).status,
    403,
  )
  const answered = `/api/groups/${group.id}/join-requests/${first.body.id}`
  assert.equal((await ada.post(`${answered}/refusal`, { reason: 'Not yet' })).status, 204)
  assert.equal(
    (await ada.post(`${answered}/approval`)).status,
    404,
    'an answered request is none any more',
  )
  const told = await instance.db.row<{ text: string }>({
    text: `select text_body as text from outbox where person_id = $1 and kind = 'join-declined'`,
    values: [xavier.id],
  })
  assert.match(told!.text, /Not yet/)
  await ask()
  assert.equal((await xavier.delete(`/api/groups/${group.id}/join-requests/mine`)).status, 204)
  assert.equal((await xavier.delete(`/api/groups/${group.id}/join-requests/mine`)).status, 409)
  const again = await ask()
  await memberOf(instance, group, cosmo, 'co-administrator')
  assert.equal(
    (await cosmo.post(`/api/groups/${group.id}/join-requests/${again.body.id}/approval`)).status,
    204,
  )
  assert.equal((await xavier.get<GroupAnswer>(`/api/groups/${group.id}`)).body.role, 'member')
})

test('X40, I4 · a request of another group is not found through mine', async () => {
  const theirs = await groupOf(ada)
  const mine = await groupOf(mina)
  const { body } = await xavier.post<{ id: string }>(`/api/groups/${theirs.id}/join-requests`, {
    message: '',
  })
  assert.equal(
    (await mina.post(`/api/groups/${mine.id}/join-requests/${body.id}/approval`)).status,
    404,
  )
  assert.equal((await xavier.get<GroupAnswer>(`/api/groups/${theirs.id}`)).body.role, null)
})

test('J3, I9 · a request approved and declined at the same time is answered once', async () => {
  const group = await groupOf(ada)
  const { body } = await xavier.post<{ id: string }>(`/api/groups/${group.id}/join-requests`, {
    message: '',
  })
  const path = `/api/groups/${group.id}/join-requests/${body.id}`
  const both = await Promise.all([
    ada.post(`${path}/approval`),
    oona.post(`${path}/refusal`, { reason: '' }),
    ada.post(`${path}/approval`),
  ])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [204, 404, 404],
  )
})

test('M10, O7, I9 · when twenty people join at the same time and one seat is free, one gets it and nineteen read why not', async () => {
  const group = await groupOf(ada, { template: 'community' })
  await planFor(instance, ada, { members: 3 })
  await memberOf(instance, group, mina)
  const crowd: Client[] = []
  for (let n = 0; n < 20; n++) crowd.push(await colleague(instance, organization, `Crowd${n}`))
  const tries = await Promise.all(
    crowd.map((who) => who.post<Problem>(`/api/groups/${group.id}/join`)),
  )
  assert.equal(tries.filter(({ status }) => status === 200).length, 1)
  const refused = tries.filter(({ status }) => status === 409)
  assert.equal(refused.length, 19)
  for (const { body } of refused) {
    assert.equal(body.code, 'members-limit')
    assert.match(body.detail, /plan of Ada Lovelace allows 3 members/)
  }
  assert.equal((await ada.get<GroupAnswer>(`/api/groups/${group.id}`)).body.members, 3)
  await planFor(instance, ada, {})
})

test('O8 · a plan that shrinks removes nobody; the group takes no more until it fits', async () => {
  const group = await peopled({ listed: 'organization', joining: 'open' })
  await planFor(instance, ada, { members: 2 })
  assert.equal((await xavier.post(`/api/groups/${group.id}/join`)).status, 409)
  const { body } = await ada.get<GroupAnswer>(`/api/groups/${group.id}`)
  assert.deepEqual(body.capacity?.members, { used: 5, allowed: 2 })
  assert.equal(
    (await ada.patch(`/api/groups/${group.id}/members/${mina.id}`, { role: 'moderator' })).status,
    204,
  )
  await planFor(instance, ada, { members: 6 })
  assert.equal((await xavier.post(`/api/groups/${group.id}/join`)).status, 200)
  await planFor(instance, ada, {})
})

test('O7 · the sentence of a limit is in the reader’s language', async () => {
  const rene = await colleague(instance, organization, 'René', { language: 'fr' })
  const group = await groupOf(ada, { template: 'community' })
  await planFor(instance, ada, { members: 1 })
  const { body } = await rene.post<Problem>(`/api/groups/${group.id}/join`)
  await planFor(instance, ada, {})
  assert.equal(
    body.detail,
    `« ${group.name} » est complet : le forfait d’Ada Lovelace permet 1 membre. Retirez d’abord quelqu’un, ou demandez un forfait supérieur.`,
  )
})

test('X124, I9 · joins, leaves and removals of one person at the same time leave a membership that can be ended', async () => {
  const group = await groupOf(ada, { template: 'community' })
  for (let round = 0; round < 3; round++) {
    await Promise.all([
      xavier.post(`/api/groups/${group.id}/join`),
      ada.delete(`/api/groups/${group.id}/members/${xavier.id}`),
      xavier.post(`/api/groups/${group.id}/leaving`, {}),
      xavier.post(`/api/groups/${group.id}/join`),
      ada.post(`/api/groups/${group.id}/members`, {
        people: [{ person: xavier.id, role: 'member' }],
      }),
    ])
    await flatIsTrue(group)
  }
  await xavier.post(`/api/groups/${group.id}/join`)
  assert.equal((await ada.delete(`/api/groups/${group.id}/members/${xavier.id}`)).status, 204)
  assert.equal((await xavier.get<GroupAnswer>(`/api/groups/${group.id}`)).body.role, null)
})

test('I9 · when members leave while the group is handed over, the new administrator stays', async () => {
  for (let round = 0; round < 3; round++) {
    const group = await groupOf(ada, { template: 'community' })
    await memberOf(instance, group, mina)
    await ada.post(`/api/groups/${group.id}/hand-over`, { person: mina.id })
    await Promise.all([
      mina.post(`/api/groups/${group.id}/hand-over/acceptance`),
      mina.post(`/api/groups/${group.id}/leaving`, {}),
    ])
    assert.equal((await administrators(group)).length, 1)
    await flatIsTrue(group)
  }
})

interface Stake {
  grant: string
  title: string
  level: string
  principal: { kind: string; id: string }
}

test('J4, A7 · before leaving, a person sees the rights of members on their private data; these are withdrawn unless another group justifies them', async () => {
  const pia = await colleague(instance, organization, 'Pia')
  const left = await groupOf(ada, { name: 'To leave' })
  const stays = await groupOf(ada, { name: 'Still shared' })
  for (const who of [pia, mina, cosmo]) await memberOf(instance, left, who)
  for (const who of [pia, cosmo]) await memberOf(instance, stays, who)
  const home = (await pia.get<{ privateSpace: string }>('/api/me')).body.privateSpace
  const tree = await pia.get<{ items: { id: string; kind: string; name: string }[] }>(
    `/api/spaces/${home}/containers`,
  )
  const notebook = tree.body.items.find(({ kind }) => kind === 'notebook')!
  const granted = await pia.put(`/api/spaces/${home}/containers/${notebook.id}/access`, {
    ownList: true,
    grants: [
      { principal: { kind: 'person', id: mina.id }, level: 'reader' },
      { principal: { kind: 'person', id: cosmo.id }, level: 'editor' },
      { principal: { kind: 'group', id: left.id }, level: 'reader' },
    ],
  })
  assert.equal(granted.status, 200, JSON.stringify(granted.body))
  const before = await pia.get<{ grants: Stake[]; kept: Stake[] }>(`/api/groups/${left.id}/leaving`)
  assert.deepEqual(
    new Map(
      before.body.grants.map(({ principal, level, title }) => [principal.id, [level, title]]),
    ),
    new Map([mina.id, left.id].map((id) => [id, ['reader', notebook.name]])),
  )
  assert.deepEqual(
    before.body.kept.map(({ principal, level }) => [principal.id, level]),
    [[cosmo.id, 'editor']],
  )
  const greedy = await pia.post<Problem>(`/api/groups/${left.id}/leaving`, {
    keep: [before.body.grants[0]!.grant],
  })
  assert.equal(greedy.body.fields[0]!.field, 'body.keep')
  assert.equal((await pia.post(`/api/groups/${left.id}/leaving`, {})).status, 204)
  const rows = await instance.db.rows<{ id: string }>({
    text: 'select principal_id as id from access_grant where space_id = $1',
    values: [home],
  })
  assert.deepEqual(
    rows.map(({ id }) => id),
    [cosmo.id],
  )
  assert.equal((await mina.get(`/api/spaces/${home}/containers`)).status, 404)
  assert.equal((await cosmo.get(`/api/spaces/${home}/containers`)).status, 200)
  assert.equal((await pia.get(`/api/spaces/${left.id}/containers`)).status, 404)
})

test('J4 · `keep` limits the shares that stay: with an empty list none does', async () => {
  const pia = await colleague(instance, organization, 'Piavere')
  const left = await groupOf(ada)
  const stays = await groupOf(ada)
  for (const group of [left, stays])
    for (const who of [pia, cosmo]) await memberOf(instance, group, who)
  const home = (await pia.get<{ privateSpace: string }>('/api/me')).body.privateSpace
  const tree = await pia.get<{ items: { id: string; kind: string }[] }>(
    `/api/spaces/${home}/containers`,
  )
  const notebook = tree.body.items.find(({ kind }) => kind === 'notebook')!
  await pia.put(`/api/spaces/${home}/containers/${notebook.id}/access`, {
    ...{
      ownList: true,
      grants: [{ principal: { kind: 'person', id: cosmo.id }, level: 'reader' }],
    },
  })
  assert.equal((await pia.post(`/api/groups/${left.id}/leaving`, { keep: [] })).status, 204)
  assert.equal((await cosmo.get(`/api/spaces/${home}/containers`)).status, 404)
})
