import type { PublicContext } from '../kernel/context.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../kernel/ids.ts'
import { forMany, type KeyedStatement } from '../kernel/together.ts'
import type { Container, Item, Space } from './authorized.ts'

const containerColumns = `c.space_id as space, c.id, c.tool, c.kind, c.parent_id as parent, c.rights_from as "rightsFrom", c.name,
  c.created_at as "createdAt", c.changed_at as "changedAt", c.trashed_at as "trashedAt",
  c.internal`

/** The first columns of every query for an item `i`. */
export const itemColumns = `i.space_id as space, i.id, i.container_id as container, i.tool, i.kind, i.title, i.author_id as author,
  i.taken_over_by as "takenOverBy", i.created_at as "createdAt", i.arrived_at as "arrivedAt", i.changed_at as "changedAt", i.changed_by as "changedBy",
  i.version, i.trashed_at as "trashedAt", i.internal_only_at is not null as "internalOnly",
  i.validated_at as "validatedAt", i.validated_by as "validatedBy"`

/** A container that is not in the trash (or one that is), with the asker's rights, even if there are none. */
export function container(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  id: ContainerId,
  trashed = false,
): Promise<Container | undefined> {
  return ctx.db.row<Container>({
    name: trashed ? 'access-trashed-container' : 'access-container',
    text: `select ${containerColumns}, r.bits as "rightsBefore", r.bits & r.left_over as rights
      from container c
      cross join lateral rights_on($1, c.space_id, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
      where c.space_id = $2 and c.id = $3 and c.trashed_at is ${trashed ? 'not null' : 'null'}`,
    values: [who, space, id],
    together: ['uuid', 'uuid', 'uuid'],
  })
}

/** An item that is not in the trash (or one that is), with the asker's rights, even if there are none. */
export function item(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  id: ItemId,
  trashed = false,
): Promise<Item | undefined> {
  return ctx.db.row<Item>(itemOf(who, space, id, trashed))
}

/** The same for many ids, in one statement; returns those that exist. */
export function items(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  ids: ItemId[],
  trashed = false,
): Promise<Item[]> {
  const one = itemOf(who, space, ids[0]!, trashed)
  return ctx.db.rows<Item>(
    forMany(
      one,
      ids.map((id) => [who, space, id]),
    ),
  )
}

function itemOf(who: PersonId, space: SpaceId, id: ItemId, trashed: boolean): KeyedStatement {
  return {
    name: trashed ? 'access-trashed-item' : 'access-item',
    text: itemStatement(
      trashed ? 'i.trashed_at is not null' : 'i.trashed_at is null and c.trashed_at is null',
    ),
    values: [who, space, id],
    together: ['uuid', 'uuid', 'uuid'],
  }
}

/**
 * The facts about an item `i` in a container `c` that the rules for internal things and the horizon need
 * (database/access/4).
 */
export const itemFacts = `c.internal or i.internal_only_at is not null, coalesce(i.arrived_at, i.created_at), coalesce(i.taken_over_by, i.author_id)`

/**
 * Whether the container `c` may be shown to this person (G10). Queries that list containers by lists of rights alone must
 * check it too.
 */
export function isContainerShown(who: string): string {
  return `not (c.internal and is_guest(${who}, c.space_id))`
}

/** A CTE of the lists on which a person has rights in one space: `with ${listsOf('mine', '$1', '$2')}`. */
export function listsOf(name: string, who: string, space: string): string {
  return `${name} as materialized (select l.list, l.bits from lists_one_has(${who}, ${space}) l)`
}

/** The rights that such a CTE gives on a container, before the state of the space reduces them. */
export function bitsFrom(name: string, container: string): string {
  return `coalesce((select bit_or(bits) from ${name} where list is null or list = ${container}.rights_from), 0)`
}

/**
 * The container of an item `i`, looked up by its key: `offset 0` keeps the planner from starting a list of items with all
 * containers.
 */
export const containerOfItem = `cross join lateral (
    select c.id, c.tool, c.rights_from, c.internal, c.trashed_at from container c
    where c.space_id = i.space_id and c.id = i.container_id offset 0) c`

const isThere = `c.trashed_at is null and (mine.tools is null or c.tool = any (mine.tools))`
const isGiven = `(mine.everything or c.rights_from = any (mine.lists)) and not (c.internal and mine.guest)`

/**
 * Whether the person $1 may view the item `i` in the container `c`; `mine` is the row of what_one_sees for this person and
 * space.
 */
export const isItemOfMine = `${isThere} and (${isGiven} or i.id = any (mine.items))
  and (mine.whole or is_shown_by_id($1, i.space_id, i.id))`

/**
 * Whether the item `i` of the space $2 may be shown to the person $1. `since` is the result of sees_from, computed once;
 * the full rule is called only for items that the mark and the date do not decide.
 */
export function isShown(since: string): string {
  return `case when i.internal_only_at is null and coalesce(i.arrived_at, i.created_at) >= ${since} then true else is_shown_by_id($1, $2, i.id) end`
}

/** The space that contains an item now. */
export async function spaceOfItem(ctx: PublicContext, id: ItemId): Promise<SpaceId | undefined> {
  const row = await ctx.db.row<{ space: SpaceId }>({
    name: 'space-of-item',
    text: 'select space_id as space from item where id = $1 limit 1',
    values: [id],
  })
  return row?.space
}

/** The hot statement of the product: authorizes and reads one item. Its plan is committed (docs/plans). */
export function itemStatement(state: string, more = '', joins = ''): string {
  return `select ${itemColumns}, coalesce(i.taken_over_by, i.author_id) = $1 as "isAuthor",
      r.bits & r.left_over as "containerRights",
      item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = $1, 63) as "rightsBefore", r.left_over <> 63 as "readOnly",
      item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = $1, left_on_item(r.left_over, i.validated_at)) as rights${more}
    from item i
    join container c on c.space_id = i.space_id and c.id = i.container_id
    cross join lateral rights_on($1, $2, c.rights_from, $3, i.tool, ${itemFacts}) r
    ${joins}
    where i.space_id = $2 and i.id = $3 and ${state}`
}

/**
 * A condition on the space `s` with its group `w`, if it is one: this person is inside (owner, member, in the conversation, or
 * shares the case), or may view something in it by a grant.
 */
export const isEnteredBy = (who: string) => `w.deleted_at is null
        and (s.owner_id = ${who}
          or exists (select from effective_membership m where m.group_id = s.id and m.person_id = ${who})
          or (s.kind = 'private' and is_given_something(${who}, s.id))
          or (s.kind in ('direct', 'case') and given_in_whole(${who}, s.id) <> 0))`

/** The kind of a space that this person may enter, and whether they are inside. */
export async function mayEnter(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
): Promise<Pick<Space, 'kind' | 'inside'> | undefined> {
  return ctx.db.row({
    name: 'access-enter',
    text: `select s.kind, (s.kind in ('direct', 'case') or s.owner_id is not distinct from $1
          or exists (select from effective_membership m where m.group_id = s.id and m.person_id = $1)) as inside
      from space s left join workgroup w on w.id = s.id
      where s.id = $2 and ${isEnteredBy('$1')}`,
    values: [who, space],
    together: ['uuid', 'uuid'],
  })
}
