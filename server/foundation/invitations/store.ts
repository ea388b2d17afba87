import type { Context, PublicContext } from '../../kernel/context.ts'
import type { Language } from '../../kernel/i18n.ts'
import { newId, type OrganizationId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import type { OrgRole } from '../people/person.ts'
import type { Invitation, InvitedRole } from './invitation.ts'

const columns = `v.id, v.organization_id as "organizationId", v.group_id as "group", v.org_role as "orgRole", v.plan_id as "planId",
  v.role, v.email, v.email_key as "emailKey", v.message, v.language, v.invited_by as "invitedBy", v.created_at as "createdAt",
  v.expires_at as "expiresAt", v.starts, v.times_sent as "timesSent", v.last_sent_at as "lastSentAt", v.expires_at > the_time() as alive`

const unanswered = 'v.accepted_at is null and v.declined_at is null and v.withdrawn_at is null'

// Inviting

interface NewInvitation {
  organizationId: OrganizationId
  group: SpaceId | null
  orgRole: OrgRole | null
  planId: string | null
  role: InvitedRole
  email: string
  emailKey: string
  message: string
  language: Language
  tokenHash: Buffer
  expiresAt: Date
  starts?: Date | null
}

/** Undefined when the address was invited concurrently. */
export function insertInvitation(
  ctx: PublicContext,
  by: PersonId,
  v: NewInvitation,
): Promise<Invitation | undefined> {
  return ctx.db.row<Invitation>({
    name: 'insert-invitation',
    text: `insert into invitation as v (id, organization_id, group_id, org_role, plan_id, role, email, email_key, message, language,
        token_hash, invited_by, created_at, expires_at, last_sent_at, starts)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $13, $15)
      on conflict do nothing returning ${columns}`,
    values: [
      newId(),
      v.organizationId,
      v.group,
      v.orgRole,
      v.planId,
      v.role,
      v.email,
      v.emailKey,
      v.message,
      v.language,
      v.tokenHash,
      by,
      ctx.now,
      v.expiresAt,
      v.starts ?? null,
    ],
  })
}

export interface Known {
  emailKey: string
  /** Their current address: an invitation follows a person whose address has changed. */
  email: string
  person: PersonId
  organizationId: OrganizationId | null
  language: Language
  member: boolean
  /** The account is deactivated. */
  stopped: boolean
}

/** The accounts of these addresses, and whether they are in the group by any way. */
export function known(
  ctx: PublicContext,
  emailKeys: string[],
  group: SpaceId | null,
): Promise<Known[]> {
  return ctx.db.rows<Known>({
    name: 'invitation-known-addresses',
    text: `select p.email_key as "emailKey", p.email, p.id as person, p.organization_id as "organizationId", p.language,
        p.deactivated_at is not null as stopped, exists (select from seated_membership m where m.group_id = $2 and m.person_id = p.id) as member
      from person p where p.email_key = any($1::text[])`,
    values: [emailKeys, group],
  })
}

export function emailsOf(
  ctx: PublicContext,
  people: PersonId[],
): Promise<{ id: PersonId; email: string }[]> {
  return ctx.db.rows({
    name: 'invitation-emails-of-people',
    text: 'select id, email from person where id = any($1::uuid[])',
    values: [people],
  })
}

/** Unanswered invitations of these addresses, also expired ones: into one group, or into the organization itself. */
export function unansweredBy(
  ctx: PublicContext,
  organization: OrganizationId,
  group: SpaceId | null,
  emailKeys: string[],
): Promise<Invitation[]> {
  return ctx.db.rows<Invitation>({
    name: 'invitations-unanswered-by',
    text: `select ${columns} from invitation v
      where v.organization_id = $1 and v.group_id is not distinct from $2 and v.email_key = any($3::text[]) and ${unanswered}
      for update`,
    values: [organization, group, emailKeys],
  })
}

/** The pending invitations of a group, or of the organization itself; of one inviter or of all. */
export function pending(
  ctx: PublicContext,
  organization: OrganizationId,
  group: SpaceId | null,
  by: PersonId | null,
): Promise<Invitation[]> {
  return ctx.db.rows<Invitation>({
    name: 'invitations-pending',
    text: `select ${columns} from invitation v
      where v.organization_id = $1 and v.group_id is not distinct from $2 and ($3::uuid is null or v.invited_by = $3) and ${unanswered}
      order by v.created_at desc, v.id desc limit 2000`,
    values: [organization, group, by],
  })
}

/** One of them, locked until the transaction ends. */
export function pendingOne(
  ctx: PublicContext,
  organization: OrganizationId,
  group: SpaceId | null,
  by: PersonId | null,
  id: string,
): Promise<Invitation | undefined> {
  return ctx.db.row<Invitation>({
    name: 'invitation-pending',
    text: `select ${columns} from invitation v
      where v.organization_id = $1 and v.group_id is not distinct from $2 and ($3::uuid is null or v.invited_by = $3)
        and v.id = $4 and ${unanswered} for update`,
    values: [organization, group, by, id],
  })
}

/** Replaces the secret; the old link is dead (M5). */
export async function renew(
  ctx: PublicContext,
  id: string,
  { tokenHash, expiresAt, by }: { tokenHash: Buffer; expiresAt: Date; by: PersonId },
): Promise<void> {
  await ctx.db.run({
    name: 'invitation-renew',
    text: `update invitation set token_hash = $2, expires_at = $3, invited_by = $4, times_sent = times_sent + 1, last_sent_at = $5
      where id = $1`,
    values: [id, tokenHash, expiresAt, by, ctx.now],
  })
}

export async function withdraw(ctx: PublicContext, id: string, by: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'invitation-withdraw',
    text: 'update invitation set withdrawn_at = $2, withdrawn_by = $3 where id = $1',
    values: [id, ctx.now, by],
  })
}

/** Withdraws the unanswered invitations of an address that are not valid any more, to make way for a new one. */
export async function withdrawDead(
  ctx: Context,
  organization: OrganizationId,
  group: SpaceId | null,
  emailKey: string,
): Promise<void> {
  await ctx.db.run({
    name: 'invitation-withdraw-dead',
    text: `update invitation v set withdrawn_at = $4, withdrawn_by = $5
      where v.organization_id = $1 and v.group_id is not distinct from $2 and v.email_key = $3 and ${unanswered}`,
    values: [organization, group, emailKey, ctx.now, ctx.person.id],
  })
}

// Mail

/** A window that begins in the future comes from a wrong clock. */
const windowIsOver = `(t.window_started_at < excluded.window_started_at - interval '1 day' or t.window_started_at > excluded.window_started_at + interval '1 minute')`

/** Counts mails in a window of a day; returns the new count, and the seconds until the window ends. */
export async function countMails(
  ctx: PublicContext,
  key: string,
  more: number,
): Promise<{ count: number; secondsLeft: number }> {
  const row = await ctx.db.row<{ count: number; secondsLeft: number }>({
    name: 'invitation-count-mails',
    text: `insert into throttle as t (key, attempts, window_started_at) values ($1, $2, the_time())
      on conflict (key) do update set
        attempts = case when ${windowIsOver} then $2 else t.attempts + $2 end,
        window_started_at = case when ${windowIsOver} then excluded.window_started_at else t.window_started_at end
      returning attempts as count, ceil(86400 - extract(epoch from the_time() - window_started_at))::integer as "secondsLeft"`,
    values: [key, more],
  })
  return row!
}

export async function hasBlocked(
  ctx: PublicContext,
  emailKey: string,
  inviter: PersonId,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'inviter-is-blocked',
    text: 'select 1 from blocked_inviter where email_key = $1 and inviter_id = $2',
    values: [emailKey, inviter],
  })
  return row !== undefined
}

// Answering

/** The invitation with this secret, if it can still be answered; with `hold` locked until the transaction ends. */
export function byToken(
  ctx: PublicContext,
  tokenHash: Buffer,
  hold: boolean,
): Promise<Invitation | undefined> {
  return ctx.db.row<Invitation>({
    name: hold ? 'invitation-hold-by-token' : 'invitation-by-token',
    text: `select ${columns} from invitation v
      where v.token_hash = $1 and v.expires_at > the_time() and ${unanswered}${hold ? ' for update' : ''}`,
    values: [tokenHash],
  })
}

/** Invitations that this person can answer, without those of blocked inviters. */
export function addressedTo(ctx: PublicContext, person: PersonId): Promise<Invitation[]> {
  return ctx.db.rows<Invitation>({
    name: 'invitations-addressed-to',
    text: `select ${columns} from person p join invitation v on v.email_key = p.email_key
      where p.id = $1 and v.expires_at > the_time() and ${unanswered}
        and not exists (select from blocked_inviter b where b.email_key = p.email_key and b.inviter_id = v.invited_by)
      order by v.last_sent_at desc, v.id limit 100`,
    values: [person],
  })
}

export function addressedToOne(
  ctx: PublicContext,
  person: PersonId,
  id: string,
): Promise<Invitation | undefined> {
  return ctx.db.row<Invitation>({
    name: 'invitation-addressed-to',
    text: `select ${columns} from person p join invitation v on v.email_key = p.email_key
      where p.id = $1 and v.id = $2 and v.expires_at > the_time() and ${unanswered} for update of v`,
    values: [person, id],
  })
}

export async function markAccepted(ctx: PublicContext, id: string, by: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'invitation-accepted',
    text: 'update invitation set accepted_at = $2, accepted_by = $3 where id = $1',
    values: [id, ctx.now, by],
  })
}

export async function markDeclined(ctx: PublicContext, id: string): Promise<void> {
  await ctx.db.run({
    name: 'invitation-declined',
    text: 'update invitation set declined_at = $2 where id = $1',
    values: [id, ctx.now],
  })
}

export async function block(
  ctx: PublicContext,
  emailKey: string,
  inviter: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'block-inviter',
    text: 'insert into blocked_inviter (email_key, inviter_id, at) values ($1, $2, $3) on conflict do nothing',
    values: [emailKey, inviter, ctx.now],
  })
}

export function blockedBy(ctx: PublicContext, person: PersonId): Promise<{ id: PersonId }[]> {
  return ctx.db.rows<{ id: PersonId }>({
    name: 'blocked-inviters',
    text: `select b.inviter_id as id from blocked_inviter b join person p on p.email_key = b.email_key
      where p.id = $1 order by b.at desc, b.inviter_id`,
    values: [person],
  })
}

export async function unblock(
  ctx: PublicContext,
  person: PersonId,
  inviter: PersonId,
): Promise<boolean> {
  const gone = await ctx.db.run({
    name: 'unblock-inviter',
    text: `delete from blocked_inviter b using person p
      where p.id = $1 and b.email_key = p.email_key and b.inviter_id = $2`,
    values: [person, inviter],
  })
  return gone > 0
}

/** Whether a person is an admin of the organization, and not deactivated. */
export async function administers(
  ctx: PublicContext,
  person: PersonId,
  organization: OrganizationId,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'inviter-administers',
    text: `select 1 from person where id = $1 and organization_id = $2 and org_role = 'admin' and deactivated_at is null`,
    values: [person, organization],
  })
  return row !== undefined
}

/** Turns the guest account of the invited address into a colleague's (O4). */
export async function makeInternal(
  ctx: PublicContext,
  person: PersonId,
  { organizationId, orgRole, planId }: Invitation,
): Promise<void> {
  await ctx.db.run({
    name: 'guest-becomes-internal',
    text: `with mine as (update space set organization_id = $2 where owner_id = $1 and kind = 'private')
      update person set organization_id = $2, org_role = $3, plan_id = $4, company = '' where id = $1 and organization_id is null`,
    values: [person, organizationId, orgRole, planId],
  })
}

/** Runs the work under a savepoint: undoes all of it when it throws, and throws on. */
export async function allOrNothing<T>(ctx: PublicContext, work: () => Promise<T>): Promise<T> {
  await ctx.db.run({ text: 'savepoint all_or_nothing' })
  try {
    const result = await work()
    await ctx.db.run({ text: 'release savepoint all_or_nothing' })
    return result
  } catch (error) {
    await ctx.db.run({ text: 'rollback to savepoint all_or_nothing' })
    throw error
  }
}

// Prepared groups

export interface Prepared {
  invitation: string
  group: SpaceId
  name: string
  role: InvitedRole
}

export async function insertPrepared(
  ctx: PublicContext,
  invitation: string,
  groups: { group: SpaceId; role: InvitedRole }[],
): Promise<void> {
  if (groups.length === 0) return
  await ctx.db.run({
    name: 'insert-invitation-groups',
    text: `insert into invitation_group (invitation_id, group_id, role)
      select $1, g.id, g.role from unnest($2::uuid[], $3::text[]) as g (id, role)`,
    values: [invitation, groups.map(({ group }) => group), groups.map(({ role }) => role)],
  })
}

export function prepared(ctx: PublicContext, invitations: string[]): Promise<Prepared[]> {
  return ctx.db.rows<Prepared>({
    name: 'invitation-groups',
    text: `select g.invitation_id as invitation, g.group_id as "group", w.name, g.role
      from invitation_group g join workgroup w on w.id = g.group_id and w.deleted_at is null
      where g.invitation_id = any($1::uuid[]) order by w.name_key, w.id`,
    values: [invitations],
  })
}

// Outlines of groups and organizations

export interface Outline {
  id: SpaceId
  name: string
  objective: string
  hue: number
  tools: string[]
  members: number
  guests: number
  guestOrganizations: string[]
}

/** The parts of groups that are shown before deciding (J5). */
export function outlines(ctx: PublicContext, groups: SpaceId[]): Promise<Outline[]> {
  return ctx.db.rows<Outline>({
    name: 'invitation-group-outlines',
    text: `select w.id, w.name, w.objective, s.hue, w.tools, x.members, x.guests, x.companies as "guestOrganizations"
      from workgroup w join space s on s.id = w.id
      cross join lateral (
        select count(distinct g.person_id)::int as members, (count(distinct g.person_id) filter (where g.guest))::int as guests,
          coalesce(array_agg(distinct g.company) filter (where g.guest and g.company <> ''), '{}') as companies
        from (
          select m.person_id, p.organization_id is distinct from w.organization_id as guest, coalesce(o.name, p.company) as company
          from effective_membership m join person p on p.id = m.person_id left join organization o on o.id = p.organization_id
          where m.group_id = w.id) g) x
      where w.id = any($1::uuid[]) and w.deleted_at is null`,
    values: [groups],
  })
}

export function organizationNames(
  ctx: PublicContext,
  ids: OrganizationId[],
): Promise<{ id: OrganizationId; name: string }[]> {
  return ctx.db.rows({
    name: 'invitation-organizations',
    text: 'select id, name from organization where id = any($1::uuid[])',
    values: [ids],
  })
}

export function plansOf(
  ctx: PublicContext,
  organization: OrganizationId,
): Promise<{ id: string; name: string }[]> {
  return ctx.db.rows({
    name: 'invitation-plans',
    text: 'select id, name from plan where organization_id = $1',
    values: [organization],
  })
}

export function groupsNamed(
  ctx: PublicContext,
  organization: OrganizationId,
  nameKeys: string[],
): Promise<{ id: SpaceId; key: string }[]> {
  return ctx.db.rows({
    name: 'invitation-groups-named',
    text: `select w.id, n.name_key as key from workgroup_name n join workgroup w on w.id = n.group_id
      where n.organization_id = $1 and n.name_key = any($2::text[]) and w.deleted_at is null and w.archived_at is null`,
    values: [organization, nameKeys],
  })
}
