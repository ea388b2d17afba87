import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { Timestamp } from '../../kernel/db.ts'

export type OrgRole = 'admin' | 'manager' | 'coordinator' | 'member'
export const orgRoles = ['admin', 'manager', 'coordinator', 'member'] as const
/** Roles that can be given: a coordinator would have nothing to do before case files exist (R5). */
export const givenOrgRoles = ['admin', 'manager', 'member'] as const
export type GivenOrgRole = (typeof givenOrgRoles)[number]

/** Names of tools, as somebody has ordered them for all their spaces (decision 0031). */
export interface ToolOrder {
  pinned: string[]
  more: string[]
}

/** One human with one sign-in. Guests belong to no organization; their `company` is free text. */
export interface Person {
  id: PersonId
  organizationId: OrganizationId | null
  orgRole: OrgRole | null
  email: string
  firstName: string
  lastName: string
  company: string
  /** SHA-256 of the picture in the blob store. */
  picture: string | null
  language: Language
  timeZone: string
  alwaysAskMe: boolean
  presenceHidden: boolean
  toolOrder: ToolOrder
  /** What one tab of a phone opens: a tool, or `search`. */
  tab: string
  passwordHash: string | null
  createdAt: Timestamp
  deactivatedAt: Timestamp | null
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The URL path of a person's picture; it changes with the picture, so browsers may cache it. */
export function picturePath(id: PersonId, picture: string | null): string | null {
  return picture && `/api/people/${id}/picture/${picture}`
}
