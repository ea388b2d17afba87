import { inContext, type House } from './context.ts'
import type { SpaceId } from './ids.ts'
import type { Following } from './work.ts'
import * as store from './work-store.ts'

/** A range of lines in a space's log: after `from`, up to and including `upTo`. */
export interface Stretch {
  space: SpaceId
  from: number
  upTo: number
}

/** Spaces per transaction, and lines of each. */
const mostSpaces = 200
const mostLines = 1000

type Follower = Following & { name: string }

/** Reads all lines that have been written and not read yet. */
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
    if (taken.length === 0) return // another process is reading them
  }
}

/** Reads the new lines of these spaces. */
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
