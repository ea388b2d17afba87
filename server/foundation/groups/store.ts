import type { PublicContext } from '../../kernel/context.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { folded } from '../../kernel/plain-text.ts'
import { threesOf } from './group.ts'
import type { TemplateKey } from '../../kernel/group-templates.ts'
import type { Description, GroupRow, Settings } from './group.ts'

interface NewGroupRow extends Description, Omit<Settings, 'defaultRights'> {
  id: SpaceId
  organizationId: OrganizationId
  handle: string
  template: TemplateKey
  defaultRights: number
  createdBy: PersonId
}

/** Returns false when the handle is taken in the organization. */
export async function insertGroup(ctx: PublicContext, g: NewGroupRow): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'insert-group',
    text: `insert into workgroup (id, organization_id, name, handle, objective, language, activity, sector, starts_on, ends_on, template,
        listed, member_list_published, joining, who_invites, guests_allowed, tools, notifications,
        default_rights, history_horizon, horizon_since, created_by, created_at, name_threes)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, case when $20 = 'joined' then $22::timestamptz end, $21, $22, $23)
      on conflict (organization_id, handle) do nothing`,
    values: [
      g.id,
      g.organizationId,
      g.name,
      g.handle,
      g.objective,
      g.language,
      g.activity,
      g.sector,
      g.startsOn,
      g.endsOn,
      g.template,
      g.listed,
      g.memberListPublished,
      g.joining,
      g.whoInvites,
      g.guestsAllowed,
      g.tools,
      g.notifications,
      g.defaultRights,
      g.historyHorizon,
      g.createdBy,
      ctx.now,
      threesOf(folded(g.name)),
    ],
  })
  return touched === 1
}

/** Reserves a name for a group, by each of its keys; returns false when another group holds one of them. */
export async function reserveNames(
  ctx: PublicContext,
  organization: OrganizationId,
  keys: string[],
  group: SpaceId,
): Promise<boolean> {
  const rows = await ctx.db.rows<{ mine: boolean }>({
    name: 'reserve-names',
    text: `insert into workgroup_name (organization_id, name_key, group_id, since)
      select $1, key, $3, $4 from unnest($2::text[]) key order by key
      on conflict (organization_id, name_key) do update set since = workgroup_name.since
      returning group_id = $3 as mine`,
    values: [organization, keys, group, ctx.now],
  })
  return rows.every(({ mine }) => mine)
}

/** Whether any group holds one of these keys. */
export async function nameTaken(
  ctx: PublicContext,
  organization: OrganizationId,
  keys: string[],
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'name-taken',
    text: 'select from workgroup_name where organization_id = $1 and name_key = any($2::text[]) limit 1',
    values: [organization, keys],
  })
  return row !== undefined
}

const groupColumns = `w.id, w.organization_id as "organizationId", w.name, w.handle, w.objective, w.picture, s.hue, w.language, w.activity,
  w.sector, w.starts_on as "startsOn", w.ends_on as "endsOn", w.template, w.listed, w.member_list_published as "memberListPublished",
  w.joining, w.who_invites as "whoInvites", w.guests_allowed as "guestsAllowed", w.tools, w.notifications, w.default_rights as "defaultRights",
  w.history_horizon as "historyHorizon", w.created_at as "createdAt", w.archived_at as "archivedAt",
  w.guide_dismissed_at as "guideDismissedAt",
  o.guests_allowed as "organizationAllowsGuests", o.guests_inside as "guestsInside", o.guests_leave_at as "guestsLeaveAt",
  (select m.person_id from membership m where m.group_id = w.id and m.role = 'administrator') as administrator`

export function group(ctx: PublicContext, id: SpaceId): Promise<GroupRow | undefined> {
  return ctx.db.row<GroupRow>({
    name: 'group',
    text: `select ${groupColumns} from workgroup w join space s on s.id = w.id
      join organization o on o.id = w.organization_id where w.id = $1 and w.deleted_at is null`,
    values: [id],
  })
}

/** The administrator of a group that the asker governs; undefined when the asker is the administrator or does not govern (M3). */
export async function administratorWatching(
  ctx: PublicContext,
  group: SpaceId,
): Promise<PersonId | undefined> {
  const { person } = ctx
  if (person?.orgRole !== 'admin' && person?.orgRole !== 'manager') return undefined
  const row = await ctx.db.row<{ id: PersonId }>({
    name: 'administrator-watching',
    text: `select a.person_id as id from membership a join workgroup w on w.id = a.group_id
      where a.group_id = $1 and a.role = 'administrator' and a.person_id <> $2 and w.organization_id = $3`,
    values: [group, person.id, person.organizationId],
  })
  return row?.id
}

export interface Head {
  members: number
  guests: number
  guestOrganizations: string[]
}

/** The number of people in a group; counts each once, also with several ways in. */
export async function heads(ctx: PublicContext, id: SpaceId): Promise<Head> {
  const row = await ctx.db.row<Head>({
    name: 'group-heads',
    text: `select count(*)::int as members, count(*) filter (where guest)::int as guests,
        coalesce(array_agg(distinct company order by company) filter (where guest and company <> ''), '{}') as "guestOrganizations"
      from (select distinct m.person_id, p.organization_id is distinct from w.organization_id as guest,
          coalesce(o.name, p.company) as company
        from shown_membership m
        join workgroup w on w.id = m.group_id
        join person p on p.id = m.person_id
        left join organization o on o.id = p.organization_id
        where m.group_id = $1) heads`,
    values: [id],
  })
  return row!
}

export function guestsIn(
  ctx: PublicContext,
  id: SpaceId,
): Promise<{ firstName: string; lastName: string }[]> {
  return ctx.db.rows({
    name: 'group-guests',
    text: `select distinct p.first_name as "firstName", p.last_name as "lastName", p.id
      from effective_membership m join workgroup w on w.id = m.group_id join person p on p.id = m.person_id
      where m.group_id = $1 and p.organization_id is distinct from w.organization_id
      order by p.last_name, p.first_name, p.id limit 60`,
    values: [id],
  })
}

export interface Mine {
  via: { id: SpaceId; name: string }[]
  request: { id: string; createdAt: string } | null
  invitation: string | null
  refusal: { at: string; reason: string } | null
  through: { id: SpaceId; name: string }[]
  declined: boolean
}

/** The asker's ways into a group, and their pending request, invitation and consent. */
export async function mine(ctx: PublicContext, id: SpaceId, person: PersonId): Promise<Mine> {
  const row = await ctx.db.row<Mine>({
    name: 'my-part-in-a-group',
    text: `select
      coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name) order by v.id <> $1, v.name)
        from effective_membership m join workgroup v on v.id = m.via_id where m.group_id = $1 and m.person_id = $2), '[]') as via,
      (select jsonb_build_object('id', r.id, 'createdAt', to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        from join_request r where r.group_id = $1 and r.person_id = $2 and r.decision is null) as request,
      (select i.id from invitation i join person p on p.email_key = i.email_key where i.group_id = $1 and p.id = $2
        and i.accepted_at is null and i.declined_at is null and i.withdrawn_at is null and i.expires_at > the_time() limit 1) as invitation,
      (select jsonb_build_object('at', to_char(r.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', r.reason)
        from (select * from join_request l where l.group_id = $1 and l.person_id = $2 order by l.created_at desc, l.id desc limit 1) r
        where r.decision = 'declined') as refusal,
      coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name) order by v.name)
        from group_nesting n join workgroup v on v.id = n.inner_id
        where n.outer_id = $1 and exists (select from effective_membership e where e.group_id = n.inner_id and e.person_id = $2)), '[]') as through,
      exists (select from nesting_consent k where k.group_id = $1 and k.person_id = $2 and k.answer = 'no') as declined`,
    values: [id, person],
  })
  return row!
}

/** The steps of the guide that are done (G12). */
export async function guideSteps(
  ctx: PublicContext,
  id: SpaceId,
): Promise<{ invited: boolean; rights: boolean; content: boolean }> {
  const row = await ctx.db.row<{ invited: boolean; rights: boolean; content: boolean }>({
    name: 'guide-steps',
    text: `select
        exists (select from membership m where m.group_id = $1 and m.role <> 'administrator')
          or exists (select from group_nesting n where n.outer_id = $1)
          or exists (select from invitation i where i.group_id = $1) as invited,
        exists (select from access_grant g join workgroup w on w.id = g.space_id
          where g.space_id = $1 and (g.principal_id <> $1 or g.granted_at > w.created_at)) as rights,
        exists (select from item i where i.space_id = $1 and i.trashed_at is null) as content`,
    values: [id],
  })
  return row!
}

/** Locks the person against every other change to the number of groups that they administer (O6, O7). */
export async function lockAdministrator(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.row({
    name: 'lock-administrator',
    text: 'select id from person where id = $1 for no key update',
    values: [person],
  })
}

/** How many groups the person administers, without archived and deleted ones (G6). */
export async function administeredBy(ctx: PublicContext, person: PersonId): Promise<number> {
  const row = await ctx.db.row<{ groups: number }>({
    name: 'groups-administered',
    text: `select count(*)::int as groups from membership m join workgroup w on w.id = m.group_id
      where m.person_id = $1 and m.role = 'administrator' and w.archived_at is null and w.deleted_at is null`,
    values: [person],
  })
  return row!.groups
}

/** The groups that count towards a person's plan, by name, with their sizes. */
export function administeredGroups(
  ctx: PublicContext,
  person: PersonId,
  most: number,
): Promise<{ id: SpaceId; name: string; members: number }[]> {
  return ctx.db.rows({
    name: 'administered-groups-with-heads',
    text: `select w.id, w.name, (select count(distinct e.person_id)::int from seated_membership e where e.group_id = w.id) as members
      from membership m join workgroup w on w.id = m.group_id
      where m.person_id = $1 and m.role = 'administrator' and w.archived_at is null and w.deleted_at is null
      order by w.name_key, w.id limit $2`,
    values: [person, most],
  })
}

export async function updateGroup(
  ctx: PublicContext,
  id: SpaceId,
  g: Omit<GroupRow, 'administrator'>,
): Promise<void> {
  await ctx.db.run({
    name: 'update-group',
    text: `update workgroup set name = $2, objective = $3, language = $4, activity = $5, sector = $6, starts_on = $7, ends_on = $8,
        listed = $9, member_list_published = $10, joining = $11, who_invites = $12, guests_allowed = $13, tools = $14,
        notifications = $15, default_rights = $16, history_horizon = $17, name_threes = $18,
        horizon_since = case when $17 = 'joined' then coalesce(horizon_since, $19) end
      where id = $1`,
    values: [
      id,
      g.name,
      g.objective,
      g.language,
      g.activity,
      g.sector,
      g.startsOn,
      g.endsOn,
      g.listed,
      g.memberListPublished,
      g.joining,
      g.whoInvites,
      g.guestsAllowed,
      g.tools,
      g.notifications,
      g.defaultRights,
      g.historyHorizon,
      threesOf(folded(g.name)),
      ctx.now,
    ],
  })
}

export async function setHue(ctx: PublicContext, id: SpaceId, hue: number): Promise<void> {
  await ctx.db.run({
    name: 'set-group-hue',
    text: 'update space set hue = $2 where id = $1',
    values: [id, hue],
  })
}

export async function setPicture(
  ctx: PublicContext,
  id: SpaceId,
  picture: string | null,
): Promise<void> {
  await ctx.db.run({
    name: 'set-group-picture',
    text: 'update workgroup set picture = $2 where id = $1',
    values: [id, picture],
  })
}

export async function archive(ctx: PublicContext, id: SpaceId, by: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'archive-group',
    text: 'update workgroup set archived_at = $2, archived_by = $3 where id = $1 and archived_at is null',
    values: [id, ctx.now, by],
  })
}

export async function unarchive(ctx: PublicContext, id: SpaceId): Promise<void> {
  await ctx.db.run({
    name: 'unarchive-group',
    text: 'update workgroup set archived_at = null, archived_by = null where id = $1',
    values: [id],
  })
}

/** Hides a group from every query; its row stays, so that it can be restored. */
export async function markDeleted(ctx: PublicContext, id: SpaceId, by: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'delete-group',
    text: 'update workgroup set deleted_at = $2, deleted_by = $3 where id = $1',
    values: [id, ctx.now, by],
  })
}

export async function dismissGuide(ctx: PublicContext, id: SpaceId): Promise<void> {
  await ctx.db.run({
    name: 'dismiss-guide',
    text: 'update workgroup set guide_dismissed_at = $2 where id = $1 and guide_dismissed_at is null',
    values: [id, ctx.now],
  })
}
