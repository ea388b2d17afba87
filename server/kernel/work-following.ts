import { inContext, type House } from './context.ts'
import type { SpaceId } from './ids.ts'
import type { Following } from './work.ts'
import * as store from './work-store.ts'

/** The lines of a space after `from`, up to `upTo`. */
export interface Stretch {
  space: SpaceId
  from: number
  upTo: number
}

/** Spaces in one transaction, and lines of each. */
const mostSpaces = 200
const mostLines = 1000

type Follower = Following & { name: string }

/** Reads everything that has been written and was not read yet. */
export async function catchUp(
  house: House,
  follower: Follower,
  stopping?: AbortSignal,
  now?: Date,
): Promise<void> {
  while (!stopping?.aborted) {
    const behind = await store.spacesBehind(house.db, follower.name, mostSpaces)
    if (behind.length === 0) return
    const taken = await take(house, follower, behind, now)
    if (taken.length === 0) return // somebody else is reading them
  }
}

/** Reads what is new in these spaces. */
export async function followSpaces(
  house: House,
  follower: Follower,
  spaces: readonly SpaceId[],
  stopping: AbortSignal,
): Promise<void> {
  for (let left = [...spaces]; left.length > 0 && !stopping.aborted;) {
    const taken = await take(house, follower, left.slice(0, mostSpaces))
    const more = taken.filter(({ from, upTo }) => upTo - from >= mostLines)
    left = [...left.slice(mostSpaces), ...more.map(({ space }) => space)]
  }
}

function take(house: House, follower: Follower, spaces: SpaceId[], now?: Date): Promise<Stretch[]> {
  return inContext(house, undefined, async (inside) => {
    const ctx = now ? { ...inside, now } : inside
    const stretches = await store.takeStretches(ctx.db, follower.name, spaces, mostLines)
    if (stretches.length === 0) return stretches
    await follower.follow(ctx, stretches)
    await store.advance(ctx.db, follower.name, stretches)
    return stretches
  })
}
