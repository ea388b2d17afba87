import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { OrgRole } from '../people/person.ts'
import type { Organization, Plan, Policies } from './organization.ts'

const planColumns = `l.id, l.name, l.max_groups as "maxGroups", l.max_members as "maxMembers", l.group_storage as "groupStorage",
  l.private_storage as "privateStorage", l.guests_allowed as "guestsAllowed"`

/** Only one may be first: two who come at once wait here for each other. */
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

/** A person's plan, or their organization's default. Nothing for guests. */
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
        who_sees_directory as "whoSeesDirectory", guest_days as "guestDays"
      from organization where id = $1`,
    values: [id],
  })
}
