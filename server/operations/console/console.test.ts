import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../../test/world/cast.ts'
import { groupOf, memberOf, planFor, handOver } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { anotherOrganization } from '../../../test/world/organizations.ts'
import { colleague, founded, guest, nobody, type Client } from '../../../test/world/people.ts'
import { linkForAnother } from '../set-up/link.ts'
import type { House } from '../../kernel/context.ts'
import { startWork } from '../../kernel/work.ts'

const instance = await startInstance()
const { house } = instance.app
const { organization, admin: oona } = await founded(instance)
const manager = await colleague(instance, organization, 'Mara', { orgRole: 'manager' })
const ada = await colleague(instance, organization, 'Ada')
const stopped = await colleague(instance, organization, 'Stan')
const gil = await guest(instance, 'Gil')
const other = await anotherOrganization(instance, 'Nebenan')
/** An instance with one organization. */
const alone = await startInstance()
const { admin: anja } = await founded(alone)

type Figures = Record<string, number | null>
const figures = (who: Client) => must(who.get<Figures>('/api/organization/overview'))
const inView = async (query: string) =>
  (
    await must(oona.get<{ items: { name: string }[] }>(`/api/organization/groups?${query}`))
  ).items.map(({ name }) => name)

test('V1 · the overview counts what needs attention; each figure leads to the groups that it counts', async () => {
  const headless = await groupOf(stopped, { name: 'Headless' })
  const full = await groupOf(ada, { name: 'Over', settings: { guestsAllowed: true } })
  await memberOf(instance, full, manager)
  await memberOf(instance, full, gil)
  await planFor(instance, ada, { members: 2, storage: 1000 })
  const people = [{ email: 'soon@example.org' }]
  const invited = await groupOf(oona, { name: 'Inviting', settings: { guestsAllowed: true } })
  await must(oona.post(`/api/groups/${invited.id}/invitations`, { people }))
  const invitations = [{ email: 'colleague@example.org', orgRole: 'member' }]
  await must(oona.post('/api/organization/invitations', { invitations }))
  await instance.db.run({
    text: `update invitation set expires_at = now() + interval '2 days'`,
  })
  await instance.db.run({
    text: 'update space_counter set stored = 950 where space_id = $1',
    values: [full.id],
  })
  await must(oona.post(`/api/organization/people/${stopped.id}/deactivation`), 204)
  const past = await groupOf(oona, { name: 'Past' })
  await must(oona.post(`/api/groups/${past.id}/archive`))
  const gone = await groupOf(oona, { name: 'Gone' })
  await must(oona.delete(`/api/groups/${gone.id}`), 204)
  assert.deepEqual(await figures(oona), {
    people: 3,
    stopped: 1,
    guests: 1,
    groups: 3,
    archived: 1,
    deleted: 1,
    storage: 950,
    withoutAdministrator: 1,
    overCapacity: 1,
    nearlyFull: 1,
    expiring: 1,
    failedMail: 0,
  })
  assert.deepEqual(await inView('view=without-administrator'), [headless.name])
  assert.deepEqual(await inView('view=over-capacity'), [full.name])
  assert.deepEqual(await inView('view=nearly-full'), [full.name])
  assert.deepEqual(await inView('view=archived'), [past.name])
})

test('V1 · groups are sorted by name, members and storage, page by page', async () => {
  assert.deepEqual(await inView('sort=name'), ['Headless', 'Inviting', 'Over', 'Past'])
  for (const sort of ['members', 'storage']) {
    const [first] = await inView(`sort=${sort}&down=true&limit=1`)
    assert.equal(first, 'Over', sort)
    const all: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page: { items: { name: string }[]; next: string | null } = await must(
        oona.get(`/api/organization/groups?sort=${sort}&limit=1${next && `&after=${next}`}`),
      )
      all.push(...page.items.map(({ name }) => name))
      next = page.next
    }
    assert.deepEqual(all.toSorted(), ['Headless', 'Inviting', 'Over', 'Past'], sort)
  }
})

test('V1, M3 · people who govern read and withdraw invitations across groups; the history of the group shows it', async () => {
  interface Waiting {
    items: { id: string; email: string; group: { id: string; name: string } }[]
  }
  const path = '/api/organization/group-invitations'
  const { items } = await must(manager.get<Waiting>(path))
  assert.deepEqual(
    items.map(({ email, group }) => [email, group.name]),
    [['soon@example.org', 'Inviting']],
  )
  assert.equal((await ada.get(path)).status, 403)
  assert.deepEqual((await must(other.admin.get<Waiting>(path))).items, [])
  assert.equal((await other.admin.delete(`${path}/${items[0]!.id}`)).status, 404)
  await must(manager.delete(`${path}/${items[0]!.id}`), 204)
  assert.equal((await manager.delete(`${path}/${items[0]!.id}`)).status, 404, 'once')
  const history = await must(
    oona.get<{ items: { kind: string; actor: { id: string } }[] }>(
      `/api/groups/${items[0]!.group.id}/history`,
    ),
  )
  assert.deepEqual(
    [history.items[0]?.kind, history.items[0]?.actor.id],
    ['invitation.withdrawn', manager.id],
  )
})

test('M3 · who governs adds, removes, hands over and archives without reading; every act is in the history', async () => {
  const group = await groupOf(ada, { name: 'Governed', template: 'circle' })
  const at = `/api/groups/${group.id}`
  await planFor(instance, ada, {})
  const heir = await colleague(instance, organization, 'Heir')
  const boss = await colleague(instance, organization, 'Boss')
  const people = [heir, boss].map(({ id }) => ({ person: id, role: 'member' }))
  await must(manager.post(`${at}/members`, { people }))
  await handOver(ada, group.id, boss)
  await must(oona.post(`/api/organization/people/${boss.id}/deactivation`), 204)
  await handOver(manager, group.id, heir)
  await must(manager.delete(`${at}/members/${ada.id}`), 204)
  await must(manager.post(`${at}/archive`))
  assert.equal((await manager.get(`/api/spaces/${group.id}/containers`)).status, 404)
  const { items } = await must(
    oona.get<{ items: { kind: string; actor: { id: string } }[] }>(`${at}/history`),
  )
  const acts = items.filter(({ actor }) => actor.id === manager.id).map(({ kind }) => kind)
  for (const kind of ['group.archived', 'member.removed', 'member.joined'])
    assert.ok(acts.includes(kind), `${kind} in ${acts.join()}`)
})

const noGlue = async () => {
  throw new Error('no glue')
}
const workOf = async (who: Client) =>
  (
    await must(
      who.get<{
        items: {
          name: string
          title: string
          failed: boolean
          error: string | null
          nextAt: string
        }[]
      }>('/api/operations/work'),
    )
  ).items

/** Runs one background job that succeeds and one that fails, until each has had a turn. */
async function afterTurns(of: House): Promise<void> {
  const title = (en: string) => ({ en, fr: en })
  const works = [
    { name: 'mending', title: title('Mending'), next: async () => 0, run: noGlue },
    { name: 'sweeping', title: title('Sweeping'), next: async () => 0, run: async () => undefined },
  ]
  const working = startWork(of, works, { warn: () => undefined })
  const done = 'select from work where finished_at is not null'
  while ((await of.db.rows({ text: done })).length < 2)
    await new Promise((resolve) => setTimeout(resolve, 10))
  await working.stop()
}

test('V1 · background work is listed with its result, its error and its next run', async () => {
  await afterTurns(alone.app.house)
  const items = await workOf(anja)
  assert.deepEqual(
    items.map(({ name, title, failed, error }) => [name, title, failed, error]),
    [
      ['mending', 'Mending', true, 'no glue'],
      ['sweeping', 'Sweeping', false, null],
    ],
  )
  assert.ok(Date.parse(items[0]!.nextAt) > Date.now())
  assert.equal((await manager.get('/api/operations/work')).status, 403)
})

interface Health {
  instance: {
    database: { version: string; pending: number }
    disk: { free: number; total: number; low: boolean }
    clocks: { differ: boolean }
    mail: { configured: boolean; failed: number; late: number }
  } | null
}

test('V1 · health says how database, disk, clocks and mail are, to admins', async () => {
  const invitations = [{ email: 'a@example.org', orgRole: 'member' }]
  await must(anja.post('/api/organization/invitations', { invitations }))
  await alone.db.run({ text: 'update outbox set failed_at = now(), organization_id = null' })
  const { instance: found } = await must(anja.get<Health>('/api/operations/health'))
  assert.match(found!.database.version, /^\d+\.\d+/)
  const { database, clocks, mail, disk } = found!
  assert.deepEqual([database.pending, clocks.differ, mail.configured], [0, false, false])
  const outbox = await must(anja.get<{ items: object[] }>('/api/organization/outbox'))
  assert.deepEqual([mail.failed, mail.late], [outbox.items.length, 0], 'what the outbox shows')
  assert.ok(disk.free > 0 && disk.total >= disk.free)
  assert.equal((await manager.get('/api/operations/health')).status, 403)
})

test('V1, O2 · where a house holds several organizations, none reads how it is, nor why its work failed', async () => {
  await afterTurns(house)
  for (const admin of [oona, other.admin]) {
    assert.deepEqual(await must(admin.get<Health>('/api/operations/health')), { instance: null })
    const [mending] = await workOf(admin)
    assert.deepEqual([mending?.name, mending?.failed, mending?.error], ['mending', true, null])
  }
})

test('O2 · the operator’s link makes one more organization, once, also in parallel; nothing of the first shows there', async () => {
  const link = await linkForAnother(house.db, 'https://atelier.example.org')
  const token = new URL(link).searchParams.get('token')!
  const sent = {
    organization: 'Zweitens',
    firstName: 'Zoe',
    lastName: 'Zwei',
    email: 'zoe@zweitens.example.org',
    password: 'three quiet yellow boats',
    language: 'fr',
    timeZone: 'Europe/Zurich',
  }
  const anybody = nobody(instance)
  assert.equal((await anybody.get(`/api/set-up/${token}`)).status, 200)
  const same = { ...sent, organization: 'NEBENAN' }
  const refused = await anybody.post<{ fields: { field: string }[] }>(`/api/set-up/${token}`, same)
  assert.deepEqual([refused.status, refused.body.fields[0]?.field], [400, 'body.organization'])
  const all = await Promise.all(
    Array.from({ length: 5 }, (_, at) =>
      anybody.post(`/api/set-up/${token}`, {
        ...sent,
        organization: `Zweitens ${at}`,
        email: `zoe${at}@zweitens.example.org`,
      }),
    ),
  )
  assert.deepEqual(
    all.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 404, 404, 404, 404],
  )
  const zoe = all.find(({ status }) => status === 201)!.cookie!
  const groups = await anybody.get<{ items: unknown[] }>('/api/organization/groups', undefined, {
    cookie: zoe,
  })
  assert.deepEqual([groups.status, groups.body.items], [200, []])
})
