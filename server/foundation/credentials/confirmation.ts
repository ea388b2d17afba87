import type { Static } from 'typebox'
import type { Context } from '../../kernel/context.ts'
import { Forbidden, Invalid } from '../../kernel/errors.ts'
import { checkOwnPassword, inTransaction } from '../people/people.ts'
import { whoAnswered } from './passkeys.ts'
import type { Assertion } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'

const minutes = 10

/** Until when this session counts as confirmed; null when it has to be confirmed first. */
export async function confirmedUntil(ctx: Context): Promise<string | null> {
  const { at } = (await store.confirmation(ctx, ctx.person.sessionId)) ?? { at: null }
  if (at === null) return null
  const until = new Date(new Date(at).getTime() + minutes * 60_000)
  return until > ctx.now ? until.toISOString() : null
}

/** How one signs in is changed only by who just proved who they are: an open browser is not enough (X83). */
export async function demandConfirmation(ctx: Context): Promise<void> {
  if ((await confirmedUntil(ctx)) === null)
    throw new Forbidden('confirmation-needed', words.confirmationNeeded)
}

/** Proves again who this is, by password or passkey; holds for this session, for some minutes. */
export async function confirm(
  ctx: Context,
  given: { password?: string; passkey?: Static<typeof Assertion> },
): Promise<string> {
  const { password, passkey } = given
  if ((password === undefined) === (passkey === undefined))
    throw new Invalid('one-of-two', words.passwordOrPasskey)
  if (password !== undefined) await checkOwnPassword(ctx, password, 'body.password')
  return inTransaction(ctx, async (inside) => {
    if (passkey && !(await whoAnswered(inside, ctx.person.id, passkey)))
      throw new Forbidden('wrong-passkey', words.notThisPasskey)
    await store.confirmSession(inside, ctx.person.sessionId)
    return (await confirmedUntil(inside))!
  })
}
