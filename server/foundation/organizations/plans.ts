import type { Context } from '../../kernel/context.ts'
import { violates } from '../../kernel/db.ts'
import { Conflict, invalidField, NotFound } from '../../kernel/errors.ts'
import { newId, type OrganizationId } from '../../kernel/ids.ts'
import { tidy } from '../../kernel/plain-text.ts'
import type { Plan } from './organization.ts'
import { changedFields, planAdded, planChanged, planDeleted } from './events.ts'
import { governAlone } from './government.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { recordInOrganization } from '../../kernel/changes.ts'

export type PlanOnOffer = Plan & { people: number; isDefault: boolean }

export async function plansOf(ctx: Context, organization: OrganizationId): Promise<PlanOnOffer[]> {
  return store.plans(ctx, organization)
}

export async function addPlan(
  ctx: Context,
  organization: OrganizationId,
  given: Omit<Plan, 'id'>,
): Promise<PlanOnOffer> {
  await governAlone(ctx, organization)
  const plan = { ...given, id: newId(), name: named(given.name) }
  await store.insertPlan(ctx, organization, plan).catch(refuseTaken)
  await recordInOrganization(ctx, organization, planAdded, { name: plan.name })
  return { ...plan, people: 0, isDefault: false }
}

/** Changes a plan. A smaller plan takes nothing away: an over-full group refuses additions until it fits (O8). */
export async function changePlan(
  ctx: Context,
  organization: OrganizationId,
  id: string,
  change: Partial<Omit<Plan, 'id'>>,
): Promise<PlanOnOffer> {
  await governAlone(ctx, organization)
  const plan = await store.planIn(ctx, organization, id)
  if (!plan) throw new NotFound()
  const changed = { ...plan, ...change, name: named(change.name ?? plan.name) }
  await store.changePlan(ctx, organization, changed).catch(refuseTaken)
  const fields = changedFields(plan, changed)
  if (Object.keys(fields).length > 0)
    await recordInOrganization(ctx, organization, planChanged, { name: changed.name, fields })
  return (await store.plans(ctx, organization)).find((each) => each.id === id)!
}

export async function deletePlan(
  ctx: Context,
  organization: OrganizationId,
  id: string,
): Promise<void> {
  await governAlone(ctx, organization)
  const plan = await store.planIn(ctx, organization, id)
  if (!plan) throw new NotFound()
  if (!(await store.deleteUnusedPlan(ctx, organization, id)))
    throw new Conflict('plan-in-use', words.planInUse)
  await recordInOrganization(ctx, organization, planDeleted, { name: plan.name })
}

function named(name: string): string {
  const clean = tidy(name)
  if (clean === '') throw invalidField('body.name', 'required', words.needed)
  return clean
}

function refuseTaken(error: unknown): never {
  if (violates(error, 'plan_organization_id_name_key'))
    throw invalidField('body.name', 'taken', words.planNameTaken)
  throw error
}
