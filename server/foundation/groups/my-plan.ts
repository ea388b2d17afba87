import type { Context } from '../../kernel/context.ts'
import type { Static } from '../../kernel/shapes.ts'
import { planOf } from '../organizations/organizations.ts'
import { storageUsed } from '../spaces/spaces.ts'
import type { MyPlan } from './schema.ts'
import * as store from './store.ts'

const mostGroups = 100

/** The limits of the asker's plan and their own use of it (O6, O7). */
export async function myPlan(ctx: Context): Promise<Static<typeof MyPlan>> {
  const { id, privateSpace } = ctx.person
  const plan = await planOf(ctx, id)
  return {
    name: plan.name,
    groups: { used: await store.administeredBy(ctx, id), allowed: plan.maxGroups },
    privateStorage: { used: await storageUsed(ctx, privateSpace), allowed: plan.privateStorage },
    eachGroup: {
      members: plan.maxMembers,
      storage: plan.groupStorage,
      guestsAllowed: plan.guestsAllowed,
    },
    administered: await Promise.all(
      (await store.administeredGroups(ctx, id, mostGroups)).map(async (group) => ({
        ...group,
        storage: await storageUsed(ctx, group.id),
      })),
    ),
  }
}
