import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { Static } from '../../kernel/shapes.ts'
import { nameOf } from '../groups/capacity.ts'
import { recordMembership } from '../membership/events.ts'
import type { MyRequests } from './schema.ts'
import * as store from './my-requests-store.ts'

/** What I asked and is not answered, and what was declined of late, with the reason; by the name that the group had then (J3). */
export async function myRequests(ctx: Context): Promise<Static<typeof MyRequests>> {
  return { items: await store.myRequests(ctx, ctx.person.id) }
}

/** A request is its asker's: withdrawn whatever became of the group meanwhile, private or archived (J3). */
export async function withdrawMyRequest(ctx: Context, id: string): Promise<void> {
  const { id: person } = ctx.person
  const group = await store.withdraw(ctx, person, id)
  if (!group) throw new NotFound()
  const name = await nameOf(ctx, person)
  await recordMembership(ctx, group, { kind: 'request.withdrawn', detail: { person, name } })
}
