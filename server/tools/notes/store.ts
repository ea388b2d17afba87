import type { Container, Item, ListedItem } from '../../access/authorized.ts'
import {
  isContainerShown,
  isShown,
  itemColumns,
  itemFacts,
  itemStatement,
} from '../../access/store.ts'
import { decorationColumns, type Decoration } from '../../foundation/items/items.ts'
import { cardRows, type CardValues } from '../../foundation/people/cards.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import type { Reading } from './note.ts'

export interface NoteColumns {
  preview: string
  words: number
  template: boolean
}
export type NoteItem = Item & NoteColumns
export type ListedNote = ListedItem & NoteColumns

const noteColumns = `n.preview, n.words, n.template_at is not null as template`

export async function insertNote(
  ctx: PublicContext,
  { space, item }: ItemKey,
  state: Uint8Array,
  { searchText, preview, words }: Reading,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-note',
    text: `insert into note (space_id, item_id, state, search_text, preview, words) values ($1, $2, $3, $4, $5, $6)`,
    values: [space, item, Buffer.from(state), searchText, preview, words],
  })
}

export interface ReadNote extends NoteItem, Decoration {
  id: ItemId
  cards: CardValues[] | null
  /** Changes with every change of the text: what was made of the text before is good as long as it is the same. */
  stamp: string
}

/** A note authorized and read, by one statement: the hot path of the tool. */
export function note(
  ctx: PublicContext,
  who: PersonId,
  { space, item }: ItemKey,
): Promise<ReadNote | undefined> {
  return ctx.db.row<ReadNote>({
    name: 'read-note',
    text: itemStatement(
      'i.trashed_at is null and c.trashed_at is null',
      `, ${noteColumns}, ${decorationColumns}, ${cardRows('i.author_id, i.changed_by, i.taken_over_by')} as cards,
        concat(i.version, ' ', (select count(*) || ' ' || max(u.id::text) from note_update u where u.space_id = i.space_id and u.item_id = i.id)) as stamp`,
      'join note n on n.space_id = i.space_id and n.item_id = i.id join space s on s.id = i.space_id',
    ),
    values: [who, space, item],
    together: ['uuid', 'uuid', 'uuid'],
  })
}

export interface Stored {
  state: Buffer
  updates: { id: string; person: PersonId; bytes: Buffer }[]
}

/** The text as it is kept: what was put together, and what came since. Only for a note that was authorized. */
export async function stored(db: Querier, { space, item }: ItemKey): Promise<Stored | undefined> {
  const row = await db.row<{ state: Buffer; ids: string[]; people: PersonId[]; bytes: Buffer[] }>({
    name: 'stored-note',
    text: `select n.state, coalesce(u.ids, '{}') as ids, coalesce(u.people, '{}') as people, coalesce(u.bytes, '{}') as bytes
      from note n
      left join lateral (
        select array_agg(u.id order by u.id) as ids, array_agg(u.person_id order by u.id) as people, array_agg(u.bytes order by u.id) as bytes
        from note_update u where u.space_id = n.space_id and u.item_id = n.item_id) u on true
      where n.space_id = $1 and n.item_id = $2`,
    values: [space, item],
  })
  if (!row) return undefined
  const updates = row.ids.map((id, at) => ({
    id,
    person: row.people[at]!,
    bytes: row.bytes[at]!,
  }))
  return { state: row.state, updates }
}

export interface ListWishes {
  sort: 'changed' | 'title'
  tag: string | null
  search: string[] | null
  /** Where the last part of the list ended: its changed-at or lower title, and its id. */
  after: [string, ItemId] | null
  limit: number
}

/**
 * Notes of one notebook that the asker may view: then every note in it may be viewed, but those that are internal or from
 * before the horizon (G10, G11). What they may do beyond is computed for the page alone.
 */
export function notesOfNotebook(
  ctx: PublicContext,
  who: PersonId,
  container: Container,
  wishes: ListWishes,
): Promise<ListedNote[]> {
  const part = partOf(wishes, 5)
  return ctx.db.rows<ListedNote>({
    name: `notes-of-notebook-${part.name}`,
    text: `with place as materialized (
        select r.bits, r.left_over, case when r.horizon is null then '-infinity' else sees_from($1, $2) end as since
        from container c
        cross join lateral rights_on($1, $2, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
        where c.space_id = $2 and c.id = $3)
      select ${itemColumns}, ${noteColumns}, i.is_author as "isAuthor", r.bits & r.left_over as "containerRights",
        item_rights(r.bits, i.own, i.is_author, r.left_over) as rights
      from (
        select i.*, coalesce(i.taken_over_by, i.author_id) = $1 as is_author,
          case when i.has_grants then (select o.bits from own_item_rights($1, $2, i.id) o) else 0 end as own
        from item i where i.space_id = $2 and i.container_id = $3 and i.trashed_at is null${part.where}
          and ${isShown('(select since from place)')}
        order by ${part.order} limit $4) i
      cross join place r
      cross join lateral ( -- by its key, whatever a plan believes of the length of a page
        select * from note n where n.space_id = i.space_id and n.item_id = i.id limit 1) n
      order by ${part.order}`,
    values: [who, container.space, container.id, wishes.limit, ...part.values],
  })
}

/** Notes of a space, wherever the asker may view them. */
export function notesOfSpace(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  wishes: ListWishes & { templates: boolean },
): Promise<ListedNote[]> {
  const part = partOf(wishes, 5)
  return ctx.db.rows<ListedNote>({
    name: `notes-of-space-${part.name}`,
    text: `with place as (
        select c.id, r.bits, l.bits as left_over from container c
        cross join lateral container_rights($1, c.space_id, c.rights_from) r
        cross join lateral rights_left_to($1, c.space_id, c.tool) l
        where c.space_id = $2 and c.tool = 'notes' and c.trashed_at is null and ${isContainerShown('$1')}),
      own as (
        select item_id, bit_or(rights) as bits from grant_rule
        where space_id = $2 and item_id is not null and person_id = $1 group by item_id)
      select ${itemColumns}, ${noteColumns}, m.is_author as "isAuthor", place.bits & place.left_over as "containerRights", m.rights
      from item i
      join place on place.id = i.container_id
      join note n on n.space_id = i.space_id and n.item_id = i.id
      left join own on own.item_id = i.id
      cross join lateral (
        select coalesce(i.taken_over_by, i.author_id) = $1 as is_author,
          item_rights(place.bits, coalesce(own.bits, 0), coalesce(i.taken_over_by, i.author_id) = $1, place.left_over) as rights) m
      where i.space_id = $2 and i.trashed_at is null and m.rights & 2 <> 0
        and ${isShown('(select sees_from($1, $2))')}
        and (not $3 or n.template_at is not null)${part.where}
      order by ${part.order} limit $4`,
    values: [who, space, wishes.templates, wishes.limit, ...part.values],
  })
}

/** The conditions and the order of a part of a list; `from` numbers the first value of its own. */
function partOf({ sort, tag, search, after }: ListWishes, from: number) {
  const key = sort === 'title' ? 'i.title_key' : 'i.changed_at'
  const direction = sort === 'title' ? '' : ' desc'
  const conditions: string[] = []
  const values: unknown[] = []
  const value = (given: unknown): string => `$${from - 1 + values.push(given)}`
  if (after) {
    const type = sort === 'title' ? 'text' : 'timestamptz'
    const compare = sort === 'title' ? '>' : '<'
    conditions.push(
      `(${key}, i.id) ${compare} (${value(after[0])}::${type}, ${value(after[1])}::uuid)`,
    )
  }
  if (tag !== null)
    conditions.push(
      `exists (select from tag t where t.space_id = i.space_id and t.item_id = i.id and t.name_key = ${value(tag)})`,
    )
  if (search !== null) {
    const inText = `exists (select from note s where s.space_id = i.space_id and s.item_id = i.id and position(word in s.search_text) > 0)`
    conditions.push(
      `not exists (select from unnest(${value(search)}::text[]) word where position(word in i.title_key) = 0 and not ${inText})`,
    )
  }
  return {
    name: [sort, after && 'after', tag !== null && 'tag', search !== null && 'search']
      .filter(Boolean)
      .join('-'),
    where: conditions.map((condition) => ` and ${condition}`).join(''),
    order: `${key}${direction}, i.id${direction}`,
    values,
  }
}

export async function setTemplate(
  ctx: PublicContext,
  { space, item }: ItemKey,
  by: PersonId | null,
): Promise<void> {
  await ctx.db.run({
    name: 'set-note-template',
    text: `update note set template_at = $3, template_by = $4 where space_id = $1 and item_id = $2`,
    values: [space, item, by && ctx.now, by],
  })
}

/** Copies text, template mark and pictures' names into another place; history stays where it was made. */
export async function copyNote(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void> {
  await ctx.db.run({
    name: 'copy-note',
    text: `insert into note (space_id, item_id, state, search_text, preview, words)
      select $3, $4, state, search_text, preview, words from note where space_id = $1 and item_id = $2`,
    values: [from.space, from.item, to.space, to.item],
  })
  await ctx.db.run({
    name: 'copy-note-updates',
    text: `insert into note_update (space_id, item_id, id, person_id, at, bytes)
      select $3, $4, id, person_id, at, bytes from note_update where space_id = $1 and item_id = $2`,
    values: [from.space, from.item, to.space, to.item],
  })
}

/** Bytes of the state, of the edits beside it and of the versions. None of them is read: only their lengths are. */
export async function weight(ctx: PublicContext, { space, item }: ItemKey): Promise<number> {
  const row = await ctx.db.row<{ weight: number }>({
    name: 'note-weight',
    text: `select (coalesce((select octet_length(state) from note where space_id = $1 and item_id = $2), 0)
      + coalesce((select sum(octet_length(bytes)) from note_update where space_id = $1 and item_id = $2), 0)
      + coalesce((select sum(bytes) from note_version where space_id = $1 and item_id = $2), 0))::bigint as weight`,
    values: [space, item],
  })
  return row!.weight
}

/** A picture is named in the text by its hash: also within what Yjs keeps, whose words lie there in UTF-8. */
export async function usesFile(
  ctx: PublicContext,
  { space, item }: ItemKey,
  sha256: string,
): Promise<boolean> {
  const row = await ctx.db.row<{ used: boolean }>({
    name: 'note-uses-file',
    text: `select exists (select from note where space_id = $1 and item_id = $2 and position(convert_to($3, 'UTF8') in state) > 0)
      or exists (select from note_update where space_id = $1 and item_id = $2 and position(convert_to($3, 'UTF8') in bytes) > 0)
      or exists (select from note_version where space_id = $1 and item_id = $2 and position($3 in content::text) > 0) as used`,
    values: [space, item, sha256],
  })
  return row!.used
}

export async function purgeNotes(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
): Promise<void> {
  for (const table of ['note_client', 'note_update', 'note_version', 'note'] as const) {
    await ctx.db.run({
      name: `purge-${table}`,
      text: `delete from ${table} where space_id = $1 and item_id = any($2::uuid[])`,
      values: [space, items],
    })
  }
}

export interface Edit {
  id: string
  person: PersonId
  bytes: Uint8Array
}

/** Whose a Yjs client number is: one session's of one person. */
export interface Writer {
  person: PersonId
  session: string
}

/** An edit of a live connection, with the client numbers that its session was not yet known to have. */
export interface WrittenEdit extends Edit {
  session: string
  claims: number[]
}

const isOpen = 'i.trashed_at is null and c.trashed_at is null'

/**
 * Keeps edits, each if its author may edit the note at this moment and every client number that it claims is free, or was this
 * person's in a session that has ended: rights, numbers and rows are one statement. Answers what became of each edit; one that
 * is not named was not allowed.
 */
export async function keepEdits(
  db: Querier,
  { space, item }: ItemKey,
  edits: WrittenEdit[],
): Promise<Map<string, 'kept' | 'foreign'>> {
  const claims = edits.flatMap((edit) => edit.claims.map((number) => ({ edit: edit.id, number })))
  const rows = await db.rows<{ id: string; outcome: 'kept' | 'foreign' }>({
    name: 'keep-note-edits',
    text: `with allowed as materialized (
        select i.space_id, i.id as item_id, e.*
        from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::bytea[]) as e (id, person_id, session_id, bytes)
        join item i on i.space_id = $1 and i.id = $2
        join container c on c.space_id = i.space_id and c.id = i.container_id
        cross join lateral rights_on(e.person_id, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) r
        where ${isOpen}
          and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = e.person_id, r.left_over) & 10 = 10),
      claim as (select * from unnest($7::uuid[], $8::bigint[]) as c (edit_id, number)),
      taken as (
        insert into note_client as mine (space_id, item_id, number, person_id, session_id)
        select distinct a.space_id, a.item_id, c.number, a.person_id, a.session_id from claim c join allowed a on a.id = c.edit_id
        on conflict (space_id, item_id, number) do update set session_id = excluded.session_id
          where mine.person_id = excluded.person_id and (mine.session_id = excluded.session_id
            or not exists (select from session s where s.id = mine.session_id and s.expires_at > the_time()))
        returning number),
      kept as (
        insert into note_update (space_id, item_id, id, person_id, at, bytes)
        select a.space_id, a.item_id, a.id, a.person_id, now(), a.bytes from allowed a
        where not exists (
          select from claim c where c.edit_id = a.id and not exists (select from taken t where t.number = c.number))
        returning id)
      select a.id, case when k.id is null then 'foreign' else 'kept' end as outcome
      from allowed a left join kept k on k.id = a.id`,
    values: [
      space,
      item,
      edits.map(({ id }) => id),
      edits.map(({ person }) => person),
      edits.map(({ session }) => session),
      edits.map(({ bytes }) => Buffer.from(bytes)),
      claims.map(({ edit }) => edit),
      claims.map(({ number }) => number),
    ],
  })
  return new Map(rows.map(({ id, outcome }) => [id, outcome]))
}

/** Whose the client numbers are under which something is written in a note. */
export async function writersOf(
  db: Querier,
  { space, item }: ItemKey,
): Promise<Map<number, Writer>> {
  const rows = await db.rows<Writer & { number: string }>({
    name: 'note-writers',
    text: `select number, person_id as person, session_id as session from note_client where space_id = $1 and item_id = $2`,
    values: [space, item],
  })
  return new Map(rows.map(({ number, ...writer }) => [Number(number), writer]))
}

/** What each of these people may do now with the note that they have open; who is missing may nothing. */
export function rightsNow(
  db: Querier,
  wanted: { person: PersonId; space: SpaceId; item: ItemId }[],
): Promise<{ person: PersonId; space: SpaceId; item: ItemId; rights: number }[]> {
  return db.rows({
    name: 'note-rights-now',
    text: `select w.person, w.space, w.item,
        item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = w.person, r.left_over) as rights
      from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as w (person, space, item)
      join item i on i.space_id = w.space and i.id = w.item
      join container c on c.space_id = i.space_id and c.id = i.container_id
      join note n on n.space_id = i.space_id and n.item_id = i.id
      cross join lateral rights_on(w.person, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) r
      where ${isOpen}`,
    values: [
      wanted.map(({ person }) => person),
      wanted.map(({ space }) => space),
      wanted.map(({ item }) => item),
    ],
  })
}

/** Puts edits together into the state, unless somebody else did meanwhile: then false, and nothing is changed. */
export async function settle(
  ctx: PublicContext,
  { space, item }: ItemKey,
  {
    before,
    state,
    ids,
    reading,
  }: { before: string; state: Uint8Array; ids: string[]; reading: Reading },
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'settle-note',
    text: `update note set state = $4, search_text = $5, preview = $6, words = $7
      where space_id = $1 and item_id = $2 and md5(state) = $3`,
    values: [
      space,
      item,
      before,
      Buffer.from(state),
      reading.searchText,
      reading.preview,
      reading.words,
    ],
  })
  if (touched === 0) return false
  await ctx.db.run({
    name: 'drop-settled-updates',
    text: 'delete from note_update where space_id = $1 and item_id = $2 and id = any($3::uuid[])',
    values: [space, item, ids],
  })
  return true
}

/** The item of an edit that was kept: changed now, by them. Its title and place, for history; nothing if it is gone. */
export async function touchEdited(
  ctx: PublicContext,
  { space, item }: ItemKey,
  by: PersonId,
): Promise<{ title: string; container: ContainerId } | undefined> {
  return ctx.db.row({
    name: 'touch-edited-note',
    text: `update item set changed_at = $3, changed_by = $4, version = version + 1
      where space_id = $1 and id = $2 returning title, container_id as container`,
    values: [space, item, ctx.now, by],
  })
}

/** Keeps one edit that was authorized by its door, in its transaction. */
export async function keepEdit(ctx: PublicContext, key: ItemKey, edit: Edit): Promise<void> {
  await ctx.db.run({
    name: 'keep-note-edit',
    text: `insert into note_update (space_id, item_id, id, person_id, at, bytes) values ($1, $2, $3, $4, $5, $6)`,
    values: [key.space, key.item, edit.id, edit.person, ctx.now, Buffer.from(edit.bytes)],
  })
}

/** Notes with edits that a crash left beside the state. */
export function leftovers(db: Querier): Promise<ItemKey[]> {
  return db.rows<ItemKey>({
    name: 'note-leftovers',
    text: `select distinct u.space_id as space, u.item_id as item from note_update u
      join item i on i.space_id = u.space_id and i.id = u.item_id limit 10000`,
  })
}
