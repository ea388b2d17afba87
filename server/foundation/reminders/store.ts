import type { Item } from '../../access/authorized.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { refColumns, refJoins, refVisible, type RefRow } from '../items/refs.ts'

/** As the person entered it: local time in a zone, and the rule by which it repeats. */
export interface Said {
  start: string
  zone: string
  rule: string | null
}

export interface NewReminder extends Said {
  id: string
  at: Date
}

/** How many reminders this person has, in all and on this item. Locks the person's reminders until the transaction ends. */
export async function countMine(
  ctx: PublicContext,
  person: PersonId,
  item: ItemId,
): Promise<{ all: number; here: number }> {
  await ctx.db.row({
    name: 'lock-reminders',
    text: `select pg_advisory_xact_lock(hashtextextended('reminders:' || $1::text, 0))`,
    values: [person],
  })
  const row = await ctx.db.row<{ all: number; here: number }>({
    name: 'count-reminders',
    text: `select count(*)::int as all, (count(*) filter (where item_id = $2))::int as here from reminder where person_id = $1`,
    values: [person, item],
  })
  return row!
}

export async function insertReminder(
  ctx: PublicContext,
  person: PersonId,
  item: Item,
  reminder: NewReminder,
): Promise<void> {
  const { id, at, rule, start, zone } = reminder
  await ctx.db.run({
    name: 'insert-reminder',
    text: `insert into reminder (space_id, id, item_id, person_id, at, rule, starts_at, zone, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [item.space, id, item.id, person, at, rule, start, zone, ctx.now],
  })
}

/** Returns false when it is not a reminder of this person. */
export async function deleteReminder(
  ctx: PublicContext,
  person: PersonId,
  id: string,
): Promise<boolean> {
  const found = await ctx.db.run({
    name: 'delete-reminder',
    text: 'delete from reminder where person_id = $1 and id = $2',
    values: [person, id],
  })
  return found === 1
}

export interface ReminderRow extends RefRow, Said {
  reminder: string
  at: Timestamp
}

/** Reminders of items that the person may view at this moment; the next one first. */
export function myReminders(
  ctx: PublicContext,
  person: PersonId,
  most: number,
): Promise<ReminderRow[]> {
  return ctx.db.rows<ReminderRow>({
    name: 'my-reminders',
    text: `select ${refColumns}, m.id as reminder, m.at, m.rule, m.starts_at as start, m.zone
      from reminder m join item i on i.space_id = m.space_id and i.id = m.item_id ${refJoins}
      where m.person_id = $1 and ${refVisible} order by m.at, m.id limit $2`,
    values: [person, most],
  })
}

/** Milliseconds until the next reminder is due, by the database's clock. */
export async function untilNext(db: Querier): Promise<number | undefined> {
  const row = await db.row<{ ms: number | null }>({
    name: 'until-next-reminder',
    text: 'select extract(epoch from min(at) - the_time())::float8 * 1000 as ms from reminder',
  })
  return row?.ms ?? undefined
}

export interface DueReminder extends Said {
  space: SpaceId
  id: string
  item: ItemId
  container: ContainerId
  person: PersonId
  at: Timestamp
  trashed: boolean
}

export function dueReminders(ctx: PublicContext, most: number): Promise<DueReminder[]> {
  return ctx.db.rows<DueReminder>({
    name: 'due-reminders',
    text: `select m.space_id as space, m.id, m.item_id as item, i.container_id as container, m.person_id as person, m.at,
        m.rule, m.starts_at as start, m.zone, i.trashed_at is not null as trashed
      from reminder m join item i on i.space_id = m.space_id and i.id = m.item_id
      where m.at <= $1 order by m.at limit $2 for update of m skip locked`,
    values: [ctx.now, most],
  })
}

export async function deleteReminders(ctx: PublicContext, done: DueReminder[]): Promise<void> {
  await ctx.db.run({
    name: 'delete-reminders',
    text: `delete from reminder m using unnest($1::uuid[], $2::uuid[]) as done (space_id, id)
      where m.space_id = done.space_id and m.id = done.id`,
    values: [done.map(({ space }) => space), done.map(({ id }) => id)],
  })
}

export async function moveOn(
  ctx: PublicContext,
  next: { space: SpaceId; id: string; at: Date }[],
): Promise<void> {
  await ctx.db.run({
    name: 'move-reminders-on',
    text: `update reminder m set at = next.at from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as next (space_id, id, at)
      where m.space_id = next.space_id and m.id = next.id`,
    values: [next.map(({ space }) => space), next.map(({ id }) => id), next.map(({ at }) => at)],
  })
}
