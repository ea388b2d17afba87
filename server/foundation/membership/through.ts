import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { nameOf } from '../groups/capacity.ts'
import { memberAsked, memberJoined, memberLeft } from './events.ts'
import type { Moved } from './flat.ts'
import { tellOf } from './letters.ts'
import { recordInGroup } from '../groups/events.ts'

interface Via {
  group: SpaceId
  name: string
}

/**
 * Logs and tells who came into, left or was asked into the groups around one because of it: in the history of those groups,
 * and to the people themselves, even where they did it (G9, V2).
 */
export async function tellThrough(ctx: PublicContext, via: Via, moved: Moved[]): Promise<void> {
  for (const { group, begun, left, asked } of moved) {
    if (group === via.group) continue
    for (const person of begun) {
      const detail = { ...(await somebody(ctx, person)), role: 'member', how: 'through-group', via }
      await recordInGroup(ctx, group, memberJoined, detail)
    }
    for (const person of left) {
      const detail = { ...(await somebody(ctx, person)), via }
      await recordInGroup(ctx, group, memberLeft, detail)
    }
    for (const person of asked) {
      const detail = { ...(await somebody(ctx, person)), via }
      await recordInGroup(ctx, group, memberAsked, detail)
    }
    await tellOf(ctx, 'member-nested', group, begun, via.name)
    await tellOf(ctx, 'nesting-ended', group, left, via.name)
    await tellOf(ctx, 'nesting-asked', group, asked, via.name)
  }
}

async function somebody(ctx: PublicContext, person: PersonId) {
  return { person, name: await nameOf(ctx, person) }
}
