import { isIPv6 } from 'node:net'
import type { PublicContext } from '../../kernel/context.ts'
import { TooManyAttempts } from '../../kernel/errors.ts'
import * as store from './store.ts'
import { tooManyAttempts } from './words.ts'

/** The key that is counted, and how many attempts are free before waiting starts. */
export interface Limit {
  key: string
  free: number
}

/**
 * Counts an attempt against every limit, up to the first that refuses it. Runs before the attempt and outside the request's
 * transaction: refused and rolled-back attempts count too, and so does each parallel one. The address is the connection's own
 * unless a trusted proxy says otherwise (X132). A limit that strangers share never blocks a known browser (devices.ts).
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

/** The same for one limit; returns false instead of throwing. */
export async function mayTry(ctx: PublicContext, limit: Limit): Promise<boolean> {
  return (await store.countAttempts(ctx.house.db, [limit])) === 1
}

/**
 * Takes a successful attempt back, and no more than one. Resetting a key that strangers share would tell them that the
 * account exists (X55).
 */
export async function forgive(ctx: PublicContext, { key }: Limit): Promise<void> {
  await store.forgiveAttempt(ctx.house.db, key)
}

/** Resets a limit that only this person can use up, after they proved who they are. */
export async function forgiveAll(ctx: PublicContext, { key }: Limit): Promise<void> {
  await store.forgiveAll(ctx.house.db, key)
}

/** One household or machine: an IPv6 subscriber has a whole /64. */
export function network(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace('::ffff:', '')
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const middle = address.includes('::') ? 8 - left.length - right.length : 0
  const groups = [...left, ...Array<string>(middle).fill('0'), ...right]
  return groups.slice(0, 4).join(':')
}
