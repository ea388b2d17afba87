import { organizationChanged } from '../organizations/events.ts'
import { governAlone } from '../organizations/government.ts'
import { organizationById } from '../organizations/organizations.ts'
import { cardsOf } from '../people/cards.ts'
import { inTransaction } from '../people/people.ts'
import type { Context } from '../../kernel/context.ts'
import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { recordInGroup } from '../groups/events.ts'
import { lockFamily, refreshEffective } from './flat.ts'
import * as store from './guests-ending-store.ts'
import { recordDates } from './lifetime.ts'
import { setDates } from './over-time-store.ts'
import type { GuestsInside } from './schema.ts'
import * as words from './words.ts'
import { groupGuestsEnding } from './events.ts'
import { recordInOrganization } from '../../kernel/changes.ts'

/** Guests of the organization's groups by name, and what was decided about them (O5). */
export async function guestsInside(
  ctx: Context,
  organization: OrganizationId,
): Promise<Static<typeof GuestsInside>> {
  const found = await store.guestsInside(ctx, organization)
  const people = Map.groupBy(found, ({ person }) => person)
  const cards = await cardsOf(ctx, people.keys(), organization)
  const items = [...people].map(([person, all]) => ({
    card: cards.get(person)!,
    groups: all.map(({ group, name }) => ({ id: group, name })),
  }))
  return { items, ...(await store.decision(ctx, organization)) }
}

export interface Decision {
  inside: 'read-only' | 'leave'
  on?: string | undefined
}

/** Ends guest access in the organization: new guests are refused, and those inside become read-only or leave by a date (O5). */
export function endGuests(
  ctx: Context,
  organization: OrganizationId,
  { inside, on }: Decision,
): Promise<void> {
  const by = inside === 'leave' ? date(ctx, on) : null
  return inTransaction(ctx, async (held) => {
    await governAlone(held, organization)
    const { policies } = await organizationById(held, organization)
    const guests = await store.guestsInside(held, organization)
    const groups = [...new Set(guests.map(({ group }) => group))]
    if (groups.length > 0) await lockFamily(held, ...groups)
    await store.decide(held, organization, inside, by)
    if (by) for (const each of guests) await leaveBy(held, each, by)
    for (const group of groups)
      await recordInGroup(held, group, groupGuestsEnding, { inside, on: by?.toISOString() ?? null })
    recheck(held, guests)
    await recordInOrganization(held, organization, organizationChanged, {
      fields: {
        guestsAllowed: { from: policies.guestsAllowed, to: false },
        guestsInside: { from: null, to: inside },
      },
    })
  })
}

function date({ now }: Context, on: string | undefined): Date {
  const by = on === undefined ? now : new Date(on)
  if (Number.isNaN(by.getTime())) throw words.notADate('on')
  if (by <= now) throw words.dateHasPassed('on')
  return by
}

/**
 * Sets the date by which a guest leaves. An earlier end is kept; a guest who came through an inner group has the date there.
 */
async function leaveBy(
  ctx: Context,
  { group, person, direct, until, ...guest }: store.GuestInside,
  by: Date,
): Promise<void> {
  if (!direct || (until && new Date(until) <= by)) return
  const date = (text: string | null) => (text === null ? null : new Date(text))
  const spans = {
    ...{ starts: date(guest.starts), until: by },
    ...{ roleStarts: date(guest.roleStarts), roleUntil: date(guest.roleUntil) },
  }
  await setDates(ctx, group, person, spans)
  await refreshEffective(ctx, group, [person])
  await recordDates(ctx, group, person, spans)
}

function recheck(ctx: Context, guests: { person: PersonId }[]): void {
  ctx.db.afterCommit(() => {
    for (const { person } of guests) ctx.house.live.recheck(person)
  })
}
