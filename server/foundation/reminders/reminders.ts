import type { Authorized, Item } from '../../access/authorized.ts'
import { inContext, type Context, type House, type PublicContext } from '../../kernel/context.ts'
import { theTime } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { momentOf, nextOccurrence } from '../../kernel/recurrence.ts'
import type { Static } from '../../kernel/shapes.ts'
import { refAnswers } from '../items/refs.ts'
import { tellOwn } from '../notices/following.ts'
import { reminder } from './notices.ts'
import type { MyReminders, NewReminder, Reminder } from './schema.ts'
import * as store from './store.ts'
import { noRule, notInFuture, noTime, tooMany } from './words.ts'

const mostOfAll = 500
const mostOnAnItem = 10
const tenYears = 10 * 365.25 * 86_400_000
/** How many reminders are told in one transaction. */
const mostAtOnce = 200

/** Sets a reminder. Only the person who set it is told, and only while they may view the item. */
export async function remindMe(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  given: Static<typeof NewReminder>,
): Promise<Static<typeof Reminder>> {
  const { start, zone } = given
  const rule = given.rule ?? null
  const at = firstTime({ start, zone, rule }, await theTime(ctx.db))
  const mine = await store.countMine(ctx, ctx.person.id, item.id)
  if (mine.all >= mostOfAll || mine.here >= mostOnAnItem) throw tooMany()
  const id = newId()
  await store.insertReminder(ctx, ctx.person.id, item, { id, at, start, zone, rule })
  ctx.db.afterCommit(() => ctx.house.work.wake('reminders'))
  return { id, at: at.toISOString(), start, zone, rule }
}

function firstTime({ start, zone, rule }: store.Said, now: Date): Date {
  const first = momentOf(start, zone)
  if (!first) throw noTime()
  const at = rule === null ? first : nextOccurrence({ rule, start, zone }, now)
  if (!at) throw noRule()
  if (at <= now || at.getTime() > now.getTime() + tenYears) throw notInFuture()
  return at
}

export async function forgetReminder(ctx: Context, id: string): Promise<void> {
  if (!(await store.deleteReminder(ctx, ctx.person.id, id))) throw new NotFound()
}

export async function myReminders(ctx: Context): Promise<Static<typeof MyReminders>> {
  const rows = await store.myReminders(ctx, ctx.person.id, mostOfAll)
  const items = await refAnswers(ctx, rows)
  return {
    items: rows.map((row, n) => ({
      id: row.reminder,
      at: row.at,
      start: row.start,
      zone: row.zone,
      rule: row.rule,
      item: items[n]!,
    })),
  }
}

/**
 * Tells due reminders. One that does not repeat is then deleted, even if its item is in the trash or may not be viewed at
 * that moment; one that repeats moves to its next time in the future, however long the server was stopped.
 */
export async function remindAllDue(house: House, given?: Date): Promise<void> {
  const now = given ?? (await theTime(house.db))
  const round = () => inContext(house, undefined, (ctx) => remindDue({ ...ctx, now }))
  while ((await round()) === mostAtOnce);
}

async function remindDue(ctx: PublicContext): Promise<number> {
  const due = await store.dueReminders(ctx, mostAtOnce)
  if (due.length === 0) return 0
  await tellOwn(
    ctx,
    due
      .filter(({ trashed }) => !trashed)
      .map(({ person, space, item, container, id, at }) => ({
        ...{ person, space, item, container, at },
        notice: reminder,
        thing: id,
      })),
  )
  const next = due.flatMap((each) => {
    const { rule, start, zone } = each
    const at = rule !== null && nextOccurrence({ rule, start, zone }, ctx.now)
    return at ? [{ space: each.space, id: each.id, at }] : []
  })
  const goOn = new Set(next.map(({ id }) => id))
  await store.deleteReminders(
    ctx,
    due.filter(({ id }) => !goOn.has(id)),
  )
  await store.moveOn(ctx, next)
  return due.length
}
