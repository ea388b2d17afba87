import { randomBytes } from 'node:crypto'
import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'
import * as store from './one-time-tokens-store.ts'
import { hashOf } from './sessions.ts'

/** The purpose of a token that is given out once and works once: a link in a mail, or the next step of a sign-in. */
export type Purpose = 'password-reset' | 'sign-in-ticket' | 'passkey-challenge'

/** Stores only the token's hash. `person` is null when anybody may use it. */
export async function giveToken(
  ctx: PublicContext,
  purpose: Purpose,
  person: PersonId | null,
  minutes: number,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await store.insertToken(ctx, purpose, person, hashOf(token), minutes)
  return token
}

/** Returns the token's owner while it works; it still works afterwards. */
export async function holderOf(
  ctx: PublicContext,
  purpose: Purpose,
  token: string,
): Promise<PersonId | undefined> {
  return (await store.aliveToken(ctx, purpose, hashOf(token)))?.personId ?? undefined
}

/** Uses up the token: of two requests with the same one only one gets an answer (X126). */
export function takeToken(
  ctx: PublicContext,
  purpose: Purpose,
  token: string,
): Promise<{ personId: PersonId | null } | undefined> {
  return store.useToken(ctx, purpose, hashOf(token))
}
