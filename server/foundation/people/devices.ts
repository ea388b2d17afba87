import { hash, randomBytes } from 'node:crypto'
import type { PublicContext } from '../../kernel/context.ts'
import type { Reply } from '../../kernel/door.ts'
import type { PersonId } from '../../kernel/ids.ts'
import * as store from './devices-store.ts'
import { network, type Limit } from './throttle.ts'

/** A browser keeps the marks of this many people who share it. */
const mostMarks = 5
export const rememberedHours = 400 * 24
const hoursAfterReset = 1

/**
 * A browser in which this person has proved who they are. Its attempts are counted by themselves: what strangers feed from
 * elsewhere does not decide for it, and it guesses no more freely than they do.
 */
export type Device = store.KnownRow

/** For the first step: the marks that whoever has an address may be known by. Nobody learns whether anybody has it without a mark of theirs (X55). */
export function marksForAddress(ctx: PublicContext): Buffer[] {
  return [...shown(ctx), afterReset(ctx)]
}

export function deviceOfAddress(ctx: PublicContext, emailKey: string): Promise<Device | undefined> {
  return store.known(ctx, { emailKey }, marksForAddress(ctx))
}

/** For a second factor: only a browser that has shown all factors before, since a reset proves no second one. */
export async function deviceOfPerson(
  ctx: PublicContext,
  id: PersonId,
): Promise<Device | undefined> {
  const device = await store.known(ctx, { id }, shown(ctx))
  return device?.by === 'sign-in' ? device : undefined
}

/** Of attempts of one kind from this browser alone. */
export function limitOf(
  kind: string,
  { person, mark }: Pick<Device, 'person' | 'mark'>,
  free: number,
): Limit {
  return { key: `${kind}:d:${person}:${mark.toString('base64url')}`, free }
}

/** The mark by which the browser will be known for this person, once a statement remembers it (`remembering`). */
export async function markDevice(
  ctx: PublicContext,
  person: PersonId,
  reply: Reply,
): Promise<Buffer> {
  const marks = marksIn(ctx.device)
  const known =
    marks.length > 0 ? await store.known(ctx, { id: person }, marks.map(hashOf)) : undefined
  // A mark that somebody else planted is never taken over: it is known for nobody who signs in here.
  const own = marks.find((mark) => known?.mark.equals(hashOf(mark)))
  const mark = own ?? randomBytes(32).toString('base64url')
  const kept = [mark, ...marks.filter((each) => each !== mark)].slice(0, mostMarks)
  reply.setCookie('atelier_device', kept.join('.'), { maxAgeSeconds: rememberedHours * 3600 })
  return hashOf(mark)
}

/** The mailbox has answered: this browser, and for an hour what comes from its network, may sign in at once. */
export async function letInAfterReset(
  ctx: PublicContext,
  person: PersonId,
  reply: Reply,
): Promise<void> {
  const mark = await markDevice(ctx, person, reply)
  await store.remember(ctx, { person, mark, by: 'reset' }, rememberedHours)
  await store.remember(ctx, { person, mark: afterReset(ctx), by: 'reset' }, hoursAfterReset)
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
