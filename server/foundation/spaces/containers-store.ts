import { bitsFrom, isContainerShown, isShown, listsOf } from '../../access/store.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { unreadItems } from './read-marks-store.ts'

export interface ContainerRow {
  space: SpaceId
  id: ContainerId
  tool: string
  kind: string
  parent: ContainerId | null
  rightsFrom: ContainerId
  name: string
  nameKey: string
  changedAt: string
  internal: boolean
  internalOnly: boolean
  rights: number
  items: number
  unread: number
  nested: boolean
  above: { id: ContainerId; name: string }[]
  favourite: boolean
}

/** Conditions on containers of a space, for a page ordered by name. A missing field sets no condition. */
export interface Wanted {
  id?: ContainerId | undefined
  tool?: string | undefined
  parent?: ContainerId | undefined
  /** Those whose parent the person cannot view: roots, and containers that were shared from further below. */
  top?: boolean | undefined
  /** Those of these kinds, on which the person has these rights. */
  kinds?: string[] | undefined
  rights?: number | undefined
  /** Those with their own list of rights, without roots. */
  ownList?: boolean | undefined
  words?: string[] | undefined
  /** The last row of the previous page. */
  after?: [nameKey: string, id: ContainerId] | undefined
  limit: number
}

/** The containers that this person may view, under these conditions. Details are read for the page only. */
export function containers(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  wanted: Wanted,
): Promise<ContainerRow[]> {
  const { name, where, values } = conditionsOf(wanted, 5)
  return ctx.db.rows<ContainerRow>({
    name: `containers${name}`,
    text: `with ${listsOf('mine', '$1', '$2')},
      page as materialized (
        select c.*, ${bitsFrom('mine', 'c')} & left_over.bits as rights
        from ${wanted.top ? heads : 'container c'}
        cross join lateral rights_left_to($1, $2, c.tool) left_over
        where c.space_id = $2 and c.trashed_at is null and ${bitsFrom('mine', 'c')} & left_over.bits & $3 = $3
          and ${isContainerShown('$1')}${where}
        order by c.name_key, c.id limit $4)
      select c.space_id as space, c.id, c.tool, c.kind, c.parent_id as parent, c.rights_from as "rightsFrom", c.name,
        c.name_key as "nameKey", c.changed_at as "changedAt", c.internal, c.internal_only_at is not null as "internalOnly",
        c.rights,
        (select count(*)::int from item i where i.space_id = $2 and i.container_id = c.id and i.trashed_at is null
          and ${isShown('(select sees_from($1, $2))')}) as items,
        (select count(*)::int from (${unreadItems}) x) as unread,
        exists (select from container k
          where k.space_id = $2 and k.parent_id = c.id and k.trashed_at is null and ${bitsFrom('mine', 'k')} & 2 <> 0
            and not (k.internal and is_guest($1, $2))) as nested,
        coalesce((
          with recursive up as (
            select p.id, p.parent_id, p.name, p.rights_from, 1 as height from container p
            where p.space_id = $2 and p.id = c.parent_id
            union all
            select p.id, p.parent_id, p.name, p.rights_from, up.height + 1
            from up join container p on p.space_id = $2 and p.id = up.parent_id)
          select jsonb_agg(jsonb_build_object('id', up.id, 'name', up.name) order by up.height desc) from up
          where up.parent_id is not null and ${bitsFrom('mine', 'up')} & 2 <> 0), '[]') as above,
        exists (select from favourite f where f.person_id = $1 and f.space_id = $2 and f.thing_id = c.id) as favourite
      from page c order by c.name_key, c.id`,
    values: [who, space, wanted.rights ?? 2, wanted.limit, ...values],
  })
}

/**
 * The containers in this one, at any depth, that the person may view, without those in the trash. `above` are those of them
 * that it is in, from the top down.
 */
export function visibleBelow(
  ctx: PublicContext,
  who: PersonId,
  { space, id }: { space: SpaceId; id: ContainerId },
): Promise<{ id: ContainerId; above: ContainerId[] }[]> {
  return ctx.db.rows({
    name: 'visible-containers-below',
    text: `with recursive ${listsOf('mine', '$1', '$2')},
      below as (
        select c.id, case when ${seenByMe} then array[c.id] else '{}'::uuid[] end as path, array[c.name_key] as names
        from container c where c.space_id = $2 and c.parent_id = $3 and c.trashed_at is null
        union all
        select c.id, case when ${seenByMe} then b.path || c.id else b.path end, b.names || c.name_key
        from container c join below b on c.parent_id = b.id where c.space_id = $2 and c.trashed_at is null)
      select b.id, trim_array(b.path, 1) as above from below b where b.path[cardinality(b.path)] = b.id
      order by b.names, b.id`,
    values: [who, space, id],
  })
}

const seenByMe = `(select ${bitsFrom('mine', 'c')} & l.bits & 2 <> 0 and ${isContainerShown('$1')}
  from rights_left_to($1, $2, c.tool) l)`

function conditionsOf(wanted: Wanted, from: number) {
  const values: unknown[] = []
  const value = (given: unknown): string => `$${from - 1 + values.push(given)}`
  const { id, tool, parent, top, kinds, ownList, words, after } = wanted
  const all: [string, string | false | undefined][] = [
    ['id', id && `c.id = ${value(id)}::uuid`],
    ['tool', tool !== undefined && `c.tool = ${value(tool)}`],
    ['parent', parent && `c.parent_id = ${value(parent)}::uuid`],
    ['top', top && isTop],
    ['kinds', kinds && `c.kind = any (${value(kinds)}::text[])`],
    ['own-list', ownList && 'c.rights_from = c.id and c.parent_id is not null'],
    [
      `words-${words?.length}`,
      words?.map((word) => `position(${value(word)} in c.name_key) > 0`).join(' and '),
    ],
    ['after', after && `(c.name_key, c.id) > (${value(after[0])}, ${value(after[1])}::uuid)`],
  ]
  const given = all.filter(([, condition]) => condition)
  return {
    name: given.map(([name]) => `-${name}`).join(''),
    where: given.map(([, condition]) => ` and ${condition}`).join(''),
    values,
  }
}

/** Roots and containers with a list, of which there are few, each by its key: no other container can be at the top. */
const heads = `(
    select id from container where space_id = $2 and parent_id is null union select list from mine where list is not null) head
  cross join lateral (select * from container k where k.space_id = $2 and k.id = head.id offset 0) c`
const isTop = `not exists (select from container p
    where p.space_id = $2 and p.id = c.parent_id and ${bitsFrom('mine', 'p')} & 2 <> 0 and not (p.internal and is_guest($1, $2)))`
