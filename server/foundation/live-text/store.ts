import { itemFacts } from '../../access/store.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey, TextKey } from '../../kernel/tool.ts'

export async function insertText(
  ctx: PublicContext,
  { space, item, field }: TextKey,
  state: Uint8Array,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-live-text',
    text: `insert into live_text (space_id, item_id, field, state)
      select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[])`,
    row: [space, item, field, Buffer.from(state)],
  })
}

export interface StoredText {
  state: Buffer
  /** How often edits were merged into it. */
  settled: number
  updates: Edit[]
}

/** Reads the stored text: its merged state, and the edits since. */
export async function storedText(
  db: Querier,
  { space, item, field }: TextKey,
): Promise<StoredText | undefined> {
  const row = await db.row<Rows & { state: Buffer; settled: number }>({
    name: 'stored-live-text',
    text: `select t.state, t.settled, coalesce(u.ids, '{}') as ids, coalesce(u.people, '{}') as people, coalesce(u.bytes, '{}') as bytes
      from live_text t
      cross join lateral (
        select array_agg(u.id order by u.id) as ids, array_agg(u.person_id order by u.id) as people, array_agg(u.bytes order by u.id) as bytes
        from live_text_update u where u.space_id = t.space_id and u.item_id = t.item_id and u.field = t.field) u
      where t.space_id = $1 and t.item_id = $2 and t.field = $3`,
    values: [space, item, field],
    together: ['uuid', 'uuid', 'text'],
  })
  return row && { state: row.state, settled: row.settled, updates: editsOf(row) }
}

/** Edits as one row of arrays. */
interface Rows {
  ids: string[]
  people: PersonId[]
  bytes: Buffer[]
}

function editsOf({ ids, people, bytes }: Rows): Edit[] {
  return ids.map((id, at) => ({ id, person: people[at]!, bytes: bytes[at]! }))
}

export interface News {
  /** Only if it was merged since. */
  state: Buffer | null
  settled: number
  /** The ids of all edits beside the state; `updates` has those that were not known. */
  present: Set<string>
  updates: Edit[]
}

/** Reads what is stored of a text and not known to a process. */
export async function newsOf(
  db: Querier,
  { space, item, field }: TextKey,
  { settled, known }: { settled: number; known: string[] },
): Promise<News | undefined> {
  const row = await db.row<Rows & { state: Buffer | null; settled: number; present: string[] }>({
    name: 'news-of-live-text',
    text: `select case when t.settled <> $4 then t.state end as state, t.settled, coalesce(u.present, '{}') as present,
        coalesce(u.ids, '{}') as ids, coalesce(u.people, '{}') as people, coalesce(u.bytes, '{}') as bytes
      from live_text t
      cross join lateral (
        select array_agg(u.id) as present, array_agg(u.id order by u.id) filter (where u.id <> all($5::uuid[])) as ids,
          array_agg(u.person_id order by u.id) filter (where u.id <> all($5::uuid[])) as people,
          array_agg(u.bytes order by u.id) filter (where u.id <> all($5::uuid[])) as bytes
        from live_text_update u where u.space_id = t.space_id and u.item_id = t.item_id and u.field = t.field) u
      where t.space_id = $1 and t.item_id = $2 and t.field = $3`,
    values: [space, item, field, settled, known],
  })
  return row && { ...row, present: new Set(row.present), updates: editsOf(row) }
}

/** A value over the texts of item `i` that changes with every edit, together with the item's version. */
export const textStamp = `(select count(*) || ' ' || max(u.id::text) from live_text_update u
  where u.space_id = i.space_id and u.item_id = i.id)`

export async function copyTexts(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void> {
  await ctx.db.run({
    name: 'copy-live-texts',
    text: `insert into live_text (space_id, item_id, field, state)
      select $3, $4, field, state from live_text where space_id = $1 and item_id = $2`,
    values: [from.space, from.item, to.space, to.item],
  })
  await ctx.db.run({
    name: 'copy-live-text-updates',
    text: `insert into live_text_update (space_id, item_id, field, id, person_id, bytes)
      select $3, $4, field, id, person_id, bytes from live_text_update where space_id = $1 and item_id = $2`,
    values: [from.space, from.item, to.space, to.item],
  })
}

export async function purgeTexts(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
): Promise<void> {
  for (const table of ['live_text_client', 'live_text_update', 'live_text'] as const) {
    await ctx.db.run({
      name: `purge-${table}`,
      text: `delete from ${table} where space_id = $1 and item_id = any($2::uuid[])`,
      values: [space, items],
    })
  }
}

/** Bytes of the states of an item's texts, and of the edits beside them. Reads their lengths only. */
export const weightOfTexts = (space: string, item: string) => `
      (coalesce((select sum(octet_length(t.state)) from live_text t where t.space_id = ${space} and t.item_id = ${item}), 0)
      + coalesce((select sum(octet_length(u.bytes)) from live_text_update u where u.space_id = ${space} and u.item_id = ${item}), 0))::bigint`

export async function textsWeight(ctx: PublicContext, { space, item }: ItemKey): Promise<number> {
  const row = await ctx.db.row<{ weight: number }>({
    name: 'live-texts-weight',
    text: `select ${weightOfTexts('$1', '$2')} as weight`,
    values: [space, item],
  })
  return row!.weight
}

/** Whether these letters occur in the texts of an item. Yjs stores words as UTF-8, so their bytes are searched. */
export async function textsContain(
  ctx: PublicContext,
  { space, item }: ItemKey,
  letters: string,
): Promise<boolean> {
  const row = await ctx.db.row<{ contain: boolean }>({
    name: 'live-texts-contain',
    text: `select exists (select from live_text where space_id = $1 and item_id = $2 and position(convert_to($3, 'UTF8') in state) > 0)
      or exists (select from live_text_update where space_id = $1 and item_id = $2 and position(convert_to($3, 'UTF8') in bytes) > 0) as contain`,
    values: [space, item, letters],
  })
  return row!.contain
}

export interface Edit {
  id: string
  person: PersonId
  bytes: Uint8Array
}

/** The owner of a Yjs client number: one session of one person. */
export interface Writer {
  person: PersonId
  session: string
}

/** An edit from a live connection, with the client numbers that its session is not yet known to own. */
export interface WrittenEdit extends Edit {
  session: string
  claims: number[]
}

const isOpen = 'i.trashed_at is null and c.trashed_at is null'

/**
 * Stores each edit if its author may edit the item at this moment, and if every client number that it claims is free or
 * belonged to a session of the same person that has ended. Rights, numbers and rows are checked and written in one statement.
 * Returns the outcome of each edit; an edit without one was not allowed. Holds the key of the item meanwhile: who validates or moves
 * the item waits for edits that were allowed before, and edits that wait for them are checked again.
 */
export async function keepEdits(
  db: Querier,
  { space, item, field }: TextKey,
  edits: WrittenEdit[],
): Promise<Map<string, 'kept' | 'foreign'>> {
  const claims = edits.flatMap((edit) => edit.claims.map((number) => ({ edit: edit.id, number })))
  const rows = await db.rows<{ id: string; outcome: 'kept' | 'foreign' }>({
    name: 'keep-live-edits',
    text: `with allowed as materialized (
        select t.space_id, t.item_id, t.field, e.*
        from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::bytea[]) as e (id, person_id, session_id, bytes)
        join live_text t on t.space_id = $1 and t.item_id = $2 and t.field = $3
        join item i on i.space_id = t.space_id and i.id = t.item_id
        join container c on c.space_id = i.space_id and c.id = i.container_id
        cross join lateral rights_on(e.person_id, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) r
        where ${isOpen}
          and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = e.person_id,
            left_on_item(r.left_over, i.validated_at)) & 10 = 10
        for key share of i),
      claim as (select * from unnest($8::uuid[], $9::bigint[]) as c (edit_id, number)),
      ended as (
        select m.session_id from live_text_client m
        where m.space_id = $1 and m.item_id = $2 and m.field = $3 and m.number = any($9::bigint[])
          and not exists (select from session s where s.id = m.session_id and s.expires_at > the_time())),
      taken as (
        insert into live_text_client as mine (space_id, item_id, field, number, person_id, session_id)
        select distinct a.space_id, a.item_id, a.field, c.number, a.person_id, a.session_id
        from claim c join allowed a on a.id = c.edit_id
        on conflict (space_id, item_id, field, number) do update set session_id = excluded.session_id
          where mine.person_id = excluded.person_id and (mine.session_id = excluded.session_id
            or mine.session_id in (select e.session_id from ended e))
        returning number),
      kept as (
        insert into live_text_update (space_id, item_id, field, id, person_id, bytes)
        select a.space_id, a.item_id, a.field, a.id, a.person_id, a.bytes from allowed a
        where not exists (
          select from claim c where c.edit_id = a.id and not exists (select from taken t where t.number = c.number))
        returning id)
      select a.id, case when k.id is null then 'foreign' else 'kept' end as outcome
      from allowed a left join kept k on k.id = a.id`,
    values: [
      space,
      item,
      field,
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

/** The owners of the client numbers in a text. */
export async function writersOf(
  db: Querier,
  { space, item, field }: TextKey,
): Promise<Map<number, Writer>> {
  const rows = await db.rows<Writer & { number: string }>({
    name: 'live-text-writers',
    text: `select number, person_id as person, session_id as session from live_text_client
      where space_id = $1 and item_id = $2 and field = $3`,
    values: [space, item, field],
  })
  return new Map(rows.map(({ number, ...writer }) => [Number(number), writer]))
}

/** The current rights of these people on the item whose text they have open. A person without a row may do nothing. */
export function rightsNow(
  db: Querier,
  wanted: { person: PersonId; space: SpaceId; item: ItemId }[],
): Promise<{ person: PersonId; space: SpaceId; item: ItemId; rights: number }[]> {
  return db.rows({
    name: 'live-text-rights-now',
    text: `select w.person, w.space, w.item,
        item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = w.person,
          left_on_item(r.left_over, i.validated_at)) as rights
      from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as w (person, space, item)
      join item i on i.space_id = w.space and i.id = w.item
      join container c on c.space_id = i.space_id and c.id = i.container_id
      cross join lateral rights_on(w.person, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) r
      where ${isOpen}`,
    values: [
      wanted.map(({ person }) => person),
      wanted.map(({ space }) => space),
      wanted.map(({ item }) => item),
    ],
  })
}

/** Merges edits into the state. Returns false, and changes nothing, if another process has merged meanwhile. */
export async function settle(
  ctx: PublicContext,
  { space, item, field }: TextKey,
  { before, state, ids }: { before: number; state: Uint8Array; ids: string[] },
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'settle-live-text',
    text: `update live_text set state = $5, settled = settled + 1
      where space_id = $1 and item_id = $2 and field = $3 and settled = $4`,
    values: [space, item, field, before, Buffer.from(state)],
  })
  if (touched === 0) return false
  await ctx.db.run({
    name: 'drop-settled-updates',
    text: `delete from live_text_update
      where space_id = $1 and item_id = $2 and field = $3 and id = any($4::uuid[])`,
    values: [space, item, field, ids],
  })
  return true
}

/** Marks the item of a stored edit as changed now by this person. Returns its title and place, for the log. */
export async function touchItem(
  ctx: PublicContext,
  { space, item }: ItemKey,
  by: PersonId,
): Promise<{ title: string; container: ContainerId } | undefined> {
  return ctx.db.row({
    name: 'touch-item-of-live-text',
    text: `update item set changed_at = $3, changed_by = $4, version = version + 1
      where space_id = $1 and id = $2 returning title, container_id as container`,
    values: [space, item, ctx.now, by],
  })
}

/** Stores one edit that its door has authorized, in the door's transaction. */
export async function keepEdit(ctx: PublicContext, key: TextKey, edit: Edit): Promise<void> {
  await ctx.db.run({
    name: 'keep-live-edit',
    text: `insert into live_text_update (space_id, item_id, field, id, person_id, bytes)
      values ($1, $2, $3, $4, $5, $6)`,
    values: [key.space, key.item, key.field, edit.id, edit.person, Buffer.from(edit.bytes)],
  })
}

/** Texts with edits that a crash left beside the state, with the tool and kind of their items. */
export function leftovers(db: Querier): Promise<(TextKey & { tool: string; kind: string })[]> {
  return db.rows({
    name: 'live-text-leftovers',
    text: `select distinct u.space_id as space, u.item_id as item, u.field, i.tool, i.kind from live_text_update u
      join item i on i.space_id = u.space_id and i.id = u.item_id limit 10000`,
  })
}
