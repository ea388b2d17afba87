import { authorizePerson } from '../../access/people.ts'
import type { Context } from '../../kernel/context.ts'
import { newId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import { furnishWhole } from '../spaces/spaces.ts'
import * as store from './store.ts'
import { noSharedGroup } from './words.ts'

/** How many people a conversation has at most. */
export const mostPeople = 9

/**
 * The conversation of the asker with these people, whom they must be allowed to meet; begins it unless they have one. Every
 * two of them must share a group.
 */
export async function conversationWith(ctx: Context, others: PersonId[]): Promise<SpaceId> {
  for (const other of others) await authorizePerson(ctx, 'meet', other)
  const people = [...new Set([ctx.person.id, ...others])].toSorted()
  const known = await store.conversationOf(ctx, people)
  if (known) return known
  if (people.length < 2 || people.length > mostPeople) throw noSharedGroup()
  return (await begin(ctx, people)) ?? (await store.conversationOf(ctx, people))!
}

/** Undefined when somebody else has begun it at the same moment. */
async function begin(ctx: Context, people: PersonId[]): Promise<SpaceId | undefined> {
  const id = newId<SpaceId>()
  if (!(await store.insertConversation(ctx, id, people))) return undefined
  if (!(await store.mayAdd(ctx, id))) throw noSharedGroup()
  const tools = ctx.house.tools.filter(({ inConversations }) => inConversations)
  await furnishWhole(ctx, id, ctx.person.id, tools)
  return id
}
