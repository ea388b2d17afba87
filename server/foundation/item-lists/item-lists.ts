import type { TSchema } from 'typebox'
import { decide, type Authorized, type Container, type Space } from '../../access/authorized.ts'
import * as needs from '../../access/needs.ts'
import type { Acquaintance } from '../../access/people.ts'
import type { Right } from '../../access/rights.ts'
import type { Context } from '../../kernel/context.ts'
import { door, type Door, type Need, type Sent } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import { isId, type ItemId, type SpaceId } from '../../kernel/ids.ts'
import { holds } from '../../kernel/kinds.ts'
import { folded } from '../../kernel/plain-text.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { cursor, PageOf, pageOf, type Page, type Static } from '../../kernel/shapes.ts'
import { cardsOfValues } from '../people/cards.ts'
import { inWords } from '../search/search.ts'
import { itemAnswer, itemAnswers, peopleOf } from '../items/items.ts'
import { spanIn, type BusyQuery } from './busy.ts'
import { listQuery } from './schema.ts'
import * as lists from './store.ts'
import type { ItemAnswer } from '../items/schema.ts'

export type { ItemRows, ReadItem } from './store.ts'

/** The options of every list of items. */
export interface ListQuery<SortName extends string, FilterName extends string = never> {
  sort?: SortName
  /** Only the items that pass this filter. */
  show?: FilterName
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

interface ListDoors {
  /** The items, as in addresses: `notes`. */
  called: string
  /** What holds them, as in addresses: `notebooks`. */
  containers: string
  answer: TSchema
  everywhere?: true
}

export type AuthorizedItem<Columns, R extends Right> = Authorized<lists.ReadItem<Columns>, R>

/** Reads and lists of the items of one kind. They check access, so that a tool need not. */
export function itemLists<Columns extends object, S extends string, F extends string>(
  rows: lists.ItemRows<Columns, S, F>,
) {
  type Answer = ItemAnswer & Columns
  type Query = ListQuery<S, F>
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

  /** The response for an item that was read alone. */
  async function answer(ctx: Context, item: AuthorizedItem<Columns, 'view'>): Promise<Answer> {
    const cards = await cardsOfValues(ctx, item.cards, peopleOf(item), item.organization)
    return { ...itemAnswer(ctx, item, item, cards), ...columnsOf(item) }
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

  async function inContainer(
    ctx: Context,
    container: Authorized<Container, 'view'>,
    query: Query,
  ): Promise<Page<Answer>> {
    if (!holds(ctx.house.tools, container, rows)) throw new NotFound()
    const wanted = wishes(query)
    const found = await lists.inContainer<Columns>(ctx, rows, ctx.person.id, container, wanted)
    return answers(ctx, found, wanted)
  }

  async function inSpace(
    ctx: Context,
    space: Authorized<Space, 'enter'>,
    query: Query,
  ): Promise<Page<Answer>> {
    const wanted = wishes(query)
    const found = await lists.inSpace<Columns>(ctx, rows, ctx.person.id, space.id, wanted)
    return answers(ctx, found, wanted)
  }

  async function everywhere(ctx: Context, query: Query): Promise<Page<Answer>> {
    const wanted = wishes(query)
    return answers(ctx, await lists.everywhere<Columns>(ctx, rows, ctx.person.id, wanted), wanted)
  }

  return {
    authorize,

    answer,

    inContainer,

    /** The same for an item that was just made or changed: it is read again. */
    async answerOf(ctx: Context, { space, item }: ItemKey): Promise<Answer> {
      return answer(ctx, await authorize(ctx, 'view', space, item))
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

    /**
     * The doors of the lists of a container and of a space, and with `everywhere` of all spaces, at
     * `/api/spaces/:space/notebooks/:container/notes` and so on. `answer` is the shape of an item.
     */
    listDoors({ called, containers, answer: shape, everywhere: isEverywhere }: ListDoors): Door[] {
      const name = `list${called[0]!.toUpperCase()}${called.slice(1)}`
      const listed = { method: 'GET', query: listQuery(rows), answer: PageOf(shape) } as const
      return [
        door({
          ...listed,
          name: `${name}OfContainer`,
          path: `/api/spaces/:space/${containers}/:container/${called}`,
          summary: `The ${called} of one of the ${containers}.`,
          needs: { container: needs.container('view') },
          run: (ctx, given) => inContainer(ctx, given.container, given.query),
        }),
        door({
          ...listed,
          name,
          path: `/api/spaces/:space/${called}`,
          summary: `The ${called} of a space that I may see.`,
          needs: { space: needs.space('enter') },
          run: (ctx, given) => inSpace(ctx, given.space, given.query),
        }),
        ...(isEverywhere
          ? [
              door({
                ...listed,
                name: `${name}Everywhere`,
                path: `/api/${called}`,
                summary: `The ${called} of all my spaces.`,
                needs: {},
                run: (ctx, given) => everywhere(ctx, given.query),
              }),
            ]
          : []),
      ]
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

    countInSpace(ctx: Context, space: Authorized<Space, 'enter'>, query: Query): Promise<number> {
      return lists.countInSpace(ctx, rows, ctx.person.id, space.id, wishes(query))
    },
  }
}

function wishesOf<S extends string, F extends string>({
  sorts,
}: Pick<lists.ItemRows<unknown, S, F>, 'sorts'>) {
  const usual = Object.keys(sorts)[0] as S
  return ({
    sort = usual,
    show,
    after,
    limit = 50,
    tag,
    search,
  }: ListQuery<S, F>): lists.ListWishes => {
    return {
      sort,
      after: keyIn(after, sort, sorts[sort]),
      limit: limit + 1,
      tag: folded(tag ?? '') || null,
      search: search?.trim() ? inWords(search) : null,
      filters: show === undefined ? [] : [show],
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
