import { createHash, randomBytes } from 'node:crypto'
import type { Group } from '../../access/groups.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { OrgRole } from '../people/person.ts'

/** Nobody is invited as administrator: that is handed over (M1). */
export const invitedRoles = ['member', 'moderator', 'co-administrator'] as const
export type InvitedRole = (typeof invitedRoles)[number]

/** An invitation that waits for its answer: into one group, or into the organization. */
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
  /** From when on whoever accepts is inside (M9). */
  starts: Timestamp | null
  timesSent: number
  lastSentAt: Timestamp
  /** Its end has yet to come, by the clock of the database. */
  alive: boolean
}

/** What members will see of somebody who accepts; exactly this (O3, J5). */
export const disclosed = ['firstName', 'lastName', 'organization', 'email', 'picture'] as const

/**
 * The role that an inviter can give, of the one they wish to: only the administrator makes helpers. Undefined when they
 * can let in nobody. Asked when inviting and again when accepting: nobody gives what they do not hold then (M5, I7, X43).
 */
export function roleWithin(
  inviter: Group | undefined,
  wished: InvitedRole,
): InvitedRole | undefined {
  if (!inviter?.may.invite) return undefined
  return inviter.role === 'administrator' ? wished : 'member'
}

/** The same for groups prepared for a new colleague: who governs may add to any group, but only as members (O4, M3). */
export function preparedRoleWithin(
  inviter: Group | undefined,
  wished: InvitedRole,
): InvitedRole | undefined {
  if (inviter?.archived) return undefined
  return roleWithin(inviter, wished) ?? (inviter?.may.add ? 'member' : undefined)
}

/** A new secret and what is kept of it. */
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

/** Invitations mailed in one day: by one person, by one person to one address, and to one address by all (X109). */
export const mailsADay = {
  byGuest: 50,
  byInternal: 300,
  byGovernor: 5000,
  toOne: 5,
  toOneByAll: 20,
}
