import { containerOfItem, isItemOfMine } from '../../access/store.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { refColumns, refPlace, type RefRow } from '../items/refs.ts'
import type { AskedWords } from './query.ts'

/** Filters of a search; each is optional. */
export interface Filters {
  space: SpaceId | null
  container: ContainerId | null
  tool: string | null
  kind: string | null
  author: PersonId | null
  /** Folded. */
  tag: string | null
  from: string | null
  to: string | null
}

/** No filter. */
export const anywhere: Filters = {
  ...{ space: null, container: null, tool: null, kind: null },
  ...{ author: null, tag: null, from: null, to: null },
}

/** The last hit of the previous page: matched by title and tags or by its text, and when it was changed. */
export type After = ['head' | 'body', string, ItemId]

export interface HitRow extends RefRow {
  head: boolean
}

/**
 * How many of the newest items of the asker's spaces are scanned before the index is used: always the first, and the others
 * only where the matches among the first promise a full page.
 */
const lookedThrough = { first: 400, all: 2000 }

/** Whether `i` is in the chosen container, or in one nested in it. */
const isInside = `($12::uuid is null or exists (
  with recursive up as (
    select c.id, c.parent_id from container c where c.space_id = i.space_id and c.id = i.container_id
    union all
    select c.id, c.parent_id from up join container c on c.space_id = i.space_id and c.id = up.parent_id)
  select from up where up.id = $12))`

const isWanted = `($13::text is null or i.tool = $13) and ($14::text is null or i.kind = $14)
  and ($15::uuid is null or coalesce(i.taken_over_by, i.author_id) = $15)
  and ($16::text is null or exists (select from tag t where t.space_id = i.space_id and t.item_id = i.id and t.name_key = $16))
  and ($17::timestamptz is null or i.changed_at >= $17) and ($18::timestamptz is null or i.changed_at < $18)
  and ${isInside}`

const isAfter = (row: string) => `($9::timestamptz is null or ${row} < ($9, $10::uuid))`

/** Whether the words `r` are in title and tags, in the text only, or in either. */
const inHead = 'r.words @@ (select $4::tsquery)'
const inAll = 'r.words @@ (select $3::tsquery)'
const inBody = `${inAll} and not ${inHead}`

/** Whether this page lists this part, is not full yet, and would be full after all newest items at the rate of the first. */
const isLikely = (part: string, found: string, before: string | number) =>
  `(select ${part} and ${before} + ${found} < $8 and ${before} + ${found} * $11::bigint / greatest($20::bigint, 1) >= $8 from known)`

const isMatchAfter = isAfter('(r.changed_at, r.item_id)')

/** The newest items of one space, from an index alone. */
const newestOf = (since: string) => `select i.space_id, i.id, i.changed_at from item i
  where i.space_id = mine.space_id and i.trashed_at is null and ${isAfter('(i.changed_at, i.id)')} and ${since}
  order by i.changed_at desc, i.id desc`

/** The row of `mine` for a match, its item unless it is in the trash, and its container. */
const shown = (space: string, item: string) => `
  cross join lateral (select * from mine where mine.space_id = ${space} offset 0) mine
  cross join lateral (
    select * from item i where i.space_id = ${space} and i.id = ${item} and i.trashed_at is null offset 0) i
  ${containerOfItem}`

/** The matches among some of the newest items, newest first. Reads no further than it has to. */
const scanned = (some: string, words: string, most = '') => `
  select i.space_id, i.id, i.changed_at, r.words @@ (select $4::tsquery) as head
  from (select * from looked where ${some} order by nth offset 0) looked
  cross join lateral (
    select * from search_row r where r.space_id = looked.space_id and r.item_id = looked.id and ${words} offset 0) r
  ${shown('looked.space_id', 'looked.id')}
  where ${isWanted} and ${isItemOfMine}
  order by looked.nth ${most}`

/**
 * The matches of the index, newest first. All of them are put in order by their rows, which are narrow; items, containers and
 * words are read in this order, until the page is full.
 */
const indexed = (keys: string, words: string, head: boolean, after: string, gate: string) => `
  select i.space_id, i.id, i.changed_at, ${head} as head
  from (
    select matched.* from (
      select r.* from mine
      cross join lateral (
        select r.space_id, r.item_id, r.changed_at from search_row r
        where search_keys(r.space_id, r.words) @@ replace(${keys}, '@', right(mine.space_id::text, 8))::tsquery offset 0) r
      where (select ${gate}) and r.space_id = mine.space_id and ${after}
      order by r.changed_at desc, r.item_id desc offset 0) matched
    cross join lateral (
      select from search_row r where r.space_id = matched.space_id and r.item_id = matched.item_id and ($7 or ${words}) offset 0) r
    order by matched.changed_at desc, matched.item_id desc offset 0) found
  ${shown('found.space_id', 'found.item_id')}
  where ${isWanted} and ${isItemOfMine}
  order by found.changed_at desc, found.item_id desc limit $8`

/**
 * Items with these words that the asker may view: first those with all of them in title and tags, then the others, each
 * newest first. Scans the newest items of the asker's spaces; only if these do not fill the page, uses the index for rarer
 * words. The cost depends on the asker's own spaces, not on the whole instance.
 */
export function search(
  ctx: PublicContext,
  who: PersonId,
  words: AskedWords,
  filters: Filters,
  after: After | undefined,
  limit: number,
  looked = lookedThrough,
): Promise<HitRow[]> {
  const [part = null, changedAt = null, id = null] = after ?? []
  return ctx.db.rows<HitRow>({
    name: 'search',
    text: `with mine as materialized (select * from what_one_sees($1) m where $2::uuid is null or m.space_id = $2),
      first_look as (
        select i.changed_at from mine cross join lateral (${newestOf('true')}
          limit (select least($11::bigint, $11::bigint * 3 / greatest(count(*), 1) + 3) from mine)) i),
      oldest_looked as (
        select min(changed_at) as at from (select changed_at from first_look order by changed_at desc limit $11) f
        having count(*) = $11),
      looked as materialized (
        select i.*, row_number() over (order by i.changed_at desc, i.id desc) as nth
        from mine cross join lateral (${newestOf(`i.changed_at >= coalesce((select at from oldest_looked), '-infinity')`)} limit $11) i
        order by nth limit $11),
      near as materialized (${scanned('nth <= $20', inAll)}),
      known as materialized (
        select count(*) <= $20 and count(*) < $11 as complete,
          $19::text is distinct from 'body' as heads, $19::text is distinct from 'head' as bodies,
          (select count(*) from near where head) as near_heads, (select count(*) from near where not head) as near_bodies
        from looked),
      further_heads as materialized (${scanned(`nth > $20 and ${isLikely('heads', 'near_heads', 0)}`, inHead, 'limit $8')}),
      far_heads as materialized (${indexed(
        '$6',
        inHead,
        true,
        isMatchAfter,
        `heads and not complete and near_heads + (select count(*) from further_heads) < $8 from known`,
      )}),
      heads as materialized (
        select * from near where head and (select heads from known)
        union
        select * from further_heads
        union
        select * from far_heads),
      further_bodies as materialized (${scanned(`nth > $20 and ${isLikely('bodies', 'near_bodies', '(select count(*) from heads)')}`, inBody, 'limit $8')}),
      bodies as materialized (
        select * from near where not head and (select bodies from known)
        union
        select * from further_bodies),
      far_bodies as materialized (${indexed(
        '$5',
        inBody,
        false,
        `($19::text is distinct from 'body' or ${isMatchAfter})`,
        `not (bodies and complete) and (select count(*) from heads) + (select count(*) from bodies) < $8 from known`,
      )}),
      hits as (
        select * from heads
        union
        select * from bodies
        union
        select * from far_bodies)
      select ${refColumns}, found.head
      from (select * from hits order by head desc, changed_at desc, id desc limit $8) found
      join item i on i.space_id = found.space_id and i.id = found.id
      ${refPlace}
      order by found.head desc, i.changed_at desc, i.id desc`,
    values: [
      who,
      filters.space,
      words.everywhere,
      words.head,
      words.bodyKeys,
      words.headKeys,
      words.exact,
      limit,
      changedAt,
      id,
      looked.all,
      filters.container,
      filters.tool,
      filters.kind,
      filters.author,
      filters.tag,
      filters.from,
      filters.to,
      part,
      looked.first,
    ],
  })
}
