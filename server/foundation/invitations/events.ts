import type { PublicContext } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { recordInGroup } from '../groups/events.ts'
import type { Invitation } from './invitation.ts'

/** What inviting writes into a group's history; joining itself is membership's `member.joined`. */
export type InvitationChange =
  | 'invitation.sent'
  | 'invitation.resent'
  | 'invitation.withdrawn'
  | 'invitation.declined'

export async function recordInvitation(
  ctx: PublicContext,
  kind: InvitationChange,
  group: SpaceId,
  { id, email, role }: Invitation,
): Promise<void> {
  await recordInGroup(ctx, group, { kind, detail: { invitation: id, email, role } })
}
