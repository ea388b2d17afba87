import type { Static } from 'typebox'
import type { PublicContext } from '../../kernel/context.ts'
import type { Reply } from '../../kernel/door.ts'
import { Unauthenticated } from '../../kernel/errors.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { inTransaction, personById, whoHasPassword, wrongCredentials } from '../people/people.ts'
import { tellOfSecurity } from '../people/security-letters.ts'
import { giveToken, holderOf as whoHolds, takeToken } from '../people/one-time-tokens.ts'
import type { Card } from '../people/cards.ts'
import {
  holdPerson,
  startSession,
  startSessionByPassword,
  type Factors,
  type HowSignedIn,
} from '../people/sessions.ts'
import { countAttempt, forgive, network } from '../people/throttle.ts'
import { hashOfCode } from './codes.ts'
import { askForPasskey, whoAnswered } from './passkeys.ts'
import type { Assertion } from './schema.ts'
import { guessesOf, takeTotp } from './second-factor.ts'
import * as store from './store.ts'
import * as words from './words.ts'

const minutesToGoOn = 10

export type Factor = 'totp' | 'passkey' | 'recovery-code'

/** Signed in, or a ticket for the second step and the factors that it accepts. */
export type SignedIn = { person: Card } | { ticket: string; factors: Factor[] }

/** Signs in by password. A person with a second factor gets a ticket and no session yet. */
export async function signIn(
  ctx: PublicContext,
  given: { email: string; password: string },
  reply: Reply,
): Promise<SignedIn> {
  const { card, password } = await whoHasPassword(ctx, given)
  const start = (inside: PublicContext) => startSessionByPassword(inside, card.id, reply, password)
  // One statement, which needs a transaction only where another session ends.
  const found = await (ctx.person ? inTransaction(ctx, start) : start(ctx))
  if (!found) throw wrongCredentials()
  const factors = factorsOf(found)
  if (factors.length === 0) return { person: card }
  return { ticket: await ticketFor(ctx, card.id, password.hash), factors }
}

/** The password may have been changed since it was checked (X84). */
function ticketFor(ctx: PublicContext, id: PersonId, passwordHash: string | null): Promise<string> {
  return inTransaction(ctx, async (inside) => {
    const held = await holdPerson(inside, id)
    if (held?.passwordHash !== passwordHash) throw wrongCredentials()
    return giveToken(inside, 'sign-in-ticket', id, minutesToGoOn)
  })
}

function factorsOf({ totp, passkeys, recoveryCodes }: Factors): Factor[] {
  if (!totp && passkeys === 0) return []
  return [
    ...(totp ? (['totp'] as const) : []),
    ...(passkeys > 0 ? (['passkey'] as const) : []),
    ...(recoveryCodes > 0 ? (['recovery-code'] as const) : []),
  ]
}

/** The second step, by a code of the app or a recovery code. A wrong code and an unknown ticket give the same error (X126). */
export async function signInWithCode(
  ctx: PublicContext,
  { ticket, code }: { ticket: string; code: string },
  reply: Reply,
): Promise<PersonId> {
  const person = await holderOf(ctx, ticket)
  const limit = isOfApp(code) ? await guessesOf(ctx, person) : unguessable(ctx)
  await countAttempt(ctx, [limit])
  await inTransaction(ctx, async (inside) => {
    await useTicket(inside, ticket)
    await startSession(inside, person, reply, await takeCode(inside, person, code))
  })
  await forgive(ctx, limit)
  return person
}

function isOfApp(code: string): boolean {
  return /^\d{6}$/.test(code.replaceAll(/\s/g, ''))
}

async function takeCode(ctx: PublicContext, person: PersonId, code: string): Promise<HowSignedIn> {
  if (isOfApp(code)) {
    if (!(await takeTotp(ctx, person, code, true))) throw refused()
    return 'password-totp'
  }
  if (!(await store.useRecoveryCode(ctx, person, hashOfCode(code)))) throw refused()
  await tellOfSecurity(ctx, await personById(ctx, person), { what: 'recovery-code-used' })
  return 'password-recovery-code'
}

/** Options for the browser to ask for a passkey: of the ticket's holder, or of anybody without a ticket. */
export async function beginPasskeySignIn(
  ctx: PublicContext,
  ticket: string | undefined,
): Promise<object> {
  await countAttempt(ctx, [unguessable(ctx)])
  const holder = ticket === undefined ? null : await holderOf(ctx, ticket)
  return inTransaction(ctx, (inside) => askForPasskey(inside, holder))
}

/** Signs in by passkey alone, or as the second step. */
export async function signInWithPasskey(
  ctx: PublicContext,
  { ticket, passkey }: { ticket?: string; passkey: Static<typeof Assertion> },
  reply: Reply,
): Promise<PersonId> {
  const signedIn = await inTransaction(ctx, async (inside) => {
    const holder = ticket === undefined ? null : await useTicket(inside, ticket)
    const person = await whoAnswered(inside, holder, passkey)
    if (!person) throw refused()
    await startSession(inside, person, reply, holder ? 'password-passkey' : 'passkey')
    return person
  })
  await forgive(ctx, unguessable(ctx))
  return signedIn
}

/** A rate limit for passkeys and recovery codes (80 random bits). They cannot be guessed, so it only bounds rows and work. */
const unguessable = (ctx: PublicContext) => ({
  key: `unguessable:a:${network(ctx.address)}`,
  free: 1000,
})

async function holderOf(ctx: PublicContext, ticket: string): Promise<PersonId> {
  const holder = await whoHolds(ctx, 'sign-in-ticket', ticket)
  if (!holder) throw refused()
  return holder
}

async function useTicket(ctx: PublicContext, ticket: string): Promise<PersonId> {
  const used = await takeToken(ctx, 'sign-in-ticket', ticket)
  if (!used?.personId) throw refused()
  return used.personId
}

function refused(): Unauthenticated {
  return new Unauthenticated('wrong-second-factor', words.wrongFactor)
}
