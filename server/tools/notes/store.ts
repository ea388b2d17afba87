import type { Container, Item, ListedItem } from '../../access/authorized.ts'
import { isContainerShown, isShown, itemColumns, itemStatement } from '../../access/store.ts'
import { decorationColumns, type Decoration } from '../../foundation/items/items.ts'
import { isFound } from '../../foundation/search/search.ts'
import { textStamp } from '../../foundation/live-text/texts.ts'
import { cardRows, type CardValues } from '../../foundation/people/cards.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
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
  { text, preview, words }: Reading,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-note',
    text: `insert into note (space_id, item_id, text, preview, words) values ($1, $2, $3, $4, $5)`,
    values: [space, item, text, preview, words],
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
        concat(i.version, ' ', ${textStamp}) as stamp`,
      'join note n on n.space_id = i.space_id and n.item_id = i.id join space s on s.id = i.space_id',
    ),
    values: [who, space, item],
    together: ['uuid', 'uuid', 'uuid'],
  })
}

export interface ListWishes {
  sort: 'changed' | 'title'
  tag: string | null
  search: string | null
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
    conditions.push(isFound(value(search)))
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

/** Copies what lists and search say of it; history stays where it was made. */
export async function copyNote(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void> {
  await ctx.db.run({
    name: 'copy-note',
    text: `insert into note (space_id, item_id, text, preview, words)
      select $3, $4, text, preview, words from note where space_id = $1 and item_id = $2`,
    values: [from.space, from.item, to.space, to.item],
  })
}

/** The text says something else: what lists and search say of it. */
export async function setReading(
  ctx: PublicContext,
  { space, item }: ItemKey,
  { text, preview, words }: Reading,
): Promise<void> {
  await ctx.db.run({
    name: 'set-note-reading',
    text: `update note set text = $3, preview = $4, words = $5 where space_id = $1 and item_id = $2`,
    values: [space, item, text, preview, words],
  })
}

/** What notes say. */
export function searchable(
  db: Querier,
  keys: ItemKey[],
): Promise<{ item: ItemId; text: string }[]> {
  return db.rows({
    name: 'searchable-notes',
    text: `select n.item_id as item, n.text from unnest($1::uuid[], $2::uuid[]) as wanted (space_id, item_id)
      join note n on n.space_id = wanted.space_id and n.item_id = wanted.item_id`,
    values: [keys.map(({ space }) => space), keys.map(({ item }) => item)],
  })
}

/** Bytes of the versions. None of them is read: only their lengths are. */
export async function weight(ctx: PublicContext, { space, item }: ItemKey): Promise<number> {
  const row = await ctx.db.row<{ weight: number }>({
    name: 'note-weight',
    text: `select coalesce(sum(bytes), 0)::bigint as weight from note_version where space_id = $1 and item_id = $2`,
    values: [space, item],
  })
  return row!.weight
}

/** A picture is named in a text by its hash. */
export async function versionsUseFile(
  ctx: PublicContext,
  { space, item }: ItemKey,
  sha256: string,
): Promise<boolean> {
  const row = await ctx.db.row<{ used: boolean }>({
    name: 'note-versions-use-file',
    text: `select exists (
      select from note_version where space_id = $1 and item_id = $2 and position($3 in content::text) > 0) as used`,
    values: [space, item, sha256],
  })
  return row!.used
}

export async function purgeNotes(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
): Promise<void> {
  for (const table of ['note_version', 'note'] as const) {
    await ctx.db.run({
      name: `purge-${table}`,
      text: `delete from ${table} where space_id = $1 and item_id = any($2::uuid[])`,
      values: [space, items],
    })
  }
}
