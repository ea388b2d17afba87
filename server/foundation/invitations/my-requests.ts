import { lockSpaces } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { Static } from '../../kernel/shapes.ts'
import { withdrawRequest } from '../membership/requests.ts'
import type { MyRequests } from './schema.ts'
import * as store from './my-requests-store.ts'

/** The asker's open requests, and recently declined ones with the reason; under the name that the group had then (J3). */
export async function myRequests(ctx: Context): Promise<Static<typeof MyRequests>> {
  return { items: await store.myRequests(ctx, ctx.person.id) }
}

/** A request can be withdrawn even if the group has become private or archived (J3). */
export async function withdrawMyRequest(ctx: Context, id: string): Promise<void> {
  const group = await store.groupOfOpen(ctx, ctx.person.id, id)
  if (!group) throw new NotFound()
  await lockSpaces(ctx, [group])
  if (!(await store.groupOfOpen(ctx, ctx.person.id, id))) throw new NotFound()
  await withdrawRequest(ctx, { id: group })
}
