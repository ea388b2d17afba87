import { publicAddress } from '../../kernel/config.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Reply } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import { sendMail } from '../../kernel/mailer.ts'
import { deviceOfAddress, letInAfterReset, limitOf } from './devices.ts'
import { hashPassword, refuseWeakPassword } from './passwords.ts'
import { inTransaction, personByEmail, personById } from './people.ts'
import { type Person } from './person.ts'
import { emailKey } from '../../kernel/addresses.ts'
import { tellOfSecurity } from './security-letters.ts'
import { giveToken, holderOf, takeToken } from './one-time-tokens.ts'
import { endSessionsOf, holdPerson } from './sessions.ts'
import * as store from './store.ts'
import { countAttempt, mayTry, network } from './throttle.ts'
import { resetLetter } from './words.ts'

const minutesToUse = 60

/**
 * Sends a link to the owner of that address. The response and its timing are the same when nobody has it (X57), and when the
 * rate limit suppresses the mail because recent links still work: strangers can neither flood a mailbox nor lock its owner
 * out.
 */
export async function askForReset(ctx: PublicContext, email: string): Promise<void> {
  const key = emailKey(email)
  const device = await deviceOfAddress(ctx, key)
  const limit = device && limitOf('reset', device, 3)
  await countAttempt(ctx, [limit ?? { key: `reset:a:${network(ctx.address)}`, free: 20 }])
  await takingAtLeast(250, async () => {
    if (!limit && !(await mayTry(ctx, { key: `reset:e:${key}`, free: 3 }))) return
    const person = await personByEmail(ctx, email)
    if (person && !person.deactivatedAt)
      await inTransaction(ctx, (inside) => sendResetLink(inside, person))
  })
}

/**
 * Finding the person and sending the mail take a few milliseconds; waiting a quarter of a second hides whether they happened.
 */
export async function takingAtLeast(
  milliseconds: number,
  work: () => Promise<void>,
): Promise<void> {
  const time = new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
  await Promise.allSettled([work(), time]).then(([done]) => {
    if (done.status === 'rejected') throw done.reason
  })
}

/** The address in the link is the instance's own; it never comes from the request's headers (X53). */
export async function sendResetLink(ctx: PublicContext, person: Person): Promise<void> {
  const token = await giveToken(ctx, 'password-reset', person.id, minutesToUse)
  const url = `${publicAddress(ctx.house.config)}/reset-password/${token}`
  await sendMail(ctx, {
    to: person.email,
    person: person.id,
    organization: person.organizationId,
    kind: 'password-reset',
    language: person.language,
    letter: resetLetter(person, url, minutesToUse)[person.language],
  })
}

/** A used, expired or invented link is not found, with the same error. */
export async function refuseDeadReset(ctx: PublicContext, token: string): Promise<void> {
  if (!(await holderOf(ctx, 'password-reset', token))) throw new NotFound()
}

/** Sets the password, once, and ends every session of the person (X53). The next sign-in still asks for the second factor. */
export async function reset(
  ctx: PublicContext,
  token: string,
  password: string,
  reply: Reply,
): Promise<void> {
  const holder = await holderOf(ctx, 'password-reset', token)
  if (!holder) throw new NotFound()
  const person = await personById(ctx, holder)
  refuseWeakPassword(password, person)
  const passwordHash = await hashPassword(password)
  await inTransaction(ctx, async (inside) => {
    await holdPerson(inside, person.id)
    if (!(await takeToken(inside, 'password-reset', token))) throw new NotFound()
    await store.setPassword(inside, person.id, passwordHash)
    await endSessionsOf(inside, person.id)
    await letInAfterReset(inside, person.id, reply)
    await tellOfSecurity(inside, person, { what: 'password-changed' })
  })
}
