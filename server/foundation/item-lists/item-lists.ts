import { decide, type Authorized, type Container, type Space } from '../../access/authorized.ts'
import type { Acquaintance } from '../../access/people.ts'
import type { Right } from '../../access/rights.ts'
import type { Context } from '../../kernel/context.ts'
import type { Need, Sent } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import { isId, type ItemId, type SpaceId } from '../../kernel/ids.ts'
import { holds } from '../../kernel/kinds.ts'
import { folded } from '../../kernel/plain-text.ts'
import { cursor, pageOf, type Page, type Static } from '../../kernel/shapes.ts'
import { cardsOfValues } from '../people/cards.ts'
import { inWords } from '../search/search.ts'
import { itemAnswer, itemAnswers } from '../items/items.ts'
import { spanIn, type BusyQuery } from './busy.ts'
import * as lists from './store.ts'
import type { ItemAnswer } from '../items/schema.ts'

export type { ItemRows, ReadItem } from './store.ts'

/** The options of every list of items. */
export interface ListQuery<SortName extends string> {
  sort?: SortName
  after?: string
  limit?: number
  tag?: string
  search?: string
}

/** The sorts that every item has. The first sort of a list is the default. */
export const commonSorts = {
  changed: { by: 'i.changed_at', type: 'timestamptz', descending: true },
  title: { by: 'i.title_key', type: 'text' },
  /** The order that people give to a container by hand (server/foundation/order). */
  order: { by: 'i.position', type: 'bigint' },
} as const satisfies Record<string, lists.Sort>

export type AuthorizedItem<Columns, R extends Right> = Authorized<lists.ReadItem<Columns>, R>

/** Reads and lists of the items of one kind. They check access, so that a tool need not. */
export function itemLists<Columns extends object, S extends string, F extends string>(
  rows: lists.ItemRows<Columns, S, F>,
) {
  type Answer = ItemAnswer & Columns
  const wishes = wishesOf(rows)

  /** Reads and authorizes an item, with all that a response needs, by one statement. */
  async function authorize<R extends Right>(
    ctx: Context,
    right: R,
    space: SpaceId,
    item: ItemId,
  ): Promise<AuthorizedItem<Columns, R>> {
    return decide(await lists.read<Columns>(ctx, rows, ctx.person.id, { space, item }), right)
  }

  async function answers(
    ctx: Context,
    found: lists.Listed<Columns>[],
    { limit, sort }: lists.ListWishes,
  ): Promise<Page<Answer>> {
    const page = pageOf(found, limit - 1, (last) => [sort, last.sortKey, last.id])
    const own = new Map(page.items.map((row) => [row.id as string, row]))
    const items = await itemAnswers(ctx, page.items)
    return { ...page, items: items.map((item) => ({ ...item, ...columnsOf(own.get(item.id)!) })) }
  }

  function columnsOf(row: Columns): Columns {
    const names = Object.keys(rows.columns) as (keyof Columns)[]
    return Object.fromEntries(names.map((name) => [name, row[name]])) as Columns
  }

  return {
    authorize,

    /** The response for an item that was read alone. */
    async answer(ctx: Context, item: AuthorizedItem<Columns, 'view'>): Promise<Answer> {
      const people = [item.author, item.changedBy]
      const cards = await cardsOfValues(ctx, item.cards, people, item.organization)
      return { ...itemAnswer(item, item, cards), ...columnsOf(item) }
    },

    /** For a door to declare: an item of this kind, by the parameter named like the kind. */
    need<R extends Right>(right: R): Need<AuthorizedItem<Columns, R>> {
      const spaceOf = ({ params }: Sent) => params['space'] as SpaceId
      return {
        right: `${right} an item`,
        ids: ['params.space', `params.${rows.kind}`],
        space: spaceOf,
        find: (ctx, sent) => authorize(ctx, right, spaceOf(sent), sent.params[rows.kind] as ItemId),
      }
    },

    async inContainer(
      ctx: Context,
      container: Authorized<Container, 'view'>,
      query: ListQuery<S>,
      filters: F[] = [],
    ): Promise<Page<Answer>> {
      if (!holds(ctx.house.tools, container, rows)) throw new NotFound()
      const wanted = wishes(query, filters)
      const found = await lists.inContainer<Columns>(ctx, rows, ctx.person.id, container, wanted)
      return answers(ctx, found, wanted)
    },

    async inSpace(
      ctx: Context,
      space: Authorized<Space, 'enter'>,
      query: ListQuery<S>,
      filters: F[] = [],
    ): Promise<Page<Answer>> {
      const wanted = wishes(query, filters)
      const found = await lists.inSpace<Columns>(ctx, rows, ctx.person.id, space.id, wanted)
      return answers(ctx, found, wanted)
    },

    async everywhere(ctx: Context, query: ListQuery<S>, filters: F[] = []): Promise<Page<Answer>> {
      const wanted = wishes(query, filters)
      return answers(ctx, await lists.everywhere<Columns>(ctx, rows, ctx.person.id, wanted), wanted)
    },

    /** When somebody is busy by items of their private space, as far as the asker may know (S1). */
    busyOfPerson(
      ctx: Context,
      person: Authorized<Acquaintance, 'meet'>,
      query: Static<typeof BusyQuery>,
    ): Promise<lists.Span[]> {
      return lists.busyOfPerson(ctx, rows, ctx.person.id, person.id, spanIn(query))
    },

    busyInContainer(
      ctx: Context,
      container: Authorized<Container, 'see-busy'>,
      query: Static<typeof BusyQuery>,
    ): Promise<lists.Span[]> {
      return lists.busyInContainer(ctx, rows, ctx.person.id, container, spanIn(query))
    },

    countInSpace(
      ctx: Context,
      space: Authorized<Space, 'enter'>,
      query: ListQuery<S>,
      filters: F[] = [],
    ): Promise<number> {
      return lists.countInSpace(ctx, rows, ctx.person.id, space.id, wishes(query, filters))
    },
  }
}

function wishesOf<S extends string, F extends string>({
  sorts,
}: Pick<lists.ItemRows<unknown, S, F>, 'sorts'>) {
  const usual = Object.keys(sorts)[0] as S
  return (
    { sort = usual, after, limit = 50, tag, search }: ListQuery<S>,
    filters: F[],
  ): lists.ListWishes => {
    return {
      sort,
      after: keyIn(after, sort, sorts[sort]),
      limit: limit + 1,
      tag: folded(tag ?? '') || null,
      search: search?.trim() ? inWords(search) : null,
      filters: filters.toSorted(),
    }
  }
}

/** Null when the cursor belongs to another sort, so that the list begins from the start. */
function keyIn(
  after: string | undefined,
  sort: string,
  { type }: lists.Sort,
): [unknown, ItemId] | null {
  const [of, key, id] = cursor<unknown[]>(after) ?? []
  if (of !== sort || !isId<ItemId>(id) || !isOfType(type, key)) return null
  return [key, id]
}

function isOfType(type: lists.Sort['type'], key: unknown): boolean {
  if (type === 'integer' || type === 'bigint') return Number.isSafeInteger(key)
  if (typeof key !== 'string') return false
  if (type === 'numeric') return /^-?\d{1,30}(\.\d{1,30})?$/.test(key)
  return type === 'text' || !Number.isNaN(Date.parse(key))
}
