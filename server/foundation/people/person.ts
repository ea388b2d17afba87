import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { Timestamp } from '../../kernel/db.ts'

export type OrgRole = 'admin' | 'manager' | 'coordinator' | 'member'
export const orgRoles = ['admin', 'manager', 'coordinator', 'member'] as const
/** Those that are given: a coordinator would have nothing to do before case files exist (R5). */
export const givenOrgRoles = ['admin', 'manager', 'member'] as const
export type GivenOrgRole = (typeof givenOrgRoles)[number]

/** One human with one sign-in. Guests belong to no organization: theirs is only a word, `company`. */
export interface Person {
  id: PersonId
  organizationId: OrganizationId | null
  orgRole: OrgRole | null
  email: string
  firstName: string
  lastName: string
  company: string
  /** SHA-256 of the picture in the shelf of pictures. */
  picture: string | null
  language: Language
  timeZone: string
  alwaysAskMe: boolean
  presenceHidden: boolean
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

/** Where a person's picture is read; the name changes with the picture, so a browser may keep it. */
export function picturePath(id: PersonId, picture: string | null): string | null {
  return picture && `/api/people/${id}/picture/${picture}`
}
