import { refuseArchived, type Authorized, type Item } from '../../access/authorized.ts'
import { authorizeItem } from '../../access/authorize.ts'
import { lockSpaces, record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict, Forbidden, NotFound } from '../../kernel/errors.ts'
import { itemKind } from '../../kernel/kinds.ts'
import type { ItemKey, Versioned } from '../../kernel/tool.ts'
import { settleTexts } from '../live-text/texts.ts'
import { itemAnswers, lockItem, mayValidate } from '../items/items.ts'
import type { ItemAnswer } from '../items/schema.ts'
import { inTransaction } from '../people/people.ts'
import { itemReopened, itemValidated } from './events.ts'
import { addVersion } from './keeping.ts'
import * as store from './store.ts'
import { said } from './words.ts'

type Viewed = Authorized<Item, 'view'>

/**
 * Makes an item read-only for everybody, also for the person who validates it (decision 0032). Edits that are being stored
 * finish before; later ones are refused.
 */
export async function validateItem(ctx: Context, item: Viewed): Promise<ItemAnswer> {
  refuseOthers(ctx, item)
  await settleTexts(ctx, item)
  return inTheTurnOf(ctx, item, async (inside, now) => {
    if (now.validatedAt) return
    await lockItem(inside, keyOf(now))
    await store.markValidated(inside, keyOf(now), ctx.person.id)
    await record(inside, now.space, itemValidated, about(now))
  })
}

/**
 * Opens a validated item for changes again. Nothing has changed since it was validated, so its present content is what was
 * validated: it is kept as a version.
 */
export async function reopenItem(ctx: Context, item: Viewed, reason: string): Promise<ItemAnswer> {
  refuseOthers(ctx, item)
  const { content, text } = await versioned(ctx, item).present(ctx, keyOf(item))
  return inTheTurnOf(ctx, item, async (inside, now) => {
    if (!now.validatedAt || now.validatedAt !== item.validatedAt)
      throw new Conflict('not-validated', said.notValidated)
    const version = { content, text, title: now.title, authors: [now.validatedBy!] }
    const number = await addVersion(inside, keyOf(now), { ...version, why: 'validated' })
    await store.markValidated(inside, keyOf(now), null)
    await record(inside, now.space, itemReopened, { ...about(now), detail: { number, reason } })
  })
}

/** Runs `act` in the turn of the space, for people who may still do it. Everybody who writes there is then told. */
function inTheTurnOf(
  ctx: Context,
  { space, id }: Viewed,
  act: (inside: Context, item: Viewed) => Promise<void>,
): Promise<ItemAnswer> {
  return inTransaction(ctx, async (inside) => {
    await lockSpaces(inside, [space])
    const item = await authorizeItem(inside, 'view', space, id)
    refuseOthers(inside, item)
    await act(inside, item)
    inside.db.afterCommit(() => ctx.house.live.recheckItem(space, id))
    return (await itemAnswers(inside, [await authorizeItem(inside, 'view', space, id)]))[0]!
  })
}

function refuseOthers(ctx: Context, item: Viewed): void {
  versioned(ctx, item)
  refuseArchived(item)
  if (!mayValidate(ctx.house.tools, item)) throw new Forbidden('forbidden')
}

function versioned(ctx: Context, item: Item): Versioned {
  const versions = itemKind(ctx.house.tools, item)?.versions
  if (!versions) throw new NotFound()
  return versions
}

function about({ container, id }: Item) {
  return { container, item: id }
}

function keyOf({ space, id }: Item): ItemKey {
  return { space, item: id }
}
