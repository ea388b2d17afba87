import type { Client } from '../world/people.ts'
import type { Instance } from '../world/instance.ts'

/** A container or an item, as far as delegation needs it. */
export interface Thing {
  space: string
  kind: 'box' | 'item'
  /** The container it is in. */
  place: string | null
  author: string | null
  internal: boolean
  /** Of a private space. */
  owner: string | null
}

/** Everybody's rights at one moment. Deleted things count as if they were not deleted, since deleting gives and takes no rights. */
export interface Holdings {
  things: Map<string, Thing>
  /** By thing and person, in bits. */
  rights: Map<string, Map<string, number>>
  /** The part of it that was given by name, or to a group other than that of the space. */
  named: Map<string, Map<string, number>>
  /** By group or organization, and person: the abilities that the API returns. */
  acts: Map<string, Map<string, Set<string>>>
  roles: Map<string, Map<string, string>>
}

interface Row extends Thing {
  id: string
  person: string
  bits: number
}

const everybodyOnEverything = `
  select c.id, c.space_id as space, 'box' as kind, c.parent_id as place, null::uuid as author, c.internal,
    s.owner_id as owner, p.id as person, r.bits & r.left_over as bits
  from container c join space s on s.id = c.space_id cross join person p
  cross join lateral rights_on(p.id, c.space_id, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
  where p.deactivated_at is null and c.tool = 'notes'
  union all
  select i.id, i.space_id, 'item', i.container_id, a.author, a.internal, s.owner_id, p.id,
    item_rights(r.bits, r.own, a.author = p.id, r.left_over)
  from item i join container c on c.space_id = i.space_id and c.id = i.container_id
  join space s on s.id = i.space_id cross join person p
  cross join lateral (select coalesce(i.taken_over_by, i.author_id) as author,
    c.internal or i.internal_only_at is not null as internal) a
  cross join lateral rights_on(p.id, i.space_id, c.rights_from, i.id, i.tool, a.internal, i.created_at, a.author) r
  where p.deactivated_at is null`

const givenByName = `
  select c.id as thing, g.person_id as person, bit_or(g.rights) as bits
  from grant_rule g join container c on c.space_id = g.space_id and c.rights_from = g.container_id
  where g.item_id is null and g.because in ('by-name', 'through-group') group by 1, 2
  union all
  select g.item_id, g.person_id, bit_or(g.rights) from grant_rule g
  where g.item_id is not null and g.because in ('by-name', 'through-group') group by 1, 2`

const bestRoles = `
  select group_id as "group", person_id as person,
    (array['administrator', 'co-administrator', 'moderator', 'member'])[min(array_position(
      array['administrator', 'co-administrator', 'moderator', 'member'], role))] as role
  from effective_membership group by 1, 2`

/**
 * Measures it: rights by the rule book, and what concerns groups and the organization as the API answers each of them; the
 * latter as it was `before`, where only content was touched.
 */
export async function holdings(
  house: Instance,
  people: Map<string, Client>,
  before?: Holdings,
): Promise<Holdings> {
  const now: Holdings = {
    ...{ things: new Map(), rights: new Map(), named: new Map(), acts: new Map() },
    roles: new Map(),
  }
  const rows = await house.db.rows<Row>({ text: everybodyOnEverything })
  for (const { id, person, bits, ...thing } of rows) {
    now.things.set(id, thing)
    put(now.rights, id, person, bits)
  }
  type Named = { thing: string; person: string; bits: number }
  for (const { thing, person, bits } of await house.db.rows<Named>({ text: givenByName }))
    put(now.named, thing, person, (now.named.get(thing)?.get(person) ?? 0) | bits)
  type Role = { group: string; person: string; role: string }
  for (const { group, person, role } of await house.db.rows<Role>({ text: bestRoles }))
    put(now.roles, group, person, role)
  if (before) return { ...now, acts: before.acts }
  const groups = await house.db.rows<{ id: string }>({ text: 'select id from workgroup' })
  for (const [id, client] of people) {
    for (const group of groups) put(now.acts, group.id, id, await may(client, `groups/${group.id}`))
    put(now.acts, 'organization', id, await may(client, 'organization'))
  }
  return now
}

async function may(client: Client, path: string): Promise<Set<string>> {
  const { status, body } = await client.get<{ may: Record<string, boolean> }>(`/api/${path}`)
  if (status !== 200) return new Set()
  return new Set(Object.keys(body.may).filter((act) => body.may[act]))
}

function put<T>(all: Map<string, Map<string, T>>, one: string, other: string, what: T): void {
  const inner = all.get(one) ?? new Map<string, T>()
  all.set(one, inner.set(other, what))
}

export interface Gain {
  who: string
  /** A thing, a group, or `organization`. */
  where: string
  /** A right on a thing, in bits; or what one may do with a group or the organization. */
  what: number | string
}

/** All rights that people have now and did not have before, one by one. */
export function gains(before: Holdings, after: Holdings): Gain[] {
  const found: Gain[] = []
  for (const [where, all] of after.rights)
    for (const [who, bits] of all)
      for (const what of [1, 2, 4, 8, 16, 32])
        if (bits & what & ~(before.rights.get(where)?.get(who) ?? 0))
          found.push({ who, where, what })
  for (const [where, all] of after.acts)
    for (const [who, may] of all)
      for (const what of may)
        if (!before.acts.get(where)?.get(who)?.has(what)) found.push({ who, where, what })
  return found
}
