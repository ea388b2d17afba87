import { record } from '../../kernel/changes.ts'
import { inContext, type Context, type House, type PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { newId, type PersonId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { countMail } from '../invitations/mail.ts'
import { writeLetters } from './letters.ts'
import type { MyAccessRequests, NewAccessRequest } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { accessAsked } from './events.ts'

const askedADay = 20
/** Letters to one person about one asker (X109). */
const lettersADay = 2

/**
 * Stores a request for access. Looks nothing up, so that the response and its timing are the same whether or not the thing
 * exists (J8). The people who may answer are notified in the background.
 */
export async function askForAccess(
  ctx: Context,
  { space, thing = null, message = '' }: Static<typeof NewAccessRequest>,
): Promise<void> {
  const { count, secondsLeft } = await countMail(ctx, `access:by:${ctx.person.id}`)
  if (count > askedADay) throw words.askedEnough(secondsLeft)
  await store.insertRequest(ctx, newId(), ctx.person.id, { space, thing, message: message.trim() })
  ctx.db.afterCommit(() => void hearAll(ctx.house).catch(() => undefined)) // housekeeping retries
}

export async function myAccessRequests(ctx: Context): Promise<Static<typeof MyAccessRequests>> {
  return { items: await store.requestsOf(ctx, ctx.person.id) }
}

export async function withdrawAccessRequest(ctx: Context, id: string): Promise<void> {
  if (!(await store.deleteRequest(ctx, id, ctx.person.id))) throw new NotFound()
}

/** Notifies the people who may answer of new requests; a request that nobody may answer has no effect (J8). */
export async function hearAll(house: House): Promise<void> {
  while ((await inContext(house, undefined, hearSome)) > 0);
  await store.forgetOld(house.db)
}

async function hearSome(ctx: PublicContext): Promise<number> {
  const unheard = await store.takeUnheard(ctx.db, ctx.now)
  for (const { id, person, space, reaches } of unheard) {
    if (reaches.length === 0) continue
    await record(ctx, space, accessAsked, { detail: { request: id, person } })
    await writeLetters(ctx, person, await notWrittenToLately(ctx, person, reaches))
  }
  return unheard.length
}

async function notWrittenToLately(
  ctx: PublicContext,
  asker: PersonId,
  people: PersonId[],
): Promise<PersonId[]> {
  const free: PersonId[] = []
  for (const person of people.slice(0, 10))
    if ((await countMail(ctx, `access:${asker}:${person}`)).count <= lettersADay) free.push(person)
  return free
}
