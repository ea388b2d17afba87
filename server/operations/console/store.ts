import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { OrganizationId } from '../../kernel/ids.ts'

export async function holdsOneOrganization(db: Querier): Promise<boolean> {
  const row = await db.row<{ one: boolean }>({
    name: 'holds-one-organization',
    text: 'select count(*) = 1 as one from organization',
  })
  return row!.one
}

export async function databaseVersion(db: Querier): Promise<string> {
  const row = await db.row<{ version: string }>({
    text: `select current_setting('server_version') as version`,
  })
  return row!.version.split(' ')[0]!
}

export interface Counts {
  people: number
  stopped: number
  guests: number
  groups: number
  archived: number
  deleted: number
  storage: number
  withoutAdministrator: number
  overCapacity: number
  nearlyFull: number
  expiring: number
  failedMail: number
}

/** The first page of the console: figures of one organization, no content (V1, M3). */
export async function counts(
  ctx: PublicContext,
  organization: OrganizationId,
  { deletedSince, expiringUntil }: { deletedSince: Date; expiringUntil: Date },
): Promise<Counts> {
  const row = await ctx.db.row<Counts>({
    name: 'console-counts',
    text: `with governed as (
        select w.id, w.archived_at, a.person_id is null or p.deactivated_at is not null as headless,
          (select count(distinct m.person_id) from effective_membership m where m.group_id = w.id) as members,
          exists (select from effective_membership m join person g on g.id = m.person_id
            where m.group_id = w.id and g.organization_id is distinct from $1) as guests,
          (select n.stored from space_counter n where n.space_id = w.id) as used,
          l.max_members, l.group_storage, l.guests_allowed
        from workgroup w
        left join membership a on a.group_id = w.id and a.role = 'administrator'
        left join person p on p.id = a.person_id
        left join organization o on o.id = p.organization_id
        left join plan l on l.id = coalesce(p.plan_id, o.default_plan_id)
        where w.organization_id = $1 and w.deleted_at is null)
      select count(*) filter (where archived_at is null)::int as groups,
        count(*) filter (where archived_at is not null)::int as archived,
        coalesce(sum(used), 0)::bigint as storage,
        count(*) filter (where headless)::int as "withoutAdministrator",
        count(*) filter (where members > max_members or used > group_storage or (guests and not guests_allowed))::int as "overCapacity",
        count(*) filter (where used >= group_storage * 0.9 and used > 0)::int as "nearlyFull",
        (select count(*)::int from workgroup w where w.organization_id = $1 and w.deleted_at > $2 and w.purged_since is null) as deleted,
        (select count(*)::int from person p where p.organization_id = $1 and p.deactivated_at is null) as people,
        (select count(*)::int from person p where p.organization_id = $1 and p.deactivated_at is not null) as stopped,
        (select count(distinct m.person_id)::int from effective_membership m join governed g on g.id = m.group_id
          join person p on p.id = m.person_id where p.organization_id is distinct from $1) as guests,
        (select count(*)::int from invitation i join workgroup w on w.id = i.group_id
          where i.organization_id = $1 and i.accepted_at is null and i.declined_at is null and i.withdrawn_at is null
            and w.deleted_at is null and i.expires_at > the_time() and i.expires_at < $3) as expiring,
        (select count(*)::int from outbox m where m.organization_id = $1 and m.failed_at is not null) as "failedMail"
      from governed`,
    values: [organization, deletedSince, expiringUntil],
  })
  return row!
}
