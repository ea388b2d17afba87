import assert from 'node:assert/strict'
import { doors } from '../../server/app/doors.ts'
import { tools } from '../../server/app/tools.ts'
import { accessCases as comments } from '../../server/foundation/comments/access-cases.ts'
import { accessCases as credentials } from '../../server/foundation/credentials/access-cases.ts'
import { accessCases as drafts } from '../../server/foundation/drafts/access-cases.ts'
import { accessCases as files } from '../../server/foundation/files/access-cases.ts'
import { accessCases as groups } from '../../server/foundation/groups/access-cases.ts'
import { accessCases as history } from '../../server/foundation/history/access-cases.ts'
import { accessCases as invitations } from '../../server/foundation/invitations/access-cases.ts'
import { accessCases as items } from '../../server/foundation/items/access-cases.ts'
import { accessCases as order } from '../../server/foundation/order/access-cases.ts'
import { accessCases as versions } from '../../server/foundation/versions/access-cases.ts'
import { accessCases as bulk } from '../../server/foundation/bulk/access-cases.ts'
import { accessCases as membership } from '../../server/foundation/membership/access-cases.ts'
import { accessCases as notices } from '../../server/foundation/notices/access-cases.ts'
import { accessCases as organizations } from '../../server/foundation/organizations/access-cases.ts'
import { accessCases as overview } from '../../server/foundation/overview/access-cases.ts'
import { accessCases as sync } from '../../server/foundation/sync/access-cases.ts'
import { accessCases as reminders } from '../../server/foundation/reminders/access-cases.ts'
import { accessCases as viewAs } from '../../server/foundation/view-as/access-cases.ts'
import { accessCases as spaces } from '../../server/foundation/spaces/access-cases.ts'
import { accessCases as exchange } from '../../server/operations/exchange/access-cases.ts'
import type { Door } from '../../server/kernel/door.ts'
import type { AccessCase, AccessWorld, Tool } from '../../server/kernel/tool.ts'
import {
  castNames,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  stage,
  writeNote,
  type CastName,
  type Stage,
} from '../world/cast.ts'
import { caseAccessCases } from '../shelves/cases.ts'
import { shelves } from '../shelves/tool.ts'
import type { Client } from '../world/people.ts'
import { startRehearsal, type Rehearsal } from '../world/rehearsal.ts'
import { urlOf } from './requests.ts'
import { makeHolder, makeItem, otherKinds } from './tool-places.ts'

/** The cases of a kind are tried on an item of that kind. */
type PlacedCase = AccessCase & { there?: AccessWorld }

/** A part of the matrix: the same acts, in one place. */
interface Part {
  title: string
  cases: PlacedCase[]
  world: AccessWorld
  /** The same place in another tool: the acts of the spine must be the same there. */
  alike?: AccessWorld | undefined
  /** A permanent change before this part. */
  first?: () => Promise<unknown>
}

const inSpaces = [
  ...spaces,
  ...items,
  ...versions,
  ...drafts,
  ...order,
  ...bulk,
  ...comments,
  ...files,
  ...sync,
  ...overview,
  ...notices,
  ...reminders,
]

interface Matrix {
  product: string
  /** The acts of the tool that exists only in the tests. */
  inTests: string
  /** Acts of the spine with a different row for an item of another tool, with both rows. */
  unlike: string[]
}

/** The cast × all acts, in words: yes and why, no, or not found. */
export async function drawMatrix(): Promise<Matrix> {
  const house = await startRehearsal()
  const set = await stage(house)
  const [product, inTests, unlike] = [[...legend], [...legend], [] as string[]]
  for (const part of await partsOf(set)) {
    await part.first?.()
    const rowOf = (each: PlacedCase, world = each.there ?? part.world) =>
      row(house, set, { ...part, world }, each)
    for (const [lines, cases] of [
      [product, part.cases.filter((each) => !isInTests(each))],
      [inTests, part.cases.filter(isInTests)],
    ] as const) {
      if (cases.length > 0) lines.push('', part.title, head())
      for (const each of cases) lines.push(await rowOf(each))
    }
    for (const each of part.alike ? inSpaces : []) {
      const there = await rowOf(each, part.alike)
      if (!product.includes(there, product.lastIndexOf(part.title))) unlike.push(there)
    }
  }
  await house.stop()
  return { product: textOf(product), inTests: textOf(inTests), unlike }
}

function isInTests({ door }: AccessCase): boolean {
  return shelves.doors.some(({ spec }) => spec.name === door)
}

function textOf(lines: string[]): string {
  return `${lines.join('\n')}\n`
}

const legend = [
  'Who may do what. Made by test/access/matrix.ts: every cell was tried through the HTTP API.',
  'Accept a change with: node bin/matrix.mjs --write',
  '',
  '✔ done   ✘ refused, though they see it   · as if there were nothing',
  'why:  o owner   a administrator   c co-administrator   d moderator   n by name   m as a member',
  '      g through a nested group   w wrote it   v governs the organization   i belongs to it',
]

function head(): string {
  return `${''.padEnd(38)}${castNames.map((name) => name.padEnd(8)).join('')}`.trimEnd()
}

async function row(
  house: Rehearsal,
  { cast }: Stage,
  part: Part,
  { act, door: name, request }: AccessCase,
): Promise<string> {
  const door = doors.find(({ spec }) => spec.name === name)
  assert.ok(door, `${act}: there is no door ${name}`)
  assert.ok(act.length <= 36, `${act}: at most 36 characters fit into its column`)
  const sent = { query: {}, body: undefined, ...request(part.world) }
  const reads = door.spec.method === 'GET'
  const tried = async (each: CastName): Promise<string> => {
    const attempt = () => send(cast[each], door, sent as never)
    const answer = await (reads ? attempt() : house.rehearse(attempt))
    const verdict = cell(answer, `${act} as ${each}`)
    const why = verdict === '✔' ? await reasons(house, cast[each], door, part) : ''
    return `${verdict} ${why}`.padEnd(8)
  }
  const cells = reads ? await Promise.all(castNames.map(tried)) : []
  if (!reads) for (const each of castNames) cells.push(await tried(each))
  return `  ${act.padEnd(36)}${cells.join('')}`.trimEnd()
}

function send(who: Client, door: Door, sent: Parameters<typeof urlOf>[1]) {
  return who[door.spec.method.toLowerCase() as 'get'](urlOf(door, sent), sent.body)
}

/**
 * An act counts as allowed even if it is impossible in this state (409, or a name that is taken) or needs a confirmed identity. It counts as refused if
 * the role is not theirs to give.
 */
function cell({ status, body }: { status: number; body: object }, what: string): string {
  const { code } = body as { code?: string }
  if (status < 300 || status === 409 || code === 'confirmation-needed') return '✔'
  const [field] = (body as { fields?: { code: string }[] }).fields ?? []
  if (field?.code === 'name-taken') return '✔'
  if (status === 403 || field?.code === 'role-not-yours') return '✘'
  assert.ok(status === 404 || status === 401, `${what}: ${status} ${JSON.stringify(body)}`)
  return '·'
}

const letters: Record<string, string> = {
  ...{ owner: 'o', administrator: 'a', 'co-administrator': 'c', moderator: 'd', member: 'm' },
  ...{ 'by-name': 'n', 'all-members': 'm', 'through-group': 'g' },
}

const bits: Record<string, number> = {
  ...{ 'see-busy': 1, view: 2, add: 4, drop: 4, edit: 8, delete: 16, manage: 32 },
}

/** The reasons that give the right that the door needs. */
async function reasons(
  house: Rehearsal,
  { id }: Client,
  door: Door,
  { world }: Part,
): Promise<string> {
  if (!id) return ''
  const right = Object.values(door.needs)[0]?.right.split(' ') ?? []
  const bit = bits[right[0]!] ?? 0
  if (right[2] === 'organization') return standingInOrganization(house, id)
  if (!bit || right.at(-1) === 'group') return standing(house, id, world)
  const found = await house.db.rows<{ because: string }>({
    text: `select because from space_rule where space_id = $1 and person_id = $2 and rights & $5 <> 0
      union select because from grant_rule g join container c on c.space_id = g.space_id and c.id = $3
        where g.space_id = $1 and g.person_id = $2 and rights & $5 <> 0
          and (g.item_id = $4 or (g.item_id is null and g.container_id = c.rights_from))`,
    values: [world.space, id, world.container, world.item, bit],
  })
  const wrote = world.author === id && (bit === 8 || bit === 16) && right.at(-1) === 'item'
  return said([...found.map(({ because }) => letters[because]!), ...(wrote ? ['w'] : [])])
}

async function standing(house: Rehearsal, id: string, { space }: AccessWorld): Promise<string> {
  const found = await house.db.rows<{ role: string; through: boolean }>({
    text: `select role, via_id <> group_id as through from effective_membership where group_id = $1 and person_id = $2
      union select r.because, false from space_rule r join space s on s.id = r.space_id and s.kind in ('direct', 'case')
        where r.space_id = $1 and r.person_id = $2
      union select 'owner', false from space where id = $1 and owner_id = $2
      union select because, false from grant_rule g join space s on s.id = g.space_id and s.kind = 'private'
        where g.space_id = $1 and g.person_id = $2`,
    values: [space, id],
  })
  const here = found.map(({ role, through }) => (through ? 'g' : letters[role]!))
  return here.length > 0 ? said(here) : standingInOrganization(house, id)
}

async function standingInOrganization(house: Rehearsal, id: string): Promise<string> {
  const found = await house.db.row<{ role: string | null }>({
    text: 'select org_role as role from person where id = $1',
    values: [id],
  })
  if (!found?.role) return ''
  return found.role === 'admin' || found.role === 'manager' ? 'v' : 'i'
}

function said(all: string[]): string {
  return [...new Set(all)].toSorted().join('')
}

async function partsOf({ cast, group, root, open, closed }: Stage): Promise<Part[]> {
  const { ada, mina, edna, rita, farid, gil, xavier } = cast
  const otherGroup = await foundGroup(ada, 'Another one', { guestsAllowed: true })
  const common = { person: rita.id, outsider: farid.id, otherGroup, nested: 'folder' } as const
  const place = async (by: Client, space: string, notebook: string, inRoot: string) =>
    commented(by, {
      ...common,
      ...{ space, container: notebook, root: inRoot, author: by.id },
      item: await writeNote(by, space, notebook, 'Minutes'),
    })
  const { privateSpace } = await must(mina.get<{ privateSpace: string }>('/api/me'))
  const minas = await rootOf(mina, privateSpace)
  const diary = await makeNotebook(mina, privateSpace, minas, 'Diary')
  await giveRights(mina, privateSpace, diary, [
    [{ kind: 'person', id: rita.id }, 'reader'],
    [{ kind: 'person', id: edna.id }, 'editor'],
  ])
  const inOpen = await place(mina, group, open, root)
  const inClosed = await place(edna, group, closed, root)
  const own = await place(mina, privateSpace, diary, minas)
  const [inOpenToo, closedToo, ownToo] = [
    await inOtherTools(ada, mina, inOpen),
    await inOtherTools(ada, edna, inClosed),
    await inOtherTools(mina, mina, own),
  ]
  const talk = await must(
    mina.post<{ id: string }>('/api/conversations', { people: [rita.id, gil.id] }),
    201,
  )
  const talking = await inWholeSpace(mina, { ...common, space: talk.id })
  const inWhole = [...inSpaces, ...shelves.items['paper']!.accessCases]
  const file = await must(mina.post<{ id: string }>('/api/cases'), 201)
  const inCase = await inWholeSpace(mina, { ...common, space: file.id })
  const shares = [
    [{ kind: 'group', id: group }, 'approval'],
    [{ kind: 'person', id: rita.id }, 'contributor'],
    [{ kind: 'person', id: edna.id }, 'full'],
  ].map(([principal, level]) => ({ principal, level }))
  await must(mina.put(`/api/cases/${file.id}/shares`, { shares }), 204)
  const onCase = [...caseAccessCases, ...inWhole]
  const offered = () => must(mina.post(`/api/cases/${file.id}/offer`, { person: xavier.id }), 204)
  const leaves = () => must(rita.post(`/api/groups/${group}/leaving`, {}), 204)
  const archive = () => must(ada.post(`/api/groups/${group}/archive`))
  return [
    {
      title:
        'In the group, a notebook that all members contribute to and edna edits; the note is mina’s',
      cases: inSpaces,
      world: inOpen,
    },
    ...tools.map((tool) => ({
      ...{ title: `${tool.name}, there`, cases: casesOf(tool, inOpenToo), world: inOpen },
    })),
    {
      title:
        'In the group, a notebook that only rita (reader) and edna (editor) are named on; the note is edna’s',
      cases: [...inSpaces, ...tools.flatMap((tool) => casesOf(tool, closedToo))],
      world: inClosed,
      alike: closedToo.get(likeNotes),
    },
    {
      title:
        'In mina’s private space, a notebook given to rita (reader) and edna (editor); the note is mina’s',
      cases: [...inSpaces, ...tools.flatMap((tool) => casesOf(tool, ownToo))],
      world: own,
    },
    {
      title:
        'The group as a group: private, moderators may invite; acts on rita, or on farid who is outside',
      cases: [...groups, ...membership, ...invitations, ...history, ...viewAs, ...exchange],
      world: inOpen,
    },
    {
      title: 'The organization',
      cases: [...organizations, ...credentials],
      world: inOpen,
    },
    {
      title: 'The first notebook again, once the group is archived',
      cases: [...inSpaces, ...tools.flatMap((tool) => casesOf(tool, inOpenToo))],
      world: inOpen,
      first: archive,
    },
    {
      title: 'The group as a group, once it is archived',
      cases: [...groups, ...membership, ...invitations, ...history, ...viewAs, ...exchange],
      world: inOpen,
    },
    {
      title:
        'In a direct conversation of mina, rita and gil, who share the group; the paper is mina’s',
      cases: inWhole,
      world: talking,
    },
    {
      title:
        'In a case of mina’s, shared with the group (approval), rita (contributor) and edna (full); the paper is mina’s',
      cases: onCase,
      world: inCase,
    },
    {
      title: 'The case again, once it is offered to xavier',
      cases: onCase,
      world: inCase,
      first: offered,
    },
    {
      title: 'The conversation again, once rita has left the group',
      cases: inWhole,
      world: talking,
      first: leaves,
    },
  ]
}

type Places = Map<string, AccessWorld>

/** A kind of items of another tool that has all that the spine offers. */
const likeNotes = otherKinds.find(({ tool, kind }) => tool.items[kind]!.versions)!.kind

/** The same place in the tools beside notes: who may what there is the same, and the same person wrote what is in it. */
async function inOtherTools(by: Client, author: Client, world: AccessWorld): Promise<Places> {
  const places: Places = new Map()
  for (const of of otherKinds) {
    // Folders of the same space may not have the same name.
    const like = { name: `${of.kind} as in ${world.container}`, like: world.container }
    const made = await makeHolder(of, by, world.space, like)
    const nested = of.tool.containers.root.nests[0]!
    const there = { ...world, ...made, nested } as AccessWorld
    places.set(
      of.kind,
      await commented(author, { ...there, item: await makeItem(of, author, there) }),
    )
  }
  return places
}

/** A paper in the first box of a space in which the same people have rights everywhere. */
async function inWholeSpace(by: Client, world: object & { space: string }): Promise<AccessWorld> {
  const { items } = await must(
    by.get<{ items: { id: string; kind: string }[] }>(
      `/api/spaces/${world.space}/containers?tool=shelves`,
    ),
  )
  const idOf = (kind: string) => items.find((each) => each.kind === kind)!.id
  const place = { ...world, root: idOf('root'), container: idOf('box'), nested: 'box' }
  const paper = otherKinds.find(({ kind }) => kind === 'paper')!
  const item = await makeItem(paper, by, place)
  return commented(by, { ...place, item, author: by.id })
}

/** The same place, with a comment on its item. */
async function commented<World extends { space: string; item: string }>(
  by: Client,
  world: World,
): Promise<AccessWorld> {
  const path = `/api/spaces/${world.space}/items/${world.item}/comments`
  const { id } = await must(by.post<{ id: string }>(path, { body: 'To be settled' }), 201)
  return { ...world, comment: id } as unknown as AccessWorld
}

function casesOf({ items: kinds }: Tool, places: Places): PlacedCase[] {
  return Object.entries(kinds).flatMap(([kind, { accessCases }]) => {
    const there = places.get(kind)
    return there ? accessCases.map((each) => ({ ...each, there })) : accessCases
  })
}
