import assert from 'node:assert/strict'
import { admit } from '../../server/foundation/membership/membership.ts'
import { inContext } from '../../server/kernel/context.ts'
import type { OrganizationId, SpaceId } from '../../server/kernel/ids.ts'
import type { Instance } from './instance.ts'
import { colleague, founded, guest, nobody, type Answer, type Client } from './people.ts'

/** Who plays in every test; the first letters carry the role. */
export const castNames = [
  'ada', // administrator
  'cosmo', // co-administrator
  'moe', // moderator
  'mina', // member, and author of what is written
  'nestor', // member through a nested group
  'gil', // guest
  'rita', // member, reader by name of the closed notebook
  'edna', // member, editor by name of both notebooks
  'farid', // former member
  'oona', // organization admin
  'corin', // coordinator
  'xavier', // of another group only
  'nobody', // not signed in
] as const
export type CastName = (typeof castNames)[number]

/** The stage: a group with an open notebook that all members contribute to, and a closed one that only some are named on. */
export interface Stage {
  cast: Record<CastName, Client>
  organization: OrganizationId
  group: SpaceId
  /** Nested in the group. */
  inner: SpaceId
  /** Xavier's. */
  elsewhere: SpaceId
  root: string
  open: string
  closed: string
}

export interface ContainerBody {
  id: string
  kind: string
  name: string
  may: Record<string, boolean>
}

/** Sets the stage through the HTTP API, as people would. */
export async function stage(instance: Instance): Promise<Stage> {
  const { organization, admin: oona } = await founded(instance)
  const one = (name: string, orgRole: 'member' | 'coordinator' = 'member') =>
    colleague(instance, organization, name, { orgRole })
  const cast: Record<CastName, Client> = {
    oona,
    ada: await one('Ada'),
    cosmo: await one('Cosmo'),
    moe: await one('Moe'),
    mina: await one('Mina'),
    nestor: await one('Nestor'),
    rita: await one('Rita'),
    edna: await one('Edna'),
    farid: await one('Farid'),
    xavier: await one('Xavier'),
    corin: await one('Corin', 'coordinator'),
    gil: await guest(instance, 'Gil'),
    nobody: nobody(instance),
  }
  const { ada, xavier } = cast
  const group = await foundGroup(ada, 'Éditions', { guestsAllowed: true, whoInvites: 'moderators' })
  const inner = await foundGroup(ada, 'Atelier de nuit')
  const elsewhere = await foundGroup(xavier, 'Elsewhere')
  await enter(instance, inner, [cast.nestor])
  await enter(instance, group, [cast.mina, cast.rita, cast.edna, cast.farid, cast.gil])
  await enter(instance, group, [cast.cosmo], 'co-administrator')
  await enter(instance, group, [cast.moe], 'moderator')
  await must(ada.post(`/api/groups/${group}/nested-groups`, { group: inner, role: 'member' }), 204)
  const root = await rootOf(ada, group)
  const open = await makeNotebook(ada, group, root, 'Open')
  const closed = await makeNotebook(ada, group, root, 'Closed')
  const all: Named = [{ kind: 'group', id: group }, 'contributor']
  const edna: Named = [{ kind: 'person', id: cast.edna.id }, 'editor']
  const rita: Named = [{ kind: 'person', id: cast.rita.id }, 'reader']
  await giveRights(ada, group, open, [all, edna])
  await giveRights(ada, group, closed, [rita, edna])
  await must(ada.delete(`/api/groups/${group}/members/${cast.farid.id}`), 204)
  return { cast, organization, group, inner, elsewhere, root, open, closed }
}

/** Throws when the answer is not the expected one. */
export async function must<Body>(answer: Promise<Answer<Body>>, status = 200): Promise<Body> {
  const { status: was, body } = await answer
  const why = was >= 500 ? '\nLOG_LEVEL=error shows why' : ''
  assert.equal(was, status, `${JSON.stringify(body)}${why}`)
  return body
}

export async function foundGroup(
  by: Client,
  name: string,
  settings: object = {},
): Promise<SpaceId> {
  const sent = {
    name,
    objective: `What ${name} is for`,
    template: 'team',
    settings: { joining: 'invitation', listed: 'no', memberListPublished: false, ...settings },
  }
  return (await must(by.post<{ id: SpaceId }>('/api/groups', sent), 201)).id
}

/** Makes people members, as if they had accepted an invitation. */
export async function enter(
  instance: Instance,
  group: SpaceId,
  people: Client[],
  role: 'member' | 'moderator' | 'co-administrator' = 'member',
): Promise<void> {
  for (const { id } of people) {
    await inContext(instance.app.house, undefined, (ctx) =>
      admit(ctx, group, id, { role, how: 'invited', broughtBy: null }),
    )
  }
}

export async function rootOf(by: Client, space: string): Promise<string> {
  const { items } = await must(
    by.get<{ items: ContainerBody[] }>(`/api/spaces/${space}/containers?tool=notes`),
  )
  return items.find(({ kind }) => kind === 'root')!.id
}

export async function makeNotebook(
  by: Client,
  space: string,
  parent: string,
  name: string,
  kind = 'notebook',
): Promise<string> {
  return (
    await must(
      by.post<ContainerBody>(`/api/spaces/${space}/containers`, { parent, kind, name }),
      201,
    )
  ).id
}

export type Named = [
  { kind: 'person' | 'group'; id: string },
  'busy' | 'drop' | 'reader' | 'contributor' | 'editor' | 'curator' | 'full',
]

export async function giveRights(
  by: Client,
  space: string,
  container: string,
  named: Named[],
): Promise<void> {
  const grants = named.map(([principal, level]) => ({ principal, level }))
  await must(
    by.put(`/api/spaces/${space}/containers/${container}/access`, { ownList: true, grants }),
  )
}

export interface NoteBody {
  id: string
  title: string
  may: Record<string, boolean>
}

export async function writeNote(
  by: Client,
  space: string,
  notebook: string,
  title: string,
  markdown = 'Some words.',
): Promise<string> {
  return (
    await must(
      by.post<NoteBody>(`/api/spaces/${space}/notebooks/${notebook}/notes`, { title, markdown }),
      201,
    )
  ).id
}
