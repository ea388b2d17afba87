import type { Static } from 'typebox'
import type { Context } from '../../kernel/context.ts'
import { Forbidden, Invalid } from '../../kernel/errors.ts'
import { checkOwnPassword, inTransaction } from '../people/people.ts'
import { confirmedUntil } from './confirmation.ts'
import { whoAnswered } from './passkeys.ts'
import type { Assertion } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'

/** Confirms this session for some minutes, by password or passkey. */
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
