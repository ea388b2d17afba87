import { inContext, type House, type PublicContext } from '../../kernel/context.ts'
import { theTime } from '../../kernel/db.ts'
import { oneByOne } from '../../kernel/one-by-one.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import { isClosed } from '../people/going-store.ts'
import { endSessionsOf, holdPerson } from '../people/sessions.ts'
import { sweepDates } from './beginning.ts'
import { memberEnding, successorAsked } from './events.ts'
import { lockFamily, refreshEffective } from './flat.ts'
import * as governance from './governance-store.ts'
import { endOffer } from './hand-over.ts'
import { tellOf } from './letters.ts'
import { sweepEnded } from './membership.ts'
import * as overTime from './over-time-store.ts'
import { recordInGroup } from '../groups/events.ts'

const most = 200

/**
 * Sweeps away memberships and roles whose end has come, and applies starts that have come, each in a transaction of its own;
 * one that fails does not stop the others. No right depends on when this runs: rights begin and end with the date
 * (database/access/0_who_is_inside.sql). It tells people and closes their open connections. Without `now`, the database's
 * clock decides. Returns how many it found.
 */
export async function endWhatIsOver(house: House, now: Date | null = null): Promise<number> {
  const due = await overTime.due(house.db, now, most)
  for (const { person } of due) house.live.recheck(person)
  await oneByOne(due, ({ group, person }) =>
    at(house, now, async (ctx) => {
      await lockFamily(ctx, group)
      const row = await overTime.standing(ctx, group, person, now)
      if (row?.over) await sweepEnded(ctx, group, person)
      else if (row) await sweepDates(ctx, group, person, row)
    }),
  )
  return due.length
}

/** Tells sponsors about guests who are about to leave; each reminder goes out once, even across a restart (M9). */
export async function remindSponsors(house: House, now?: Date): Promise<number> {
  return at(house, now ?? (await theTime(house.db)), async (ctx) => {
    const taken = await overTime.takeReminders(ctx, most)
    for (const { group, person, sponsor, days } of taken) {
      const guest = await nameOf(ctx, person)
      const what = days === 14 ? 'guest-ends-in-14' : days === 3 ? 'guest-ends-in-3' : 'guest-ends'
      await tellOf(ctx, what, group, [sponsor], guest)
      const whom = { person: sponsor, name: await nameOf(ctx, sponsor) }
      await recordInGroup(ctx, group, memberEnding, { person, name: guest, sponsor: whom })
    }
    return taken.length
  })
}

/** Applies what else follows from time and from stopped accounts: sponsors, successors, offers, guests without a group. */
export async function followUp(house: House, given?: Date): Promise<void> {
  const now = given ?? (await theTime(house.db))
  const steps = [
    () => overTime.passOnGuestsOfTheStopped(house.db),
    () => freeGuestsNoMore(house, now),
    () => askSuccessors(house, now),
    () => endOffers(house, now),
    () => endKeepingOut(house, now),
    () => closeGuests(house, now),
  ]
  await oneByOne(steps, (step) => step())
}

async function freeGuestsNoMore(house: House, now: Date): Promise<void> {
  await oneByOne(await overTime.guestsNoMore(house.db), ({ group, person }) =>
    at(house, now, async (ctx) => {
      await lockFamily(ctx, group)
      await overTime.freeOfTerms(ctx, group, person)
      await refreshEffective(ctx, group, [person])
    }),
  )
}

/** Ends offers of a seat that nobody took in time (M1). */
async function endOffers(house: House, now: Date): Promise<void> {
  const over = await at(house, now, (ctx) => governance.expiredOffers(ctx))
  await oneByOne(over, ({ group }) =>
    at(house, now, async (ctx) => {
      await lockFamily(ctx, group)
      await endOffer(ctx, group)
    }),
  )
}

/** Ends keeping-outs whose date has come; the person is inside again where another group holds them (J7). */
async function endKeepingOut(house: House, now: Date): Promise<void> {
  const over = await at(house, now, (ctx) => governance.keptOutUntilNow(ctx))
  await oneByOne(over, ({ group, person }) =>
    at(house, now, async (ctx) => {
      await lockFamily(ctx, group)
      await governance.letBack(ctx, group, person)
      await refreshEffective(ctx, group, [person])
    }),
  )
}

/**
 * Ends the sessions and access tokens of closed accounts, including one that signed in to answer an invitation that no longer
 * exists.
 */
async function closeGuests(house: House, now: Date): Promise<void> {
  await overTime.closeGuests(house.db, now)
  await oneByOne(await overTime.closedAndInside(house.db, now), ({ id }) =>
    at(house, now, async (ctx) => {
      await holdPerson(ctx, id)
      if (!(await isClosed(ctx, id))) return // invited again in the meantime
      await overTime.deleteAccessTokens(ctx, id)
      await endSessionsOf(ctx, id)
    }),
  )
}

/** Asks the successor of an administrator whose account has stopped, once; nobody is promoted silently (M8). */
export function askSuccessors(house: House, now = new Date()): Promise<void> {
  return at(house, now, async (ctx) => {
    await overTime.askNoLonger(ctx)
    for (const { group, person } of await overTime.askSuccessors(ctx)) {
      const { administrator } = await groupRow(ctx, group)
      const detail = { person, name: await nameOf(ctx, person) }
      await recordInGroup(ctx, group, successorAsked, detail)
      await tellOf(ctx, 'succession-asked', group, [person], await nameOf(ctx, administrator))
    }
  })
}

function at<T>(
  house: House,
  now: Date | null,
  work: (ctx: PublicContext) => Promise<T>,
): Promise<T> {
  return inContext(house, undefined, (ctx) => work(now ? { ...ctx, now } : ctx))
}

/** Milliseconds until the next start or end; undefined when none is set. */
export function untilNextDate(house: House): Promise<number | undefined> {
  return overTime.untilNextDate(house.db)
}

/** The same, and 0 while a membership that is over has not been swept. */
export async function untilDue(house: House): Promise<number | undefined> {
  const due = await overTime.due(house.db, null, 1)
  return due.length > 0 ? 0 : untilNextDate(house)
}
