import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { recordInGroup } from '../groups/events.ts'

interface Somebody {
  person: PersonId
  /** As it was then: the history is read long after. */
  name: string
}

interface SomeGroup {
  group: SpaceId
  name: string
}

interface Ending {
  /** The group inside through which they were here. */
  via?: SomeGroup
  /** A group inside still has them. */
  stays?: boolean
}

/** What belonging writes into a group's history. */
export type MembershipChange =
  | {
      kind: 'member.joined'
      detail: Somebody & {
        role: string
        how: string
        via?: SomeGroup
        reason?: string
        from?: string
      }
    }
  | { kind: 'member.left'; detail: Somebody & Ending }
  | { kind: 'member.removed'; detail: Somebody & Ending }
  | { kind: 'member.asked'; detail: Somebody & { via: SomeGroup } }
  | { kind: 'member.declined'; detail: Somebody }
  | { kind: 'member.ended'; detail: Somebody & Ending }
  | {
      kind: 'member.dates-changed'
      detail: Somebody & {
        until: string | null
        roleUntil: string | null
        from?: string
        roleFrom?: string
      }
    }
  | { kind: 'member.begun'; detail: Somebody }
  | { kind: 'member.role-begun'; detail: Somebody & { from: string; to: string } }
  | { kind: 'member.role-ended'; detail: Somebody & { from: string; to: string } }
  | { kind: 'member.ending'; detail: Somebody & { sponsor: Somebody } }
  | { kind: 'member.renewed'; detail: Somebody & { until: string | null } }
  | { kind: 'member.sponsor-changed'; detail: Somebody & { sponsor: Somebody } }
  | { kind: 'successor.named'; detail: Somebody }
  | { kind: 'successor.forgotten'; detail: Somebody }
  | { kind: 'successor.asked'; detail: Somebody }
  | { kind: 'successor.declined'; detail: Somebody }
  | { kind: 'member.all-removed'; detail: { people: number; groups: number } }
  | { kind: 'member.role-changed'; detail: Somebody & { from: string; to: string } }
  | { kind: 'member.handed-over'; detail: { from: Somebody; to: Somebody; reason?: string } }
  | {
      kind: 'member.hand-over-offered'
      detail: Somebody & { by: PersonId; until: string; reason?: string }
    }
  | { kind: 'member.hand-over-declined'; detail: Somebody & { reason: string } }
  | { kind: 'member.hand-over-withdrawn' | 'member.hand-over-ended'; detail: Somebody }
  | { kind: 'member.seat-asked'; detail: Somebody & { until: string; reason: string } }
  | { kind: 'member.seat-answered'; detail: Somebody }
  | { kind: 'member.kept-out'; detail: Somebody & { until: string | null; reason: string } }
  | { kind: 'member.let-back'; detail: Somebody }
  | { kind: 'group.nested'; detail: SomeGroup & { role: string; people: number } }
  | { kind: 'group.unnested'; detail: SomeGroup & { people: number } }
  | { kind: 'group.put-into'; detail: SomeGroup & { role: string } }
  | { kind: 'group.taken-out-of'; detail: SomeGroup }
  | { kind: 'request.made'; detail: Somebody & { by?: Somebody; reason?: string } }
  | { kind: 'request.withdrawn'; detail: Somebody }
  | { kind: 'request.approved'; detail: Somebody }
  | { kind: 'request.declined'; detail: Somebody & { reason: string } }

export function recordMembership(
  ctx: PublicContext,
  group: SpaceId,
  change: MembershipChange,
): Promise<number> {
  return recordInGroup(ctx, group, change)
}
