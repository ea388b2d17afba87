import type { OrganizationId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'

/** The account that people belong to; it owns groups, plans and policies. */
export interface Organization {
  id: OrganizationId
  name: string
  language: Language
  policies: Policies
  defaultPlan: string
}

/** The policies of an organization for all its groups (O5). */
export interface Policies {
  whoCreatesGroups: 'everyone' | 'managers'
  guestsAllowed: boolean
  groupNamesMayChange: boolean
  addingAllowed: boolean
  whoSeesDirectory: 'everyone' | 'managers'
  guestDays: number | null
  /** Governors come into a private group with its administrator's consent, or immediately with everybody told (M3). */
  governorsEnter: 'with-consent' | 'at-once'
  /** How many days an administrator has to answer whether they still administer (M3). */
  seatDays: number
  /** Whether a hand-over waits for the new administrator's consent (M1). */
  handOver: 'with-consent' | 'at-once'
}

/** The limits of a person's subscription (O6); a group has the capacity of its administrator's plan (O7). */
export interface Plan {
  id: string
  name: string
  /** Null means no limit. */
  maxGroups: number | null
  maxMembers: number
  /** Bytes per group. */
  groupStorage: number
  /** Bytes in the private space. */
  privateStorage: number
  guestsAllowed: boolean
}

/** The plan of somebody without an organization: a small private space only. */
export const guestPlan: Plan = {
  id: '00000000-0000-0000-0000-000000000000',
  name: '',
  maxGroups: 0,
  maxMembers: 1,
  groupStorage: 0,
  privateStorage: 1e9,
  guestsAllowed: false,
}

const gigabyte = 1e9

/** The plans of a new organization; the first is the default. */
export const firstPlans: Omit<Plan, 'id'>[] = [
  {
    name: 'Standard',
    maxGroups: 50,
    maxMembers: 100,
    groupStorage: 10 * gigabyte,
    privateStorage: 10 * gigabyte,
    guestsAllowed: true,
  },
  {
    name: 'Unlimited',
    maxGroups: null,
    maxMembers: 10_000,
    groupStorage: 1000 * gigabyte,
    privateStorage: 1000 * gigabyte,
    guestsAllowed: true,
  },
]
