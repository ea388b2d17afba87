import type { Container, Item, ListedItem } from '../../access/authorized.ts'
import {
  bitsFrom,
  containerOfItem,
  isItemOfMine,
  isShown,
  itemColumns,
  itemFacts,
  itemStatement,
  listsOf,
} from '../../access/store.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { cardRows, type CardValues } from '../people/cards.ts'
import { isFound } from '../search/search.ts'
import { decorationColumns, type Decoration } from '../items/items.ts'

/** A sort: an expression over the item `i` and the tool's own row `n`, its type and direction. */
export interface Sort {
  by: string
  type: 'text' | 'timestamptz' | 'date' | 'integer' | 'bigint' | 'numeric'
  descending?: boolean
  /** The expression uses the tool's own row, which must be read before the page is known. */
  own?: boolean
}

/** The tool's own rows of the items of one kind, named `n` in every expression. */
export interface ItemRows<
  Columns,
  SortName extends string = string,
  FilterName extends string = string,
> {
  tool: string
  kind: string
  /** The tool's table, with the key (space_id, item_id). */
  table: string
  /** Columns of lists and single reads, each with its expression: `words: 'n.words'`. */
  columns: Record<keyof Columns & string, string>
  /** Further columns of single reads, for the tool itself. */
  readColumns?: Record<string, string>
  sorts: Record<SortName, Sort>
  /** When an item keeps its people busy, for kinds with a time: expressions over `n`. Items with another `when` stay hidden. */
  span?: { from: string; until: string; when?: string }
  /** Filters of a list: conditions over `n`. */
  filters?: Record<FilterName, string>
}

/** The options of a page. Conditions that are not used are not in the statement. */
export interface ListWishes {
  sort: string
  tag: string | null
  /** The search, as `inWords` returns it. */
  search: string | null
  filters: string[]
  /** The sort key and id of the last item of the previous page. */
  after: [key: unknown, id: ItemId] | null
  limit: number
}

export type Listed<Columns> = ListedItem & Columns & { sortKey: unknown }
export type ReadItem<Columns> = Item &
  Columns &
  Decoration & { id: ItemId; cards: CardValues[] | null }

type Rows<Columns = unknown> = ItemRows<Columns>
const there = 'i.trashed_at is null and c.trashed_at is null'

/** Reads an item and its rights by one statement: the hot path of every tool. */
export function read<Columns extends object>(
  ctx: PublicContext,
  { kind, table, columns, readColumns }: Rows<Columns>,
  who: PersonId,
  { space, item }: ItemKey,
): Promise<ReadItem<Columns> | undefined> {
  const own = columnsOf({ ...columns, ...readColumns })
  return ctx.db.row<ReadItem<Columns>>({
    name: `read-${kind}`,
    text: itemStatement(
      there,
      `, ${own}, ${decorationColumns}, ${cardRows('i.author_id, i.changed_by, i.taken_over_by, i.validated_by')} as cards`,
      `join ${table} n on n.space_id = i.space_id and n.item_id = i.id join space s on s.id = i.space_id`,
    ),
    values: [who, space, item],
    together: ['uuid', 'uuid', 'uuid'],
  })
}

/**
 * Items of one container that the asker may view. Then they may view every item in it, except internal ones and those from
 * before the horizon (G10, G11). Further rights are computed only for the page.
 */
export function inContainer<Columns extends object>(
  ctx: PublicContext,
  rows: Rows<Columns>,
  who: PersonId,
  { space, id }: Pick<Container, 'space' | 'id'>,
  wishes: ListWishes,
): Promise<Listed<Columns>[]> {
  const part = partOf(rows, wishes, 6)
  return ctx.db.rows<Listed<Columns>>({
    name: `${rows.kind}-list-of-container-${part.name}`,
    text: `with place as materialized (
        select r.bits, r.left_over, case when r.horizon is null then '-infinity' else sees_from($1, $2) end as since
        from container c
        cross join lateral rights_on($1, $2, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
        where c.space_id = $2 and c.id = $3)
      select ${itemColumns}, ${columnsOf(rows.columns)}, i.sort_key as "sortKey", i.is_author as "isAuthor",
        r.bits & r.left_over as "containerRights", item_rights(r.bits, i.own, i.is_author, left_on_item(r.left_over, i.validated_at)) as rights
      from (
        select i.*, ${part.key} as sort_key, coalesce(i.taken_over_by, i.author_id) = $1 as is_author,
          case when i.has_grants then (select o.bits from own_item_rights($1, $2, i.id) o) else 0 end as own
        from item i${part.join}
        where i.space_id = $2 and i.container_id = $3 and i.kind = $5 and i.trashed_at is null${part.where}
          and ${isShown('(select since from place)')}
        order by ${part.order} limit $4) i
      cross join place r
      cross join lateral ( -- forces a lookup by key, whatever the planner estimates
        select * from ${rows.table} n where n.space_id = i.space_id and n.item_id = i.id limit 1) n
      order by ${part.again}`,
    values: [who, space, id, wishes.limit, rows.kind, ...part.values],
  })
}

/** Items of a space that the asker may view. */
export function inSpace<Columns extends object>(
  ctx: PublicContext,
  rows: Rows<Columns>,
  who: PersonId,
  space: SpaceId,
  wishes: ListWishes,
): Promise<Listed<Columns>[]> {
  const part = partOf(rows, wishes, 5)
  return ctx.db.rows<Listed<Columns>>({
    name: `${rows.kind}-list-of-space-${part.name}`,
    text: `${seenInSpace(rows)}
      select ${itemColumns}, ${columnsOf(rows.columns)}, ${part.key} as "sortKey", m.is_author as "isAuthor",
        p.bits & l.bits as "containerRights", m.rights
      ${fromSpace(rows, part)}
      order by ${part.order} limit $4`,
    values: [who, space, rows.kind, wishes.limit, ...part.values],
  })
}

/** The number of items of a space that the asker may view. */
export async function countInSpace(
  ctx: PublicContext,
  rows: Rows,
  who: PersonId,
  space: SpaceId,
  wishes: ListWishes,
): Promise<number> {
  const part = partOf(rows, { ...wishes, after: null }, 4)
  const row = await ctx.db.row<{ count: number }>({
    name: `${rows.kind}-count-of-space-${part.name}`,
    text: `${seenInSpace(rows)} select count(*)::int as count ${fromSpace(rows, part)}`,
    values: [who, space, rows.kind, ...part.values],
  })
  return row!.count
}

function seenInSpace({ tool }: Rows): string {
  return `with ${listsOf('mine', '$1', '$2')},
      left_over as materialized (select l.bits from rights_left_to($1, $2, '${tool}') l),
      own as materialized (
        select item_id, bit_or(rights) as bits from grant_rule
        where space_id = $2 and item_id is not null and person_id = $1 group by item_id)`
}

function fromSpace({ table, tool }: Rows, part: Part): string {
  return `from item i ${containerOfItem}
      join ${table} n on n.space_id = i.space_id and n.item_id = i.id
      cross join left_over l
      left join own on own.item_id = i.id
      cross join lateral (select ${bitsFrom('mine', 'c')} as bits, coalesce(i.taken_over_by, i.author_id) = $1 as is_author offset 0) p
      cross join lateral (
        select p.is_author, item_rights(p.bits, coalesce(own.bits, 0), p.is_author, left_on_item(l.bits, i.validated_at)) as rights offset 0) m
      where i.space_id = $2 and i.tool = '${tool}' and i.kind = $3 and ${there} and m.rights & 2 <> 0
        and not (c.internal and is_guest($1, $2)) and ${isShown('(select sees_from($1, $2))')}${part.where}`
}

/** Items of all spaces that the asker may view: reads the first few of each space, then takes the first of those. */
export function everywhere<Columns extends object>(
  ctx: PublicContext,
  rows: Rows<Columns>,
  who: PersonId,
  wishes: ListWishes,
): Promise<Listed<Columns>[]> {
  const part = partOf(rows, wishes, 4)
  return ctx.db.rows<Listed<Columns>>({
    name: `${rows.kind}-list-everywhere-${part.name}`,
    text: `with mine as materialized (select * from what_one_sees($1)),
      page as materialized (
        select i.* from mine cross join lateral (
          select i.*, ${part.key} as sort_key from item i ${containerOfItem}${part.join}
          where i.space_id = mine.space_id and i.tool = '${rows.tool}' and i.kind = $2 and i.trashed_at is null
            and ${isItemOfMine}${part.where}
          order by ${part.order} limit $3) i
        order by ${part.again} limit $3)
      select ${itemColumns}, ${columnsOf(rows.columns)}, i.sort_key as "sortKey", coalesce(i.taken_over_by, i.author_id) = $1 as "isAuthor",
        r.bits & r.left_over as "containerRights",
        item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = $1, left_on_item(r.left_over, i.validated_at)) as rights
      from page i
      join container c on c.space_id = i.space_id and c.id = i.container_id
      join ${rows.table} n on n.space_id = i.space_id and n.item_id = i.id
      cross join lateral rights_on($1, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) r
      order by ${part.again}`,
    values: [who, rows.kind, wishes.limit, ...part.values],
  })
}

/** From when until when, both ISO 8601. */
export interface Span {
  from: string
  until: string
}

/**
 * When somebody is busy by the items of their private space, as far as $1 may know: nothing but times, cut to the asked ones
 * and merged where they touch, so that nothing of single items is in them (S1).
 */
export function busyOfPerson(
  ctx: PublicContext,
  rows: Rows,
  who: PersonId,
  owner: PersonId,
  asked: Span,
): Promise<Span[]> {
  return ctx.db.rows<Span>({
    name: `${rows.kind}-busy-of-person`,
    text: `with place as materialized (select id from space where owner_id = $2 and kind = 'private'),
        mine as materialized (select l.list, l.bits from place cross join lateral lists_one_has($1, place.id) l)
      ${mergedSpans(rows)}
      where i.space_id = (select id from place) and ${bitsFrom('mine', 'c')} & 1 <> 0 and ${isBusy(rows)}) s order by 1 limit ${mostSpans}`,
    values: [who, owner, asked.from, asked.until],
  })
}

/** The same by the items of one container on which $1 has `see busy`. */
export function busyInContainer(
  ctx: PublicContext,
  rows: Rows,
  who: PersonId,
  { space, id }: Pick<Container, 'space' | 'id'>,
  asked: Span,
): Promise<Span[]> {
  return ctx.db.rows<Span>({
    name: `${rows.kind}-busy-in-container`,
    text: `${mergedSpans(rows)}
      where i.space_id = $2 and i.container_id = $5 and ${isShown('(select sees_from($1, $2))')} and ${isBusy(rows)}) s
      order by 1 limit ${mostSpans}`,
    values: [who, space, asked.from, asked.until, id],
  })
}

const mostSpans = 2000

function mergedSpans({ table, span }: Rows): string {
  return `select lower(s.span) as "from", upper(s.span) as until from (
      select unnest(range_agg(tstzrange(greatest(${span!.from}, $3::timestamptz), least(${span!.until}, $4::timestamptz)))) as span
      from item i ${containerOfItem} join ${table} n on n.space_id = i.space_id and n.item_id = i.id`
}

function isBusy({ tool, kind, span }: Rows): string {
  const { from, until, when = 'true' } = span!
  return `i.tool = '${tool}' and i.kind = '${kind}' and ${there} and ${when}
        and ${from} < $4 and ${until} > $3 and ${from} < ${until}`
}

function columnsOf(columns: Record<string, string>): string {
  return Object.entries(columns)
    .map(([name, expression]) => `${expression} as "${name}"`)
    .join(', ')
}

interface Part {
  name: string
  key: string
  join: string
  where: string
  order: string
  /** The same order, applied to the page. */
  again: string
  values: unknown[]
}

/** The conditions and the order of a page; `from` is the number of its first parameter. */
function partOf(
  rows: Rows,
  { sort: by, tag, search, filters, after }: ListWishes,
  from: number,
): Part {
  const sort = rows.sorts[by]!
  const direction = sort.descending ? ' desc' : ''
  const values: unknown[] = []
  const value = (given: unknown): string => `$${from - 1 + values.push(given)}`
  const conditions: string[] = []
  if (after)
    conditions.push(
      `(${sort.by}, i.id) ${sort.descending ? '<' : '>'} (${value(after[0])}::${sort.type}, ${value(after[1])}::uuid)`,
    )
  if (tag !== null)
    conditions.push(
      `exists (select from tag t where t.space_id = i.space_id and t.item_id = i.id and t.name_key = ${value(tag)})`,
    )
  if (search !== null) conditions.push(isFound(value(search)))
  for (const name of filters) conditions.push(`(${rows.filters![name]!})`)
  const own = sort.own === true || filters.length > 0
  return {
    name: [by, after && 'after', tag !== null && 'tag', search !== null && 'search', ...filters]
      .filter(Boolean)
      .join('-'),
    key: sort.by,
    join: own ? ` join ${rows.table} n on n.space_id = i.space_id and n.item_id = i.id` : '',
    where: conditions.map((condition) => ` and ${condition}`).join(''),
    order: `${sort.by}${direction}, i.id${direction}`,
    again: `i.sort_key${direction}, i.id${direction}`,
    values,
  }
}
