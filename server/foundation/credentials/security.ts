import type { Acquaintance } from '../../access/people.ts'
import { recordInOrganization } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict } from '../../kernel/errors.ts'
import type { OrganizationId } from '../../kernel/ids.ts'
import { personById } from '../people/people.ts'
import { tellOfSecurity } from '../people/security-letters.ts'
import { endSessionsOf, holdPerson } from '../people/sessions.ts'
import { confirmedUntil, refuseUnconfirmed } from './confirmation.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { personSecondFactorRemoved } from './events.ts'

/** All ways in which the asker signs in, without secrets. */
export async function mySecurity(ctx: Context) {
  const { id } = ctx.person
  const [person, totp, passkeys, accessTokens, factors, until] = await Promise.all([
    personById(ctx, id),
    store.totp(ctx, id),
    store.passkeys(ctx, id),
    store.accessTokens(ctx, id),
    store.factors(ctx, id),
    confirmedUntil(ctx),
  ])
  return {
    hasPassword: person.passwordHash !== null,
    totpSince: totp?.confirmedAt ?? null,
    recoveryCodesLeft: factors.recoveryCodes,
    passkeys: passkeys.map(({ id: key, name, createdAt, lastUsedAt }) => ({
      ...{ id: key, name, createdAt, lastUsedAt },
    })),
    accessTokens,
    confirmedUntil: until,
  }
}

/**
 * Removes all second factors of a person who lost them, so that the password alone signs in. Ends their sessions and notifies
 * them.
 */
export async function removeFactorsOf(
  ctx: Context,
  organization: OrganizationId,
  { id }: Acquaintance,
): Promise<void> {
  if (id === ctx.person.id) throw new Conflict('own-factors', words.ownFactors)
  await refuseUnconfirmed(ctx)
  await holdPerson(ctx, id)
  await store.deleteFactors(ctx, id)
  await endSessionsOf(ctx, id)
  await tellOfSecurity(ctx, await personById(ctx, id), { what: 'factors-removed' })
  await recordInOrganization(ctx, organization, personSecondFactorRemoved, { person: id })
}
