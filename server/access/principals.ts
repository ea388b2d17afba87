import type { PersonId, SpaceId } from '../kernel/ids.ts'

/** The receiver of a right: a person, or a group (all its members, present and future). */
export type Principal = { kind: 'person'; id: PersonId } | { kind: 'group'; id: SpaceId }

/** The receiver of a right on a container: in a private space also everybody with whom its owner shares a group (S1). */
export type Grantee = Principal | { kind: 'shared-group'; id: SpaceId }
