import { recordInOrganization } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { recordInGroup } from '../groups/events.ts'
import { recordAboutPerson } from '../people/events.ts'
import type { Invitation } from './invitation.ts'
import { prepared } from './store.ts'

/** What inviting writes into a group's history; joining itself is membership's `member.joined`. */
export type InvitationChange =
  | 'invitation.sent'
  | 'invitation.resent'
  | 'invitation.withdrawn'
  | 'invitation.declined'

/** The same of an invitation into the organization, with the groups that wait for the person (V2). */
export async function recordColleague(
  ctx: PublicContext,
  kind: InvitationChange,
  { id, email, orgRole, organizationId }: Invitation,
): Promise<void> {
  const groups = (await prepared(ctx, [id])).map(({ name, role }) => ({ name, role }))
  const detail = { invitation: id, email, orgRole, ...(groups.length > 0 && { groups }) }
  await recordInOrganization(ctx, organizationId, { kind, detail })
}

/** Somebody has come into the organization: with which role, invited by whom (V2). */
export async function recordArrival(
  ctx: PublicContext,
  person: PersonId,
  { id, orgRole, invitedBy }: Invitation,
): Promise<void> {
  const detail = { invitation: id, role: orgRole ?? 'member', invitedBy }
  await recordAboutPerson(ctx, person, { kind: 'person.joined', detail })
}

export async function recordInvitation(
  ctx: PublicContext,
  kind: InvitationChange,
  group: SpaceId,
  { id, email, role }: Invitation,
): Promise<void> {
  await recordInGroup(ctx, group, { kind, detail: { invitation: id, email, role } })
}
