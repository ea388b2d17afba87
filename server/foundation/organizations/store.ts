import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'
import { hasWords } from '../../kernel/search-words.ts'
import type { OrgRole } from '../people/person.ts'
import type { Plan, Policies } from './organization.ts'

const planColumns = `l.id, l.name, l.max_groups as "maxGroups", l.max_members as "maxMembers", l.group_storage as "groupStorage",
  l.private_storage as "privateStorage", l.guests_allowed as "guestsAllowed"`

/** Only one organization can be the first: two requests at the same time wait here for each other. */
export async function lockFounding(ctx: PublicContext): Promise<void> {
  await ctx.db.run({ text: 'lock table organization in share row exclusive mode' })
}

export function anyOrganization(ctx: PublicContext): Promise<{ one: number } | undefined> {
  return ctx.db.row({ text: 'select 1 as one from organization limit 1' })
}

export async function insertOrganization(
  ctx: PublicContext,
  organization: { id: OrganizationId; name: string; nameKey: string; language: Language },
): Promise<void> {
  await ctx.db.run({
    name: 'insert-organization',
    text: 'insert into organization (id, name, name_key, language, created_at) values ($1, $2, $3, $4, $5)',
    values: [
      organization.id,
      organization.name,
      organization.nameKey,
      organization.language,
      ctx.now,
    ],
  })
}

export async function insertPlan(
  ctx: PublicContext,
  organization: OrganizationId,
  plan: Plan,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-plan',
    text: `insert into plan (id, organization_id, name, max_groups, max_members, group_storage, private_storage, guests_allowed, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      plan.id,
      organization,
      plan.name,
      plan.maxGroups,
      plan.maxMembers,
      plan.groupStorage,
      plan.privateStorage,
      plan.guestsAllowed,
      ctx.now,
    ],
  })
}

export async function setDefaultPlan(
  ctx: PublicContext,
  organization: OrganizationId,
  plan: string,
): Promise<void> {
  await ctx.db.run({
    name: 'set-default-plan',
    text: 'update organization set default_plan_id = $2 where id = $1',
    values: [organization, plan],
  })
}

/** A person's plan, or their organization's default. Undefined for guests. */
export function planOf(ctx: PublicContext, person: PersonId): Promise<Plan | undefined> {
  return ctx.db.row<Plan>({
    name: 'plan-of',
    text: `select ${planColumns} from person p
      join organization o on o.id = p.organization_id
      join plan l on l.id = coalesce(p.plan_id, o.default_plan_id)
      where p.id = $1`,
    values: [person],
  })
}

export function organization(
  ctx: PublicContext,
  id: OrganizationId,
): Promise<
  | (Policies & { id: OrganizationId; name: string; language: Language; defaultPlan: string })
  | undefined
> {
  return ctx.db.row({
    name: 'organization',
    text: `select id, name, language, default_plan_id as "defaultPlan", who_creates_groups as "whoCreatesGroups",
        guests_allowed as "guestsAllowed", group_names_may_change as "groupNamesMayChange", adding_allowed as "addingAllowed",
        who_sees_directory as "whoSeesDirectory", guest_days as "guestDays", governors_enter as "governorsEnter",
        seat_days as "seatDays", hand_over as "handOver"
      from organization where id = $1`,
    values: [id],
  })
}

/** The first guests of the organization's groups, by name. */
export function namesOfGuests(
  ctx: PublicContext,
  organization: OrganizationId,
): Promise<{ name: string }[]> {
  return ctx.db.rows({
    name: 'names-of-guests',
    text: `select trim(p.first_name || ' ' || p.last_name) as name from person p
      where p.organization_id is distinct from $1 and exists (select from effective_membership e
        join workgroup w on w.id = e.group_id and w.organization_id = $1 and w.deleted_at is null where e.person_id = p.id)
      order by p.last_name, p.first_name, p.id limit 60`,
    values: [organization],
  })
}

/** The default language, if this is the instance's only organization. */
export function languageOfOnlyOne(ctx: PublicContext): Promise<{ language: Language } | undefined> {
  return ctx.db.row({
    name: 'language-of-only-organization',
    text: 'select language from organization where (select count(*) from organization) = 1',
    values: [],
  })
}

export interface OrganizationChange extends Partial<Policies> {
  name?: string
  nameKey?: string
  language?: Language
  defaultPlan?: string
}

export async function changeOrganization(
  ctx: PublicContext,
  id: OrganizationId,
  change: OrganizationChange,
): Promise<void> {
  await ctx.db.run({
    name: 'change-organization',
    text: `with guests as (update workgroup set guests_read_only = false where organization_id = $1 and guests_read_only and $7)
      update organization set name = coalesce($2, name), name_key = coalesce($3, name_key), language = coalesce($4, language),
        default_plan_id = coalesce($5, default_plan_id), who_creates_groups = coalesce($6, who_creates_groups),
        guests_allowed = coalesce($7, guests_allowed),
        guests_inside = case when $7 then null else guests_inside end, guests_leave_at = case when $7 then null else guests_leave_at end, group_names_may_change = coalesce($8, group_names_may_change),
        adding_allowed = coalesce($9, adding_allowed), who_sees_directory = coalesce($10, who_sees_directory),
        guest_days = case when $11 then $12::integer else guest_days end,
        governors_enter = coalesce($13, governors_enter), seat_days = coalesce($14, seat_days), hand_over = coalesce($15, hand_over)
      where id = $1`,
    values: [
      id,
      change.name ?? null,
      change.nameKey ?? null,
      change.language ?? null,
      change.defaultPlan ?? null,
      change.whoCreatesGroups ?? null,
      change.guestsAllowed ?? null,
      change.groupNamesMayChange ?? null,
      change.addingAllowed ?? null,
      change.whoSeesDirectory ?? null,
      change.guestDays !== undefined,
      change.guestDays ?? null,
      change.governorsEnter ?? null,
      change.seatDays ?? null,
      change.handOver ?? null,
    ],
  })
}

// People of the organization

export interface InternalRow {
  id: PersonId
  orgRole: OrgRole
  planId: string
  planName: string
  groupsAdministered: number
  createdAt: Timestamp
  deactivatedAt: Timestamp | null
  deletionDueAt: Timestamp | null
  secondFactor: boolean
  /** The sort key of the list. */
  key: string
}

export interface InternalsAsked {
  words: string[]
  after: [string, string] | undefined
  limit: number
  alsoDeactivated: boolean
}

/** The key by which an organization's people are sorted and searched. */
const sortKey = 'p.search_key'
const found = hasWords('p.search_key', 2)

export function internals(
  ctx: PublicContext,
  organization: OrganizationId,
  { words, after, limit, alsoDeactivated }: InternalsAsked,
): Promise<InternalRow[]> {
  return ctx.db.rows<InternalRow>({
    name: 'internals',
    text: `select p.id, p.org_role as "orgRole", l.id as "planId", l.name as "planName", p.created_at as "createdAt",
        p.deactivated_at as "deactivatedAt", ${sortKey} as key,
        (select d.due_at from person_deletion d where d.person_id = p.id) as "deletionDueAt",
        (select count(*)::integer from membership m join workgroup w on w.id = m.group_id
          where m.person_id = p.id and m.role = 'administrator' and w.deleted_at is null and w.archived_at is null) as "groupsAdministered",
        exists (select from totp t where t.person_id = p.id and t.confirmed_at is not null)
          or exists (select from passkey k where k.person_id = p.id) as "secondFactor"
      from person p
      join organization o on o.id = p.organization_id
      join plan l on l.id = coalesce(p.plan_id, o.default_plan_id)
      where p.organization_id = $1 and ${found} and ($3 or p.deactivated_at is null)
        and ($4::text is null or (${sortKey}, p.id) > ($4::text, $5::uuid))
      order by ${sortKey}, p.id limit $6`,
    values: [
      organization,
      words,
      alsoDeactivated,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  })
}

export async function countInternals(
  ctx: PublicContext,
  organization: OrganizationId,
  words: string[],
  alsoDeactivated: boolean,
): Promise<number> {
  const row = await ctx.db.row<{ total: number }>({
    name: 'count-internals',
    text: `select count(*)::integer as total from person p
      where p.organization_id = $1 and ${found} and ($3 or p.deactivated_at is null)`,
    values: [organization, words, alsoDeactivated],
  })
  return row!.total
}

/**
 * Locks the organization's government: changes to it wait here for each other (O4). The asker's role is read again under the
 * lock.
 */
export async function lockGovernment(
  ctx: PublicContext,
  organization: OrganizationId,
  asker: PersonId,
): Promise<OrgRole | null> {
  await ctx.db.run({
    name: 'lock-organization',
    text: 'select from organization where id = $1 for no key update',
    values: [organization],
  })
  const row = await ctx.db.row<{ orgRole: OrgRole | null }>({
    name: 'present-org-role',
    text: `select org_role as "orgRole" from person where id = $1 and organization_id = $2 and deactivated_at is null`,
    values: [asker, organization],
  })
  return row?.orgRole ?? null
}

/** Somebody's org role and the name of their plan. */
export async function partOf(
  ctx: PublicContext,
  person: PersonId,
): Promise<{ orgRole: string; plan: string }> {
  const row = await ctx.db.row<{ orgRole: string; plan: string }>({
    name: 'part-in-organization',
    text: `select p.org_role as "orgRole", coalesce(l.name, '') as plan from person p
      join organization o on o.id = p.organization_id
      left join plan l on l.id = coalesce(p.plan_id, o.default_plan_id) where p.id = $1`,
    values: [person],
  })
  return row!
}

export async function changeInternal(
  ctx: PublicContext,
  person: PersonId,
  { orgRole, plan }: { orgRole?: OrgRole; plan?: string },
): Promise<void> {
  await ctx.db.run({
    name: 'change-internal',
    text: 'update person set org_role = coalesce($2, org_role), plan_id = coalesce($3, plan_id) where id = $1',
    values: [person, orgRole ?? null, plan ?? null],
  })
}

/** Returns false when the account was stopped already. */
export async function deactivate(
  ctx: PublicContext,
  person: PersonId,
  by: PersonId,
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'deactivate',
    text: `with links as (delete from one_time_token where person_id = $1),
        tokens as (delete from access_token where person_id = $1)
      update person set deactivated_at = $2, deactivated_by = $3 where id = $1 and deactivated_at is null`,
    values: [person, ctx.now, by],
  })
  return touched > 0
}

/** Returns false when the account was not stopped. */
export async function reactivate(ctx: PublicContext, person: PersonId): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'reactivate',
    text: `update person set deactivated_at = null, deactivated_by = null
      where id = $1 and deactivated_at is not null`,
    values: [person],
  })
  return touched > 0
}

// Plans

export function plans(
  ctx: PublicContext,
  organization: OrganizationId,
): Promise<(Plan & { people: number; isDefault: boolean })[]> {
  return ctx.db.rows({
    name: 'plans',
    text: `select ${planColumns}, o.default_plan_id = l.id as "isDefault",
        (select count(*)::integer from person p where p.organization_id = o.id
          and (p.plan_id = l.id or (p.plan_id is null and o.default_plan_id = l.id))) as people
      from plan l join organization o on o.id = l.organization_id
      where o.id = $1 order by lower(l.name), l.id`,
    values: [organization],
  })
}

export function planIn(
  ctx: PublicContext,
  organization: OrganizationId,
  id: string,
): Promise<Plan | undefined> {
  return ctx.db.row<Plan>({
    name: 'plan-in',
    text: `select ${planColumns} from plan l where l.organization_id = $1 and l.id = $2`,
    values: [organization, id],
  })
}

export async function changePlan(
  ctx: PublicContext,
  organization: OrganizationId,
  plan: Plan,
): Promise<void> {
  await ctx.db.run({
    name: 'change-plan',
    text: `update plan set name = $3, max_groups = $4, max_members = $5, group_storage = $6, private_storage = $7, guests_allowed = $8
      where organization_id = $1 and id = $2`,
    values: [
      organization,
      plan.id,
      plan.name,
      plan.maxGroups,
      plan.maxMembers,
      plan.groupStorage,
      plan.privateStorage,
      plan.guestsAllowed,
    ],
  })
}

/** Deletes a plan that nobody has; returns false when somebody has it, it is the default, or an invitation promises it. */
export async function deleteUnusedPlan(
  ctx: PublicContext,
  organization: OrganizationId,
  id: string,
): Promise<boolean> {
  const gone = await ctx.db.run({
    name: 'delete-unused-plan',
    text: `delete from plan l where l.organization_id = $1 and l.id = $2
        and not exists (select from person p where p.plan_id = l.id)
        and not exists (select from organization o where o.default_plan_id = l.id)
        and not exists (select from invitation v where v.plan_id = l.id)`,
    values: [organization, id],
  })
  return gone === 1
}

// Groups as governors see them: never their content (M3)

export interface GovernedRow {
  id: SpaceId
  name: string
  key: string | number
  administrator: PersonId | null
  withoutAdministrator: boolean
  members: number
  guests: number
  capacity: number
  used: number
  allowed: number
  overCapacity: boolean
  archivedAt: Timestamp | null
}

export const governedViews = [
  'without-administrator',
  'over-capacity',
  'nearly-full',
  'archived',
] as const
export type GovernedView = (typeof governedViews)[number]

const views: Record<GovernedView, string> = {
  'without-administrator': '"withoutAdministrator"',
  'over-capacity': '"overCapacity"',
  'nearly-full': 'used > 0 and used >= allowed * 0.9',
  archived: '"archivedAt" is not null',
}

export const governedSorts = ['name', 'members', 'storage'] as const
export type GovernedSort = (typeof governedSorts)[number]

const sortKeys: Record<GovernedSort, [string, string]> = {
  name: ['w.name_key', 'text'],
  members: ['coalesce(belonging.members, 0)', 'bigint'],
  storage: ['counter.stored', 'bigint'],
}

export interface GovernedAsked {
  words: string[]
  view: GovernedView | undefined
  sort: GovernedSort
  down: boolean
  after: [string | number, string] | undefined
  limit: number
}

export function governedGroups(
  ctx: PublicContext,
  organization: OrganizationId,
  { words, view, sort, down, after, limit }: GovernedAsked,
): Promise<GovernedRow[]> {
  const [key, type] = sortKeys[sort]
  const way = down ? 'desc' : 'asc'
  const page = (after: string) =>
    `($3::${type} is null or ${after} ${down ? '<' : '>'} ($3::${type}, $4::uuid))`
  // sorted by name alone, the page is known before the sizes, which are then computed for its groups only
  const byNameAlone = sort === 'name' && !view
  const ofPage = `and ${page('(w.name_key, w.id)')} order by w.name_key ${way}, w.id ${way} limit $5`
  return ctx.db.rows<GovernedRow>({
    name: `governed-groups-${view ?? 'all'}-${sort}-${way}`,
    text: `with w as (
        select w.* from workgroup w where w.organization_id = $1 and w.deleted_at is null and ${hasWords('w.name_key', 2)}
        ${byNameAlone ? ofPage : ''}),
      governed as (
        select w.id, w.name, ${key} as key, w.archived_at as "archivedAt", a.person_id as administrator,
          not exists (select from acting_administrator acting where acting.group_id = w.id) as "withoutAdministrator",
          belonging.members, belonging.guests,
          coalesce(l.max_members, 0) as capacity, counter.stored as used, coalesce(l.group_storage, 0)::bigint as allowed,
          coalesce(belonging.members > l.max_members or counter.stored > l.group_storage
            or (belonging.guests > 0 and not l.guests_allowed), false) as "overCapacity"
        from w
        left join membership a on a.group_id = w.id and a.role = 'administrator'
        left join person p on p.id = a.person_id
        left join organization o on o.id = p.organization_id
        left join plan l on l.id = coalesce(p.plan_id, o.default_plan_id)
        cross join lateral (
          select count(distinct m.person_id)::integer as members,
            (count(distinct m.person_id) filter (where q.organization_id is distinct from $1))::integer as guests
          from effective_membership m join person q on q.id = m.person_id where m.group_id = w.id) belonging
        left join space_counter counter on counter.space_id = w.id)
      select * from governed
      where ${view ? views[view] : 'true'} and ${page('(key, id)')}
      order by key ${way}, id ${way} limit $5`,
    values: [organization, words, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  })
}

/** Private groups, and groups inside them, that somebody came into through governance. */
export function heldByGovernance(
  ctx: PublicContext,
  person: PersonId,
): Promise<{ id: SpaceId; name: string }[]> {
  return ctx.db.rows({
    name: 'held-by-governance',
    text: `with recursive around as (
        select m.group_id as at, m.group_id as of from membership m where m.person_id = $1 and m.by_governance
        union
        select n.outer_id, a.of from around a join group_nesting n on n.inner_id = a.at)
      select distinct w.id, w.name from around a join workgroup p on p.id = a.at and p.listed = 'no' and p.deleted_at is null
      join organization o on o.id = p.organization_id and o.governors_enter = 'with-consent'
      join workgroup w on w.id = a.of order by w.id`,
    values: [person],
  })
}
