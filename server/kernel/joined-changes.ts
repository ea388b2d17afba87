import type { House, PublicContext } from './context.ts'
import type { Transaction } from './db.ts'
import type { ItemId, SpaceId } from './ids.ts'

/** An item that a transaction has changed, and the last line of the change log about it. */
export interface ChangedItem {
  space: SpaceId
  item: ItemId
  seq: number
}

/** Runs at the end of a transaction that changes items, and inside it. */
type Joiner = (ctx: PublicContext, changed: ChangedItem[]) => Promise<void>

const joiners = new WeakMap<House, Joiner[]>()
const changedBy = new WeakMap<Transaction, Map<string, ChangedItem>>()

export function joinChanges(house: House, joiner: Joiner): void {
  joiners.set(house, [...(joiners.get(house) ?? []), joiner])
}

/** Called by `record`: once for each line about an item. */
export function joinedBy(ctx: PublicContext, change: ChangedItem): void {
  const known = changedBy.get(ctx.db)
  const items = known ?? new Map<string, ChangedItem>()
  items.set(`${change.space}/${change.item}`, change)
  if (known) return
  changedBy.set(ctx.db, items)
  ctx.db.beforeCommit?.(async () => {
    for (const join of joiners.get(ctx.house) ?? []) await join(ctx, [...items.values()])
  })
}
