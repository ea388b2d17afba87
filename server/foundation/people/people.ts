import { emailKey } from '../../kernel/addresses.ts'
import { inside, type Context, type PublicContext } from '../../kernel/context.ts'
import { violates } from '../../kernel/db.ts'
import { invalidField, NotFound, Unauthenticated } from '../../kernel/errors.ts'
import { newId, type OrganizationId, type PersonId } from '../../kernel/ids.ts'
import { tidy } from '../../kernel/plain-text.ts'
import type { Language } from '../../kernel/i18n.ts'
import { cardOfRow, type Card } from './cards.ts'
import { limitOf, marksForAddress, type Device } from './devices.ts'
import { checkPassword, hashPassword, refuseWeakPassword } from './passwords.ts'
import { isTimeZone, type OrgRole, type Person } from './person.ts'
import { tellOfSecurity } from './security-letters.ts'
import { endSessionsOf, holdPerson, type CheckedPassword } from './sessions.ts'
import * as store from './store.ts'
import { countAttempt, forgiveAll, network, type Limit } from './throttle.ts'
import * as words from './words.ts'

export type { OrgRole, Person } from './person.ts'
export { emailKey } from '../../kernel/addresses.ts'
export { refuseWeakPassword } from './passwords.ts'

export interface SignUp {
  email: string
  firstName: string
  lastName: string
  /** Free text, for guests only. */
  company?: string
  /** Undefined or null: no password sign-in until a reset sets one. */
  password?: string | null
  language: Language
  timeZone: string
  organizationId: OrganizationId | null
  orgRole: OrgRole | null
  planId?: string | null
}

/** Makes a person. The caller gives them their private space, since spaces come later than people. */
export async function signUp(ctx: PublicContext, given: SignUp): Promise<PersonId> {
  const { password } = given
  const named = { firstName: name('firstName', given), lastName: name('lastName', given) }
  if (!isTimeZone(given.timeZone))
    throw invalidField('body.timeZone', 'time-zone', words.notATimeZone)
  if (typeof password === 'string') refuseWeakPassword(password, { ...named, email: given.email })
  const id = newId<PersonId>()
  await store
    .insertPerson(ctx, {
      id,
      ...named,
      email: given.email.trim(),
      emailKey: emailKey(given.email),
      company: tidy(given.company ?? ''),
      passwordHash: typeof password === 'string' ? await hashPassword(password) : null,
      language: given.language,
      timeZone: given.timeZone,
      organizationId: given.organizationId,
      orgRole: given.orgRole,
      planId: given.planId ?? null,
    })
    .catch(refuseTaken)
  return id
}

function name(field: 'firstName' | 'lastName', given: SignUp): string {
  const clean = tidy(given[field])
  if (clean === '') throw invalidField(`body.${field}`, 'required', words.needed)
  return clean
}

function refuseTaken(error: unknown): never {
  if (violates(error, 'person_email_key_key'))
    throw invalidField('body.email', 'taken', words.emailTaken)
  throw error
}

export function personByEmail(ctx: PublicContext, email: string): Promise<Person | undefined> {
  return store.personByKey(ctx, emailKey(email))
}

/** Returns a person who must exist: the asker, or somebody referenced by a row. */
export async function personById(ctx: PublicContext, id: PersonId): Promise<Person> {
  const found = await store.person(ctx, id)
  if (!found) throw new NotFound()
  return found
}

/**
 * Returns the person with this address and password; their attempt is taken back when the session starts. An unknown
 * address, a wrong password and a stopped account get the same error after the same time (X57).
 */
export async function whoHasPassword(
  ctx: PublicContext,
  { email, password }: { email: string; password: string },
): Promise<{ card: Card; password: CheckedPassword }> {
  const key = emailKey(email)
  const person = await store.personShowing(ctx, key, marksForAddress(ctx))
  const limits = signInLimits(ctx, key, person?.mark && { person: person.id, mark: person.mark })
  await countAttempt(ctx, limits, words.tooManySignIns)
  const usable = person && !person.deactivatedAt ? person.passwordHash : null
  if (!(await checkPassword(password, usable)) || !person) throw wrongCredentials()
  return {
    card: cardOfRow(person),
    password: { hash: person.passwordHash, counted: limits.map(({ key }) => key) },
  }
}

/** All strangers together share one limit per address; a known browser of its owner has a limit of its own. */
function signInLimits(
  ctx: PublicContext,
  key: string,
  device: Pick<Device, 'person' | 'mark'> | undefined | null,
): Limit[] {
  if (device) return [limitOf('sign-in', device, 5)]
  return [
    { key: `sign-in:a:${network(ctx.address)}`, free: 30 },
    { key: `sign-in:e:${key}`, free: 5 },
  ]
}

export function wrongCredentials(): Unauthenticated {
  return new Unauthenticated('wrong-credentials', words.wrongCredentials)
}

/** Refuses unless this is the asker's own password; guesses are rate limited. */
export async function checkOwnPassword(
  ctx: Context,
  password: string,
  field: string,
): Promise<Person> {
  const limit: Limit = { key: `password:${ctx.person.sessionId}`, free: 5 }
  await countAttempt(ctx, [limit])
  const person = await personById(ctx, ctx.person.id)
  if (!(await checkPassword(password, person.passwordHash)))
    throw invalidField(field, 'wrong', words.passwords.wrong)
  await forgiveAll(ctx, limit)
  return person
}

/** Ends sign-in by password until a reset sets one; access tokens and reset links end too. */
export function forgetPassword(ctx: PublicContext, id: PersonId): Promise<void> {
  return store.setPassword(ctx, id, null)
}

/** Sets a new password; ends every other session and all access tokens (X84). */
export async function changePassword(
  ctx: Context,
  { current, password }: { current: string; password: string },
): Promise<void> {
  const person = await checkOwnPassword(ctx, current, 'body.current')
  refuseWeakPassword(password, person)
  const passwordHash = await hashPassword(password)
  await inTransaction(ctx, async (inside) => {
    const held = await holdPerson(inside, person.id)
    // The password was changed while this one was hashed: the old password that was checked is no longer valid.
    if (held?.passwordHash !== person.passwordHash)
      throw invalidField('body.current', 'wrong', words.passwords.wrong)
    await store.setPassword(inside, person.id, passwordHash)
    await endSessionsOf(inside, person.id, ctx.person.sessionId)
    await tellOfSecurity(inside, person, { what: 'password-changed' })
  })
}

export async function changeProfile(ctx: Context, change: store.ProfileChange): Promise<void> {
  const { timeZone, company } = change
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw invalidField('body.timeZone', 'time-zone', words.notATimeZone)
  if (company !== undefined && ctx.person.organizationId)
    throw invalidField('body.company', 'internal', words.companyIsTheOrganization)
  refuseUnknownTools(ctx, change)
  await store.changeProfile(ctx, ctx.person.id, tidied(change))
  if (change.presenceHidden !== undefined)
    ctx.db.afterCommit(() => ctx.house.live.recheck(ctx.person.id))
}

/** Each tool is placed once. */
function refuseUnknownTools({ house }: Context, { toolOrder, tab }: store.ProfileChange): void {
  const known = new Set(house.tools.map(({ name }) => name))
  if (tab !== undefined && tab !== 'search' && !known.has(tab))
    throw invalidField('body.tab', 'unknown', words.unknownTool)
  for (const list of ['pinned', 'more'] as const)
    for (const [at, name] of (toolOrder?.[list] ?? []).entries())
      if (!known.delete(name))
        throw invalidField(`body.toolOrder.${list}[${at}]`, 'unknown', words.unknownTool)
}

function tidied(change: store.ProfileChange): store.ProfileChange {
  const clean = { ...change }
  for (const field of ['firstName', 'lastName', 'company'] as const) {
    if (clean[field] === undefined) continue
    clean[field] = tidy(clean[field])
    if (clean[field] === '' && field !== 'company')
      throw invalidField(`body.${field}`, 'required', words.needed)
  }
  return clean
}

/**
 * For doors that hash passwords or wait for uploads: they hold no connection meanwhile, and write in a transaction of their
 * own at the end, after checking the rights again.
 */
export function inTransaction<C extends PublicContext, T>(
  ctx: C,
  work: (ctx: C) => Promise<T>,
): Promise<T> {
  return ctx.house.db.transaction(async (db) => {
    const there = inside(ctx, db)
    await ctx.decideAgain?.(there)
    return work(there)
  })
}
