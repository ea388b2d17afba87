import type { Database, Querier } from '../../kernel/db.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey, Tool } from '../../kernel/tool.ts'

/** Statements that maintain the index; their number does not depend on the number of items. */

/** Everything that a search finds an item by. */
export interface Said extends ItemKey {
  title: string
  tags: string[]
  /** From its tool. */
  text: string
  /** First to last. */
  comments: string[]
  /** Name and text of its attachments and those of its comments, first to last. */
  files: string[]
  /** The text of a file was left out. */
  more: boolean
}

/** Characters that are read: of one text, and of all files of an item. */
interface Most {
  text: number
  files: number
}

/** Of what is longer, the index has the beginning. */
const mostIndexed: Most = { text: 1_000_000, files: 2_000_000 }

/** Leaves out items that do not exist. */
export function saidBy(
  { db, tools }: Reading,
  keys: ItemKey[],
  most = mostIndexed,
): Promise<Said[]> {
  return db.rows<Said>({
    name: 'said-by-items',
    text: `select i.space_id as space, i.id as item, i.title,
        coalesce((select array_agg(t.name order by t.name_key) from tag t where t.space_id = i.space_id and t.item_id = i.id), '{}') as tags,
        left(coalesce(case i.kind ${textOf(tools)} end, ''), $3) as text,
        coalesce((select array_agg(k.body order by k.created_at, k.id) from comment k
          where k.space_id = i.space_id and k.item_id = i.id and k.trashed_at is null), '{}') as comments,
        coalesce((select array_agg(case when f.upto <= $4 then f.name || E'\n' || left(coalesce(f.content, ''), $3) else f.name end
          order by f.nth) from (${filesOfItem}) f), '{}') as files,
        coalesce((select max(f.upto) > $4 from (${filesOfItem}) f), false) as more
      from unnest($1::uuid[], $2::uuid[]) as wanted (space_id, id)
      join item i on i.space_id = wanted.space_id and i.id = wanted.id`,
    values: [...columnsOf(keys), most.text, most.files],
  })
}

/** The attachments of an item `i` and of its comments, and how many characters of text there are up to each. */
const filesOfItem = `
  select a.name, r.content, row_number() over first_to_last as nth,
    sum(coalesce(least(r.letters, $3::int), 0)) over first_to_last as upto
  from attachment a left join comment k on k.space_id = a.space_id and k.id = a.comment_id
  left join rendition r on r.space_id = a.space_id and r.sha256 = a.sha256 and r.kind = 'text'
  where a.space_id = i.space_id and a.item_id = i.id and a.removed_at is null and k.trashed_at is null
  window first_to_last as (order by a.added_at, a.id)`

/** The database, and the tools that have the texts. */
export interface Reading {
  db: Querier
  tools: readonly Tool[]
}

function textOf(tools: readonly Tool[]): string {
  const kinds = tools.flatMap(({ items }) => Object.entries(items))
  return kinds.map(([kind, { searchable }]) => `when '${kind}' then (${searchable})`).join(' ')
}

export interface Row extends ItemKey {
  seq: number
  /** As text of the type tsvector. */
  words: string
}

/**
 * Writes rows of items that still exist. A row whose words are the same keeps the stored ones, so that the index is not
 * written.
 */
export async function putRows(db: Querier, rows: Row[]): Promise<void> {
  await db.run({
    name: 'put-search-rows',
    text: `insert into search_row as r (space_id, item_id, seq, changed_at, words)
      select i.space_id, i.id, given.seq, i.changed_at, given.words::tsvector
      from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[]) as given (space_id, item_id, seq, words)
      join item i on i.space_id = given.space_id and i.id = given.item_id
      on conflict (space_id, item_id) do update set seq = excluded.seq, changed_at = excluded.changed_at,
        words = case when r.words = excluded.words then r.words else excluded.words end
      where r.words <> excluded.words or r.seq < excluded.seq or r.changed_at <> excluded.changed_at`,
    values: [...columnsOf(rows), rows.map(({ seq }) => seq), rows.map(({ words }) => words)],
  })
}

/** Puts these items in order by their last change; their words follow later. */
export async function putInOrder(db: Querier, keys: ItemKey[]): Promise<void> {
  await db.run({
    name: 'put-in-order',
    text: `update search_row r set changed_at = i.changed_at
      from unnest($1::uuid[], $2::uuid[]) as given (space_id, item_id)
      join item i on i.space_id = given.space_id and i.id = given.item_id
      where r.space_id = i.space_id and r.item_id = i.id and r.changed_at <> i.changed_at`,
    values: columnsOf(keys),
  })
}

/** Spaces whose log is ahead of the index, or that are not indexed yet. */
export async function spacesBehind(db: Querier, most: number): Promise<SpaceId[]> {
  const rows = await db.rows<{ space: SpaceId }>({
    name: 'search-spaces-behind',
    text: `select n.space_id as space from space_counter n
      join space s on s.id = n.space_id left join search_position p on p.space_id = n.space_id
      where n.seq > coalesce(p.seq, -1) or p.reached is not null limit $1`,
    values: [most],
  })
  return rows.map(({ space }) => space)
}

export interface Position {
  seq: number
  reached: ItemId | null
  /** The last position in the log. */
  end: number
}

/** The last position in the log of a space. */
export async function endOf(db: Querier, space: SpaceId): Promise<number> {
  const row = await db.row<{ seq: number }>({
    name: 'end-of-log',
    text: 'select seq from space_counter where space_id = $1',
    values: [space],
  })
  return row?.seq ?? 0
}

/** The index's position in a space; a new one starts by reading all items. */
export async function positionIn(db: Querier, space: SpaceId): Promise<Position | undefined> {
  await db.run({
    name: 'begin-search-position',
    text: `insert into search_position (space_id, seq, reached)
      select n.space_id, n.seq, '00000000-0000-0000-0000-000000000000' from space_counter n where n.space_id = $1 on conflict do nothing`,
    values: [space],
  })
  return db.row<Position>({
    name: 'search-position-in',
    text: `select p.seq, p.reached, n.seq as end from search_position p join space_counter n on n.space_id = p.space_id
      where p.space_id = $1`,
    values: [space],
  })
}

export async function setPosition(
  db: Querier,
  space: SpaceId,
  { seq, reached }: Pick<Position, 'seq' | 'reached'>,
): Promise<void> {
  await db.run({
    name: 'set-search-position',
    text: 'update search_position set seq = $2, reached = $3 where space_id = $1',
    values: [space, seq, reached],
  })
}

/** Items of a space after this one, ordered by id. */
export async function itemsAfter(
  db: Querier,
  space: SpaceId,
  after: ItemId,
  most: number,
): Promise<ItemId[]> {
  const rows = await db.rows<{ id: ItemId }>({
    name: 'items-to-index-after',
    text: 'select id from item where space_id = $1 and id > $2 order by id limit $3',
    values: [space, after, most],
  })
  return rows.map(({ id }) => id)
}

/** Items that a range of the log has changed and that were not indexed since. */
export async function changedBetween(
  db: Querier,
  space: SpaceId,
  from: number,
  upTo: number,
): Promise<ItemId[]> {
  const rows = await db.rows<{ id: ItemId }>({
    name: 'items-changed-for-search',
    text: `select h.item_id as id from change h left join search_row r on r.space_id = h.space_id and r.item_id = h.item_id
      where h.space_id = $1 and h.seq > $2 and h.seq <= $3 and h.item_id is not null
      group by h.item_id having coalesce(max(r.seq), -1) < max(h.seq)`,
    values: [space, from, upTo],
  })
  return rows.map(({ id }) => id)
}

export interface NewText {
  space: SpaceId
  sha256: string
}

/** Texts of files that were made and not read yet. */
export function newTexts(db: Querier, limit: number): Promise<NewText[]> {
  return db.rows<NewText>({
    name: 'texts-to-index',
    text: `select space_id as space, encode(sha256, 'hex') as sha256 from rendition where not indexed limit $1`,
    values: [limit],
  })
}

/** The items that have one of these contents. */
export async function itemsWithContent(
  db: Querier,
  space: SpaceId,
  contents: string[],
): Promise<ItemId[]> {
  const rows = await db.rows<{ id: ItemId }>({
    name: 'items-with-content',
    text: `select distinct item_id as id from item_blob
      where space_id = $1 and sha256 = any(array(select decode(c, 'hex') from unnest($2::text[]) as c))`,
    values: [space, contents],
  })
  return rows.map(({ id }) => id)
}

export async function textsIndexed(db: Querier, space: SpaceId, contents: string[]): Promise<void> {
  await db.run({
    name: 'texts-indexed',
    text: `update rendition set indexed = true where space_id = $1 and kind = 'text'
      and sha256 = any(array(select decode(c, 'hex') from unnest($2::text[]) as c))`,
    values: [space, contents],
  })
}

/** Those of these items that a later line of the log changed. */
export async function changedSince(
  db: Querier,
  space: SpaceId,
  items: ItemId[],
  seq: number,
): Promise<Set<ItemId>> {
  const rows = await db.rows<{ id: ItemId }>({
    name: 'items-changed-meanwhile',
    text: 'select distinct item_id as id from change where space_id = $1 and item_id = any($2::uuid[]) and seq > $3',
    values: [space, items, seq],
  })
  return new Set(rows.map(({ id }) => id))
}

/** Makes everything be read again, space by space; until then searches use the old rows. */
export async function forgetPositions(db: Database): Promise<void> {
  await db.run({ text: 'delete from search_position' })
}

/** An estimate of the number of items; counting would read them all. */
export async function itemsInAll(db: Querier): Promise<number> {
  const row = await db.row<{ count: number }>({
    text: `select greatest(reltuples, 0)::bigint as count from pg_class where oid = 'item'::regclass`,
  })
  return row!.count
}

/** Items that searches do not find, or find out of order, although their space was indexed to the end; for the doctor. */
export async function itemsWithoutRow(db: Querier): Promise<number> {
  const row = await db.row<{ count: number }>({
    text: `select count(*) as count from item i join search_position p on p.space_id = i.space_id and p.reached is null
      where not exists (select from search_row r where r.space_id = i.space_id and r.item_id = i.id and r.changed_at = i.changed_at)
        and not exists (select from change h where h.space_id = i.space_id and h.item_id = i.id and h.seq > p.seq)`,
  })
  return row!.count
}

function columnsOf(keys: ItemKey[]): [SpaceId[], ItemId[]] {
  return [keys.map(({ space }) => space), keys.map(({ item }) => item)]
}
