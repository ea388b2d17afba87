import type { Kept } from '../../kernel/blobs.ts'
import type { PublicContext } from '../../kernel/context.ts'
import { theTime, type Querier, type Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Sentence } from '../../kernel/i18n.ts'
import type { Preview } from './schema.ts'

export type Problem = Sentence & { code: string }

export interface ExportRow {
  id: string
  group: SpaceId
  person: PersonId
  state: 'waiting' | 'running' | 'ready' | 'failed'
  starts: number
  done: number
  total: number | null
  file: string | null
  size: number | null
  askedAt: Timestamp
  finishedAt: Timestamp | null
  problem: Problem | null
  /** The database's time, by which its days are counted. */
  now: Timestamp
}

const exportColumns = `e.id, e.group_id as group, e.person_id as person, e.state, e.starts, e.done, e.total, e.file, e.size,
  e.asked_at as "askedAt", e.finished_at as "finishedAt", e.problem, the_time() as now`

/** False when this person already has an export of the group under way. */
export async function insertExport(
  ctx: PublicContext,
  { id, group, person }: Pick<ExportRow, 'id' | 'group' | 'person'>,
): Promise<boolean> {
  const made = await ctx.db.run({
    name: 'insert-group-export',
    text: `insert into group_export (id, group_id, person_id, state, asked_at) values ($1, $2, $3, 'waiting', $4)
      on conflict (group_id, person_id) where state in ('waiting', 'running') do nothing`,
    values: [id, group, person, ctx.now],
  })
  return made === 1
}

/** The exports of the person who asked; nobody else learns that there are any. */
export function exportsOf(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<ExportRow[]> {
  return ctx.db.rows<ExportRow>({
    name: 'group-exports-of-person',
    text: `select ${exportColumns} from group_export e where e.group_id = $1 and e.person_id = $2
      order by e.asked_at desc, e.id desc limit 20`,
    values: [group, person],
  })
}

export function exportOf(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  id: string,
): Promise<ExportRow | undefined> {
  return ctx.db.row<ExportRow>({
    name: 'group-export',
    text: `select ${exportColumns} from group_export e where e.id = $3 and e.group_id = $1 and e.person_id = $2`,
    values: [group, person, id],
  })
}

export async function deleteExport(db: Querier, id: string): Promise<void> {
  await db.run({
    name: 'delete-group-export',
    text: 'delete from group_export where id = $1',
    values: [id],
  })
}

/** Takes the oldest export that waits, or one that an earlier start left unfinished. */
export function takeExport(db: Querier): Promise<ExportRow | undefined> {
  return db.row<ExportRow>({
    name: 'take-group-export',
    text: `update group_export e set state = 'running', starts = e.starts + 1, done = 0, total = null
      where e.id = (select id from group_export where state = 'waiting' order by asked_at limit 1 for update skip locked)
      returning ${exportColumns}`,
  })
}

/** False when it was taken back meanwhile. */
export async function exportProgress(
  db: Querier,
  id: string,
  done: number,
  total: number,
): Promise<boolean> {
  const found = await db.run({
    name: 'group-export-progress',
    text: `update group_export set done = $2, total = $3 where id = $1 and state = 'running'`,
    values: [id, done, total],
  })
  return found === 1
}

export async function exportReady(db: Querier, id: string, { name, size }: Kept): Promise<boolean> {
  const found = await db.run({
    name: 'group-export-ready',
    text: `update group_export set state = 'ready', file = $2, size = $3, finished_at = $4 where id = $1 and state = 'running'`,
    values: [id, name, size, await theTime(db)],
  })
  return found === 1
}

export async function exportFailed(db: Querier, id: string, problem: Problem): Promise<void> {
  await db.run({
    name: 'group-export-failed',
    text: `update group_export set state = 'failed', problem = $2, finished_at = $3 where id = $1`,
    values: [id, JSON.stringify(problem), await theTime(db)],
  })
}

export async function exportsWait(db: Querier): Promise<boolean> {
  const row = await db.row<{ wait: boolean }>({
    name: 'group-exports-wait',
    text: `select exists (select from group_export where state in ('waiting', 'running')) as wait`,
  })
  return row!.wait
}

export async function importsWait(db: Querier): Promise<boolean> {
  const row = await db.row<{ wait: boolean }>({
    name: 'group-imports-wait',
    text: `select exists (select from group_import where state in ('received', 'checking', 'confirmed', 'making')) as wait`,
  })
  return row!.wait
}

/** Starts interrupted exports again, after a stop of the server or the database, unless they have been started too often. */
export async function beginExportsAgain(
  db: Querier,
  mostStarts: number,
  problem: Problem,
): Promise<void> {
  await db.run({
    name: 'begin-group-exports-again',
    text: `update group_export set
        state = case when starts < $1 then 'waiting' else 'failed' end,
        problem = case when starts < $1 then null else $2::jsonb end,
        finished_at = case when starts < $1 then null else $3::timestamptz end
      where state = 'running'`,
    values: [mostStarts, JSON.stringify(problem), await theTime(db)],
  })
}

export async function beginImportsAgain(
  db: Querier,
  mostStarts: number,
  problem: Problem,
): Promise<void> {
  await db.run({
    name: 'begin-group-imports-again',
    text: `update group_import set
        state = case when starts >= $1 then 'refused' when state = 'checking' then 'received' else 'confirmed' end,
        problem = case when starts < $1 then null else $2::jsonb end,
        file = case when starts < $1 then file end,
        finished_at = case when starts < $1 then null else $3::timestamptz end
      where state in ('checking', 'making')`,
    values: [mostStarts, JSON.stringify(problem), await theTime(db)],
  })
}

/**
 * Deletes exports that are too old, of deleted groups, or of people who no longer administer the group; returns their files.
 */
export async function deleteOldExports(db: Querier, before: Date): Promise<string[]> {
  const rows = await db.rows<{ file: string | null }>({
    name: 'delete-old-group-exports',
    text: `delete from group_export e using workgroup w
      where w.id = e.group_id and e.state in ('ready', 'failed')
        and (e.finished_at < $1 or w.deleted_at is not null or not exists (
          select from effective_membership m where m.group_id = e.group_id and m.person_id = e.person_id and m.role = 'administrator'))
      returning e.file`,
    values: [before],
  })
  return rows.flatMap(({ file }) => (file === null ? [] : [file]))
}

export interface ImportRow {
  id: string
  person: PersonId
  state: 'received' | 'checking' | 'ready' | 'confirmed' | 'making' | 'made' | 'refused'
  starts: number
  done: number
  total: number | null
  file: string | null
  size: number
  receivedAt: Timestamp
  preview: Preview | null
  name: string | null
  group: SpaceId | null
  finishedAt: Timestamp | null
  problem: Problem | null
  /** The addresses that the importer chose to invite. */
  invite: string[]
  /** The result: how many were invited, and the names of the others. */
  invited: number
  notInvited: string[]
}

const importColumns = `m.id, m.person_id as person, m.state, m.starts, m.done, m.total, m.file, m.size,
  m.received_at as "receivedAt", m.preview, m.name, m.group_id as group, m.finished_at as "finishedAt", m.problem,
  m.invite, m.invited, m.not_invited as "notInvited"`

export async function insertImport(
  ctx: PublicContext,
  { id, person, file, size }: Pick<ImportRow, 'id' | 'person' | 'file' | 'size'>,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-group-import',
    text: `insert into group_import (id, person_id, state, file, size, received_at) values ($1, $2, 'received', $3, $4, $5)`,
    values: [id, person, file, size, ctx.now],
  })
}

/** Locks this person's imports until the end of the transaction. */
export async function lockImports(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.row({
    name: 'lock-group-imports',
    text: `select pg_advisory_xact_lock(hashtextextended('group-imports:' || $1::text, 0))`,
    values: [person],
  })
}

/** The number of this person's archives that use disk space. */
export async function openImports(ctx: PublicContext, person: PersonId): Promise<number> {
  const row = await ctx.db.row<{ count: number }>({
    name: 'open-group-imports',
    text: 'select count(*)::int as count from group_import where person_id = $1 and file is not null',
    values: [person],
  })
  return row!.count
}

export function importsOf(ctx: PublicContext, person: PersonId): Promise<ImportRow[]> {
  return ctx.db.rows<ImportRow>({
    name: 'group-imports-of-person',
    text: `select ${importColumns} from group_import m where m.person_id = $1 order by m.received_at desc, m.id desc limit 20`,
    values: [person],
  })
}

export function importOf(
  ctx: PublicContext,
  person: PersonId,
  id: string,
): Promise<ImportRow | undefined> {
  return ctx.db.row<ImportRow>({
    name: 'group-import',
    text: `select ${importColumns} from group_import m where m.id = $2 and m.person_id = $1`,
    values: [person, id],
  })
}

/** Of several concurrent confirmations exactly one returns true. */
export async function confirmImport(
  ctx: PublicContext,
  id: string,
  name: string,
  invite: string[],
): Promise<boolean> {
  const found = await ctx.db.run({
    name: 'confirm-group-import',
    text: `update group_import set state = 'confirmed', name = $2, invite = $3, problem = null, done = 0, total = null, starts = 0
      where id = $1 and state = 'ready'`,
    values: [id, name, invite],
  })
  return found === 1
}

export async function deleteImport(db: Querier, id: string): Promise<void> {
  await db.run({
    name: 'delete-group-import',
    text: 'delete from group_import where id = $1',
    values: [id],
  })
}

export function takeImport(db: Querier): Promise<ImportRow | undefined> {
  return db.row<ImportRow>({
    name: 'take-group-import',
    text: `update group_import m set state = case m.state when 'received' then 'checking' else 'making' end,
        starts = m.starts + 1, done = 0, total = null
      where m.id = (select id from group_import where state in ('received', 'confirmed')
        order by received_at limit 1 for update skip locked)
      returning ${importColumns}`,
  })
}

export async function importProgress(
  db: Querier,
  id: string,
  done: number,
  total: number,
): Promise<boolean> {
  const found = await db.run({
    name: 'group-import-progress',
    text: `update group_import set done = $2, total = $3 where id = $1 and state in ('checking', 'making')`,
    values: [id, done, total],
  })
  return found === 1
}

export async function importReady(db: Querier, id: string, preview: Preview): Promise<void> {
  await db.run({
    name: 'group-import-ready',
    text: `update group_import set state = 'ready', preview = $2, starts = 0 where id = $1 and state = 'checking'`,
    values: [id, JSON.stringify(preview)],
  })
}

/**
 * Marks an import as made, in the transaction that makes the group; the archive is no longer needed. False when it was
 * cancelled meanwhile.
 */
export async function importMade(
  db: Querier,
  id: string,
  group: SpaceId,
  { invited, notInvited }: Pick<ImportRow, 'invited' | 'notInvited'>,
): Promise<boolean> {
  const found = await db.run({
    name: 'group-import-made',
    text: `update group_import set state = 'made', group_id = $2, invited = $3, not_invited = $4, file = null, finished_at = $5
      where id = $1 and state = 'making'`,
    values: [id, group, invited, notInvited, await theTime(db)],
  })
  return found === 1
}

/** The group that was made of an import, if any. */
export async function groupMadeOf(db: Querier, id: string): Promise<SpaceId | null> {
  const row = await db.row<{ group: SpaceId | null }>({
    name: 'group-made-of-import',
    text: 'select group_id as group from group_import where id = $1',
    values: [id],
  })
  return row?.group ?? null
}

/** After a temporary failure: the archive is checked again, and this attempt does not count. */
export async function importLater(db: Querier, id: string): Promise<void> {
  await db.run({
    name: 'group-import-later',
    text: `update group_import set state = 'received', starts = greatest(starts - 1, 0) where id = $1 and state = 'checking'`,
    values: [id],
  })
}

/** The archive is sound but could not be imported now, or under this name: it can be confirmed again. */
export async function importWaits(db: Querier, id: string, problem: Problem): Promise<void> {
  await db.run({
    name: 'group-import-waits',
    text: `update group_import set state = 'ready', problem = $2 where id = $1 and state = 'making'`,
    values: [id, JSON.stringify(problem)],
  })
}

export async function importRefused(db: Querier, id: string, problem: Problem): Promise<void> {
  await db.run({
    name: 'group-import-refused',
    text: `update group_import set state = 'refused', problem = $2, file = null, finished_at = $3
      where id = $1 and state in ('checking', 'making')`,
    values: [id, JSON.stringify(problem), await theTime(db)],
  })
}

/** Deletes imports that nobody confirmed, and results of those long done. */
export async function deleteOldImports(
  db: Querier,
  { unconfirmed, done }: { unconfirmed: Date; done: Date },
): Promise<void> {
  await db.run({
    name: 'delete-old-group-imports',
    text: `delete from group_import where (state = 'ready' and received_at < $1) or (state in ('made', 'refused') and finished_at < $2)`,
    values: [unconfirmed, done],
  })
}

/** The file names of all archives that are still in use. */
export async function knownFiles(db: Querier): Promise<Set<string>> {
  const rows = await db.rows<{ file: string }>({
    name: 'known-archives',
    text: `select file from group_export where file is not null union all select file from group_import where file is not null`,
  })
  return new Set(rows.map(({ file }) => file))
}

export interface AskerRow {
  id: PersonId
  organizationId: string | null
  orgRole: 'admin' | 'manager' | 'coordinator' | 'member' | null
  language: 'en' | 'fr'
  timeZone: string
  privateSpace: SpaceId
}

/** The person who asked, as they are now; undefined when their account has been stopped. */
export function asker(db: Querier, person: PersonId): Promise<AskerRow | undefined> {
  return db.row<AskerRow>({
    name: 'asker-of-archive',
    text: `select p.id, p.organization_id as "organizationId", p.org_role as "orgRole", p.language, p.time_zone as "timeZone",
        s.id as "privateSpace"
      from person p join space s on s.owner_id = p.id and s.kind = 'private'
      where p.id = $1 and p.deactivated_at is null and p.deleted_at is null and p.closed_at is null`,
    values: [person],
  })
}
