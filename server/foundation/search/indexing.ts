import { lockSpaces } from '../../kernel/changes.ts'
import { inContext, type House } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import { joinChanges } from '../../kernel/joined-changes.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { itemKind } from '../../kernel/kinds.ts'
import type { ItemKey, Tool } from '../../kernel/tool.ts'
import * as store from './index-store.ts'
import { vectorOf } from './vector.ts'

/** Limits of what a transaction indexes itself: items, and characters of each. The background work does the rest. */
const mostInTheWrite = 10
const smallText = 20_000

/** Items that are read in one batch. */
const atOnce = 50
/** Log lines that are followed in one batch. */
const mostLines = 1000

/** Indexes a change in its own transaction, unless the text is long, so that it is found immediately. */
export function indexInTheWrite(house: House): void {
  joinChanges(house, async (ctx, changed) => {
    ctx.db.afterCommit(() => ctx.house.work.wake(workName))
    if (changed.length > mostInTheWrite) return
    const lines = new Map(changed.map((each) => [`${each.space}/${each.item}`, each.seq]))
    const items = await read({ db: ctx.db, tools: house.tools }, changed)
    const small = items.filter(({ length }) => length <= smallText)
    if (small.length === 0) return
    await store.putRows(
      ctx.db,
      small.map((each) => rowOf(each, lines.get(`${each.space}/${each.item}`)!)),
    )
  })
}

/** The database, and the tools that give the texts. */
export interface Reading {
  db: Querier
  tools: readonly Tool[]
}

/** The work that indexes everything that no transaction has indexed itself. */
export const workName = 'search'

interface ReadItem extends ItemKey {
  head: string[]
  body: string[]
  length: number
}

/** The texts of these items: fields that the spine knows, and texts from their tools. */
async function read({ db, tools }: Reading, keys: ItemKey[]): Promise<ReadItem[]> {
  const items = await store.itemsToIndex(db, keys)
  const texts = await textsOf({ db, tools }, items)
  return items.map(({ space, item, title, tags, comments }) => {
    const body = [texts.get(item) ?? '', ...comments]
    return { space, item, head: [title, ...tags], body, length: lengthOf(body) }
  })
}

/** Runs one statement per kind of item. */
export async function textsOf(
  { db, tools }: Reading,
  items: (ItemKey & { tool: string; kind: string })[],
): Promise<Map<ItemId, string>> {
  const texts = new Map<ItemId, string>()
  for (const alike of Map.groupBy(items, ({ tool, kind }) => `${tool}/${kind}`).values()) {
    const kind = itemKind(tools, alike[0]!)
    for (const { item, text } of (await kind?.searchable(db, alike)) ?? []) texts.set(item, text)
  }
  return texts
}

function lengthOf(texts: string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0)
}

function rowOf(item: ReadItem, seq: number): store.Row {
  return { space: item.space, item: item.item, seq, words: vectorOf(item) }
}

/**
 * Moves the index of a space one step further: along its log, or through its items while it is built. Returns how many items
 * it read. An interrupted step is repeated.
 */
export async function indexOn(house: House, space: SpaceId): Promise<number> {
  const at = await store.positionIn(house.db, space)
  if (!at) return 0
  if (at.reached !== null) return readOn(house, space, at.reached, at.seq)
  const upTo = Math.min(at.end, at.seq + mostLines)
  const changed = await store.changedBetween(house.db, space, at.seq, upTo)
  for (let from = 0; from < changed.length; from += atOnce)
    await indexItems(house, space, changed.slice(from, from + atOnce))
  await store.setPosition(house.db, space, { seq: upTo, reached: null })
  return changed.length
}

async function readOn(house: House, space: SpaceId, reached: ItemId, seq: number): Promise<number> {
  const items = await store.itemsAfter(house.db, space, reached, atOnce)
  await indexItems(house, space, items)
  const more = items.length === atOnce
  await store.setPosition(house.db, space, { seq, reached: more ? items.at(-1)! : null })
  return items.length
}

/** Reads and splits texts before it locks the space; an item that changes meanwhile has a later line in the log. */
async function indexItems(house: House, space: SpaceId, items: ItemId[]): Promise<void> {
  if (items.length === 0) return
  const seq = await store.endOf(house.db, space)
  const found = await read(
    house,
    items.map((item) => ({ space, item })),
  )
  const rows = found.map((each) => rowOf(each, seq))
  await inContext(house, undefined, async (ctx) => {
    await lockSpaces(ctx, [space])
    const changed = await store.changedSince(ctx.db, space, items, seq)
    await store.putRows(
      ctx.db,
      rows.filter(({ item }) => !changed.has(item)),
    )
  })
}
