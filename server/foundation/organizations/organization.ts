import type { OrganizationId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'

/** The account that people belong to; owns groups, plans and policies. */
export interface Organization {
  id: OrganizationId
  name: string
  language: Language
  policies: Policies
  defaultPlan: string
}

/** What an organization decides for all its groups (O5). */
export interface Policies {
  whoCreatesGroups: 'everyone' | 'managers'
  guestsAllowed: boolean
  groupNamesMayChange: boolean
  addingAllowed: boolean
  whoSeesDirectory: 'everyone' | 'managers'
  guestDays: number | null
  /** Those who govern come into a private group with the yes of its administrator, or at once and told to everybody (M3). */
  governorsEnter: 'with-consent' | 'at-once'
  /** How many days an administrator has to answer whether they still administer (M3). */
  seatDays: number
  /** A hand-over waits for the new administrator, or not (M1). */
  handOver: 'with-consent' | 'at-once'
}

/** What a person's subscription allows (O6); the capacity of a group is its administrator's (O7). */
export interface Plan {
  id: string
  name: string
  /** Null: as many as one likes. */
  maxGroups: number | null
  maxMembers: number
  /** Bytes, for each group. */
  groupStorage: number
  /** Bytes, for the private space. */
  privateStorage: number
  guestsAllowed: boolean
}

/** What somebody without organization may have: only their private space, as a courtesy. */
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

/** The plans that a new organization begins with; the first is everybody's. */
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
