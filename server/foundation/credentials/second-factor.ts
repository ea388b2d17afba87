import type { Context, PublicContext } from '../../kernel/context.ts'
import { Conflict, invalidField, NotFound } from '../../kernel/errors.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { seal, unseal } from '../../kernel/sealed.ts'
import { deviceOfPerson, limitOf } from '../people/devices.ts'
import { inTransaction, personById } from '../people/people.ts'
import { tellOfSecurity, type SecurityChange } from '../people/security-letters.ts'
import { endSessionsOf } from '../people/sessions.ts'
import { countAttempt, forgiveAll, type Limit } from '../people/throttle.ts'
import { hashOfCode, newCode } from './codes.ts'
import { demandConfirmation } from './confirmation.ts'
import * as store from './store.ts'
import { addressForApps, base32, newSecret, stepOf } from './totp.ts'
import * as words from './words.ts'

/** Begins setting up an app; sign-in asks for no code until it is confirmed. The secret is shown only once. */
export async function beginTotp(ctx: Context): Promise<{ secret: string; address: string }> {
  const secret = newSecret()
  const sealed = seal(ctx.house, secret.toString('hex'), ctx.person.id)
  if (!(await store.beginTotp(ctx, ctx.person.id, sealed)))
    throw new Conflict('totp-is-on', words.totpIsOn)
  const { email } = await personById(ctx, ctx.person.id)
  return { secret: base32(secret), address: addressForApps(secret, email, 'Atelier') }
}

/** Confirms an app by a code; from now on sign-in asks for one. Returns recovery codes when this is the first factor. */
export async function confirmTotp(ctx: Context, code: string): Promise<string[] | null> {
  const { id } = ctx.person
  const limit: Limit = { key: `totp-set-up:${ctx.person.sessionId}`, free: 10 }
  await countAttempt(ctx, [limit])
  const codes = await inTransaction(ctx, async (inside) => {
    await demandConfirmation(inside)
    const made = await codesOfFirstFactor(inside)
    if (!(await takeTotp(inside, id, code, false)))
      throw invalidField('body.code', 'wrong', words.wrongNewCode)
    await factorsChanged(inside, { what: 'totp-on' })
    return made
  })
  await forgiveAll(ctx, limit)
  return codes
}

export async function removeTotp(ctx: Context): Promise<void> {
  if (!(await store.deleteTotp(ctx, ctx.person.id))) throw new NotFound()
  await forgetCodesWithoutFactor(ctx)
  await factorsChanged(ctx, { what: 'totp-off' })
}

/** Accepts a code of the app, once (X126). */
export async function takeTotp(
  ctx: PublicContext,
  person: PersonId,
  code: string,
  confirmed: boolean,
): Promise<boolean> {
  const kept = await store.totp(ctx, person)
  const secret = kept && unseal(ctx.house, kept.secret, person)
  if (!kept || secret === undefined) return false
  const step = stepOf(Buffer.from(secret, 'hex'), code.replaceAll(/\s/g, ''), new Date(kept.now))
  return step !== undefined && store.takeStep(ctx, person, step, confirmed)
}

/** Replaces the recovery codes; the old ones no longer work. */
export async function renewRecoveryCodes(ctx: Context): Promise<string[]> {
  const { totp, passkeys } = await store.factors(ctx, ctx.person.id)
  if (!totp && passkeys === 0) throw new Conflict('no-second-factor', words.noFactor)
  const codes = await makeRecoveryCodes(ctx)
  await factorsChanged(ctx, { what: 'recovery-codes-made' })
  return codes
}

/** Makes recovery codes with the first factor; returns null when the asker already has one. */
export async function codesOfFirstFactor(ctx: Context): Promise<string[] | null> {
  const { totp, passkeys } = await store.factors(ctx, ctx.person.id)
  return totp || passkeys > 0 ? null : makeRecoveryCodes(ctx)
}

async function makeRecoveryCodes(ctx: Context): Promise<string[]> {
  const codes = Array.from({ length: 10 }, () => newCode(4, 4))
  await store.replaceRecoveryCodes(ctx, ctx.person.id, codes.map(hashOfCode))
  return codes
}

/** Deletes the recovery codes when no factor is left. */
export async function forgetCodesWithoutFactor(ctx: Context): Promise<void> {
  const { totp, passkeys } = await store.factors(ctx, ctx.person.id)
  if (!totp && passkeys === 0) await store.replaceRecoveryCodes(ctx, ctx.person.id, [])
}

/** Ends the person's other sessions and unused one-time tokens, and notifies them (X84). */
export async function factorsChanged(ctx: Context, change: SecurityChange): Promise<void> {
  await store.deleteOpenTokens(ctx, ctx.person.id)
  await endSessionsOf(ctx, ctx.person.id, ctx.person.sessionId)
  await tellOfSecurity(ctx, await personById(ctx, ctx.person.id), change)
}

/**
 * The rate limit for six-digit codes: ten free attempts, then exponential back-off. Strangers who have the password share one
 * count; a browser that has shown all factors before has its own.
 */
export async function guessesOf(ctx: PublicContext, person: PersonId): Promise<Limit> {
  const device = await deviceOfPerson(ctx, person)
  return device ? limitOf('factor', device, 10) : { key: `factor:${person}`, free: 10 }
}
