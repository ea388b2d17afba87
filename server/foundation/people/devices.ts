import { hash, randomBytes } from 'node:crypto'
import type { PublicContext } from '../../kernel/context.ts'
import type { Reply } from '../../kernel/door.ts'
import type { PersonId } from '../../kernel/ids.ts'
import * as store from './devices-store.ts'
import { network, type Limit } from './throttle.ts'

/** How many people who share a browser are remembered in it. */
const mostMarks = 5
export const rememberedHours = 400 * 24
const hoursAfterReset = 1

/**
 * A browser in which this person has proved who they are. Its attempts have their own limit: attempts by strangers elsewhere
 * do not count for it, and it may guess no more often than they may.
 */
export type Device = store.KnownRow

/**
 * For the first step: the marks that show that the owner of an address used this browser. Without such a mark nobody learns
 * whether an account has the address (X55).
 */
export function marksForAddress(ctx: PublicContext): Buffer[] {
  return [...shown(ctx), afterReset(ctx)]
}

export function deviceOfAddress(ctx: PublicContext, emailKey: string): Promise<Device | undefined> {
  return store.known(ctx, { emailKey }, marksForAddress(ctx))
}

/** For the second factor: only a browser in which all factors were shown before, since a reset proves no second factor. */
export async function deviceOfPerson(
  ctx: PublicContext,
  id: PersonId,
): Promise<Device | undefined> {
  const device = await store.known(ctx, { id }, shown(ctx))
  return device?.by === 'sign-in' ? device : undefined
}

/** The limit on attempts of one kind from this browser alone. */
export function limitOf(
  kind: string,
  { person, mark }: Pick<Device, 'person' | 'mark'>,
  free: number,
): Limit {
  return { key: `${kind}:d:${person}:${mark.toString('base64url')}`, free }
}

/**
 * The mark by which the browser will be known for this person, and the cookie that shows it: the caller's statement must
 * store the mark (`remembering`), then the caller sets the cookie.
 */
export async function markDevice(
  ctx: PublicContext,
  person: PersonId,
): Promise<{ mark: Buffer; setCookie(reply: Reply): void }> {
  const marks = marksIn(ctx.device)
  const known =
    marks.length > 0 ? await store.known(ctx, { id: person }, marks.map(hashOf)) : undefined
  // A mark that somebody else planted is never reused: it is known only if this person's own sign-in stored it.
  const own = marks.find((mark) => known?.mark.equals(hashOf(mark)))
  const mark = own ?? randomBytes(32).toString('base64url')
  const kept = [mark, ...marks.filter((each) => each !== mark)].slice(0, mostMarks)
  return {
    mark: hashOf(mark),
    setCookie: (reply) =>
      reply.setCookie('atelier_device', kept.join('.'), { maxAgeSeconds: rememberedHours * 3600 }),
  }
}

/** After a reset by mail, this browser may sign in without a wait, and so may its network for an hour. */
export async function letInAfterReset(
  ctx: PublicContext,
  person: PersonId,
  reply: Reply,
): Promise<void> {
  const { mark, setCookie } = await markDevice(ctx, person)
  await store.remember(ctx, { person, mark, by: 'reset' }, rememberedHours)
  await store.remember(ctx, { person, mark: afterReset(ctx), by: 'reset' }, hoursAfterReset)
  setCookie(reply)
}

function shown(ctx: PublicContext): Buffer[] {
  return marksIn(ctx.device).map(hashOf)
}

function marksIn(cookie: string | undefined): string[] {
  return (cookie ?? '').split('.', mostMarks).filter((mark) => /^[\w-]{43}$/.test(mark))
}

function afterReset({ address }: PublicContext): Buffer {
  return hashOf(`network:${network(address)}`)
}

function hashOf(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}
