import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { groupRow, nameOf, whatItTakes, type Weighed } from '../groups/capacity.ts'
import { cardsOf } from '../people/cards.ts'
import { memberSeatAsked } from './events.ts'
import { lockFamily } from './flat.ts'
import * as governance from './governance-store.ts'
import { answerQuestion, withdrawOffer } from './hand-over.ts'
import { tellAbout } from './letters.ts'
import * as overTime from './over-time-store.ts'
import type { Seat } from './schema.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

type Answer = Static<typeof Seat>

/**
 * The possible successor, the offer, and the question to the administrator; each shown to the people it concerns (M1, M3,
 * M8).
 */
export async function seatOf(ctx: Context, group: Authorized<Group, 'see'>): Promise<Answer> {
  const oversees = group.role === 'administrator' || group.governs
  return {
    ...(await successorIn(ctx, group, oversees)),
    acts: group.may.seeMembers ? await governance.isActing(ctx, group.id) : null,
    offer: await offerIn(ctx, group, oversees),
    question: oversees ? await questionIn(ctx, group) : null,
  }
}

async function weighed(ctx: Context, group: Group, person: PersonId) {
  const takes = await whatItTakes(ctx, await groupRow(ctx, group.id), person)
  return { takes, ok: takes.every(({ falls }: Weighed) => !falls) }
}

async function successorIn(ctx: Context, group: Group, oversees: boolean) {
  const nothing = { successor: null, namedAt: null, askedAt: null, declinedAt: null, asked: null }
  const found = await overTime.succession(ctx, group.id)
  if (!found) return nothing
  const { person, namedAt, askedAt, declinedAt } = found
  const asked = overTime.isAsked(found, ctx.person.id)
  if (!oversees && !asked) return nothing
  const cards = await cardsOf(ctx, [person], group.organizationId)
  return {
    ...{ successor: cards.get(person)!, namedAt, askedAt, declinedAt },
    asked: asked ? await weighed(ctx, group, person) : null,
  }
}

async function offerIn(ctx: Context, group: Group, oversees: boolean): Promise<Answer['offer']> {
  const found = await governance.offer(ctx, group.id)
  if (!found || (!oversees && found.person !== ctx.person.id)) return null
  const { person, by, offeredAt, expiresAt, reason } = found
  const cards = await cardsOf(ctx, [person, by], group.organizationId)
  return {
    ...{ person: cards.get(person)!, by: cards.get(by)!, offeredAt, expiresAt, reason },
    mine: person === ctx.person.id,
    ...(await weighed(ctx, group, person)),
  }
}

async function questionIn(ctx: Context, group: Group): Promise<Answer['question']> {
  const found = await governance.question(ctx, group.id)
  if (!found) return null
  const { askedBy, askedAt, dueAt, reason } = found
  const cards = await cardsOf(ctx, [askedBy], group.organizationId)
  const mine = found.administrator === ctx.person.id
  return { askedBy: cards.get(askedBy)!, askedAt, dueAt, reason, mine }
}

/** Asks the administrator whether they still act, with the day until which they may answer (M3). */
export async function askWhetherActing(
  ctx: Context,
  group: Authorized<Group, 'questionSeat'>,
  reason: string,
): Promise<void> {
  await lockFamily(ctx, group.id)
  const { administrator } = await groupRow(ctx, group.id)
  if (await governance.question(ctx, group.id)) throw words.alreadyQuestioned()
  if (!(await governance.isActing(ctx, group.id))) throw words.nobodyActs()
  const asked = await governance.insertQuestion(ctx, group.id, administrator, reason.trim())
  if (!asked) throw words.alreadyQuestioned()
  const name = await nameOf(ctx, administrator)
  const detail = { person: administrator, name, until: asked.dueAt, reason: reason.trim() }
  await recordInGroup(ctx, group.id, memberSeatAsked, detail)
  const about = { day: new Date(asked.dueAt), words: reason.trim() }
  await tellAbout(ctx, 'seat-asked', group.id, [administrator], about)
}

/**
 * The administrator answers that they still act, even after that day, while nobody else has taken the seat; a pending offer
 * is void.
 */
export async function answerActing(
  ctx: Context,
  group: Authorized<Group, 'answerSeat'>,
): Promise<void> {
  await lockFamily(ctx, group.id)
  if (!(await answerQuestion(ctx, group.id))) throw new NotFound()
  const offer = await governance.offer(ctx, group.id)
  if (offer && offer.by !== ctx.person.id) await withdrawOffer(ctx, group.id)
}
