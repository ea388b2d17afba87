import type { House, PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { catchUp, type Stretch } from '../../kernel/work-following.ts'
import * as making from './making-store.ts'

const name = 'notices'

/** Turns log lines into notices, and notifies the open pages of the people told. */
async function follow(ctx: PublicContext, stretches: Stretch[]): Promise<void> {
  goOn(ctx, await making.makeNotices(ctx.house, ctx.db, stretches, ctx.now))
}

/** Tells people about things that they set for themselves, which are in no log. */
export async function tellOwn(ctx: PublicContext, own: making.Own[]): Promise<void> {
  goOn(ctx, await making.makeOwnNotices(ctx.house, ctx.db, own, ctx.now))
}

function goOn(ctx: PublicContext, told: PersonId[]): void {
  ctx.db.afterCommit(() => {
    for (const person of told) ctx.house.live.nudge(person, 'notices')
    for (const each of ['pushes', 'notice-mail']) ctx.house.work.wake(each)
  })
}

export const following = { name, follow }

/** Follows everything in the logs that has not been followed yet. */
export function followAll(house: House, now?: Date): Promise<void> {
  return catchUp(house, following, undefined, now)
}
