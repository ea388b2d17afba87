import type { PersonId, SpaceId } from '../kernel/ids.ts'

/** The receiver of a right: a person, or a group (all its members, present and future). */
export type Principal = { kind: 'person'; id: PersonId } | { kind: 'group'; id: SpaceId }
