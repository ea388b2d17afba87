import { Type } from 'typebox'
import { recordInOrganization } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { groupEvent, recordInGroup } from '../groups/events.ts'
import { personJoined, recordAboutPerson } from '../people/events.ts'
import type { Invitation } from './invitation.ts'
import { prepared } from './store.ts'

const role = { role: Type.String() }
/** Into a group with a role; into the organization with one there, and with the groups that wait for the person. */
const invited = {
  invitation: Type.String(),
  email: Type.String(),
  role: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  orgRole: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  groups: Type.Optional(Type.Array(Type.Object({ name: Type.String(), ...role }))),
}

/** Joining itself is membership's `member.joined`. */
export const invitationSent = groupEvent('invitation.sent', invited)
export const invitationResent = groupEvent('invitation.resent', invited)
export const invitationWithdrawn = groupEvent('invitation.withdrawn', invited)
export const invitationDeclined = groupEvent('invitation.declined', invited)
/** Somebody is known again by names that an archive brought. */
export const invitationRecognized = groupEvent('invitation.recognized', {
  person: Type.String(),
  names: Type.Array(Type.String()),
})

type About = typeof invitationSent

/** An invitation into the organization, with the groups that wait for the person (V2). */
export async function recordColleague(
  ctx: PublicContext,
  about: About,
  { id, email, orgRole, organizationId }: Invitation,
): Promise<void> {
  const groups = (await prepared(ctx, [id])).map(({ name, role }) => ({ name, role }))
  const detail = { invitation: id, email, orgRole, ...(groups.length > 0 && { groups }) }
  await recordInOrganization(ctx, organizationId, about, detail)
}

/** Somebody has come into the organization: with which role, invited by whom (V2). */
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
