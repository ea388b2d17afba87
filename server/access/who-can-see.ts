import type { Context } from '../kernel/context.ts'
import type { Timestamp } from '../kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../kernel/ids.ts'
import type { Authorized, Container, Item } from './authorized.ts'
import { bitsFrom, isContainerShown, itemFacts, listsOf } from './store.ts'
import { allows, levelOf, type Level, type Right } from './rights.ts'

/** Why somebody has a right: which rule, through which group or person, and where it was granted. */
export interface Because {
  kind:
    | 'owner'
    | 'administrator'
    | 'co-administrator'
    | 'by-name'
    | 'all-members'
    | 'through-group'
    | 'author'
  /** The group that the right comes through; its name only if the asker belongs to it. */
  via: { id: SpaceId; name: string } | null
  on: 'space' | 'container' | 'item'
}

export interface Seer {
  person: PersonId
  rights: number
  level: Level | null
  /** May only read: comments on nothing either, whatever the rights. */
  readOnly: boolean
  because: Because[]
}

export interface Audience {
  /** Everybody who can view it, as far as the asker may know of them. */
  total: number
  guests: number
  guestOrganizations: string[]
  /** All members can, present and future. */
  everyone: boolean
  seers: Seer[]
}

/** The subject of the question: a container, or an item in one. */
interface Thing {
  space: SpaceId
  tool: string
  list: ContainerId
  item: ItemId | null
  author: PersonId | null
  /** Marked as internal only, or inside a container that is (G10). */
  internal: boolean
  /** The item itself is marked. */
  marked: boolean
  /** When the item was made (G11); null for a container. */
  made: Timestamp | Date | null
}

export const containerAsThing = (c: Authorized<Container, 'view'>): Thing => ({
  space: c.space,
  tool: c.tool,
  list: c.rightsFrom,
  item: null,
  author: null,
  internal: c.internal,
  marked: false,
  made: null,
})

export const itemAsThing = (
  i: Authorized<Item, 'view'>,
  place: { list: ContainerId; internal: boolean },
): Thing => ({
  space: i.space,
  tool: i.tool,
  list: place.list,
  item: i.id,
  author: i.takenOverBy ?? i.author,
  internal: i.internalOnly || place.internal,
  marked: i.internalOnly,
  made: i.arrivedAt ?? i.createdAt,
})

/** The first seven parameters of a statement with `seersOf`. */
function valuesOf({ space, list, item, author, tool, internal, made }: Thing): unknown[] {
  return [space, list, item, author, tool, internal, made ?? 'infinity']
}

/**
 * Every rule that gives somebody rights here ($1 space, $2 list, $3 item, $4 author, $5 tool, $6 internal, $7 made),
 * combined per person. It uses the same views of the rule book as every other query about rights.
 */
const seersOf = `
  reasons as (
    select person_id, rights, because, via_id, 'space' as on_thing from space_rule where space_id = $1
    union all
    select person_id, rights, because, via_id, 'container' from grant_rule where space_id = $1 and container_id = $2 and item_id is null
    union all
    select person_id, rights, because, via_id, 'item' from grant_rule where space_id = $1 and item_id = $3),
  seers as (
    select r.person_id, item_rights(
        coalesce(bit_or(r.rights) filter (where r.on_thing <> 'item'), 0),
        coalesce(bit_or(r.rights) filter (where r.on_thing = 'item'), 0),
        r.person_id is not distinct from $4,
        left_on_item(l.bits, (select i.validated_at from item i where i.space_id = $1 and i.id = $3))) as rights,
      l.bits <> 63 as "readOnly",
      jsonb_agg(distinct jsonb_build_object('kind', r.because, 'via', r.via_id, 'on', r.on_thing)) as because
    from reasons r cross join lateral rights_left_to(r.person_id, $1, $5) l
    -- leaves out the stand-in of a view as a role (shown_membership): it is not a real person
    where r.person_id is distinct from (
      select f.person_id from flat_membership f where f.group_id = $1 and f.name_key = chr(1) limit 1)
    group by r.person_id, l.bits
    having case
      when not $6::boolean and (select w.horizon_since from workgroup w where w.id = $1) is null then true
      else is_shown(r.person_id, $1, $3, $6::boolean, $7::timestamptz, $4, sees_from(r.person_id, $1))
    end)`

/** In a private space a visitor is shown the owner, and other people only if they share a group (O3). */
const known = `(s.kind <> 'private' or s.owner_id = $8 or p.id = $8 or p.id = s.owner_id or exists (
    select from effective_membership theirs join effective_membership mine on mine.group_id = theirs.group_id
    where theirs.person_id = p.id and mine.person_id = $8))`

/** The people who can see this thing, their level, and why (A8): ordered by name, from the cursor `after` on. */
export async function whoCanSee(
  ctx: Context,
  thing: Thing,
  { after, limit }: { after?: PersonId | undefined; limit: number },
): Promise<Audience> {
  const values = [...valuesOf(thing), ctx.person.id]
  const summary = await ctx.db.row<Omit<Audience, 'seers'>>({
    name: 'audience-summary',
    text: `with ${seersOf}
      select count(*)::int as total,
        count(*) filter (where guest)::int as guests,
        coalesce(array_agg(distinct outside) filter (where guest and outside <> ''), '{}') as "guestOrganizations",
        exists (select from reasons where because = 'all-members' and rights & 2 <> 0) as everyone
      from (
        select p.organization_id is distinct from s.organization_id as guest, coalesce(o.name, p.company) as outside
        from seers join person p on p.id = seers.person_id and p.deactivated_at is null
        join space s on s.id = $1 left join organization o on o.id = p.organization_id
        where seers.rights & 2 <> 0 and ${known}) x`,
    values,
  })
  const rows = await ctx.db.rows<{
    person: PersonId
    rights: number
    readOnly: boolean
    because: RawBecause[]
  }>({
    name: 'audience-page',
    text: `with ${seersOf}
      select p.id as person, seers.rights, seers."readOnly", seers.because
      from seers join person p on p.id = seers.person_id and p.deactivated_at is null
      join space s on s.id = $1
      where seers.rights & 2 <> 0 and ${known}
        and ($9::uuid is null or (p.search_key, p.id) > (select l.search_key, l.id from person l where l.id = $9))
      order by p.search_key, p.id limit $10`,
    values: [...values, after ?? null, limit],
  })
  const names = await groupNames(
    ctx,
    rows.flatMap((row) => row.because),
  )
  const seers = rows.map((row) => ({
    person: row.person,
    rights: row.rights,
    level: levelOf(row.rights),
    readOnly: row.readOnly,
    because: said(row, thing, names),
  }))
  return { ...summary!, seers }
}

interface RawBecause {
  kind: Because['kind']
  via: SpaceId
  on: Because['on']
}

function said(
  row: { person: PersonId; because: RawBecause[] },
  thing: Thing,
  names: Map<string, string>,
): Because[] {
  const given = row.because.map(({ kind, via, on }) => {
    const name = names.get(via)
    return { kind, on, via: name !== undefined && via !== thing.space ? { id: via, name } : null }
  })
  return row.person === thing.author ? [...given, { kind: 'author', via: null, on: 'item' }] : given
}

/** The names of the groups that rights come through, as far as the asker belongs to them. */
async function groupNames(ctx: Context, because: RawBecause[]): Promise<Map<string, string>> {
  const ids = [...new Set(because.map(({ via }) => via))]
  if (ids.length === 0) return new Map()
  const rows = await ctx.db.rows<{ id: string; name: string }>({
    name: 'audience-group-names',
    text: `select w.id, w.name from workgroup w where w.id = any($2::uuid[])
      and exists (select from effective_membership m where m.group_id = w.id and m.person_id = $1)`,
    values: [ctx.person.id, ids],
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The reasons for one person's rights, and the resulting rights. */
export async function reasonsOf(
  ctx: Context,
  thing: Thing,
  who: PersonId,
): Promise<{ rights: number; because: Because[] }> {
  const row = await ctx.db.row<{ person: PersonId; rights: number; because: RawBecause[] }>({
    name: 'reasons-of-one',
    text: `with ${seersOf} select person_id as person, rights, because from seers where person_id = $8`,
    values: [...valuesOf(thing), who],
  })
  if (!row) return { rights: 0, because: [] }
  return { rights: row.rights, because: said(row, thing, await groupNames(ctx, row.because)) }
}

/** People who could grant the right: for editing an item, its author (A4); otherwise the people who manage its container. */
export async function whoCouldAllow(ctx: Context, thing: Thing, right: Right): Promise<PersonId[]> {
  if (right === 'edit' && thing.author) {
    const author = await reasonsOf(ctx, thing, thing.author)
    if (allows(author.rights, 'view')) return [thing.author]
  }
  const rows = await ctx.db.rows<{ person: PersonId }>({
    name: 'who-manages',
    text: `with ${seersOf}
      select seers.person_id as person from seers join person p on p.id = seers.person_id and p.deactivated_at is null
      where seers.rights & 32 <> 0 order by p.search_key, p.id limit 5`,
    values: valuesOf(thing),
  })
  return rows.map(({ person }) => person)
}

export interface Difference {
  gains: PersonId[]
  total: number
  loses: PersonId[]
  losesTotal: number
}

/**
 * Returns the people who would gain or lose sight of an item when it moves to another container, with or without its mark
 * (A9). `again`: people who have rights there once it has moved.
 */
export async function whoWouldGain(
  ctx: Context,
  item: Thing,
  to: Authorized<Container, 'add'>,
  keepsMark: boolean,
  again: PersonId[] = [],
): Promise<Difference> {
  const stays = item.space === to.space
  const before = await viewers(ctx, item)
  const after = await viewers(ctx, {
    space: to.space,
    tool: to.tool,
    list: to.rightsFrom,
    item: stays ? item.item : null,
    author: item.author,
    internal: to.internal || (item.marked && keepsMark),
    marked: item.marked,
    made: stays ? item.made : ctx.now,
  })
  for (const person of again) after.add(person)
  const gains = [...after].filter((person) => !before.has(person))
  const loses = [...before].filter((person) => !after.has(person))
  return {
    gains: gains.slice(0, 20),
    total: gains.length,
    loses: loses.slice(0, 20),
    losesTotal: loses.length,
  }
}

async function viewers(ctx: Context, thing: Thing): Promise<Set<PersonId>> {
  const rows = await ctx.db.rows<{ person: PersonId }>({
    name: 'viewers',
    text: `with ${seersOf}
      select seers.person_id as person from seers join person p on p.id = seers.person_id and p.deactivated_at is null
      where seers.rights & 2 <> 0 order by p.search_key, p.id`,
    values: valuesOf(thing),
  })
  return new Set(rows.map(({ person }) => person))
}

/** The people who may view one thing and not another, as far as the asker may know of them, ordered by name. */
export async function whoLacksSight(ctx: Context, of: Thing, another: Thing): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ person: PersonId }>({
    name: 'known-viewers',
    text: `with ${seersOf}
      select p.id as person from seers join person p on p.id = seers.person_id and p.deactivated_at is null
      join space s on s.id = $1
      where seers.rights & 2 <> 0 and ${known} order by p.search_key, p.id`,
    values: [...valuesOf(of), ctx.person.id],
  })
  const seen = await viewers(ctx, another)
  return rows.map(({ person }) => person).filter((person) => !seen.has(person))
}

interface Reached {
  tool: string
  rights: number
  /** They may only read it: they comment on nothing either. */
  readOnly: boolean
}

export interface Reach {
  containers: (Reached & { id: ContainerId; name: string; kind: string })[]
  items: (Reached & { id: ItemId; title: string })[]
}

/** What this person can reach here, limited to things that the asker can see (A8). */
export async function whatCanTheyReach(
  ctx: Context,
  space: SpaceId,
  person: PersonId,
): Promise<Reach> {
  const containers = await ctx.db.rows<Reach['containers'][number]>({
    name: 'reach-containers',
    text: `with ${listsOf('theirs', '$2', '$1')}, ${listsOf('mine', '$3', '$1')}
      select c.id, c.name, c.tool, c.kind, ${bitsFrom('theirs', 'c')} & l.bits as rights, l.bits <> 63 as "readOnly"
      from container c
      cross join lateral rights_left_to($2, c.space_id, c.tool) l
      where c.space_id = $1 and c.trashed_at is null
        and ${bitsFrom('theirs', 'c')} & l.bits & 7 <> 0 and ${bitsFrom('mine', 'c')} & l.bits & 2 <> 0
        and ${isContainerShown('$2')} and ${isContainerShown('$3')}
      order by c.name_key, c.id limit 500`,
    values: [space, person, ctx.person.id],
  })
  const items = await ctx.db.rows<Reach['items'][number]>({
    name: 'reach-items',
    text: `select distinct i.id, i.title, i.tool,
        item_rights(theirs.bits, theirs.own, coalesce(i.taken_over_by, i.author_id) = $2,
          left_on_item(theirs.left_over, i.validated_at)) as rights,
        theirs.left_over <> 63 as "readOnly"
      from grant_rule g
      join item i on i.space_id = g.space_id and i.id = g.item_id and i.trashed_at is null
      join container c on c.space_id = i.space_id and c.id = i.container_id and c.trashed_at is null
      cross join lateral rights_on($2, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) theirs
      cross join lateral rights_on($3, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) mine
      where g.space_id = $1 and g.person_id = $2 and g.item_id is not null
        and item_rights(theirs.bits, theirs.own, coalesce(i.taken_over_by, i.author_id) = $2, theirs.left_over) & 2 <> 0
        and item_rights(mine.bits, mine.own, coalesce(i.taken_over_by, i.author_id) = $3, mine.left_over) & 2 <> 0
      order by i.title limit 500`,
    values: [space, person, ctx.person.id],
  })
  return { containers, items }
}
