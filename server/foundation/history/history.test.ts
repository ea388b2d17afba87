import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveRights, must, stage } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { recordInOrganization } from '../../kernel/changes.ts'
import { inContext } from '../../kernel/context.ts'
import { organizationFounded } from '../organizations/events.ts'
import { brokenHistories, headOfHistories } from './store.ts'

const instance = await startInstance()
const { cast, group, organization, open, closed } = await stage(instance)
const { ada, cosmo, mina, moe, oona, xavier, nobody } = cast
const everybody = [{ kind: 'group', id: group }, 'reader'] as const

interface Act {
  seq: number
  at: string
  kind: string
  actor: { id: string } | null
  detail: Record<string, unknown>
  names: Record<string, string>
  address: string | null
  group: { id: string; name: string } | null
}
interface Acts {
  items: Act[]
  next: string | null
}

const ofGroup = `/api/groups/${group}/history`
const ofOrganization = '/api/organization/history'

test('V2 · the history says who changed whose rights and membership, how, when, and from where', async () => {
  await giveRights(ada, group, closed, [[{ kind: 'person', id: mina.id }, 'editor']])
  await must(ada.delete(`/api/groups/${group}/members/${mina.id}`), 204)
  const { items } = await must(ada.get<Acts>(ofGroup))
  const [removed, shared] = items
  assert.deepEqual(
    [removed?.kind, removed?.actor?.id, removed?.address],
    ['member.removed', ada.id, '127.0.0.1'],
  )
  assert.deepEqual([shared?.kind, shared?.actor?.id], ['container.access-changed', ada.id])
  assert.match(JSON.stringify(shared?.detail), new RegExp(mina.id))
  assert.match(shared?.names[mina.id] ?? '', /^Mina /)
})

test('M3 · people who govern read about membership, and nothing about the content of the group; others read nothing', async () => {
  const governed = await must(oona.get<Acts>(ofGroup))
  assert.ok(governed.items.some(({ kind }) => kind === 'member.removed'))
  assert.ok(!governed.items.some(({ kind }) => kind.endsWith('access-changed')))
  const all = await must(oona.get<Acts>(`${ofOrganization}?limit=200`))
  assert.ok(all.items.some((act) => act.group?.id === group && act.kind === 'member.removed'))
  assert.ok(!JSON.stringify(all.items).includes('access-changed'))
  assert.equal((await cosmo.get(ofGroup)).status, 403)
  assert.equal((await xavier.get(ofGroup)).status, 404)
  assert.equal((await ada.get(ofOrganization)).status, 403)
  assert.equal((await nobody.get(ofOrganization)).status, 401)
})

test('V2 · it is searched and narrowed, and read on part by part, each line once', async () => {
  const whole = await must(oona.get<Acts>(`${ofOrganization}?limit=200`))
  const seen: Act[] = []
  let after: string | null = null
  do {
    const part: Acts = await must(
      oona.get<Acts>(`${ofOrganization}?limit=3${after ? `&after=${after}` : ''}`),
    )
    seen.push(...part.items)
    after = part.next
  } while (after)
  assert.deepEqual(seen, whole.items)
  const narrowed = async (query: string) =>
    (await must(oona.get<Acts>(`${ofOrganization}?${query}`))).items
  assert.ok((await narrowed('about=member')).every(({ kind }) => kind.startsWith('member.')))
  assert.ok((await narrowed(`actor=${ada.id}`)).every(({ actor }) => actor?.id === ada.id))
  const name = String(whole.items.find(({ kind }) => kind === 'member.removed')?.detail['name'])
  const found = await narrowed(`search=${encodeURIComponent(name)}&about=member`)
  assert.ok(found.length > 0 && found.every(({ detail }) => JSON.stringify(detail).includes(name)))
  assert.deepEqual(await narrowed('search=%25'), [])
  assert.deepEqual(await narrowed('to=2001-01-01'), [])
  assert.equal((await narrowed(`after=${'x'.repeat(20)}&limit=1`)).length, 1)
  assert.equal((await oona.get(`${ofOrganization}?from=yesterday`)).status, 400)
})

test('V2 · decisions about people, plans and policies are in the history of the organization', async () => {
  const people = '/api/organization/people'
  await must(oona.patch('/api/organization', { policies: { addingAllowed: false } }), 204)
  const plan = await must(
    oona.post<{ id: string }>('/api/organization/plans', {
      name: 'Élodie’s Œuvre',
      maxGroups: 1,
      maxMembers: 5,
      groupStorage: 1e9,
      privateStorage: 1e9,
      guestsAllowed: true,
    }),
    201,
  )
  await must(oona.patch(`/api/organization/plans/${plan.id}`, { maxMembers: 6 }))
  await must(oona.patch(`${people}/${moe.id}`, { orgRole: 'manager', plan: plan.id }), 204)
  await must(oona.post(`${people}/${xavier.id}/deactivation`), 204)
  const { items } = await must(oona.get<Acts>(`${ofOrganization}?limit=6`))
  assert.deepEqual(
    items.map(({ kind, actor }) => [kind, actor?.id]),
    [
      'person.deactivated',
      'person.plan-changed',
      'person.role-changed',
      'plan.changed',
      'plan.added',
      'organization.changed',
    ].map((kind) => [kind, oona.id]),
  )
  assert.deepEqual(items[5]?.detail, { fields: { addingAllowed: { from: true, to: false } } })
  assert.deepEqual(items[3]?.detail['fields'], { maxMembers: { from: 5, to: 6 } })
  for (const search of ['elodie', "ÉLODIE'S oeuvre"]) {
    const asked = new URLSearchParams({ search }).toString()
    const found = await must(oona.get<Acts>(`${ofOrganization}?${asked}`))
    assert.deepEqual(
      found.items.map(({ kind }) => kind),
      ['person.plan-changed', 'plan.changed', 'plan.added'],
      search,
    )
  }
  assert.match(JSON.stringify(items[2]?.detail), /"to":"manager","from":"member","name":"Moe/)
})

test('V2 · it is exported as CSV and JSON, and no line of it is a formula', async () => {
  await inContext(instance.app.house, undefined, (ctx) =>
    recordInOrganization(ctx, organization, organizationFounded, { name: '=1+1' }),
  )
  const text = await must(oona.get<string>(`${ofOrganization}/export`))
  assert.match(text, /^\uFEFFat,group,actor,actorEmail,kind,detail,address,seq,hash\r\n/)
  assert.match(text, /=1\+1/)
  assert.doesNotMatch(text, /(^|,|\n)[=+@-]/)
  const asJson = `${ofOrganization}/export?format=json`
  const lines = await must(oona.get<{ hash: string }[]>(asJson))
  assert.equal(lines.length, text.trim().split('\r\n').length - 1)
  assert.ok(lines.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash)))
  assert.equal((await ada.get(`${ofGroup}/export`)).status, 200)
  assert.equal((await cosmo.get(`${ofGroup}/export`)).status, 403)
})

test('V2 · a line changed, added or removed directly in the database is detected', async () => {
  const { db } = instance
  assert.deepEqual(await brokenHistories(db), [])
  const head = await headOfHistories(db)
  const tamperings = [
    `update change set detail = '{}' where space_id = $1 and seq = 3`,
    `update change set actor_id = null, hash = null where space_id = $1 and seq = 3`,
    `update change set at = at + interval '1 second' where space_id = $1 and seq = 3`,
    `delete from change where space_id = $1 and seq = 3`,
    `delete from change where space_id = $1 and seq = (select max(seq) from change where space_id = $1)`,
    `update change set seq = seq + 1000 where space_id = $1 and seq = (select max(seq) from change where space_id = $1)`,
    `insert into change (space_id, seq, at, kind) select $1, max(seq) + 1, now(), 'member.joined' from change where space_id = $1`,
  ]
  for (const text of tamperings) {
    const found = await db
      .transaction(async (tx) => {
        assert.equal(await tx.run({ text, values: [group] }), 1, text)
        throw Object.assign(new Error('undo'), { broken: await brokenHistories(tx) })
      })
      .catch((error: { broken?: { space: string }[] }) => error.broken ?? error)
    assert.deepEqual(
      (found as { space: string }[]).map(({ space }) => space),
      [group],
      text,
    )
  }
  assert.equal(await headOfHistories(db), head)
  await giveRights(ada, group, open, [[...everybody]])
  assert.notEqual(await headOfHistories(db), head)
  assert.deepEqual(await brokenHistories(db), [])
})
