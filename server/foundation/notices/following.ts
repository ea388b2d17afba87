import type { House, PublicContext } from '../../kernel/context.ts'
import { catchUp, type Stretch } from '../../kernel/work-following.ts'
import * as making from './making-store.ts'

const name = 'notices'

/** Turns what was written into notices, and tells the open pages of their people. */
async function follow(ctx: PublicContext, stretches: Stretch[]): Promise<void> {
  const told = await making.makeNotices(ctx.house, ctx.db, stretches, ctx.now)
  ctx.db.afterCommit(() => {
    for (const person of told) ctx.house.live.nudge(person, 'notices')
    for (const each of ['pushes', 'notice-mail']) ctx.house.work.wake(each)
  })
}

export const following = { name, follow }

/** All that has been written and nobody has followed yet. */
export function followAll(house: House, now?: Date): Promise<void> {
  return catchUp(house, following, undefined, now)
}
