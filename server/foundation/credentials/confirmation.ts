import type { Context } from '../../kernel/context.ts'
import { Forbidden } from '../../kernel/errors.ts'
import { holdPerson } from '../people/sessions.ts'
import * as store from './store.ts'
import * as words from './words.ts'

const minutes = 10

/** Until when this session counts as confirmed; null when it has to be confirmed first. */
export function confirmedUntil(ctx: Context): Promise<string | null> {
  return store.confirmedUntil(ctx, ctx.person.sessionId, minutes)
}

/**
 * How one signs in is changed only by who just proved who they are: an open browser is not enough (X83). Whoever comes here
 * goes on alone until the transaction ends, and a session that somebody ended meanwhile is none.
 */
export async function demandConfirmation(ctx: Context): Promise<void> {
  await holdPerson(ctx, ctx.person.id)
  await refuseUnconfirmed(ctx)
}

/** The same for what changes how somebody else signs in: their row is held, not one's own. */
export async function refuseUnconfirmed(ctx: Context): Promise<void> {
  if ((await confirmedUntil(ctx)) === null)
    throw new Forbidden('confirmation-needed', words.confirmationNeeded)
}
