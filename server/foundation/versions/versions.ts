import type { Authorized, Item } from '../../access/authorized.ts'
import { authorizeItem } from '../../access/authorize.ts'
import { lockSpaces, record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { itemKind, type Kinded } from '../../kernel/kinds.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import type { ItemKey, Versioned } from '../../kernel/tool.ts'
import { touchItem } from '../items/items.ts'
import { cardsOf } from '../people/cards.ts'
import { inTransaction } from '../people/people.ts'
import { compared } from './compare.ts'
import type { Part } from './differences.ts'
import { versionKept, versionNamed } from './events.ts'
import { addVersion, type NewVersion } from './keeping.ts'
import type { VersionAnswer, VersionRowAnswer } from './schema.ts'
import * as store from './store.ts'

type Viewed = Authorized<Item, 'view'>
type Edited = Authorized<Item, 'edit'>

export async function versions(
  ctx: Context,
  item: Viewed,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<Page<VersionRowAnswer>> {
  versioned(ctx, item)
  const [before] = cursor<[number]>(after) ?? []
  const from = Number.isInteger(before) ? before! : null
  const rows = await store.versions(ctx, keyOf(item), from, limit + 1)
  const page = pageOf(rows, limit, (last) => [last.number])
  return { items: await answers(ctx, page.items), next: page.next }
}

/** How the kind of an item makes versions. For an item without versions, their addresses do not exist. */
function versioned(ctx: Context, item: Kinded): Versioned {
  return itemKind(ctx.house.tools, item)?.versions ?? notFound()
}

async function answers<Row extends store.VersionRow>(ctx: Context, rows: Row[]) {
  const cards = await cardsOf(ctx, new Set(rows.flatMap(({ authors }) => authors)))
  return rows.map((row) => ({ ...row, authors: row.authors.map((author) => cards.get(author)!) }))
}

export async function version(ctx: Context, item: Viewed, number: number): Promise<VersionAnswer> {
  return (await answers(ctx, [await found(ctx, item, number)]))[0]!
}

/** The content of an item in a version, as its tool kept it; not found if there is no such version. */
export async function versionContent(ctx: Context, item: Viewed, number: number): Promise<object> {
  return (await found(ctx, item, number)).content
}

async function found(ctx: Context, item: Item, number: number): Promise<store.WholeVersion> {
  versioned(ctx, item)
  return (await store.version(ctx, keyOf(item), number)) ?? notFound()
}

/**
 * How version `number` differs from `against`, or from what the item says now: what restoring it would remove and bring back.
 */
export async function difference(
  ctx: Context,
  item: Viewed,
  number: number,
  against: number | undefined,
): Promise<Part[]> {
  const { text } = await found(ctx, item, number)
  const other =
    against === undefined
      ? await versioned(ctx, item).present(ctx, keyOf(item))
      : await found(ctx, item, against)
  return compared(ctx.person.id, other.text, text)
}

/** Keeps what an item says now as a named version. */
export async function nameVersion(
  ctx: Context,
  item: Edited,
  label: string,
): Promise<VersionRowAnswer> {
  const { content, text } = await versioned(ctx, item).present(ctx, keyOf(item))
  return inTheTurnOf(ctx, item, async (inside, now) => {
    const number = await add(inside, now, { content, text, label, why: 'named' })
    await record(inside, now.space, versionNamed, { ...about(now), detail: { number } })
    return row(inside, now, number)
  })
}

/** Names a version, or keeps it for ever, or takes either back. */
export async function markVersion(
  ctx: Context,
  item: Edited,
  number: number,
  marks: { label?: string | null; kept?: boolean },
): Promise<VersionRowAnswer> {
  const before = await found(ctx, item, number)
  const { label, kept } = { ...before, ...marks }
  await store.markVersion(ctx, keyOf(item), { number, label, kept })
  if (label !== before.label)
    await record(ctx, item.space, versionNamed, { ...about(item), detail: { number } })
  if (kept !== before.kept)
    await record(ctx, item.space, versionKept, { ...about(item), detail: { number, kept } })
  return row(ctx, item, number)
}

/**
 * Makes an item say again what a version says. What it said until then is kept as a version first, so that nothing is lost and
 * the restoring can be undone. Returns the new version and the number of that one.
 */
export async function restoreVersion(
  ctx: Context,
  item: Edited,
  number: number,
): Promise<{ version: VersionRowAnswer; before: number }> {
  const { content } = await found(ctx, item, number)
  const kind = versioned(ctx, item)
  const { authors, ...present } = await kind.present(ctx, keyOf(item))
  const { write, ...then } = await kind.restoring(ctx, keyOf(item), content)
  return inTheTurnOf(ctx, item, async (inside, now) => {
    const wrote = [...new Set([...(authors ?? []), now.changedBy])]
    const before = await add(inside, now, { ...present, authors: wrote })
    const made = await add(inside, now, { ...then, why: 'restored' })
    await write(inside)
    await touchItem(inside, now)
    return { version: await row(inside, now, made), before }
  })
}

/** Runs `act` in the turn of the space, after authorizing the person again. Whatever takes long is done before. */
function inTheTurnOf<T>(
  ctx: Context,
  { space, id }: Edited,
  act: (inside: Context, item: Edited) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx, async (inside) => {
    await lockSpaces(inside, [space])
    return act(inside, await authorizeItem(inside, 'edit', space, id))
  })
}

function add(
  ctx: Context,
  item: Edited,
  version: Omit<NewVersion, 'title' | 'authors'> & Partial<Pick<NewVersion, 'authors'>>,
): Promise<number> {
  const { title } = item
  return addVersion(ctx, keyOf(item), { authors: [ctx.person.id], title, ...version })
}

async function row(ctx: Context, item: Item, number: number): Promise<VersionRowAnswer> {
  const { content: _, text: __, ...rest } = await found(ctx, item, number)
  return (await answers(ctx, [rest]))[0]!
}

function about({ container, id }: Item) {
  return { container, item: id }
}

function keyOf({ space, id }: Item): ItemKey {
  return { space, item: id }
}

function notFound(): never {
  throw new NotFound()
}
