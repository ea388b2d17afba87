import type { Authorized, Container, Item, Space } from '../../access/authorized.ts'
import { allows, levelOf, mayWithContainer, type Right } from '../../access/rights.ts'
import {
  containerAsThing,
  reasonsOf,
  whatCanTheyReach,
  whoCanSee,
  whoCouldAllow,
} from '../../access/who-can-see.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { isId, type PersonId } from '../../kernel/ids.ts'
import { cursor, type Static } from '../../kernel/shapes.ts'
import { cardsOf } from '../people/cards.ts'
import { itemAsSeen } from './access-list.ts'
import type { AudienceAnswer, ReachShape, WhyNotShape } from './schema.ts'
import * as store from './store.ts'
import { whyNotSentence } from './words.ts'

type Thing = ReturnType<typeof containerAsThing>
interface Part {
  after?: string
  limit?: number
}

/** The people who can see this container, at what level and why (A8). */
export function containerAudience(
  ctx: Context,
  container: Authorized<Container, 'view'>,
  part: Part,
): Promise<AudienceAnswer> {
  return audience(ctx, containerAsThing(container), part)
}

export async function itemAudience(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  part: Part,
): Promise<AudienceAnswer> {
  return audience(ctx, await itemAsSeen(ctx, item), part)
}

async function audience(
  ctx: Context,
  thing: Thing,
  { after, limit = 50 }: Part,
): Promise<AudienceAnswer> {
  const [last] = cursor<[unknown]>(after) ?? []
  const found = await whoCanSee(ctx, thing, {
    after: isId<PersonId>(last) ? last : undefined,
    limit: limit + 1,
  })
  const shown = found.seers.slice(0, limit)
  const cards = await cardsOf(
    ctx,
    shown.map(({ person }) => person),
    await store.organizationOf(ctx, thing.space),
  )
  const more = found.seers.length > limit
  return {
    total: found.total,
    guests: found.guests,
    guestOrganizations: found.guestOrganizations,
    everyone: found.everyone,
    items: shown.map((seer) => ({
      card: cards.get(seer.person)!,
      level: levelOf(seer.rights),
      rights: mayWithContainer(seer.rights),
      readOnly: seer.readOnly,
      because: seer.because,
    })),
    next: more ? Buffer.from(JSON.stringify([shown.at(-1)!.person])).toString('base64url') : null,
  }
}

/** Explains to the asker, in their own terms, why they may not do this and whom they can ask (A8). */
export async function whyNotContainer(
  ctx: Context,
  container: Authorized<Container, 'view'>,
  right: Right,
): Promise<Static<typeof WhyNotShape>> {
  return whyNot(ctx, containerAsThing(container), container, right)
}

export async function whyNotItem(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  right: Right,
): Promise<Static<typeof WhyNotShape>> {
  return whyNot(ctx, await itemAsSeen(ctx, item), item, right)
}

async function whyNot(
  ctx: Context,
  thing: Thing,
  found: Pick<Item, 'rights' | 'rightsBefore'> & Partial<Pick<Item, 'readOnly' | 'validatedAt'>>,
  right: Right,
): Promise<Static<typeof WhyNotShape>> {
  const { because } = await reasonsOf(ctx, thing, ctx.person.id)
  const allowed = allows(found.rights, right)
  const refused = !allowed && allows(found.rightsBefore, right)
  const validated = refused && found.readOnly === false && !!found.validatedAt
  const asked = allowed ? [] : await whoCouldAllow(ctx, thing, right)
  const cards = await cardsOf(ctx, asked, await store.organizationOf(ctx, thing.space))
  const ask = asked.filter((id) => id !== ctx.person.id).map((id) => cards.get(id)!)
  const sentence = whyNotSentence({
    allowed,
    validated,
    readOnly: refused && !validated ? await store.kindOf(ctx, thing.space) : undefined,
    right,
    on: thing.item ? 'item' : 'container',
    ask: ask.map((card) => `${card.firstName} ${card.lastName}`),
  })
  return { allowed, have: because, sentence: sentence[ctx.language], ask }
}

/**
 * Returns what a person can reach here, of the things that the asker sees (A8). Only for people in the audience of the space.
 */
export async function reach(
  ctx: Context,
  space: Authorized<Space, 'inside'>,
  person: PersonId,
): Promise<Static<typeof ReachShape>> {
  if (!(await store.isInAudience(ctx, space.id, person))) throw new NotFound()
  const found = await whatCanTheyReach(ctx, space.id, person)
  const withLevel = <T extends { rights: number }>({ rights, ...rest }: T) => ({
    ...rest,
    level: levelOf(rights),
    rights: mayWithContainer(rights),
  })
  return { containers: found.containers.map(withLevel), items: found.items.map(withLevel) }
}
