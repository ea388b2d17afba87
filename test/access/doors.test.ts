import '../shelves/load.ts'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { doors } from '../../server/app/doors.ts'
import { tools } from '../../server/app/tools.ts'
import type { Door } from '../../server/kernel/door.ts'
import { workOff } from '../../server/operations/exchange/work.ts'
import { followUp } from '../../server/foundation/membership/ending.ts'
import {
  enter,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  writeNote,
} from '../world/cast.ts'
import { codeNow } from '../world/authenticator.ts'
import { colleague, password, type Answer, type Client } from '../world/people.ts'
import { shelves } from '../shelves/tool.ts'
import { startRehearsal } from '../world/rehearsal.ts'
import { askedFor, browserOf, mark, type Things } from './furnished.ts'
import { knock, send, thingAt } from './knock.ts'
import { listed, routesOf } from './open-routes.ts'
import { idPlaces, type Request } from './requests.ts'
import { buildTown } from './town.ts'

/**
 * Tries every door as each person who must be refused. Requests are built from the doors' own schemas and one of everything
 * (furnished.ts), so a new door is tested without a change here; the test fails for an id of an unknown kind.
 */
const house = await startRehearsal()
const town = await buildTown(house)
const { ours, hers, theirs } = town
const locked = doors.filter(({ who }) => who === 'signed-in')
const withIds = locked.filter((door) => idPlaces(door).length > 0)

/** All that a client can compare: status, body and headers, without values that change with time. */
function seen({ status, body, headers }: Answer<unknown>): string {
  const { date: _, ...kept } = headers
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return JSON.stringify([status, text.replace(/"reference":"[^"]*"/, '"reference":""'), kept])
}

function answers(who: Client, door: Door, requests: Request[]): Promise<Answer<unknown>[]> {
  return house.rehearse(async () => {
    const all: Answer<unknown>[] = []
    for (const request of requests) all.push(await send(who, door, request))
    return all
  })
}

/** The same request with all ids replaced by unused ones, and with each replaced in turn. */
const withAbsent = (door: Door, things: Things) => [
  knock(door, things, () => randomUUID()),
  ...idPlaces(door).map((each) =>
    knock(door, things, (place) => (place === each ? randomUUID() : undefined)),
  ),
]

function same(all: Answer<unknown>[], who: string, door: Door): void {
  const [first, ...others] = all.map(seen)
  for (const other of others) assert.equal(other, first, `${door.spec.name} as ${who}`)
}

const able = await ableOnes()

function ably(door: Door): Required<Pick<Able, 'who' | 'things'>> & Able {
  const governed = door.spec.path.startsWith('/api/organization')
  const { who = governed ? town.oona : town.ada, things, ...more } = able[door.spec.name] ?? {}
  return { who, things: { ...ours, ...things }, ...more }
}

test('I3 · nobody gets in anywhere without signing in, or learns what exists', async () => {
  for (const door of locked) {
    const all = await answers(town.nobody, door, [knock(door, ours), ...withAbsent(door, ours)])
    assert.equal(all[0]!.status, 401, door.spec.name)
    same(all, 'nobody', door)
  }
})

const outside = ['xavier', 'farid', 'gus', 'olaf'] as const
const ofTheGroup = (door: Door) => /^\/api\/(spaces|groups)\/:/.test(door.spec.path)

for (const name of outside) {
  test(`I2, A10 · for ${name}, things in a private group are like things that do not exist, byte for byte, at every id of every door`, async () => {
    for (const door of withIds) {
      const absent = withAbsent(door, ours)
      const tried = [knock(door, ours), ...(name === 'xavier' ? absent : absent.slice(0, 1))]
      const all = await answers(town[name], door, tried)
      same(all, name, door)
      if (ofTheGroup(door)) assert.equal(all[0]!.status, 404, `${door.spec.name} as ${name}`)
    }
  })
}

test('M3, I2 · an organization admin who is no member finds nothing in a group’s space', async () => {
  for (const door of withIds.filter(({ spec }) => spec.path.startsWith('/api/spaces/'))) {
    const all = await answers(town.oona, door, [knock(door, ours), ...withAbsent(door, ours)])
    same(all, 'oona', door)
    assert.equal(all[0]!.status, 404, door.spec.name)
  }
})

test('Every door opens for people with the right, so the doors that stay closed for the others are real', async () => {
  for (const door of locked) {
    const { who, things, body, then } = ably(door)
    const request = { ...knock(door, things), ...(body && { body }) }
    const [answer] = await answers(who, door, [request])
    const said = `${door.spec.name}: ${answer!.status} ${JSON.stringify(answer!.body)}`
    const opened = then ? (answer!.body as { code: string }).code === then : answer!.status < 300
    assert.ok(opened, `${said}; who may? say so in ableOnes`)
  }
})

/** Parts that belong to another thing of the same request, and must not be accepted under a different one. */
const hanging = new Set([
  ...[
    'container',
    'item',
    'other',
    'comment',
    'deletedComment',
    'thrown',
    'attachment',
    'removedAttachment',
    'upload',
    'thrownItem',
  ],
  ...['folder', 'template', 'invitation', 'request', 'inner', 'outer', 'session', 'grant'],
  'export',
])

/** An item that is asked for by its id alone is found wherever its asker may see it (A9). */
function hangs(door: Door, thing: string): boolean {
  if (thing === 'item' && idPlaces(door).length === 1) return false
  return hanging.has(thing) || thing.includes(': ')
}

test('I2, I4 · one hidden id among one’s own is like one that does not exist, and so is an own one of another place (X1, X5, X13, X93)', async () => {
  for (const door of withIds) {
    const { who, things } = ably(door)
    for (const place of idPlaces(door)) {
      const thing = thingAt(door, place)
      const ids = [randomUUID(), theirs[thing]!, ...(hangs(door, thing) ? [hers[thing]!] : [])]
      const requests = ids.map((id) => knock(door, things, (at) => (at === place ? id : undefined)))
      const all = await answers(who, door, requests)
      same(all, `who may, with another ${place},`, door)
    }
  }
})

test('I1 · nothing that an outsider can ask for holds a trace of a private group: no id, no name, no text (X55 to X66)', async () => {
  const { farid, gus, olaf, elsewhere } = town
  const privateSpace = (await must(farid.get<{ privateSpace: string }>('/api/me'))).privateSpace
  // They are colleagues whom the person may know anyway.
  const known = [ours, hers].flatMap(({ sponsor, colleague: other }) => [sponsor!, other!])
  const common = new Set([...Object.values(elsewhere), ...Object.values(theirs), ...known])
  const ids = [...Object.values(ours), ...Object.values(hers)].filter((id) => !common.has(id))
  const traces = [`${mark} ours`, `${mark} hers`, ...ids]
  const asking = [
    { who: farid, things: { ...elsewhere, space: privateSpace } },
    { who: gus, things: elsewhere },
    { who: olaf, things: theirs },
  ]
  for (const { who, things } of asking)
    for (const door of locked.filter(({ spec }) => spec.method === 'GET')) {
      const [answer] = await answers(who, door, [knock(door, things)])
      const text = JSON.stringify([answer!.body, answer!.headers])
      // A removed person is told only which group, by the name that they knew (E1, J6).
      const knownThen = door.spec.name === 'listMyNotices' ? [`${mark} ours`] : []
      const told = traces.filter((trace) => text.includes(trace) && !knownThen.includes(trace))
      assert.deepEqual(told, [], `${door.spec.name} as ${who.email}: ${text}`)
    }
})

test('I3 · the committed list of open doors is exact: none is missing, none too many', async () => {
  const found = new Set<string>()
  for (const { method, path: route } of routesOf(house.app)) {
    if (!route.startsWith('/api/') && route !== '/healthz') continue
    const url = route.replaceAll(/:\w+/g, () => randomUUID())
    const answer = await house.app.inject({ method: method as 'GET', url })
    if (answer.statusCode !== 401 && method !== 'HEAD') found.add(`${method} ${route}`)
  }
  const open = listed('open-doors.txt', 'Open to anybody')
  assert.deepEqual([...open.keys()].toSorted(), [...found].toSorted())
  const own = locked.filter(ofTheProduct).filter(({ needs }) => Object.keys(needs).length === 0)
  const personal = listed('open-doors.txt', 'Open to whoever is signed in')
  assert.deepEqual(
    [...personal.keys()].toSorted(),
    own.map(({ spec }) => `${spec.method} ${spec.path}`).toSorted(),
  )
  for (const [door, reason] of [...open, ...personal])
    assert.match(reason, /\w{3,}/, `${door} needs a reason`)
})

/** The committed lists leave out doors of the tool that exists only in the tests. */
function ofTheProduct(door: Door): boolean {
  return !shelves.doors.includes(door)
}

interface Able {
  who?: Client
  things?: Things
  body?: object
  /** The code of the answer when the request is allowed, but impossible in the present state. */
  then?: string
}

/** The person who may use a door, if not the group's administrator; and with which thing, if not that of furnished.ts. */
/** An administrator edits what others wrote, and orders it, where a list of rights says so (A4). */
async function orderedByThemself(by: Client): Promise<Things> {
  const space = await foundGroup(by, 'Ordered')
  const container = await makeNotebook(by, space, await rootOf(by, space), 'List')
  await giveRights(by, space, container, [[{ kind: 'person', id: by.id }, 'editor']])
  return { space, container, item: await writeNote(by, space, container, 'First') }
}

/** A picture that the note has by itself, and that is not attached to it. */
async function ownPicture(ada: Client): Promise<string> {
  const create = { width: 9, height: 9, channels: 3, background: '#369' } as const
  const sent = ada.post<{ sha256: string }>(
    `/api/spaces/${ours['group']}/notes/${ours['item']}/files`,
    await sharp({ create }).png().toBuffer(),
    { 'content-type': 'image/png' },
  )
  return (await must(sent, 201)).sha256
}

async function ableOnes(): Promise<Record<string, Able>> {
  const { ada, mina, farid, yves, xavier, gil, oona } = town
  const past = await foundGroup(ada, 'Past')
  await must(ada.post(`/api/groups/${past}/archive`))
  const listed = { listed: 'organization', memberListPublished: true }
  const open = await foundGroup(xavier, 'Open', { ...listed, joining: 'open' })
  const restricted = await foundGroup(xavier, 'Restricted', { ...listed, joining: 'request' })
  const asked = `/api/groups/${restricted}/join-requests`
  await must(yves.post(asked, { message: '' }), 201)
  const archive = await archiveSent(ada)
  const gone = await foundGroup(ada, 'Gone')
  await must(ada.delete(`/api/groups/${gone}`), 204)
  const invited = await invitationOf(ada, ours['group']!, yves)
  const refused = await invitationOf(xavier, town.elsewhere['group']!, farid)
  await must(farid.post(`/api/me/invitations/${refused}/declining`, { block: true }), 204)
  const stopped = await colleague(house, town.organization, 'Zoe')
  await must(oona.post(`/api/organization/people/${stopped.id}/deactivation`), 204)
  const heirs = await succeeded('Heirs', mina)
  const vacant = await succeeded('Asking', yves, true)
  const seat = await foundGroup(ada, 'Seat')
  await enter(house, seat, [mina])
  await must(ada.post(`/api/groups/${seat}/hand-over`, { person: mina.id }))
  await must(oona.post(`/api/groups/${seat}/seat-question`, {}), 204)
  await enter(house, open, [farid])
  await must(xavier.put(`/api/groups/${open}/kept-out/${farid.id}`, {}), 204)
  const going = await colleague(house, town.organization, 'Vera')
  await must(going.post('/api/me/deletion', { confirm: going.email }), 202)
  const moving = await colleague(house, town.organization, 'Uma', { password })
  await must(moving.post('/api/me/security/confirmation', { password }))
  await must(moving.post('/api/me/email-change', { email: 'uma.new@example.org' }), 202)
  const kept = await colleague(house, town.organization, 'Walt')
  await must(oona.post(`/api/organization/people/${kept.id}/deletion`), 202)
  const awaited = await awaitedOne()
  const asker = await colleague(house, town.organization, 'Quinn')
  const reached = { things: { accessRequest: await askedFor(asker, ours['group']!, null) } }
  return {
    ...{ leaveCase: { who: mina }, acceptCase: { who: mina }, declineCase: { who: mina } },
    endMySession: { who: gil },
    readAllNotices: { body: {} },
    muteSpace: { body: {} },
    subscribeToPush: { body: browserOf('one-more') },
    renewMember: { things: { person: gil.id }, then: 'nothing-to-renew' },
    nameSuccessor: { things: { person: mina.id } },
    forgetSuccessor: heirs,
    acceptSuccession: vacant,
    declineSuccession: vacant,
    approveAccess: reached,
    undoBulk: { then: 'too-late' },
    reopenItem: { then: 'not-validated' },
    releaseFile: { then: 'not-infected' },
    readFileRendition: { things: { sha: await ownPicture(ada) } },
    makeDraft: { then: 'not-mine' },
    publishDraft: { then: 'no-draft' },
    placeItem: { things: await orderedByThemself(ada) },
    declineAccess: reached,
    comeThrough: awaited,
    declineNesting: awaited,
    askMyDeletion: { who: yves, body: { confirm: yves.email } },
    takeMyDeletionBack: { who: going },
    askForEmailChange: { who: moving, body: { email: 'uma.once.more@example.org' } },
    forgetMyEmailChange: { who: moving },
    getEmailChange: { then: 'not-found' },
    changeMyEmail: { who: moving, then: 'not-found' },
    deletePerson: { things: { person: stopped.id } },
    keepPerson: { things: { person: kept.id } },
    confirmMe: { body: { password } },
    confirmTotp: { then: 'invalid' },
    removeTotp: { who: await withApp() },
    addPasskey: { then: 'passkey-not-understood' },
    removeSecondFactors: { things: { person: mina.id }, then: 'confirmation-needed' },
    changeMyPassword: { body: { current: password, password: 'Nine blue kettles sing' } },
    changeOrganizationPerson: { things: { person: mina.id } },
    deactivatePerson: { things: { person: mina.id } },
    reactivatePerson: { things: { person: stopped.id } },
    unarchiveGroup: { things: { group: past } },
    addMembers: { things: { person: farid.id } },
    tryHandOver: { things: { person: mina.id } },
    handOver: { things: { person: mina.id } },
    withdrawHandOver: { things: { group: seat } },
    acceptHandOver: { who: mina, things: { group: seat } },
    declineHandOver: { who: mina, things: { group: seat } },
    askWhetherActing: { who: oona },
    answerActing: { things: { group: seat } },
    keepOut: { things: { person: mina.id } },
    letBack: { who: xavier, things: { group: open, person: farid.id } },
    deleteGroup: { things: { group: ours['free']! } },
    beforeLeaving: { who: mina },
    leaveGroup: { who: mina, body: {} },
    joinGroup: { who: yves, things: { group: open } },
    askToJoin: { who: farid, things: { group: restricted } },
    withdrawJoinRequest: { who: yves, things: { group: restricted } },
    acceptMyInvitation: { who: yves, things: { invitation: invited } },
    declineMyInvitation: { who: yves, things: { invitation: invited } },
    sendOutboxMailAgain: { then: 'no-mail-server' },
    inviteColleaguesFromCsv: { body: { csv: 'email\nnew.one@example.org', dryRun: false } },
    unblockInviter: { who: farid, things: { person: xavier.id } },
    searchGroups: { then: 'two-criteria' },
    listWork: { who: oona },
    readHealth: { who: oona },
    listGuestsInside: { who: oona },
    endGuests: { who: oona, body: { inside: 'leave' }, then: 'invalid' },
    confirmGroupImport: { things: { import: archive }, body: { name: 'Brought in' } },
    restoreGroup: { things: { group: gone }, body: {} },
    withdrawMyRequest: { who: mina, things: { request: town.elsewhere['request']! } },
    withdrawGroupInvitation: { who: oona },
    takeOverItem: { things: { item: ours['left']! } },
  }
}

/** Somebody who is always asked first, and a group that holds one of theirs (G9). */
async function awaitedOne(): Promise<Able> {
  const { ada, organization } = town
  const who = await colleague(house, organization, 'Wanda')
  await must(who.patch('/api/me', { alwaysAskMe: true }), 204)
  const [holding, held] = [await foundGroup(ada, 'Holding'), await foundGroup(ada, 'Held')]
  await enter(house, held, [who])
  const nesting = { group: held, role: 'member' }
  await must(ada.post(`/api/groups/${holding}/nested-groups`, nesting), 204)
  return { who, things: { group: holding } }
}

/** All exports are ready now; the archive of ours has been sent back, and waits to be confirmed. */
async function archiveSent(by: Client): Promise<string> {
  await workOff(house.app.house)
  const url = `/api/groups/${ours['group']}/exports/${ours['export']}/archive`
  const { rawPayload } = await house.app.inject({ url, headers: { cookie: by.cookie } })
  const type = { 'content-type': 'application/zip' }
  const sent = by.post<{ id: string }>('/api/group-imports', rawPayload, type)
  const { id } = await must(sent, 202)
  await workOff(house.app.house)
  return id
}

/** A group whose administrator has named a successor, and optionally has a stopped account (M8). */
async function succeeded(name: string, heir: Client, stopped = false): Promise<Able> {
  const boss = await colleague(house, town.organization, `${name} Boss`)
  const group = await foundGroup(boss, name)
  await enter(house, group, [heir])
  await must(boss.put(`/api/groups/${group}/successor`, { person: heir.id }), 204)
  if (!stopped) return { who: boss, things: { group } }
  await must(town.oona.post(`/api/organization/people/${boss.id}/deactivation`), 204)
  await followUp(house.app.house)
  return { who: heir, things: { group } }
}

/** Somebody who signs in with an app. */
async function withApp(): Promise<Client> {
  const tess = await colleague(house, town.organization, 'Tess', { password })
  const mine = '/api/me/security'
  await must(tess.post(`${mine}/confirmation`, { password }))
  const { address } = await must(tess.post<{ address: string }>(`${mine}/totp`))
  await must(tess.post(`${mine}/totp/confirmation`, { code: codeNow(address) }))
  return tess
}

async function invitationOf(by: Client, group: string, person: Client): Promise<string> {
  const sent = { people: [{ person: person.id }] }
  const { items } = await must(
    by.post<{ items: { id: string }[] }>(`/api/groups/${group}/invitations`, sent),
  )
  return items[0]!.id
}

/** The input that makes a door write its line, where an empty request changes nothing or a secret is needed. */
interface Deed extends Able {
  /** Before it, in the same rehearsal. */
  first?: () => Promise<unknown>
  /** Its line is tested there. */
  elsewhere?: string
}

const renewing = async () => {
  await must(town.oona.patch('/api/organization', { policies: { guestDays: 30 } }), 204)
  const member = `/api/groups/${ours['group']}/members/${town.gil.id}`
  await must(town.ada.patch(member, { until: '2999-01-01T00:00:00Z' }), 204)
}

const deeds: Record<string, Deed> = {
  changeOrganization: { body: { policies: { whoSeesDirectory: 'managers' } } },
  changeOrganizationPerson: { things: { person: town.mina.id }, body: { orgRole: 'manager' } },
  changePlan: { body: { name: 'Another name' } },
  changeGroup: { body: { objective: 'Another' } },
  changeMemberRole: { body: { role: 'moderator' } },
  removeSecondFactors: { elsewhere: 'credentials.test.ts' },
  stopEmailChange: { elsewhere: 'email-change.test.ts' },
  invite: { body: { people: [{ email: 'somebody.new@example.org' }] } },
  renewMember: { things: { person: town.gil.id }, first: renewing },
  confirmTotp: { elsewhere: 'credentials.test.ts' },
  addPasskey: { elsewhere: 'credentials.test.ts' },
  resetPassword: { elsewhere: 'people.test.ts' },
  changeMyEmail: { elsewhere: 'email-change.test.ts' },
  acceptInvitation: { elsewhere: 'colleagues.test.ts' },
  declineInvitation: { elsewhere: 'invitations.test.ts' },
  setUp: { elsewhere: 'set-up.test.ts' },
}

test('V2 · every door that writes says which line it leaves in a history, or why none', () => {
  // A tool changes content and nobody's rights: its lines are those of items.
  const writing = doors
    .filter((door) => !tools.some((tool) => tool.doors.includes(door)))
    .filter(({ spec }) => spec.writes === true || spec.method !== 'GET')
  const without = writing.filter(({ spec }) => !spec.line)
  const reasons = listed('without-a-line.txt', 'Without a line')
  assert.deepEqual(
    [...reasons.keys()].toSorted(),
    without.map(({ spec }) => `${spec.method} ${spec.path}`).toSorted(),
  )
})

interface HistoryLine {
  space: string
  seq: number
  kind: string
  actor: string | null
  address: string | null
  detail: Record<string, unknown>
  at: Date | null
}

const linesOf = () =>
  house.db.rows<HistoryLine>({
    text: `select space_id as space, seq, kind, actor_id as actor, address, detail, at from change`,
  })

test('V2 · every act on rights, roles, membership, credentials, policies and plans leaves its line: actor, act, person, time and place', async () => {
  const before = new Set((await linesOf()).map(({ space, seq }) => `${space} ${seq}`))
  const wrong: string[] = []
  for (const door of doors.filter(({ spec }) => spec.line)) {
    const deed = deeds[door.spec.name]
    if (deed?.elsewhere) continue
    const { who, things, body } = {
      ...ably(door),
      ...deed,
      things: { ...ably(door).things, ...deed?.things },
    }
    const request = { ...knock(door, things), ...(body && { body }) }
    const { answer, lines } = await house.rehearse(async () => {
      await deed?.first?.()
      return { answer: await send(who, door, request), lines: await linesOf() }
    })
    const said = `${door.spec.name}: ${answer.status} ${JSON.stringify(answer.body)}`
    const fresh = lines.filter(({ space, seq }) => !before.has(`${space} ${seq}`))
    const line = fresh.find(({ kind }) => kind === door.spec.line?.kind)
    const right =
      answer.status < 300 &&
      line?.actor === who.id &&
      line.address === '127.0.0.1' &&
      line.at !== null &&
      saysWhose(line)
    if (!right)
      wrong.push(`${said}; ${JSON.stringify(line)}; ${fresh.map(({ kind }) => kind).join()}`)
  }
  assert.deepEqual(wrong, [])
})

/** A line about somebody names them; others are about the space that they are in. */
function saysWhose({ kind, detail }: HistoryLine): boolean {
  if (!/^(member|person|invitation|request|successor)\./.test(kind)) return true
  return ['person', 'email', 'from', 'people'].some((word) => detail[word] !== undefined)
}
