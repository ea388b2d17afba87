import type { PersonId } from '../../server/kernel/ids.ts'
import { client, password, signedIn, type Answer, type Client } from '../world/people.ts'
import type { Instance } from '../world/instance.ts'
import type { Deed } from './delegation-exceptions.ts'
import type { Holdings } from './holdings.ts'

/** The state in which acts are played: the people, and what they may do. */
export interface Scene {
  house: Instance
  people: Map<string, Client>
  now: Holdings
  choose: Choose
  putForward(): Promise<unknown>
}

/** Chooses, by numbers that the property test draws. */
export interface Choose {
  one<T>(of: Iterable<T>): T
  /** Mostly somebody who may, often anybody. */
  actor(able: (person: string) => boolean): string
  often(): boolean
}

/** One act that somebody tries. */
export interface Try extends Deed {
  send(by: Client): Promise<Answer<unknown>>
  /** Updates the scene after the act has succeeded. */
  done?(answer: Answer<unknown>): Promise<void> | void
}

type Act = (scene: Scene) => Promise<Try | undefined> | Try | undefined

const MANAGE = 32
const levels = ['reader', 'contributor', 'editor', 'curator', 'full']
const raw = ['view', 'add', 'edit', 'delete', 'manage']
const roles = ['member', 'moderator', 'co-administrator']

const rights = ({ now }: Scene, thing: string, person: string) =>
  now.rights.get(thing)?.get(person) ?? 0
const may = ({ now }: Scene, where: string, person: string, act: string) =>
  now.acts.get(where)?.get(person)?.has(act) ?? false
const groups = ({ now }: Scene) => [...now.acts.keys()].filter((id) => id !== 'organization')
const members = ({ now }: Scene, group: string) => [...(now.roles.get(group)?.keys() ?? [])]

/** A thing, and mostly somebody with this right on it. */
function about(scene: Scene, kind: 'box' | 'item', bit: number) {
  const { now, choose } = scene
  const all = [...now.things].filter(
    ([, { kind: each, owner }]) => each === kind && (owner === null || choose.often()),
  )
  if (all.length === 0) return undefined
  const [id, thing] = choose.one(all)
  const able = (each: string) => (rights(scene, id, each) & bit) !== 0
  const byGrant = choose.often() && thing.owner === null && [...scene.people.keys()].some(lent)
  const by = choose.actor(byGrant ? lent : able)
  // people who may by a grant, not by a role
  function lent(each: string): boolean {
    const role = now.roles.get(thing.space)?.get(each)
    return able(each) && (role === 'member' || role === 'moderator')
  }
  const at = `/api/spaces/${thing.space}/${kind === 'box' ? 'containers' : 'items'}/${id}`
  return { id, thing, by, at, deed: { by, authority: by, group: thing.space } }
}

const onBox = (
  act: string,
  send: (scene: Scene, found: NonNullable<ReturnType<typeof about>>) => Try['send'] | undefined,
  kind: 'box' | 'item' = 'box',
  bit = MANAGE,
): Act =>
  function tried(scene) {
    const found = about(scene, kind, bit)
    const sending = found && send(scene, found)
    return sending && { act, ...found.deed, send: sending }
  }

const onItem = (act: string, bit: number, send: Parameters<typeof onBox>[1]): Act =>
  onBox(act, send, 'item', bit)

/** A group, and mostly somebody who may do this there. */
const inGroup = (
  act: string,
  needed: string,
  send: (
    scene: Scene,
    group: string,
    by: string,
  ) => Omit<Try, 'act' | 'by' | 'authority'> | undefined,
): Act =>
  function tried(scene) {
    const group = scene.choose.one(groups(scene))
    const by = scene.choose.actor((each) => may(scene, group, each, needed))
    const found = send(scene, group, by)
    return found && { act, by, authority: by, group, ...found }
  }

function anyone(scene: Scene): { kind: string; id: string } {
  const { people, choose } = scene
  return choose.often()
    ? { kind: 'person', id: choose.one(people.keys()) }
    : { kind: 'group', id: choose.one(groups(scene)) }
}

function given({ choose }: Scene): object {
  if (choose.often()) return { level: choose.one(levels) }
  return { rights: { [choose.one(raw)]: true, [choose.one(raw)]: true } }
}

type Listed = { grants: { principal: { kind: string; id: string }; rights: object }[] }

/** The present list with one entry added, changed or removed. */
function changed(scene: Scene, { grants }: Listed): object[] {
  const list = grants.map(({ principal: { kind, id }, rights: has }) => ({
    ...{ principal: { kind, id }, rights: has },
  }))
  const more = { principal: anyone(scene), ...given(scene) }
  const others = list.filter(({ principal }) => principal.id !== more.principal.id)
  return scene.choose.often() ? [...others, more] : others.slice(1)
}

const settings = {
  whoInvites: ['administrator', 'moderators', 'members', 'members'],
  joining: ['open', 'request', 'invitation'],
  listed: ['no', 'organization', 'organization', 'everyone'],
  memberListPublished: [true, false],
  guestsAllowed: [true, false],
  historyHorizon: ['all', 'joined'],
}

const oneOf = (scene: Scene, all: Record<string, unknown[]>) => {
  const [name, values] = scene.choose.one(Object.entries(all))
  return { [name]: scene.choose.one(values) }
}

export const acts: Record<string, Act> = {
  makeBox: onBox(
    'makeBox',
    ({ choose }, { id, thing }) =>
      (by) =>
        by.post(`/api/spaces/${thing.space}/containers`, {
          ...{ parent: id, kind: choose.one(['notebook', 'folder']), name: 'Box' },
        }),
  ),
  setList: onBox('setList', (scene, { at }) => async (by) => {
    const list = await by.get<Listed>(`${at}/access`)
    if (list.status !== 200) return list
    return by.put(`${at}/access`, { ownList: true, grants: changed(scene, list.body) })
  }),
  follow: onBox(
    'follow',
    (_, { at }) =>
      (by) =>
        by.put(`${at}/access`, { ownList: false, grants: [] }),
  ),
  moveBox: onBox('moveBox', ({ now, choose }, { at }) => {
    const parent = choose.one([...now.things].filter(([, { kind }]) => kind === 'box'))[0]
    return (by) => by.patch(at, { parent })
  }),
  trashBox: onBox(
    'trashBox',
    (_, { at }) =>
      (by) =>
        by.delete(at),
  ),
  restoreBox: onBox(
    'restoreBox',
    (_, { at }) =>
      (by) =>
        by.post(`${at}/restoring`),
  ),
  markBox: onBox('markBox', ({ choose }, { at }) => {
    const internalOnly = choose.often()
    return (by) => by.put(`${at}/internal-only`, { internalOnly })
  }),
  write: onBox(
    'write',
    (_, { id, thing }) =>
      (by) =>
        by.post(`/api/spaces/${thing.space}/notebooks/${id}/notes`, { title: 'Teasel' }),
    'box',
    4,
  ),
  trashItem: onItem(
    'trashItem',
    16,
    (_, { at }) =>
      (by) =>
        by.delete(at),
  ),
  restoreItem: onItem(
    'restoreItem',
    16,
    (_, { at }) =>
      (by) =>
        by.post(`${at}/restoring`),
  ),
  takeOver: onItem(
    'takeOver',
    MANAGE,
    (_, { at }) =>
      (by) =>
        by.post(`${at}/taking-over`),
  ),
  markItem: onItem('markItem', 8, ({ choose }, { at }) => {
    const internalOnly = choose.often()
    return (by) => by.put(`${at}/internal-only`, { internalOnly })
  }),
  move: onItem('move', 16, (scene, found) => put(scene, found, 'move')),
  copy: onItem('copy', 2, (scene, found) => put(scene, found, 'copy')),
  chooseEditors: named('chooseEditors', 'editors'),
  chooseReaders: named('chooseReaders', 'readers'),
  changeSettings: inGroup('changeSettings', 'changeSettings', (scene, group) => {
    const sent = { settings: oneOf(scene, settings) }
    return { send: (by) => by.patch(`/api/groups/${group}`, sent) }
  }),
  invite: inGroup('invite', 'invite', (scene, group) => {
    const { people, choose } = scene
    const to = { email: people.get(choose.one(people.keys()))!.email, role: choose.one(roles) }
    return { send: (by) => by.post(`/api/groups/${group}/invitations`, { people: [to] }) }
  }),
  async accept(scene) {
    const one = await waiting(scene, 'group')
    const [person] = [...scene.people].find(([, { email }]) => email === one?.email) ?? []
    if (!one || !person) return undefined
    const path = `/api/me/invitations/${one.id}/acceptance`
    return {
      ...{ act: 'accept', by: person, authority: one.by, group: one.group, person },
      send: (by) => by.post(path),
    }
  },
  askToJoin: inGroup('askToJoin', 'askToJoin', (_, group) => ({
    send: (by) => by.post(`/api/groups/${group}/join-requests`, { message: 'Please' }),
  })),
  async approve(scene) {
    const rows = await scene.house.db.rows<{ id: string; group: string; person: string }>({
      text: `select id, group_id as "group", person_id as person from join_request where decided_at is null`,
    })
    if (rows.length === 0) return undefined
    const { id, group, person } = scene.choose.one(rows)
    const by = scene.choose.actor((each) => may(scene, group, each, 'approve'))
    return {
      ...{ act: 'approve', by, authority: by, group, person },
      send: (client) => client.post(`/api/groups/${group}/join-requests/${id}/approval`),
    }
  },
  join: inGroup('join', 'join', (_, group) => ({
    send: (by) => by.post(`/api/groups/${group}/join`),
  })),
  add: inGroup('add', 'add', ({ people, choose }, group) => {
    const person = choose.one(people.keys())
    const sent = { people: [{ person, role: choose.one(roles) }] }
    return { person, send: (by) => by.post(`/api/groups/${group}/members`, sent) }
  }),
  changeRole: onMember('changeRole', 'setRoles', (scene, at) => {
    const role = scene.choose.one(roles)
    return (by) => by.patch(at, { role })
  }),
  setDates: onMember('setDates', 'setRoles', ({ choose }, at) => {
    const until = choose.often() ? new Date(Date.now() + 40 * 3_600_000).toISOString() : null
    const what = choose.one(['until', 'roleUntil'])
    return (by) => by.patch(at, { [what]: until })
  }),
  changeSponsor: onMember('changeSponsor', 'setRoles', ({ people, choose }, at) => {
    const sponsor = choose.one(people.keys())
    return (by) => by.patch(at, { sponsor })
  }),
  renew: onMember('renew', 'enter', (_, at) => (by) => by.post(`${at}/renewal`)),
  remove: onMember('remove', 'removeMembers', (_, at) => (by) => by.delete(at)),
  leave: inGroup('leave', 'leave', (_, group) => ({
    send: (by) => by.post(`/api/groups/${group}/leaving`, {}),
  })),
  handOver: inGroup('handOver', 'handOver', (scene, group) => {
    const person = scene.choose.one([
      ...members(scene, group),
      scene.choose.one(scene.people.keys()),
    ])
    const seat = `/api/groups/${group}/hand-over`
    return {
      person,
      async send(by) {
        const offered = await by.post(seat, { person })
        if (offered.status >= 300 || person === by.id) return offered
        return scene.people.get(person)!.post(`${seat}/acceptance`)
      },
    }
  }),
  nameSuccessor: inGroup('nameSuccessor', 'setRoles', (scene, group) => {
    const person = scene.choose.one([
      ...members(scene, group),
      scene.choose.one(scene.people.keys()),
    ])
    return { person, send: (by) => by.put(`/api/groups/${group}/successor`, { person }) }
  }),
  async succeed(scene) {
    const rows = await scene.house.db.rows<{ group: string; person: string }>({
      text: `select s.group_id as "group", s.person_id as person from successor s`,
    })
    if (rows.length === 0) return undefined
    const { group, person } = scene.choose.one(rows)
    const by = scene.choose.actor((each) => each === person)
    return {
      ...{ act: 'succeed', by, authority: by, group },
      send: (client) => client.post(`/api/groups/${group}/succession`),
    }
  },
  nest: inGroup('nest', 'nest', (scene, group) => {
    const sent = { group: scene.choose.one(groups(scene)), role: scene.choose.one(roles) }
    return { send: (by) => by.post(`/api/groups/${group}/nested-groups`, sent) }
  }),
  archive: inGroup('archive', 'archive', (_, group) => ({
    send: (by) => by.post(`/api/groups/${group}/archive`),
  })),
  unarchive: inGroup('unarchive', 'unarchive', (_, group) => ({
    send: (by) => by.delete(`/api/groups/${group}/archive`),
  })),
  found(scene) {
    if (groups(scene).length > 4) return undefined
    const by = scene.choose.actor((each) => may(scene, 'organization', each, 'createGroups'))
    const chosen = { guestsAllowed: true, listed: scene.choose.one(['no', 'organization']) }
    const sent = { name: 'Another', objective: 'Another', template: 'team', settings: chosen }
    return {
      ...{ act: 'found', by, authority: by },
      send: (client) => client.post('/api/groups', sent),
    }
  },
  changeOrgRole: inOrganization('changeOrgRole', (scene) => {
    const person = scene.choose.one(scene.people.keys())
    const sent = { orgRole: scene.choose.one(['admin', 'manager', 'member']) }
    return { person, send: (by) => by.patch(`/api/organization/people/${person}`, sent) }
  }),
  policies: inOrganization('policies', (scene) => {
    const policies = oneOf(scene, {
      ...{ whoCreatesGroups: ['everyone', 'managers'], whoSeesDirectory: ['everyone', 'managers'] },
      ...{ groupNamesMayChange: [true, false], addingAllowed: [true, false] },
    })
    return { send: (by) => by.patch('/api/organization', { policies }) }
  }),
  deactivate: inOrganization('deactivate', (scene) => {
    const person = scene.choose.one(scene.people.keys())
    const path = `/api/organization/people/${person}/deactivation`
    return { person, send: (by) => by.post(path) }
  }),
  async reactivate(scene) {
    const rows = await scene.house.db.rows<{ id: string }>({
      text: 'select id from person where deactivated_at is not null',
    })
    if (rows.length === 0) return undefined
    const person = scene.choose.one(rows).id
    const by = scene.choose.actor((each) => may(scene, 'organization', each, 'administer'))
    return {
      ...{ act: 'reactivate', by, authority: by, person },
      send: (client) => client.delete(`/api/organization/people/${person}/deactivation`),
      async done() {
        scene.people.set(person, await signedIn(scene.house, person as PersonId))
      },
    }
  },
  inviteColleague: inOrganization('inviteColleague', (scene) => {
    if (scene.people.size > 8) return undefined
    const { choose } = scene
    const one = {
      email: `newcomer.${scene.people.size}@example.org`,
      orgRole: choose.one(['member', 'manager', 'admin']),
      groups: [{ group: choose.one(groups(scene)), role: choose.one(roles) }],
    }
    const sent = { invitations: [one], message: '' }
    return { send: (by) => by.post('/api/organization/invitations', sent) }
  }),
  async acceptByLink(scene) {
    const one = await waiting(scene, 'colleague')
    if (!one) return undefined
    const [mail] = await scene.house.db.rows<{ text: string }>({
      text: 'select text_body as text from outbox where to_address = $1 order by created_at desc, id desc limit 1',
      values: [one.email],
    })
    const token = /\/invitations\/([\w-]+)/.exec(mail?.text ?? '')?.[1]
    const sent = { firstName: 'New', lastName: 'Comer', password }
    const deed: Try = {
      ...{ act: 'acceptByLink', by: one.id, authority: one.by },
      send: (by) => by.post(`/api/invitations/${token}/acceptance`, sent),
      async done({ cookie }) {
        const row = await scene.house.db.row<{ id: PersonId }>({
          text: 'select id from person where email = $1',
          values: [one.email],
        })
        deed.by = deed.person = row!.id
        scene.people.set(row!.id, client(scene.house, row!.id, one.email, cookie!))
      },
    }
    return deed
  },
  aDayPasses(scene) {
    if (scene.choose.often()) return undefined
    return {
      ...{ act: 'aDayPasses', by: 'time', authority: null },
      send: async () => (await scene.putForward(), nothing),
    }
  },
}

const nothing: Answer<unknown> = { status: 204, body: {}, headers: {}, cookie: undefined }

/** An open invitation, and its present inviter. */
async function waiting({ house, choose }: Scene, into: 'group' | 'colleague') {
  const rows = await house.db.rows<{ id: string; group: string; email: string; by: string }>({
    text: `select id, group_id as "group", email, invited_by as by from invitation
      where accepted_at is null and declined_at is null and withdrawn_at is null
        and (group_id is null) = $1`,
    values: [into === 'colleague'],
  })
  return rows.length === 0 ? undefined : choose.one(rows)
}

function inOrganization(
  act: string,
  send: (scene: Scene) => Omit<Try, 'act' | 'by' | 'authority'> | undefined,
): Act {
  return (scene) => {
    const by = scene.choose.actor((each) => may(scene, 'organization', each, 'administer'))
    const found = send(scene)
    return found && { act, by, authority: by, ...found }
  }
}

function onMember(
  act: string,
  needed: string,
  send: (scene: Scene, at: string) => Try['send'],
): Act {
  return inGroup(act, needed, (scene, group) => {
    const { choose, people } = scene
    const person = choose.one([...members(scene, group), choose.one(people.keys())])
    return { person, send: send(scene, `/api/groups/${group}/members/${person}`) }
  })
}

function named(act: string, what: 'editors' | 'readers'): Act {
  return onItem(act, 8, (scene, { at }) => {
    const principals = [anyone(scene)]
    return (by) => by.put(`${at}/${what}`, { principals })
  })
}

function put(scene: Scene, { at, by }: { at: string; by: string }, way: 'move' | 'copy') {
  const all = [...scene.now.things].filter(
    ([id, { kind }]) => kind === 'box' && (rights(scene, id, by) & 4 || !scene.choose.often()),
  )
  if (all.length === 0 || scene.now.things.size > 60) return undefined
  const [toContainer, { space: toSpace }] = scene.choose.one(all)
  return (client: Client) => client.post(`${at}/${way}`, { toSpace, toContainer })
}
