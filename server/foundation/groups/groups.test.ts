import '../../../test/shelves/load.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { groupOf, memberOf, planFor, type GroupAnswer } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'
import { requestFor, urlOf, idPlaces } from '../../../test/access/requests.ts'
import { doors } from '../../app/doors.ts'
import type { Door } from '../../kernel/door.ts'
import { newId } from '../../kernel/ids.ts'

const instance = await startInstance()
const { organization, admin: ona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada', { lastName: 'Lovelace' })
const mina = await colleague(instance, organization, 'Mina')
const cosmo = await colleague(instance, organization, 'Cosmo')
const xavier = await colleague(instance, organization, 'Xavier')
const gil = await guest(instance, 'Gil')

interface Problem {
  code: string
  detail: string
  fields: { field: string; code: string; message: string }[]
}

test('G1 · the person who creates a group is its administrator; it has the settings of its template', async () => {
  const made = await groupOf(ada, { name: 'Éditions', objective: 'Books', template: 'team' })
  assert.equal(made.role, 'administrator')
  assert.equal(made.accessLevel, 'restricted')
  assert.equal(made.settings?.['defaultRights'], 'contributor')
  assert.deepEqual(
    made.settings?.['tools'],
    instance.app.house.tools.map(({ name }) => name),
  )
  assert.deepEqual([made.members, made.guests, made.why], [1, 0, ['direct']])
  assert.deepEqual(made.guide, { dismissed: false, invited: false, rights: false, content: false })
})

test('G1 · what a group begins with is named in its language, not in that of its creator', async () => {
  const namesOf = async (language: string) => {
    const { id } = await groupOf(ada, { template: 'team', language })
    const { body } = await ada.get<{ items: { name: string; kind: string; tool: string }[] }>(
      `/api/spaces/${id}/containers?tool=notes`,
    )
    return body.items.filter(({ kind }) => kind === 'notebook').map(({ name }) => name)
  }
  assert.deepEqual(await namesOf('fr'), ['Carnet'])
  assert.deepEqual(await namesOf('en'), ['Notebook'])
})

test('G1 · the preset values of every template can be read before, and changed in the same form', async () => {
  const { body } = await ada.get<{ items: { key: string; settings: Record<string, unknown> }[] }>(
    '/api/group-templates',
  )
  const levels: Record<string, string> = {}
  for (const { key, settings } of body.items) {
    const made = await groupOf(ada, { template: key })
    assert.deepEqual(made.settings, settings, key)
    levels[key] = made.accessLevel
  }
  assert.deepEqual(levels, {
    team: 'restricted',
    project: 'restricted',
    announcement: 'restricted',
    community: 'open',
    circle: 'private',
    extranet: 'by-invitation',
  })
  const changed = await groupOf(ada, { template: 'team', settings: { joining: 'open' } })
  assert.equal(changed.accessLevel, 'open')
})

test('G1 · dates must be in order, and only a business has a sector', async () => {
  const dates = { startsOn: '2026-05-02', endsOn: '2026-05-01' }
  const refused = await ada.post<Problem>('/api/groups', {
    name: 'Backwards',
    template: 'project',
    ...dates,
  })
  assert.equal(refused.status, 400)
  assert.equal(refused.body.fields[0]!.field, 'body.endsOn')
  const choir = await ada.post<{ sector: string | null }>('/api/groups', {
    ...{ name: 'Choir', template: 'team', activity: 'other', sector: 'music' },
  })
  assert.equal(choir.body.sector, null)
})

test('G2 · a name is unique without case, accents or space, and keeps a handle for ever', async () => {
  const first = await groupOf(ada, { name: 'Café  Müller' })
  assert.equal(first.handle, 'cafe-muller')
  for (const name of ['cafe muller', ' CAFÉ MULLER ', 'Cafe\u0301 Müller']) {
    const second = await mina.post<Problem>('/api/groups', { name, template: 'team' })
    assert.equal(second.status, 400)
    assert.deepEqual(
      [second.body.fields[0]!.field, second.body.fields[0]!.code],
      ['body.name', 'taken'],
    )
  }
  const other = await groupOf(mina, { name: 'Café, Müller!' })
  assert.match(other.handle, /^cafe-muller-[a-z0-9]{4}$/)
  const renamed = await ada.patch<GroupAnswer>(`/api/groups/${first.id}`, { name: 'Brasserie' })
  assert.deepEqual([renamed.body.name, renamed.body.handle], ['Brasserie', 'cafe-muller'])
  const taken = await mina.post<Problem>('/api/groups', { name: 'Café Muller', template: 'team' })
  assert.equal(taken.body.fields[0]!.code, 'taken', 'an old name stays reserved to its group')
  const back = await ada.patch<GroupAnswer>(`/api/groups/${first.id}`, { name: 'CAFÉ MÜLLER' })
  assert.equal(back.body.name, 'CAFÉ MÜLLER', 'the group itself may take it again')
})

test('G2 · of two groups created at the same time with the same name, one exists', async () => {
  const both = await Promise.all(
    [ada, mina, cosmo, xavier].map((who) =>
      who.post('/api/groups', { name: 'Twins', template: 'team' }),
    ),
  )
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 400, 400, 400],
  )
})

test('G2 · groups with different names but the same slug, created at the same time, get different handles', async () => {
  const all = await Promise.all(
    ['Race!', 'Race?', 'Race.', 'Race,'].map((name) => groupOf(ada, { name })),
  )
  const handles = all.map(({ handle }) => handle)
  assert.equal(new Set(handles).size, 4)
  assert.ok(handles.includes('race'))
  // random letters: a number would reveal how many groups there are, hidden ones included (G4)
  assert.ok(handles.every((handle) => /^race(-[a-z0-9]{4})?$/.test(handle)))
})

test('G2, O5 · where names may not change, a rename is refused and nothing else of the form is saved', async () => {
  const group = await groupOf(ada)
  await instance.db.run({ text: 'update organization set group_names_may_change = false' })
  const refused = await ada.patch<Problem>(`/api/groups/${group.id}`, {
    name: 'Other',
    objective: 'Changed',
  })
  await instance.db.run({ text: 'update organization set group_names_may_change = true' })
  assert.deepEqual([refused.status, refused.body.code], [403, 'names-may-not-change'])
  assert.equal((await ada.get<GroupAnswer>(`/api/groups/${group.id}`)).body.objective, '')
})

test('G3 · only a listed group is open, takes requests or publishes its members', async () => {
  const group = await groupOf(ada, { template: 'circle' })
  for (const settings of [
    { joining: 'open' },
    { joining: 'request' },
    { memberListPublished: true },
  ]) {
    const refused = await ada.patch<Problem>(`/api/groups/${group.id}`, { settings })
    assert.equal(refused.status, 400)
    assert.equal(refused.body.fields[0]!.code, 'needs-listing')
  }
  const community = await groupOf(ada, { template: 'community' })
  const hidden = await ada.patch<GroupAnswer>(`/api/groups/${community.id}`, {
    settings: { listed: 'no' },
  })
  assert.equal(hidden.body.accessLevel, 'private')
  assert.equal(hidden.body.settings?.['joining'], 'invitation')
  assert.equal(hidden.body.settings?.['memberListPublished'], false)
})

test('G3, X18 · only the fields sent are changed; an unknown field or tool is refused by name', async () => {
  const group = await groupOf(ada, { objective: 'Before' })
  const changed = await ada.patch<GroupAnswer>(`/api/groups/${group.id}`, {
    settings: { notifications: false },
  })
  assert.deepEqual(changed.body.settings, { ...group.settings, notifications: false })
  assert.equal(changed.body.objective, 'Before')
  for (const [body, field] of [
    [{ organizationId: newId() }, 'body.organizationId'],
    [{ settings: { tools: ['notes', 'mind reading'] } }, 'body.settings.tools'],
    [{ settings: { listed: 'maybe' } }, 'body.settings.listed'],
  ] as const) {
    const refused = await ada.patch<Problem>(`/api/groups/${group.id}`, body)
    assert.equal(refused.status, 400)
    assert.equal(refused.body.fields[0]!.field, field)
  }
})

test('X48 · a member, moderator or co-administrator changes no setting', async () => {
  const group = await groupOf(ada)
  for (const [who, role] of [
    [mina, 'member'],
    [cosmo, 'co-administrator'],
    [xavier, 'moderator'],
  ] as const) {
    await memberOf(instance, group, who, role)
    const refused = await who.patch(`/api/groups/${group.id}`, { settings: { joining: 'open' } })
    assert.equal(refused.status, 403, role)
    assert.equal((await who.post(`/api/groups/${group.id}/archive`)).status, 403, role)
    assert.equal((await who.post(`/api/groups/${group.id}/guide-dismissal`)).status, 403, role)
  }
})

test('G5 · a tool that is switched off keeps its content, hides it, and brings it back', async () => {
  const group = await groupOf(ada)
  const containers = async () =>
    (await ada.get<{ items: unknown[] }>(`/api/spaces/${group.id}/containers`)).body.items.length
  const before = await containers()
  assert.ok(before > 0)
  await ada.patch(`/api/groups/${group.id}`, { settings: { tools: [] } })
  assert.equal(await containers(), 0)
  const tools = group.settings!['tools']
  await ada.patch(`/api/groups/${group.id}`, { settings: { tools } })
  assert.equal(await containers(), before)
})

test('M6 · guests stay allowed as long as there are any, and they are named', async () => {
  const group = await groupOf(ada, { template: 'extranet' })
  await memberOf(instance, group, gil)
  const off = { settings: { guestsAllowed: false } }
  const refused = await ada.patch<Problem>(`/api/groups/${group.id}`, off)
  assert.deepEqual([refused.status, refused.body.code], [409, 'guests-inside'])
  assert.match(refused.body.detail, /Gil Test/)
  await ada.delete(`/api/groups/${group.id}/members/${gil.id}`)
  assert.equal((await ada.patch(`/api/groups/${group.id}`, off)).status, 200)
})

test('O5, O7 · guests are allowed only where organization and plan allow them', async () => {
  const group = await groupOf(ada)
  const on = { settings: { guestsAllowed: true } }
  await planFor(instance, ada, { guests: false })
  const plan = await ada.patch<Problem>(`/api/groups/${group.id}`, on)
  assert.deepEqual([plan.status, plan.body.code], [409, 'guests-limit'])
  assert.match(plan.body.detail, /Ada Lovelace/, 'it says whose plan')
  await planFor(instance, ada, {})
  await instance.db.run({ text: 'update organization set guests_allowed = false' })
  const policy = await ada.patch<Problem>(`/api/groups/${group.id}`, on)
  await instance.db.run({ text: 'update organization set guests_allowed = true' })
  assert.deepEqual([policy.status, policy.body.code], [409, 'guests-not-allowed-here'])
  assert.equal((await ada.patch(`/api/groups/${group.id}`, on)).status, 200)
})

test('O6, O7, I9 · a plan for two groups allows two, however many are created at the same time', async () => {
  const nina = await colleague(instance, organization, 'Nina')
  await planFor(instance, nina, { groups: 2 })
  const tries = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      nina.post<Problem>('/api/groups', { name: `Nina ${n}`, template: 'team' }),
    ),
  )
  assert.deepEqual(
    tries.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 201, 409, 409, 409, 409],
  )
  const refused = tries.find(({ status }) => status === 409)!
  assert.equal(refused.body.code, 'groups-limit')
  assert.match(refused.body.detail, /Nina Test allows 2 groups/)
})

test('O5 · a guest creates no group and sees no directory; policy may keep founding to managers', async () => {
  assert.equal((await gil.post('/api/groups', { name: 'Gil’s', template: 'team' })).status, 404)
  assert.equal((await gil.get('/api/directory')).status, 404)
  await instance.db.run({ text: `update organization set who_creates_groups = 'managers'` })
  const refused = await ada.post('/api/groups', { name: 'Not now', template: 'team' })
  const admin = await ona.post('/api/groups', { name: 'By the admin', template: 'team' })
  await instance.db.run({ text: `update organization set who_creates_groups = 'everyone'` })
  assert.deepEqual([refused.status, admin.status], [403, 201])
})

test('G6 · an archived group is read-only, does not count, and is restored if the plan allows it', async () => {
  const lena = await colleague(instance, organization, 'Lena')
  await planFor(instance, lena, { groups: 1 })
  const first = await groupOf(lena)
  await memberOf(instance, first, mina)
  const archived = await lena.post<GroupAnswer>(`/api/groups/${first.id}/archive`)
  assert.ok(archived.body.archivedAt)
  assert.equal((await lena.patch(`/api/groups/${first.id}`, { objective: 'x' })).status, 403)
  assert.equal((await mina.get(`/api/groups/${first.id}`)).status, 200)
  assert.equal(
    (await mina.post(`/api/groups/${first.id}/leaving`, {})).status,
    204,
    'members may still leave',
  )
  const second = await groupOf(lena)
  const refused = await lena.delete<Problem>(`/api/groups/${first.id}/archive`)
  assert.deepEqual([refused.status, refused.body.code], [409, 'plan-too-small'])
  await lena.post(`/api/groups/${second.id}/archive`)
  const back = await lena.delete<GroupAnswer>(`/api/groups/${first.id}/archive`)
  assert.equal(back.body.archivedAt, null)
})

test('G6, I9 · two archived groups restored at the same time do not both fit into a plan for one', async () => {
  const lena = await colleague(instance, organization, 'Lenora')
  await planFor(instance, lena, { groups: 1 })
  const groups: GroupAnswer[] = []
  for (let n = 0; n < 2; n++) {
    groups.push(await groupOf(lena))
    await lena.post(`/api/groups/${groups[n]!.id}/archive`)
  }
  const both = await Promise.all(groups.map(({ id }) => lena.delete(`/api/groups/${id}/archive`)))
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  )
})

test('G7 · a group is deleted only by its administrator, only when nobody else is in it', async () => {
  const group = await groupOf(ada, { name: 'To be deleted' })
  await memberOf(instance, group, mina)
  assert.equal((await mina.delete(`/api/groups/${group.id}`)).status, 403)
  assert.equal((await ona.delete(`/api/groups/${group.id}`)).status, 403)
  const early = await ada.delete<Problem>(`/api/groups/${group.id}`)
  assert.deepEqual([early.status, early.body.code], [409, 'not-alone'])
  assert.equal((await ada.delete(`/api/groups/${group.id}/members`)).status, 204)
  assert.equal((await ada.delete(`/api/groups/${group.id}`)).status, 204)
  assert.equal((await ada.get(`/api/groups/${group.id}`)).status, 404)
  assert.equal((await ada.get(`/api/spaces/${group.id}/containers`)).status, 404)
  const again = await mina.post<Problem>('/api/groups', { name: 'To be deleted', template: 'team' })
  assert.equal(again.body.fields[0]!.code, 'taken', 'it may be restored: its name waits')
})

test('G12 · the guide knows which steps are done, and can be dismissed', async () => {
  const group = await groupOf(ada)
  await memberOf(instance, group, mina)
  const { body } = await ada.get<GroupAnswer>(`/api/groups/${group.id}`)
  assert.deepEqual(body.guide, { dismissed: false, invited: true, rights: false, content: false })
  assert.equal((await ada.post(`/api/groups/${group.id}/guide-dismissal`)).status, 204)
  const after = await ada.get<GroupAnswer>(`/api/groups/${group.id}`)
  assert.equal(after.body.guide?.dismissed, true)
  assert.equal((await mina.get<GroupAnswer>(`/api/groups/${group.id}`)).body.guide, null)
})

test('J1 · the directory shows the listed groups of my organization, page by page, and which are mine', async () => {
  const names = ['zz Alpha', 'zz Béta', 'zz Gamma']
  const groups = []
  for (const name of names) groups.push(await groupOf(ada, { name }))
  await groupOf(ada, { name: 'zz Secret', template: 'circle' })
  const archived = await groupOf(ada, { name: 'zz Archived' })
  await ada.post(`/api/groups/${archived.id}/archive`)
  await memberOf(instance, groups[1]!, mina)
  const seen: { name: string; mine: boolean; members: number }[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: { body: { items: typeof seen; next: string | null } } = await mina.get(
      `/api/directory?search=zz&limit=2${next && `&after=${next}`}`,
    )
    seen.push(...page.body.items)
    next = page.body.next
  }
  assert.deepEqual(
    seen.map(({ name, mine, members }) => [name, mine, members]),
    [
      ['zz Alpha', false, 1],
      ['zz Béta', true, 2],
      ['zz Gamma', false, 1],
    ],
  )
})

test('J5, O3 · from outside, a listed group is an outline: no settings, no plan', async () => {
  const group = await groupOf(ada, { objective: 'Open to read' })
  const { body } = await xavier.get<GroupAnswer>(`/api/groups/${group.id}`)
  assert.deepEqual(
    [body.objective, body.settings, body.capacity, body.guide],
    ['Open to read', null, null, null],
  )
  assert.equal(body.administrator.email, ada.email, 'J3 · the administrator can be written to')
})

test('M3 · who governs sees name, administrator, size and plan use of a private group, and no more', async () => {
  const group = await groupOf(ada, { template: 'circle', objective: 'Between us' })
  const { status, body } = await ona.get<GroupAnswer>(`/api/groups/${group.id}`)
  assert.equal(status, 200)
  assert.deepEqual([body.name, body.administrator.id, body.members], [group.name, ada.id, 1])
  assert.equal(body.capacity?.members.used, 1)
  assert.deepEqual(
    [body.objective, body.settings, body.role, body.may['enter']],
    ['', null, null, false],
  )
  assert.equal(
    (await ona.get(`/api/spaces/${group.id}/containers`)).status,
    404,
    'nothing of the content',
  )
  assert.equal((await ona.get(`/api/spaces/${group.id}/changes?since=0`)).status, 404)
})

test('G4, X55–X62 · a private group is exactly like none, at every door, for colleagues and guests', async () => {
  const secret = await groupOf(ada, { name: 'Nobody knows', template: 'circle' })
  const none = newId()
  let knocked = 0
  for (const door of doors.filter(({ spec }) => spec.path.startsWith('/api/groups/:group'))) {
    for (const who of [xavier, gil]) {
      const [hidden, absent] = await Promise.all(
        [secret.id, none].map((id) => knock(who, door, id)),
      )
      assert.deepEqual(hidden, absent, door.spec.name)
      assert.equal(hidden!.status, 404, door.spec.name)
    }
    knocked += 1
  }
  assert.ok(knocked > 25, `${knocked} doors`)
  for (const search of ['Nobody', secret.handle]) {
    const { body } = await xavier.get<{ items: unknown[] }>(`/api/directory?search=${search}`)
    assert.deepEqual(body.items, [])
  }
})

/** The same request with another id and a valid body; strips the parts of the response that name the request. */
async function knock(who: Client, door: Door, id: string) {
  const { params, query, body } = requestFor(door, (path) => {
    if (path === 'params.group') return id
    if (path === 'params.name') return 'a'.repeat(64)
    return idPlaces(door).includes(path) ? newIdOnce : undefined
  })
  const { upload, method } = door.spec
  const headers: Record<string, string> = upload ? { 'content-type': upload.types[0]! } : {}
  const send = who[method.toLowerCase() as 'get']
  const answer = await send(
    urlOf(door, { params, query, body }),
    upload ? undefined : body,
    headers,
  )
  const { reference: _, ...told } = answer.body as Record<string, unknown>
  const { date: __, ...sentHeaders } = answer.headers
  return { status: answer.status, told, headers: Object.keys(sentHeaders).toSorted() }
}

const newIdOnce = newId()

test('O3, X95 · the picture of a group is encoded again, and served only to people who may see the group', async () => {
  const group = await groupOf(ada, { template: 'circle' })
  const png = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#0a0' } })
    .png()
    .toBuffer()
  const put = (who: typeof ada) =>
    instance.app.inject({
      ...{ method: 'PUT', url: `/api/groups/${group.id}/picture`, payload: png },
      headers: { 'content-type': 'image/png', cookie: who.cookie },
    })
  const set = await put(ada)
  assert.equal(set.statusCode, 200, set.body)
  const { picture } = set.json() as { picture: string }
  const read = await instance.app.inject({ url: picture, headers: { cookie: ada.cookie } })
  assert.equal(read.headers['content-type'], 'image/webp')
  assert.equal((await sharp(read.rawPayload).metadata()).width, 256)
  assert.equal((await xavier.get(picture)).status, 404)
  assert.equal((await put(xavier)).statusCode, 404)
  assert.equal((await ada.delete(`/api/groups/${group.id}/picture`)).status, 204)
  assert.equal((await ada.get(picture)).status, 404)
})

test('M3 · the history of a group shows who did what, to its administrator and to who governs', async () => {
  const group = await groupOf(ada, { name: 'Remembered' })
  await ada.patch(`/api/groups/${group.id}`, { name: 'Renamed', settings: { joining: 'open' } })
  await ona.post(`/api/groups/${group.id}/archive`)
  interface History {
    items: { kind: string; actor: { id: string } | null; detail: Record<string, unknown> }[]
    next: string | null
  }
  const read = await ada.get<History>(`/api/groups/${group.id}/history`)
  assert.deepEqual(
    read.body.items.map(({ kind, actor }) => [kind, actor?.id]),
    [
      ['group.archived', ona.id],
      ['group.changed', ada.id],
      ['group.renamed', ada.id],
      ['member.joined', ada.id],
      ['group.created', ada.id],
    ],
  )
  assert.deepEqual(read.body.items[1]!.detail, {
    fields: { joining: { from: 'request', to: 'open' } },
  })
  const part = await ona.get<History>(`/api/groups/${group.id}/history?limit=2`)
  const rest = await ona.get<History>(`/api/groups/${group.id}/history?after=${part.body.next}`)
  assert.equal(part.body.items.length + rest.body.items.length, 5)
  await memberOf(instance, await groupOf(ada), mina)
  assert.equal((await mina.get(`/api/groups/${group.id}/history`)).status, 403)
})
