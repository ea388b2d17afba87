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

/** Begins setting up an app: nothing is asked for yet at signing in. The secret is shown this once. */
export async function beginTotp(ctx: Context): Promise<{ secret: string; address: string }> {
  const secret = newSecret()
  const sealed = seal(ctx.house, secret.toString('hex'), ctx.person.id)
  if (!(await store.beginTotp(ctx, ctx.person.id, sealed)))
    throw new Conflict('totp-is-on', words.totpIsOn)
  const { email } = await personById(ctx, ctx.person.id)
  return { secret: base32(secret), address: addressForApps(secret, email, 'Atelier') }
}

/** The app shows the right code: from now on one is asked for. Answers recovery codes when this is the first factor. */
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

/** Takes a code of the app, once (X126). */
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

/** New recovery codes; the old ones no longer work. */
export async function renewRecoveryCodes(ctx: Context): Promise<string[]> {
  const { totp, passkeys } = await store.factors(ctx, ctx.person.id)
  if (!totp && passkeys === 0) throw new Conflict('no-second-factor', words.noFactor)
  const codes = await makeRecoveryCodes(ctx)
  await factorsChanged(ctx, { what: 'recovery-codes-made' })
  return codes
}

/** Whoever adds their first factor gets recovery codes with it; null when it is not the first. */
export async function codesOfFirstFactor(ctx: Context): Promise<string[] | null> {
  const { totp, passkeys } = await store.factors(ctx, ctx.person.id)
  return totp || passkeys > 0 ? null : makeRecoveryCodes(ctx)
}

async function makeRecoveryCodes(ctx: Context): Promise<string[]> {
  const codes = Array.from({ length: 10 }, () => newCode(4, 4))
  await store.replaceRecoveryCodes(ctx, ctx.person.id, codes.map(hashOfCode))
  return codes
}

/** With the last factor the recovery codes go: they would stand for nothing. */
export async function forgetCodesWithoutFactor(ctx: Context): Promise<void> {
  const { totp, passkeys } = await store.factors(ctx, ctx.person.id)
  if (!totp && passkeys === 0) await store.replaceRecoveryCodes(ctx, ctx.person.id, [])
}

/** A stranger who is in somewhere is out; the owner hears of it (X84). */
export async function factorsChanged(ctx: Context, change: SecurityChange): Promise<void> {
  await store.deleteOpenTokens(ctx, ctx.person.id)
  await endSessionsOf(ctx, ctx.person.id, ctx.person.sessionId)
  await tellOfSecurity(ctx, await personById(ctx, ctx.person.id), change)
}

/**
 * Six digits are soon guessed: ten tries are free, then each waits twice as long as the one before. Strangers who have the
 * password share one count; a browser in which all factors were shown before has its own.
 */
export async function guessesOf(ctx: PublicContext, person: PersonId): Promise<Limit> {
  const device = await deviceOfPerson(ctx, person)
  return device ? limitOf('factor', device, 10) : { key: `factor:${person}`, free: 10 }
}
