import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'

export interface GuestInside {
  group: SpaceId
  name: string
  person: PersonId
  /** By their own membership, not only through an inner group. */
  direct: boolean
  starts: Timestamp | null
  until: Timestamp | null
  roleStarts: Timestamp | null
  roleUntil: Timestamp | null
}

export function guestsInside(
  ctx: PublicContext,
  organization: OrganizationId,
): Promise<GuestInside[]> {
  return ctx.db.rows<GuestInside>({
    name: 'guests-inside-organization',
    text: `select w.id as group, w.name, p.id as person, d.person_id is not null as direct, d.starts, d.until,
        d.role_starts as "roleStarts", d.role_until as "roleUntil"
      from (select distinct e.group_id, e.person_id from seated_membership e
        join workgroup g on g.id = e.group_id and g.organization_id = $1 and g.deleted_at is null) e
      join workgroup w on w.id = e.group_id
      join person p on p.id = e.person_id and p.organization_id is distinct from $1
      left join membership d on d.group_id = e.group_id and d.person_id = e.person_id
      order by p.last_name, p.first_name, p.id, w.name_key, w.id`,
    values: [organization],
  })
}

export async function decision(
  ctx: PublicContext,
  organization: OrganizationId,
): Promise<{ inside: 'read-only' | 'leave' | null; on: Timestamp | null }> {
  const row = await ctx.db.row<{ inside: 'read-only' | 'leave' | null; on: Timestamp | null }>({
    name: 'guests-ending-decision',
    text: 'select guests_inside as inside, guests_leave_at as "on" from organization where id = $1',
    values: [organization],
  })
  return row!
}

export async function decide(
  ctx: PublicContext,
  organization: OrganizationId,
  inside: 'read-only' | 'leave',
  by: Date | null,
): Promise<void> {
  await ctx.db.run({
    name: 'end-guests',
    text: `with groups as (
        update workgroup set guests_read_only = ($2 = 'read-only') where organization_id = $1)
      update organization set guests_allowed = false, guests_inside = $2, guests_leave_at = $3 where id = $1`,
    values: [organization, inside, by],
  })
}
