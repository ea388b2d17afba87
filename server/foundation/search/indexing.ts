import { lockSpaces } from '../../kernel/changes.ts'
import { inContext, type House } from '../../kernel/context.ts'
import { joinChanges } from '../../kernel/joined-changes.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import * as store from './index-store.ts'
import { vectorOf } from './vector.ts'

/** Limits of what a transaction indexes itself: items, and characters of each. The background work does the rest. */
const mostInTheWrite = 10
const smallText = 20_000
const inTheWrite = { text: smallText + 1, files: smallText }

/** Items that are read in one batch. */
const atOnce = 20
/** Log lines that are followed in one batch. */
const mostLines = 1000

/** Indexes a change in its own transaction, unless the text is long, so that it is found immediately. */
export function indexInTheWrite(house: House): void {
  joinChanges(house, async (ctx, changed) => {
    ctx.db.afterCommit(() => ctx.house.work.wake(workName))
    const lines = new Map(changed.map((each) => [keyOf(each), each.seq]))
    const rows =
      changed.length > mostInTheWrite
        ? []
        : (await store.saidBy({ db: ctx.db, tools: house.tools }, changed, inTheWrite))
            .filter(isSmall)
            .map((said) => rowOf(said, lines.get(keyOf(said))!))
    if (rows.length > 0) await store.putRows(ctx.db, rows)
    const written = new Set(rows.map(keyOf))
    const later = changed.filter((each) => !written.has(keyOf(each)))
    if (later.length > 0) await store.putInOrder(ctx.db, later)
  })
}

/** The work that indexes everything that no transaction has indexed itself. */
export const workName = 'search'

function keyOf({ space, item }: ItemKey): string {
  return `${space}/${item}`
}

function isSmall({ text, comments, files, more }: store.Said): boolean {
  return !more && lengthOf([text, ...comments, ...files]) <= smallText
}

function lengthOf(texts: string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0)
}

function rowOf(
  { space, item, title, tags, text, comments, files }: store.Said,
  seq: number,
): store.Row {
  const words = vectorOf({ head: [title, ...tags], body: [text, ...comments, ...files] })
  return { space, item, seq, words }
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

/** Indexes the items that have texts of files which were made since the items were indexed. */
export async function indexNewTexts(house: House, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted) {
    const texts = await store.newTexts(house.db, atOnce)
    if (texts.length === 0) return
    for (const [space, ofSpace] of Map.groupBy(texts, (text) => text.space)) {
      const contents = ofSpace.map(({ sha256 }) => sha256)
      const items = await store.itemsWithContent(house.db, space, contents)
      for (let from = 0; from < items.length; from += atOnce)
        await indexItems(house, space, items.slice(from, from + atOnce))
      await store.textsIndexed(house.db, space, contents)
    }
  }
}

/** Reads and splits texts before it locks the space; an item that changes meanwhile has a later line in the log. */
async function indexItems(house: House, space: SpaceId, items: ItemId[]): Promise<void> {
  if (items.length === 0) return
  const seq = await store.endOf(house.db, space)
  const found = await store.saidBy(
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
