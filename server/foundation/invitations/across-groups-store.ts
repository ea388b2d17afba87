import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { InvitedRole } from './invitation.ts'

const pending = `i.group_id is not null and i.accepted_at is null and i.declined_at is null and i.withdrawn_at is null`

export interface WaitingRow {
  id: string
  email: string
  role: InvitedRole
  groupId: SpaceId
  groupName: string
  invitedBy: PersonId
  createdAt: Timestamp
  expiresAt: Timestamp
  timesSent: number
}

/** Pending invitations into active groups of an organization, in the order in which they expire. */
export function waiting(
  ctx: PublicContext,
  organization: OrganizationId,
  { after, limit }: { after: [string, string] | undefined; limit: number },
): Promise<WaitingRow[]> {
  return ctx.db.rows<WaitingRow>({
    name: 'invitations-across-groups',
    text: `select i.id, i.email, i.role, w.id as "groupId", w.name as "groupName", i.invited_by as "invitedBy",
        i.created_at as "createdAt", i.expires_at as "expiresAt", i.times_sent as "timesSent"
      from invitation i join workgroup w on w.id = i.group_id
      where i.organization_id = $1 and ${pending} and i.expires_at > the_time() and w.deleted_at is null
        and ($2::timestamptz is null or (i.expires_at, i.id) > ($2::timestamptz, $3::uuid))
      order by i.expires_at, i.id limit $4`,
    values: [organization, after?.[0] ?? null, after?.[1] ?? null, limit],
  })
}

/** The group of a pending invitation; undefined when the organization has none with that id. */
export async function groupOf(
  ctx: PublicContext,
  organization: OrganizationId,
  id: string,
): Promise<SpaceId | undefined> {
  const row = await ctx.db.row<{ group: SpaceId }>({
    name: 'group-of-invitation',
    text: `select i.group_id as group from invitation i join workgroup w on w.id = i.group_id
      where i.organization_id = $1 and i.id = $2 and ${pending} and w.deleted_at is null`,
    values: [organization, id],
  })
  return row?.group
}
