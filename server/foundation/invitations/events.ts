import { Type } from 'typebox'
import { recordInOrganization } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { groupEvent, recordInGroup } from '../groups/events.ts'
import { personJoined, recordAboutPerson } from '../people/events.ts'
import type { Invitation } from './invitation.ts'
import { prepared } from './store.ts'

const role = { role: Type.String() }
/** `role` for an invitation into a group; `orgRole` and prepared `groups` for one into the organization. */
const invited = {
  invitation: Type.String(),
  email: Type.String(),
  role: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  orgRole: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  groups: Type.Optional(Type.Array(Type.Object({ name: Type.String(), ...role }))),
}

/** Acceptance is recorded as `member.joined`, by membership. */
export const invitationSent = groupEvent('invitation.sent', invited)
export const invitationResent = groupEvent('invitation.resent', invited)
export const invitationWithdrawn = groupEvent('invitation.withdrawn', invited)
export const invitationDeclined = groupEvent('invitation.declined', invited)
/** A person was recognized as the author of imported content. */
export const invitationRecognized = groupEvent('invitation.recognized', {
  person: Type.String(),
  names: Type.Array(Type.String()),
})

type About = typeof invitationSent

/** Records an invitation into the organization, with its prepared groups (V2). */
export async function recordColleague(
  ctx: PublicContext,
  about: About,
  { id, email, orgRole, organizationId }: Invitation,
): Promise<void> {
  const groups = (await prepared(ctx, [id])).map(({ name, role }) => ({ name, role }))
  const detail = { invitation: id, email, orgRole, ...(groups.length > 0 && { groups }) }
  await recordInOrganization(ctx, organizationId, about, detail)
}

/** Records that a person joined the organization: their role and their inviter (V2). */
export async function recordArrival(
  ctx: PublicContext,
  person: PersonId,
  { id, orgRole, invitedBy }: Invitation,
): Promise<void> {
  const detail = { invitation: id, role: orgRole ?? 'member', invitedBy }
  await recordAboutPerson(ctx, person, personJoined, detail)
}

export async function recordInvitation(
  ctx: PublicContext,
  about: About,
  group: SpaceId,
  { id, email, role }: Invitation,
): Promise<void> {
  await recordInGroup(ctx, group, about, { invitation: id, email, role })
}
