import { createHash, randomBytes } from 'node:crypto'
import type { Group } from '../../access/groups.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { OrgRole } from '../people/person.ts'

/** Administrator is not among them: that role is only handed over (M1). */
export const invitedRoles = ['member', 'moderator', 'co-administrator'] as const
export type InvitedRole = (typeof invitedRoles)[number]

/** A pending invitation into one group, or into the organization. */
export interface Invitation {
  id: string
  organizationId: OrganizationId
  group: SpaceId | null
  orgRole: OrgRole | null
  planId: string | null
  role: InvitedRole
  email: string
  emailKey: string
  message: string
  language: Language
  invitedBy: PersonId
  createdAt: Timestamp
  expiresAt: Timestamp
  /** The membership begins then (M9). */
  starts: Timestamp | null
  timesSent: number
  lastSentAt: Timestamp
  /** Not expired, by the clock of the database. */
  alive: boolean
}

/** Exactly the fields of a person who accepts that members will see (O3, J5). */
export const disclosed = ['firstName', 'lastName', 'organization', 'email', 'picture'] as const

/**
 * Returns the role that an inviter can give, at most the wished one: only the administrator makes helpers. Undefined when they
 * may not invite. Called when inviting and again when accepting, so that nobody gives rights that they have lost (M5, I7, X43).
 */
export function roleWithin(
  inviter: Group | undefined,
  wished: InvitedRole,
): InvitedRole | undefined {
  if (!inviter?.may.invite) return undefined
  return inviter.role === 'administrator' ? wished : 'member'
}

/** The same for groups prepared for a new colleague: people who govern may add to any group, but only members (O4, M3). */
export function preparedRoleWithin(
  inviter: Group | undefined,
  wished: InvitedRole,
): InvitedRole | undefined {
  if (inviter?.archived) return undefined
  return roleWithin(inviter, wished) ?? (inviter?.may.add ? 'member' : undefined)
}

/** A new secret, and the hash that is stored. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOf(token) }
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function expiry(ctx: PublicContext): Date {
  return new Date(ctx.now.getTime() + ctx.house.config.invitationDays * 24 * 3600 * 1000)
}

/** Limits of invitations mailed in a day: by one person, by one person to one address, and to one address by all (X109). */
export const mailsADay = {
  byGuest: 50,
  byInternal: 300,
  byGovernor: 5000,
  toOne: 5,
  toOneByAll: 20,
}
