import { Readable } from 'node:stream'
import { authorizeItem } from '../../access/authorize.ts'
import type { Authorized, Item } from '../../access/authorized.ts'
import { serveFile } from '../../foundation/files/files.ts'
import { emailKey, personById } from '../../foundation/people/people.ts'
import { picture } from '../../foundation/people/pictures.ts'
import { countAttempt } from '../../foundation/people/throttle.ts'
import { exportVersions } from '../../foundation/versions/archive.ts'
import { unchanging, type Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import { itemKind } from '../../kernel/kinds.ts'
import { safeName } from '../../kernel/plain-text.ts'
import { ZipStream } from '../../kernel/zip-stream.ts'
import type { ItemAlong, ItemKey, ItemKind } from '../../kernel/tool.ts'
import { UniqueNames } from '../../kernel/file-names.ts'
import { ownTables, type OwnTable } from './own-tables.ts'
import { readme } from './readme.ts'
import * as store from './store.ts'

/** Exports per hour and person: each reads everything that the person ever wrote. */
const anHour = 5
const pageSize = 100
const longestName = 100

/** The person's own data as a ZIP, written while it is read: never more than one document of it is in memory (O9). */
export async function exportMine(ctx: Context): Promise<FileAnswer> {
  await countAttempt(ctx, [{ key: `export:${ctx.person.id}`, free: anHour }])
  const reading = unchanging(ctx)
  const { stream } = new ZipStream((zip) => write(reading, zip))
  const day = ctx.now.toISOString().slice(0, 10)
  return { body: stream, type: 'application/zip', name: `atelier-${day}.zip` }
}

async function write(ctx: Context, zip: ZipStream): Promise<void> {
  await zip.add(`README.${ctx.language === 'fr' ? 'fr' : 'en'}.md`, readme(ctx))
  await writeProfile(ctx, zip)
  for (const table of ownTables) await writeTable(ctx, zip, table)
  await writeDocuments(ctx, zip)
}

async function writeProfile(ctx: Context, zip: ZipStream): Promise<void> {
  const { passwordHash: _, ...profile } = await personById(ctx, ctx.person.id)
  await zip.add('profile.json', json({ exportedAt: ctx.now.toISOString(), ...profile }))
  if (!profile.picture) return
  const { body } = await picture(ctx, ctx.person.id, profile.picture)
  await zip.add('picture.webp', body.open())
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`
}

async function writeTable(ctx: Context, zip: ZipStream, table: OwnTable): Promise<void> {
  const { email } = await personById(ctx, ctx.person.id)
  const rows = await store.ownRows(ctx, table, emailKey(email))
  const kept = table.items ? await viewable(ctx, rows) : rows
  await zip.add(`data/${table.file}.json`, json(kept))
}

/** The rows about items that the person may still view, authorized again for each: an export can take a while (A11). */
async function viewable(ctx: Context, rows: store.OwnRow[]): Promise<object[]> {
  const kept: object[] = []
  for (const row of rows) {
    if (!row.item_id) kept.push(row)
    else {
      const item = await asSeen(ctx, { space: row.space_id!, item: row.item_id })
      if (item) kept.push({ title: item.title, ...row })
    }
  }
  return kept
}

async function asSeen(
  ctx: Context,
  { space, item }: store.ItemKey,
): Promise<Authorized<Item, 'view'> | undefined> {
  return authorizeItem(ctx, 'view', space, item).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined
    throw error
  })
}

/** Writes each document into the folder of its tool and its space, with its files beside it. */
async function writeDocuments(ctx: Context, zip: ZipStream): Promise<void> {
  const names = new UniqueNames()
  for (let after: string | null = null; ;) {
    const page: store.OwnItem[] = await store.items(ctx, after, pageSize)
    for (const row of page) await writeDocument(ctx, zip, names, row)
    if (page.length < pageSize) return
    after = page.at(-1)!.id
  }
}

async function writeDocument(
  ctx: Context,
  zip: ZipStream,
  names: UniqueNames,
  row: store.OwnItem,
): Promise<void> {
  const kind = itemKind(ctx.house.tools, row)
  const item = row.trashed ? undefined : await asSeen(ctx, row)
  if (!kind || (!item && !(row.trashed && row.space === ctx.person.privateSpace))) return
  const place = row.trashed ? 'trash' : safeName(row.spaceName || 'private', 'group', longestName)
  const base = names.take(`${row.tool}/${place}`, safeName(row.title, row.kind, longestName))
  const files = await store.filesOf(ctx, row)
  const pathOf = new Map(
    files.map(({ sha256, name }) => [
      sha256,
      `${base} - files/${sha256.slice(0, 12)}-${safeName(name, 'file')}`,
    ]),
  )
  const folder = `${row.tool}/${place}/`
  const along: ItemAlong = {
    link: (sha256) => pathOf.get(sha256)?.slice(folder.length),
    item: () => undefined,
    names: () => undefined,
  }
  const { text, parts } = await kind.exportItem(ctx, row, along)
  await zip.add(`${base}.${text.ending}`, text.body)
  if (row.space === ctx.person.privateSpace)
    await zip.add(`${base}.jsonl`, Readable.from(asLines(parts, versionsOf(ctx, row, kind, along))))
  if (!item) return
  for (const [sha256, path] of pathOf)
    await zip.add(path, (await serveFile(ctx, item, sha256)).body.open())
}

async function* asLines(...all: AsyncIterable<object>[]): AsyncGenerator<Buffer> {
  for (const parts of all)
    for await (const part of parts) yield Buffer.from(`${JSON.stringify(part)}\n`)
}

async function* versionsOf(
  ctx: Context,
  of: ItemKey,
  kind: ItemKind,
  along: ItemAlong,
): AsyncGenerator<object> {
  if (!kind.versions) return
  for await (const version of exportVersions(ctx, of, kind.versions, along)) yield { version }
}
