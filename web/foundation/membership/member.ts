import type { Answer } from '../../kernel/doors.ts'

export type MemberPage = Answer<'get', '/api/groups/{group}/members'>
export type Member = MemberPage['items'][number]
export type GivenRole = 'member' | 'moderator' | 'co-administrator'
export const givenRoles: readonly GivenRole[] = ['member', 'moderator', 'co-administrator']

/** Admitted from a later day, and not a member in any other way (M9). */
export function isComing({ starts, via }: Member): boolean {
  return starts !== null && via.length === 0
}
