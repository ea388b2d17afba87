import { lockSpaces } from './changes.ts'
import { inside, type Asker, type Context, type House, type PublicContext } from './context.ts'
import type { Querier, Transaction } from './db.ts'
import type { Door, Reply, Sent } from './door.ts'
import { ChangedMeanwhile, Forbidden, Unauthenticated } from './errors.ts'
import { claim, keep, release, type Keyed } from './idempotency.ts'
import type { SpaceId } from './ids.ts'
import { versionOf } from './versions.ts'

/** The sender of a request, whatever the protocol. */
export type Who = Pick<
  PublicContext,
  'person' | 'now' | 'language' | 'address' | 'userAgent' | 'host' | 'device'
> & {
  /** Reads the asker again, in that transaction. */
  askAgain?: (db: Querier) => Promise<Asker | undefined>
}

/** Passes through a door: finds and authorizes what the door needs, then runs it; a write runs in one transaction. */
export async function pass(
  house: House,
  door: Door,
  who: Who,
  sent: Sent,
  reply: Reply,
): Promise<unknown> {
  const decideAgain = againFor(door, who, sent)
  const ctx = { ...who, house, ...(decideAgain && { decideAgain }) }
  const enter = (db: Transaction) => step(door, inside(ctx, db), sent, reply)
  return writes(door) ? house.db.transaction((tx) => enter(tx)) : enter(reading(house))
}

/**
 * For a door that takes a long body, hashes or converts before it begins its own transaction: in that transaction the
 * session must still exist, and after an upload also every right that the door needs (A11, I6).
 */
function againFor(door: Door, { person, askAgain }: Who, sent: Sent): Context['decideAgain'] {
  if (!person || !askAgain || writes(door) || door.spec.method === 'GET') return undefined
  if (door.who !== 'signed-in') return undefined
  return async (ctx) => {
    const now = await askAgain(ctx.db)
    if (now?.id !== person.id || now.sessionId !== person.sessionId) throw new Unauthenticated()
    if (door.spec.upload) await findAll(door, { ...ctx, person: now }, sent)
  }
}

/**
 * The same for a request with an idempotency key: a repeated key returns the first answer again, provided that the asker
 * may still do this (I6).
 */
export async function passOnce(
  house: House,
  door: Door,
  who: Who,
  sent: Sent,
  reply: Reply,
  keyed: Keyed,
): Promise<unknown> {
  const answered = async (ctx: PublicContext) => {
    const known = await claim(ctx.db, keyed)
    if (known) await findAll(door, ctx, { ...sent, versions: undefined })
    return known
  }
  if (writes(door))
    return house.db.transaction(async (db) => {
      const ctx = inside({ ...who, house }, db)
      const known = await answered(ctx)
      if (known) return known.answer
      const answer = await step(door, ctx, sent, reply)
      await keep(db, keyed, answer)
      return answer
    })
  const known = await answered({ ...who, house, db: reading(house) })
  if (known) return known.answer
  // The door commits in a transaction of its own: after a crash between the two, the key stays claimed.
  const answer = await pass(house, door, who, sent, reply).catch(async (error: unknown) => {
    await release(house.db, keyed)
    throw error
  })
  await keep(house.db, keyed, answer)
  return answer
}

/** Returns the person as whom the asker views these spaces, inside a transaction that is rolled back. */
export type View = (ctx: Context, spaces: SpaceId[]) => Promise<Asker>

/**
 * Makes a function that decides whether a running response may continue (A11, I6): it throws once the session has ended or
 * a right that the door needs is lost. Undefined at a door that needs no sign-in.
 */
export function allowedStill(
  house: House,
  door: Door,
  who: Who,
  sent: Sent,
  view: View | undefined,
): (() => Promise<void>) | undefined {
  const { person, askAgain } = who
  if (!person || !askAgain || door.who !== 'signed-in') return undefined
  const asOneself = async (db: Transaction) => {
    const now = await askAgain(db)
    if (now?.id !== person.id || now.sessionId !== person.sessionId) throw new Unauthenticated()
    return { ...who, person: now, now: new Date(), house, db }
  }
  if (!view) return async () => void (await findAll(door, await asOneself(reading(house)), sent))
  return () =>
    house.db.undone(async (db) => {
      const ctx = await asOneself(db)
      const standIn = await view(ctx, spacesOf(door, sent))
      await findAll(door, { ...ctx, person: standIn }, sent)
    })
}

/** A read as another person (A8): everything is found and answered under their rights, and rolled back. */
export async function passAs(
  house: House,
  door: Door,
  who: Who & { person: Asker },
  sent: Sent,
  reply: Reply,
  standIn: View,
): Promise<unknown> {
  const { method, download, aboutMe } = door.spec
  if (method !== 'GET') throw new Forbidden('view-as-reads-only')
  if (aboutMe) throw new Forbidden('view-as-not-here')
  const spaces = spacesOf(door, sent)
  const seen = await house.db.undone(async (db) => {
    const person = await standIn(inside({ ...who, house }, db), spaces)
    const ctx: Context = inside({ ...who, person, house, isViewed: true }, db)
    const found = await findAll(door, ctx, sent)
    // A file is read after the transaction has ended.
    const answer = download ? undefined : await run(door, ctx, sent, reply, found)
    return { ctx, found, answer }
  })
  if (!download) return seen.answer
  return run(door, { ...seen.ctx, db: reading(house) }, sent, reply, seen.found)
}

async function step(door: Door, ctx: PublicContext, sent: Sent, reply: Reply): Promise<unknown> {
  if (writes(door)) {
    const spaces = spacesOf(door, sent)
    if (spaces.length > 0) await lockSpaces(ctx, spaces)
  }
  return run(door, ctx, sent, reply, await findAll(door, ctx, sent))
}

type Found = Record<string, unknown>

async function findAll({ needs }: Door, ctx: PublicContext, sent: Sent): Promise<Found> {
  const found: Found = {}
  for (const [name, need] of Object.entries(needs))
    found[name] = await need.find(ctx as Context, sent)
  refuseOtherVersions(sent, Object.values(found))
  return found
}

function run(
  door: Door,
  ctx: PublicContext,
  sent: Sent,
  reply: Reply,
  found: Found,
): Promise<unknown> {
  return door.run(ctx, { ...sent, reply, ...found } as never)
}

/** The spaces that the needs of a door are about, each once. */
function spacesOf({ needs }: Door, sent: Sent): SpaceId[] {
  const all = Object.values(needs).map((need) => need.space(sent))
  return [...new Set(all.filter((space) => space !== undefined))]
}

function writes({ spec }: Door): boolean {
  return spec.writes ?? spec.method !== 'GET'
}

/** RFC 9110 §13.1.1: the thing must still have the version that the asker last saw. */
function refuseOtherVersions({ versions }: Sent, found: unknown[]): void {
  if (!versions) return
  const now = found.map(versionOf).filter((version) => version !== undefined)
  if (!now.some((version) => versions.includes(version))) throw new ChangedMeanwhile()
}

/** A read has no transaction: each statement sees the newest committed state. */
function reading(house: House): Transaction {
  return {
    ...house.db,
    afterCommit() {
      throw new Error('a read changes nothing')
    },
  }
}
