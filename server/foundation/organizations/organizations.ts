import type { Context, PublicContext } from '../../kernel/context.ts'
import { violates } from '../../kernel/db.ts'
import { invalidField, NotFound } from '../../kernel/errors.ts'
import { newId, type OrganizationId, type PersonId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'
import { folded, tidy } from '../../kernel/plain-text.ts'
import {
  firstPlans,
  guestPlan,
  type Organization,
  type Plan,
  type Policies,
} from './organization.ts'
import { changedFields, organizationChanged } from './events.ts'
import { governAlone } from './government.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { recordInOrganization } from '../../kernel/changes.ts'

export type { Organization, Plan } from './organization.ts'

/** Founds an organization with its plans. The caller makes its first admin in the same transaction (O2). */
export async function found(
  ctx: PublicContext,
  given: { name: string; language: Language },
  which: 'first' | 'another' = 'first',
): Promise<OrganizationId> {
  const name = tidy(given.name)
  if (name === '') throw invalidField('body.organization', 'required', words.needed)
  await store.lockFounding(ctx)
  if (which === 'first' && (await store.anyOrganization(ctx))) throw new NotFound()
  const id = newId<OrganizationId>()
  const organization = { id, name, nameKey: folded(name), language: given.language }
  await store.insertOrganization(ctx, organization).catch(refuseTakenBy('body.organization'))
  const plans = firstPlans.map((plan) => ({ ...plan, id: newId() }))
  for (const plan of plans) await store.insertPlan(ctx, id, plan)
  await store.setDefaultPlan(ctx, id, plans[0]!.id)
  return id
}

/** A person's plan, which also limits the groups that they administer (O6, O7). */
export async function planOf(ctx: PublicContext, person: PersonId): Promise<Plan> {
  return (await store.planOf(ctx, person)) ?? guestPlan
}

export async function organizationById(
  ctx: PublicContext,
  id: OrganizationId,
): Promise<Organization> {
  const found = await store.organization(ctx, id)
  if (!found) throw new NotFound()
  const { name, language, defaultPlan, id: _, ...policies } = found
  return { id, name, language, defaultPlan, policies }
}

/** The language of mails to people who have not chosen one, of new people and of new groups (O5). */
export async function defaultLanguage(ctx: PublicContext, id: OrganizationId): Promise<Language> {
  return (await organizationById(ctx, id)).language
}

/**
 * The language of pages for somebody who has not signed in or chosen one; null where the instance holds several organizations
 * (O5).
 */
export async function languageAtTheDoor(ctx: PublicContext): Promise<Language | null> {
  return (await store.languageOfOnlyOne(ctx))?.language ?? null
}

/** Changes name, language, policies or default plan; only fields that are sent (O5). */
export async function changeOrganization(
  ctx: Context,
  id: OrganizationId,
  { name, policies = {}, ...change }: OrganizationChange,
): Promise<void> {
  await governAlone(ctx, id)
  const clean = name === undefined ? undefined : tidy(name)
  if (clean === '') throw invalidField('body.name', 'required', words.needed)
  if (change.defaultPlan && !(await store.planIn(ctx, id, change.defaultPlan)))
    throw invalidField('body.defaultPlan', 'unknown', words.noSuchPlan)
  const named = clean === undefined ? {} : { name: clean, nameKey: folded(clean) }
  const before = await organizationById(ctx, id)
  if (policies.guestsAllowed === false && before.policies.guestsAllowed)
    await refuseWithGuests(ctx, id)
  await store
    .changeOrganization(ctx, id, { ...change, ...policies, ...named })
    .catch(refuseTakenBy('body.name'))
  const after = await organizationById(ctx, id)
  const fields = changedFields(
    { ...before, ...before.policies, policies: undefined },
    { ...after, ...after.policies, policies: undefined },
  )
  if (Object.keys(fields).length > 0)
    await recordInOrganization(ctx, id, organizationChanged, { fields })
}

/** Refuses, and names the guests inside: what happens to them must be decided first (O5). */
async function refuseWithGuests(ctx: Context, id: OrganizationId): Promise<void> {
  const guests = await store.namesOfGuests(ctx, id)
  if (guests.length > 0) throw words.guestsInside(guests.map(({ name }) => name))
}

interface OrganizationChange {
  name?: string
  language?: Language
  defaultPlan?: string
  policies?: Partial<Policies>
}

function refuseTakenBy(field: string) {
  return (error: unknown): never => {
    if (violates(error, 'organization_name_key_key'))
      throw invalidField(field, 'taken', words.organizationNameTaken)
    throw error
  }
}
