import type { Authorized, Item } from '../../access/authorized.ts'
import { authorizeGroup, groupsAsSeen } from '../../access/groups.ts'
import { acquaintances, authorizePerson } from '../../access/people.ts'
import { whoLacksSight } from '../../access/who-can-see.ts'
import { record } from '../../kernel/changes.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { Conflict, invalidField } from '../../kernel/errors.ts'
import { isId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { cardsOf } from '../people/cards.ts'
import { itemAsSeen, organizationOf, possibleReaders } from '../spaces/access-list.ts'
import { itemLinked } from './events.ts'
import * as store from './links-store.ts'
import { refAnswers, visibleRefs } from './refs.ts'
import type { CannotOpenAnswer, ItemRefAnswer, LinksAnswer, LinkType } from './schema.ts'
import { said } from './words.ts'

// Links of items of every tool with other items, and with the people and groups that they concern. A reader of one end sees
// the other only if they may view it (X2); nothing of it is stored with the link, so no title can leak.

/** Links made by hand, of one item. */
const mostLinks = 200

/** What an item is linked with and what links to it, as far as the asker may know of it. */
export async function linksOf(ctx: Context, item: Authorized<Item, 'view'>): Promise<LinksAnswer> {
  const [rows, concerns] = await Promise.all([
    store.visibleLinks(ctx, ctx.person.id, item),
    knownOf(ctx, await store.concernedBy(ctx, item)),
  ])
  const refs = await refAnswers(ctx, rows)
  const linked = rows.map(({ way, type, inText }, at) => ({
    way,
    link: { ...refs[at]!, type, inText },
  }))
  const going = (wanted: 'out' | 'back') =>
    linked.filter(({ way }) => way === wanted).map(({ link }) => link)
  return { out: going('out'), back: going('back'), concerns }
}

type Concerned = Awaited<ReturnType<typeof store.concernedBy>>[number]

/** The people and groups that the asker may know of. */
async function knownOf(ctx: Context, concerned: Concerned[]): Promise<LinksAnswer['concerns']> {
  if (concerned.length === 0) return []
  const idsOf = (wanted: Concerned['kind']) =>
    concerned.filter(({ kind }) => kind === wanted).map(({ id }) => id)
  const [people, groups] = await Promise.all([
    acquaintances(ctx, idsOf('person') as PersonId[]),
    groupsAsSeen(ctx, ctx.person.id, idsOf('group') as SpaceId[]),
  ])
  const cards = await cardsOf(ctx, [...people.keys()], ctx.person.organizationId)
  return concerned.flatMap(({ kind, id, hue }): LinksAnswer['concerns'] => {
    const card = cards.get(id as PersonId)
    if (kind === 'person') return card ? [{ kind, id, card, name: null, hue: null }] : []
    const group = groups.get(id as SpaceId)
    return group?.may.see ? [{ kind, id, card: null, name: group.name, hue }] : []
  })
}

/** Links an item with another that the asker sees, or changes how. */
export async function linkItems(
  ctx: Context,
  item: Authorized<Item, 'edit'>,
  to: Authorized<Item, 'view'>,
  type: LinkType,
): Promise<void> {
  if (item.id === to.id) throw invalidField('body.toItem', 'same', said.sameItem)
  await link(ctx, item, { kind: 'item', space: to.space, id: to.id }, type)
}

/** Says that an item concerns a person or a group; only one that the asker may know of. */
export async function addConcerned(
  ctx: Context,
  item: Authorized<Item, 'edit'>,
  kind: 'person' | 'group',
  id: string,
): Promise<void> {
  if (kind === 'person') await authorizePerson(ctx, 'meet', id as PersonId)
  else await authorizeGroup(ctx, 'see', id as SpaceId)
  await link(ctx, item, { kind, space: id as SpaceId, id }, 'concerns')
}

async function link(
  ctx: Context,
  item: Authorized<Item, 'edit'>,
  to: store.LinkTarget,
  type: LinkType,
): Promise<void> {
  if ((await store.countLinks(ctx, item)) >= mostLinks)
    throw new Conflict('too-many-links', said.tooManyLinks)
  await store.upsertLink(ctx, item, to, type)
  await record(ctx, item.space, itemLinked, { container: item.container, item: item.id })
}

/** Takes a link away; one that the text contains stays as long as the text does. */
export async function unlink(
  ctx: Context,
  item: Authorized<Item, 'edit'>,
  toSpace: SpaceId,
  to: string,
): Promise<void> {
  await store.deleteLink(ctx, item, toSpace, to)
  await record(ctx, item.space, itemLinked, { container: item.container, item: item.id })
}

/**
 * Stores which items the text of an item links to. A tool calls it with the ids that it read from the text. Nobody's right to
 * view them is asked: a link shows each reader only what they may view at its other end.
 */
export async function linkInText(ctx: PublicContext, of: ItemKey, ids: string[]): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => isId(id) && id !== of.item)
  const found = wanted.length > 0 ? await store.spacesOfItems(ctx, wanted) : []
  await store.replaceLinksInText(ctx, of, found)
}

/** The items with these ids that the asker may view, wherever they are. Hidden and absent ones are both left out (A10). */
export async function findItems(ctx: Context, ids: string[]): Promise<ItemRefAnswer[]> {
  return visibleRefs(ctx, await store.spacesOfItems(ctx, ids.filter(isId)))
}

/** The items that concern a person or a group, page by page: of those that the asker may view, the last changed first. */
export async function itemsAbout(
  ctx: Context,
  about: string,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<Page<ItemRefAnswer>> {
  const key = cursor<[string, string]>(after)
  const rows = await store.itemsAbout(ctx, ctx.person.id, about, key, limit + 1)
  const page = pageOf(rows, limit, (last) => [last.changedAt, last.id])
  return { items: await refAnswers(ctx, page.items), next: page.next }
}

const mostNamed = 50

/**
 * Which readers of an item cannot open another one that it links to; and to whom of them the asker may open it, for them
 * alone. Both items are authorized: their audiences are known to the asker already (A8).
 */
export async function whoCannotOpen(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  to: Authorized<Item, 'view'>,
): Promise<CannotOpenAnswer> {
  const lacking = await whoLacksSight(ctx, await itemAsSeen(ctx, item), await itemAsSeen(ctx, to))
  const possible = await possibleReaders(ctx, to, lacking)
  const named = lacking.slice(0, mostNamed)
  const cards = await cardsOf(ctx, named, await organizationOf(ctx, item.space))
  return {
    total: lacking.length,
    openable: possible.size,
    people: named.map((id) => ({ card: cards.get(id)!, openable: possible.has(id) })),
  }
}
