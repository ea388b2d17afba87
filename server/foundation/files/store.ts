import type { PublicContext } from '../../kernel/context.ts'
import { plainName, quarantineMark, type Kept } from '../../kernel/blobs.ts'
import type { Querier } from '../../kernel/db.ts'
import type { ItemId, OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'

interface Holder {
  holder: PersonId
  kind: string
  organization: OrganizationId | null
}

/** The person whose plan limits a space: its owner, its administrator, or the person who began the conversation (O7). */
export async function holderOf(ctx: PublicContext, space: SpaceId): Promise<Holder> {
  const row = await ctx.db.row<Holder>({
    name: 'holder-of-space',
    text: `select s.kind, s.organization_id as organization, coalesce(s.owner_id, m.person_id, c.begun_by) as holder from space s
      left join membership m on m.group_id = s.id and m.role = 'administrator'
      left join conversation c on c.space_id = s.id where s.id = $1`,
    values: [space],
  })
  return row!
}

export interface NamedFile {
  sha256: string
  /** On the disk. */
  file: string
  size: number
  type: string
  /** As people know it. */
  name: string
  /** `here`: attached to the item itself. `elsewhere`: only to its comments, or removed. Null: not an attachment. */
  attached: 'here' | 'elsewhere' | null
}

export function filesOf(ctx: PublicContext, { space, item }: ItemKey): Promise<NamedFile[]> {
  return ctx.db.rows<NamedFile>({
    name: 'files-of-item',
    text: `select encode(b.sha256, 'hex') as sha256, b.file, b.size, b.media_type as type, n.name,
        (select case when bool_or(a.comment_id is null and a.removed_at is null) then 'here' else 'elsewhere' end
          from attachment a where a.space_id = $1 and a.item_id = $2 and a.sha256 = n.sha256 group by a.sha256) as attached
      from item_blob n join blob b on b.space_id = n.space_id and b.sha256 = n.sha256
      where n.space_id = $1 and n.item_id = $2 order by b.sha256`,
    values: [space, item],
  })
}

/** A file of this item; the same content elsewhere in the space does not count (X7, X95). */
export function fileOf(
  ctx: PublicContext,
  { space, item }: ItemKey,
  sha256: string,
): Promise<{ file: string; type: string } | undefined> {
  return ctx.db.row({
    name: 'file-of-item',
    text: `select b.file, b.media_type as type from item_blob n
      join blob b on b.space_id = n.space_id and b.sha256 = n.sha256
      where n.space_id = $1 and n.item_id = $2 and n.sha256 = decode($3, 'hex')`,
    values: [space, item, sha256],
  })
}

/** The contents that the space already has, so that they take no more room. */
export async function known(
  ctx: PublicContext,
  space: SpaceId,
  contents: string[],
): Promise<Set<string>> {
  const rows = await ctx.db.rows<{ sha256: string }>({
    name: 'known-contents',
    text: `select encode(sha256, 'hex') as sha256 from blob where space_id = $1
      and sha256 = any(array(select decode(c, 'hex') from unnest($2::text[]) as c))`,
    values: [space, contents],
  })
  return new Set(rows.map(({ sha256 }) => sha256))
}

/**
 * Names a kept file as a file of the item, and counts it when it is new to the space. Returns the file on the disk that is not
 * needed (`spare`): the one just kept, or the damaged one that it replaces; and whether the content is in quarantine. Of a
 * content that nobody has checked, thumbnail and text are made later.
 */
export async function nameFile(
  ctx: PublicContext,
  { space, item }: ItemKey,
  { name: file, sha256, size }: Kept,
  { type, name }: { type: string; name: string },
  by: PersonId,
): Promise<{ spare: string | undefined; infected: boolean }> {
  const row = await ctx.db.row<{ now: string; before: string | null; infected: boolean }>({
    name: 'name-file',
    text: `with before as (
        select file from blob where space_id = $1 and sha256 = decode($3, 'hex')),
      content as (
        insert into blob (space_id, sha256, file, size, media_type, created_at, created_by, scan)
        values ($1, decode($3, 'hex'), $4, $5, $6, $7, $8, $11)
        on conflict (space_id, sha256) do update set
          file = case when blob.fault is null then blob.file when blob.scan = 'infected' then $10 || excluded.file else excluded.file end, fault = null,
          checked_at = case when blob.fault is null then blob.checked_at end,
          media_type = case when excluded.media_type = 'application/octet-stream' then blob.media_type else excluded.media_type end
        returning file, scan),
      counted as (
        update space_counter set stored = stored + $5 where space_id = $1 and not exists (select from before)),
      named as (
        insert into item_blob (space_id, item_id, sha256, name, named_at) values ($1, $2, decode($3, 'hex'), $9, $7)
        on conflict (space_id, item_id, sha256) do update set named_at = excluded.named_at, settled = false,
          name = case when $6 = 'application/octet-stream' then item_blob.name else excluded.name end),
      awaited as (
        insert into rendition as r (space_id, sha256, kind, state, asked_by, asked_at)
        select $1, decode($3, 'hex'), kind, 'waiting', $8, $7 from unnest(array['thumbnail', 'text']) as kind
        where $6 = 'application/octet-stream'
        on conflict (space_id, sha256, kind) do update set state = 'waiting', tries = 0
        where r.state = 'cannot' and r.reason = 'unreadable')
      select content.file as now, (select file from before) as before, content.scan is not distinct from 'infected' as infected from content`,
    values: [
      space,
      item,
      sha256,
      file,
      size,
      type,
      ctx.now,
      by,
      name,
      quarantineMark,
      ctx.house.config.clamdSocket === null ? null : 'waiting',
    ],
  })
  const { now, before, infected } = row!
  if (plainName(now) !== file) return { spare: file, infected }
  const replaced = before !== null && before !== now // equal where an import names a file for a second item
  return { spare: replaced ? before : undefined, infected }
}

/** Names a content that the space already has; returns false when it no longer has it. */
export async function nameKnown(
  ctx: PublicContext,
  { space, item }: ItemKey,
  { sha256, name }: { sha256: string; name: string },
): Promise<boolean> {
  const named = await ctx.db.row({
    name: 'name-known-content',
    text: `with named as (
        insert into item_blob (space_id, item_id, sha256, name, named_at)
        select $1, $2, sha256, $4, $5 from blob where space_id = $1 and sha256 = decode($3, 'hex') on conflict do nothing)
      select 1 as one from blob where space_id = $1 and sha256 = decode($3, 'hex')`,
    values: [space, item, sha256, name, ctx.now],
  })
  return named !== undefined
}

/** Of the contents that are `gone`. */
const releasedRenditions = `
  delete from rendition r where r.space_id = $1 and r.sha256 in (select sha256 from gone) returning r.file`

/** Removes the files of these items, and contents that no other item names. Returns files to remove from the disk. */
export async function releaseFiles(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
): Promise<string[]> {
  const rows = await ctx.db.rows<{ file: string }>({
    name: 'release-files',
    text: `with unnamed as (
        delete from item_blob where space_id = $1 and item_id = any($2::uuid[]) returning sha256),
      gone as (
        delete from blob b where b.space_id = $1 and b.sha256 in (select sha256 from unnamed)
          and not exists (select from item_blob n
            where n.space_id = $1 and n.sha256 = b.sha256 and n.item_id <> all($2::uuid[]))
        returning b.sha256, b.file, b.size),
      renditions as (${releasedRenditions}),
      counted as (
        update space_counter set stored = stored - (select coalesce(sum(size), 0) from gone)
        where space_id = $1 and exists (select from gone))
      select file from gone union all select file from renditions where file is not null`,
    values: [space, items],
  })
  return rows.map(({ file }) => file)
}

export interface Unsettled extends ItemKey {
  tool: string
  kind: string
  sha256: string
}

/** Files named before this time whose use in their item was not checked yet. */
export function unsettled(db: Querier, before: Date, limit: number): Promise<Unsettled[]> {
  return db.rows<Unsettled>({
    name: 'unsettled-files',
    text: `select n.space_id as space, n.item_id as item, i.tool, i.kind, encode(n.sha256, 'hex') as sha256
      from item_blob n join item i on i.space_id = n.space_id and i.id = n.item_id
      where not n.settled and n.named_at < $1 order by n.named_at limit $2`,
    values: [before, limit],
  })
}

export async function settle(
  ctx: PublicContext,
  { space, item, sha256 }: Unsettled,
): Promise<void> {
  await ctx.db.run({
    name: 'settle-file',
    text: `update item_blob set settled = true where space_id = $1 and item_id = $2 and sha256 = decode($3, 'hex')`,
    values: [space, item, sha256],
  })
}

/** Lets it be checked again whether an item uses its files: a version that did is gone. */
export async function askAgainOfFiles(ctx: PublicContext, { space, item }: ItemKey): Promise<void> {
  await ctx.db.run({
    name: 'ask-again-of-files',
    text: 'update item_blob set settled = false where space_id = $1 and item_id = $2 and settled',
    values: [space, item],
  })
}

/** Like `releaseFiles`, for one file of an item. */
export async function releaseFile(
  ctx: PublicContext,
  { space, item, sha256 }: ItemKey & { sha256: string },
): Promise<string[]> {
  const rows = await ctx.db.rows<{ file: string }>({
    name: 'release-file',
    text: `with unnamed as (
        delete from item_blob where space_id = $1 and item_id = $2 and sha256 = decode($3, 'hex')),
      gone as (
        delete from blob b where b.space_id = $1 and b.sha256 = decode($3, 'hex')
          and not exists (select from item_blob n where n.space_id = $1 and n.sha256 = b.sha256 and n.item_id <> $2)
        returning b.sha256, b.file, b.size),
      renditions as (${releasedRenditions}),
      counted as (
        update space_counter set stored = stored - (select size from gone) where space_id = $1 and exists (select from gone))
      select file from gone union all select file from renditions where file is not null`,
    values: [space, item, sha256],
  })
  return rows.map(({ file }) => file)
}

/** The names of files in use on a shelf: files of items and their renditions, pieces of uploads, pictures of groups and people, archives. */
export async function knownOn(db: Querier, shelf: string): Promise<Set<string>> {
  const rows = await db.rows<{ file: string }>({
    name: 'known-on-shelf',
    text: `select file from blob where space_id::text = $1
      union all select file from rendition where space_id::text = $1 and file is not null
      union all select unnest(pieces) from upload where space_id::text = $1
      union all select picture from workgroup where id::text = $1 and picture is not null
      union all select picture from person where $1 = 'people' and picture is not null
      union all select file from group_export where $1 = 'archives' and file is not null
      union all select file from group_import where $1 = 'archives' and file is not null`,
    values: [shelf],
  })
  return new Set(rows.map(({ file }) => file))
}

/** All shelves on which rows name files. */
export async function shelvesKnown(db: Querier): Promise<string[]> {
  const rows = await db.rows<{ shelf: string }>({
    name: 'shelves-known',
    text: `select distinct space_id::text as shelf from blob
      union select distinct space_id::text from upload
      union select id::text from workgroup where picture is not null`,
  })
  return [...rows.map(({ shelf }) => shelf), 'people', 'archives']
}

export interface Unchecked {
  space: SpaceId
  sha256: string
  file: string
  size: number
  fault: string | null
}

/** The next contents that were not checked against their hash since then. */
export function nextToCheck(
  db: Querier,
  before: Date,
  after: Unchecked | undefined,
  limit: number,
): Promise<Unchecked[]> {
  return db.rows<Unchecked>({
    name: 'next-contents-to-check',
    text: `select space_id as space, encode(sha256, 'hex') as sha256, file, size, fault from blob
      where (checked_at is null or checked_at < $1)
        and ($2::uuid is null or (space_id, sha256) > ($2, decode($3, 'hex')))
      order by space_id, sha256 limit $4`,
    values: [before, after?.space ?? null, after?.sha256 ?? null, limit],
  })
}

/** Stores the result of a check; skips a content that was replaced or released meanwhile. */
export async function rememberCheck(
  db: Querier,
  { space, sha256, file }: Unchecked,
  fault: string | null,
  at: Date,
): Promise<void> {
  await db.run({
    name: 'remember-check',
    text: `update blob set checked_at = $4, fault = $5 where space_id = $1 and sha256 = decode($2, 'hex') and file = $3`,
    values: [space, sha256, file, at, fault],
  })
}

export interface DamagedFile {
  space: SpaceId
  file: string
  fault: string
  items: { id: ItemId; name: string }[]
}

/** Files with a stored fault, and these. */
export function damagedFiles(
  db: Querier,
  found: { file: string; fault: string }[] = [],
): Promise<DamagedFile[]> {
  return db.rows<DamagedFile>({
    name: 'damaged-files',
    text: `select b.space_id as space, b.file, coalesce(f.fault, b.fault) as fault,
        coalesce((select jsonb_agg(jsonb_build_object('id', n.item_id, 'name', n.name)) from item_blob n
          where n.space_id = b.space_id and n.sha256 = b.sha256), '[]') as items
      from blob b left join unnest($1::text[], $2::text[]) as f (file, fault) on f.file = b.file
      where b.fault is not null or f.fault is not null order by b.space_id, b.file limit 1000`,
    values: [found.map(({ file }) => file), found.map(({ fault }) => fault)],
  })
}

/** Whether a version of the item contains a file, by its hash. */
export async function isInVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
  sha256: string,
): Promise<boolean> {
  const row = await ctx.db.row<{ used: boolean }>({
    name: 'is-file-in-version',
    text: `select exists (
      select from item_version where space_id = $1 and item_id = $2 and position($3 in content::text) > 0) as used`,
    values: [space, item, sha256],
  })
  return row!.used
}

export interface WrongCount {
  space: SpaceId
  counted: number
  stored: number
}

/** Spaces whose count is not the sum of their files and their items' weight. */
export function wrongCounts(db: Querier): Promise<WrongCount[]> {
  return db.rows<WrongCount>({
    name: 'wrong-counts',
    text: `with files as (select space_id, sum(size) as bytes from blob group by space_id),
        items as (select space_id, sum(weight) as bytes from item group by space_id)
      select c.space_id as space, c.stored as counted, s.stored
      from space_counter c
      left join files on files.space_id = c.space_id
      left join items on items.space_id = c.space_id
      cross join lateral (select (coalesce(files.bytes, 0) + coalesce(items.bytes, 0))::bigint as stored) s
      where c.stored <> s.stored`,
  })
}

/** Corrects the count of a locked space; returns false when it was already right. */
export async function countAgain(ctx: PublicContext, space: SpaceId): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'count-storage-again',
    text: `update space_counter c set stored = s.stored
      from (select ((select coalesce(sum(size), 0) from blob where space_id = $1)
        + (select coalesce(sum(weight), 0) from item where space_id = $1))::bigint as stored) s
      where c.space_id = $1 and c.stored <> s.stored`,
    values: [space],
  })
  return touched > 0
}

/** Sets the weight of an item's own data, without files, comments and tags, and adds the difference to the space. */
export async function setWeight(
  ctx: PublicContext,
  { space, item }: ItemKey,
  weight: number,
): Promise<void> {
  await ctx.db.run({
    name: 'set-item-weight',
    text: `with before as (
        select weight, side_weight + $3::bigint as now from item where space_id = $1 and id = $2 and weight <> side_weight + $3),
      changed as (update item set weight = before.now from before where space_id = $1 and id = $2)
      update space_counter c set stored = c.stored + before.now - before.weight from before where c.space_id = $1`,
    values: [space, item, weight],
  })
}

/** Adds to the weight of the comments and tags of each item, and to the space. */
export async function addSideWeights(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
  each: number,
): Promise<void> {
  await ctx.db.run({
    name: 'add-side-weights',
    text: `with changed as (
        update item set weight = weight + $3::bigint, side_weight = side_weight + $3
        where space_id = $1 and id = any($2::uuid[]) returning id)
      update space_counter set stored = stored + $3 * (select count(*) from changed) where space_id = $1`,
    values: [space, items, each],
  })
}

export async function addSideWeight(
  ctx: PublicContext,
  { space, item }: ItemKey,
  more: number,
): Promise<void> {
  await ctx.db.run({
    name: 'add-side-weight',
    text: `with changed as (
        update item set weight = weight + $3::bigint, side_weight = side_weight + $3
        where space_id = $1 and id = $2 returning id)
      update space_counter set stored = stored + $3 where space_id = $1 and exists (select from changed)`,
    values: [space, item, more],
  })
}
