import { isIPv6 } from 'node:net'
import type { PublicContext } from '../../kernel/context.ts'
import { TooManyAttempts } from '../../kernel/errors.ts'
import * as store from './store.ts'
import { tooManyAttempts } from './words.ts'

/** What is counted, and how many attempts are free before waiting begins. */
export interface Limit {
  key: string
  free: number
}

/**
 * Counts an attempt against every limit, up to the first that refuses it, before it is made, outside the request's transaction: what is refused or rolled
 * back has been counted all the same, and parallel attempts count each. The address is the connection's own unless a
 * trusted proxy says otherwise (X132). A key that strangers feed never decides for a browser that is known (devices.ts).
 */
export async function countAttempt(
  ctx: PublicContext,
  limits: Limit[],
  say = tooManyAttempts,
): Promise<void> {
  const refused = limits[await store.countAttempts(ctx.house.db, limits)]
  if (!refused) return
  const wait = await store.secondsToWait(ctx.house.db, refused.key, refused.free)
  const seconds = Math.max(1, wait?.seconds ?? 1)
  throw new TooManyAttempts(seconds, say(seconds))
}

/** The same for one limit, without a word to whoever tries. */
export async function mayTry(ctx: PublicContext, limit: Limit): Promise<boolean> {
  return (await store.countAttempts(ctx.house.db, [limit])) === 1
}

/**
 * A success is no attempt at guessing: each key gets back what it was counted, and no more. A key that strangers feed too
 * would tell them by starting from zero that somebody is there (X55).
 */
export async function forgive(ctx: PublicContext, limits: Limit[]): Promise<void> {
  const keys = limits.map(({ key }) => key)
  await store.forgiveAttempts(ctx.house.db, keys)
}

/** Whoever proved who they are starts from zero, where nobody else counts. */
export async function forgiveAll(ctx: PublicContext, { key }: Limit): Promise<void> {
  await store.forgiveAll(ctx.house.db, key)
}

/** One household or machine: an IPv6 subscriber holds a whole /64. */
export function network(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace('::ffff:', '')
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const middle = address.includes('::') ? 8 - left.length - right.length : 0
  const groups = [...left, ...Array<string>(middle).fill('0'), ...right]
  return groups.slice(0, 4).join(':')
}
