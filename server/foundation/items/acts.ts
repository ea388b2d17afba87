import type { Authorized, Item } from '../../access/authorized.ts'
import { seqOfToken, tokenOf } from '../../access/positions.ts'
import type { Context } from '../../kernel/context.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import { cardsOf } from '../people/cards.ts'
import { organizationOf } from '../spaces/access-list.ts'
import type { ActAnswer } from './schema.ts'
import { linesAbout } from './store.ts'

/**
 * What was done to an item in its space, the newest first: the lines that are news to everybody who may view it. The cursor
 * hides the number of the line (I1).
 */
export async function actsOn(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<Page<ActAnswer>> {
  const { house, person } = ctx
  const before = seqOfToken(house, person.id, item.id, cursor<[string]>(after)?.[0])
  const rows = await linesAbout(ctx, item, before, limit + 1)
  const page = pageOf(rows, limit, ({ seq }) => [tokenOf(house, person.id, item.id, seq)])
  const cards = await cardsOf(
    ctx,
    rows.flatMap(({ by }) => by ?? []),
    await organizationOf(ctx, item.space),
  )
  return {
    items: page.items.map(({ at, by, kind, reason }) => {
      return { at, by: by && cards.get(by)!, kind, reason }
    }),
    next: page.next,
  }
}
