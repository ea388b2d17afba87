import { randomBytes } from 'node:crypto'
import { demandConfirmation, refuseUnconfirmed } from '../../foundation/credentials/confirmation.ts'
import { countMail } from '../../foundation/invitations/mail.ts'
import { sendResetLink, takingAtLeast } from '../../foundation/people/password-reset.ts'
import {
  emailKey,
  forgetPassword,
  inTransaction,
  personByEmail,
  personById,
  type Person,
} from '../../foundation/people/people.ts'
import { endSession, endSessionsOf, hashOf, holdPerson } from '../../foundation/people/sessions.ts'
import { publicAddress } from '../../kernel/config.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { violates } from '../../kernel/db.ts'
import { invalidField, NotFound } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { Letter } from '../../kernel/letter.ts'
import { sendMail } from '../../kernel/mailer.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { personEmailChanged } from './events.ts'
import { recordInOrganization } from '../../kernel/changes.ts'

const minutesToProve = 60
const daysToTakeBack = 3
const mailsADay = { byOne: 5, toOne: 5 }

export const underWay = store.asked
export const deleteEndedEmailChanges = store.deleteEnded

/**
 * Sends a link to the new address and tells the old one. Answer and timing are the same when the new address already has an
 * account (X57): then its owner gets a mail without a link.
 */
export async function ask(
  ctx: Context,
  email: string,
): Promise<{ email: string; expiresAt: string }> {
  const to = email.trim()
  const me = await personById(ctx, ctx.person.id)
  if (emailKey(to) === emailKey(me.email)) throw invalidField('body.email', 'same', words.same)
  await refuseUnconfirmed(ctx)
  const { count, secondsLeft } = await countMail(ctx, `email-change:by:${me.id}`)
  if (count > mailsADay.byOne) throw words.enoughForToday(secondsLeft)
  const toNew = await countMail(ctx, `email-change:to:${emailKey(to)}`)
  const mayWrite = toNew.count <= mailsADay.toOne
  const expiresAt = new Date(ctx.now.getTime() + minutesToProve * 60_000)
  await takingAtLeast(250, () =>
    inTransaction(ctx, (inside) => begin(inside, { to, expiresAt, mayWrite })),
  )
  return { email: to, expiresAt: expiresAt.toISOString() }
}

async function begin(
  ctx: Context,
  { to, expiresAt, mayWrite }: { to: string; expiresAt: Date; mayWrite: boolean },
): Promise<void> {
  await demandConfirmation(ctx)
  const me = await personById(ctx, ctx.person.id)
  const [proof, stopping] = [newToken(), newToken()]
  await store.replaceAsked(ctx, {
    id: newId(),
    from: me.email,
    to,
    proofHash: hashOf(proof),
    stopHash: hashOf(stopping),
    expiresAt,
  })
  if (mayWrite) await writeToNew(ctx, me, to, proof)
  await write(ctx, me, words.askedLetter(me.firstName, urlToStop(ctx, stopping)))
}

/** Kept out of every outbox: an organization's admins would read there which addresses have an account elsewhere. */
async function writeToNew(ctx: Context, me: Person, to: string, proof: string): Promise<void> {
  const owner = await personByEmail(ctx, to)
  const letter = owner
    ? words.takenLetter(owner.firstName)
    : words.proofLetter(me.firstName, urlToProve(ctx, proof), minutesToProve)
  const language = owner?.language ?? me.language
  await sendMail(ctx, { to, kind: mailKind, language, letter: letter[language] })
}

const mailKind = 'email-change'

async function write(
  ctx: PublicContext,
  person: Person,
  letter: Record<Language, Letter>,
): Promise<void> {
  await sendMail(ctx, {
    to: person.email,
    person: person.id,
    organization: person.organizationId,
    kind: mailKind,
    language: person.language,
    letter: letter[person.language],
  })
}

export async function forget(ctx: Context): Promise<void> {
  if (!(await store.forgetAsked(ctx))) throw new NotFound()
}

/** Reads what a link would change. A dead link, or one of another account, is refused like one that never existed. */
export async function whatItWouldChange(ctx: Context, token: string): Promise<{ email: string }> {
  const found = await store.proven(ctx, hashOf(token))
  if (!found) throw new NotFound()
  return found
}

/**
 * Gives the person the address that this link proves. Their other sessions end, and so do links that were sent to the old
 * address.
 */
export async function change(ctx: Context, token: string): Promise<{ email: string }> {
  await demandConfirmation(ctx)
  const stopping = newToken()
  const until = new Date(ctx.now.getTime() + daysToTakeBack * 86_400_000)
  const taken = await store.takeProof(ctx, hashOf(token), { stopHash: hashOf(stopping), until })
  if (!taken) throw new NotFound()
  const before = await personById(ctx, ctx.person.id)
  await move(ctx, before, taken.to)
  await endSessionsOf(ctx, before.id, ctx.person.sessionId)
  await write(
    ctx,
    before,
    words.changedLetter(before.firstName, urlToStop(ctx, stopping), daysToTakeBack),
  )
  return { email: taken.to }
}

/** Of two people who prove the same address at the same time, one gets it: the unique constraint decides. */
async function move(ctx: PublicContext, person: Person, to: string): Promise<void> {
  const key = emailKey(to)
  await store.setEmail(ctx, person.id, { email: to, key }).catch((error: unknown) => {
    throw violates(error, 'person_email_key_key') ? words.taken() : error
  })
  await store.deleteOpenTokens(ctx, person.id)
  await store.follow(ctx, emailKey(person.email), key)
  await store.redirectMail(ctx, person.id, to, [mailKind, ...kindsWithLinks])
  const name = `${person.firstName} ${person.lastName}`.trim()
  const detail = { person: person.id, name, from: person.email, to }
  for (const organization of await store.organizationsOf(ctx, person.id))
    await recordInOrganization(ctx, organization, personEmailChanged, detail)
}

/** Mails whose links stop working with the old address. */
const kindsWithLinks = ['password-reset', 'group-invitation', 'organization-invitation']

export async function whatItStops(
  ctx: PublicContext,
  token: string,
): Promise<{ state: 'asked' | 'changed'; until: string }> {
  const { changed, until } = await stoppable(ctx, token)
  return { state: changed ? 'changed' : 'asked', until }
}

async function stoppable(ctx: PublicContext, token: string): Promise<store.Stoppable> {
  const found = await store.stoppable(ctx, hashOf(token))
  if (!found) throw new NotFound()
  return found
}

/** The reader of the old address objects: cancels the change, or reverses it. */
export async function stop(
  ctx: PublicContext,
  token: string,
): Promise<{ state: 'stopped' | 'taken-back' }> {
  await holdPerson(ctx, (await stoppable(ctx, token)).person)
  const found = await stoppable(ctx, token)
  await store.deleteSince(ctx, found)
  if (!found.changed) {
    if (found.session) await endSession(ctx, found.person, found.session)
    return { state: 'stopped' }
  }
  await takeBack(ctx, found)
  return { state: 'taken-back' }
}

/**
 * Reverses a change by somebody who may have taken over the account: deletes the password and every way to sign in that was
 * set up since, ends all sessions, and sends a link to choose a new password.
 */
async function takeBack(ctx: PublicContext, found: store.Stoppable): Promise<void> {
  await move(ctx, await personById(ctx, found.person), found.from)
  await forgetPassword(ctx, found.person)
  await store.deleteFactorsSince(ctx, found)
  await endSessionsOf(ctx, found.person)
  await sendResetLink(ctx, await personById(ctx, found.person))
}

function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** A link begins with the instance's configured address, never with one from request headers (X53). */
function urlToProve(ctx: PublicContext, token: string): string {
  return `${publicAddress(ctx.house.config)}/change-email/${token}`
}

function urlToStop(ctx: PublicContext, token: string): string {
  return `${publicAddress(ctx.house.config)}/stop-email-change/${token}`
}
