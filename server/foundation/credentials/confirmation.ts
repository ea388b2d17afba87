import type { Context } from '../../kernel/context.ts'
import { Forbidden } from '../../kernel/errors.ts'
import { holdPerson } from '../people/sessions.ts'
import * as store from './store.ts'
import * as words from './words.ts'

const minutes = 10

/** When the confirmation of this session expires; null when it has to be confirmed first. */
export function confirmedUntil(ctx: Context): Promise<string | null> {
  return store.confirmedUntil(ctx, ctx.person.sessionId, minutes)
}

/**
 * Refuses a change to how the asker signs in unless this session was confirmed recently: an open browser is not enough (X83).
 * Locks the person until the transaction ends, and refuses a session that has ended meanwhile.
 */
export async function demandConfirmation(ctx: Context): Promise<void> {
  await holdPerson(ctx, ctx.person.id)
  await refuseUnconfirmed(ctx)
}

/** The same without the lock on the asker, for changes to how another person signs in. */
export async function refuseUnconfirmed(ctx: Context): Promise<void> {
  if ((await confirmedUntil(ctx)) === null)
    throw new Forbidden('confirmation-needed', words.confirmationNeeded)
}
