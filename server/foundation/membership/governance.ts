import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { newId } from '../../kernel/ids.ts'
import { Forbidden } from '../../kernel/errors.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import { memberLetBack, requestMade } from './events.ts'
import * as governance from './governance-store.ts'
import type { Entry } from './governance-store.ts'
import { tellAbout } from './letters.ts'
import * as requestStore from './requests-store.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

export { isKeptOutFrom } from './governance-store.ts'

/**
 * A person who is kept out comes in only by the administrator's own act, which also lifts the ban (J7). A governor is told
 * so; everybody else gets the same refusal as from any group that does not take the person.
 */
export async function mayComeBack(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  entry: Entry,
): Promise<void> {
  if (!entry.isKeptOut) return
  if (!entry.byAdministrator) throw entry.byGovernor ? words.keptOut() : new Forbidden('forbidden')
  await governance.letBack(ctx, group, person)
  const detail = { person, name: await nameOf(ctx, person) }
  await recordInGroup(ctx, group, memberLetBack, detail)
}

/**
 * Whether the administrator of a private group must agree before a governor is brought in by governance (M3). Where nobody
 * acts as administrator a reason is required, which everybody inside reads.
 */
export function waitsForConsent(entry: Entry, reason: string): boolean {
  if (!entry.isWatched || !entry.byGovernance) return false
  if (!entry.acting && reason === '') throw words.reasonNeeded()
  return entry.acting && entry.needsConsent
}

/** Asks the administrator, as a request that only they can answer (M3). */
export async function askAdministrator(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  by: PersonId | null,
  reason: string,
): Promise<void> {
  const request = { id: newId(), group, person, message: reason, askedBy: by }
  if (!(await requestStore.insertRequest(ctx, request))) return
  const name = await nameOf(ctx, person)
  const other = by !== null && by !== person ? { person: by, name: await nameOf(ctx, by) } : null
  const detail = { person, name, ...(other && { by: other }), ...(reason && { reason }) }
  await recordInGroup(ctx, group, requestMade, detail)
  const { administrator } = await groupRow(ctx, group)
  await tellAbout(ctx, 'governor-asks', group, [administrator], { whom: name, words: reason })
}

/** Tells everybody inside about a governor who has come in without the administrator (M3). */
export async function tellAllWhoCame(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  reason: string,
): Promise<void> {
  const others = (await store.peopleIn(ctx, group)).filter((each) => each !== person)
  const about = { whom: await nameOf(ctx, person), words: reason }
  await tellAbout(ctx, 'governor-came', group, others, about)
}

/** Stops governors from entering a private group through a group inside it, and asks its administrator (M3). */
export async function stopAtNesting(
  ctx: PublicContext,
  group: SpaceId,
  people: PersonId[],
): Promise<void> {
  for (const person of await governance.stopAtNesting(ctx, group, people))
    await askAdministrator(ctx, group, person, ctx.person?.id ?? null, '')
}

const mostNamed = 10

/** Tells the administrator immediately what a governor does in the group (M3). */
export async function tellAdministrator(
  ctx: PublicContext,
  what: Parameters<typeof tellAbout>[1],
  group: SpaceId,
  people: PersonId[] = [],
): Promise<void> {
  const { administrator } = await groupRow(ctx, group)
  const names: string[] = []
  for (const person of people.slice(0, mostNamed)) names.push(await nameOf(ctx, person))
  const whom = names.join(', ') + (people.length > mostNamed ? '…' : '')
  await tellAbout(ctx, what, group, [administrator], { whom })
}
