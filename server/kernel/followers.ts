import type { House } from './context.ts'
import type { SpaceId } from './ids.ts'

/** Whoever follows the change log (decision 0004) hears after the commit that a space has moved on, and reads there what it was. */
type Follower = (space: SpaceId) => void

const followers = new WeakMap<House, Set<Follower>>()

/** Answers how to stop. */
export function followChanges(house: House, follower: Follower): () => void {
  const all = followers.get(house) ?? new Set()
  followers.set(house, all.add(follower))
  return () => all.delete(follower)
}

export function tellFollowers(house: House, space: SpaceId): void {
  for (const follower of followers.get(house) ?? []) follower(space)
}
