import type { Authorized, Container, Item, ListedItem } from '../../access/authorized.ts'
import { authorizeItem } from '../../access/authorize.ts'
import { allows, bit } from '../../access/rights.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { newId, type ItemId, type PersonId } from '../../kernel/ids.ts'
import { holds, itemKind } from '../../kernel/kinds.ts'
import type { Tool } from '../../kernel/tool.ts'
import { itemEdited } from '../live-text/events.ts'
import { cardsOf, type Card } from '../people/cards.ts'
import { markItem } from '../spaces/internal-only.ts'
import { freeName } from '../spaces/unique-names.ts'
import type { ItemAnswer } from './schema.ts'
import * as store from './store.ts'
import { itemAdded, itemRenamed } from './events.ts'

interface NewItem {
  kind: string
  title: string
  /** Gives the title a number where names are unique. */
  keepBoth?: boolean | undefined
  /** Hides it from guests from the beginning (G10). */
  internalOnly?: boolean | undefined
}

/**
 * Adds an item by the asker to a container that holds its kind. The tool adds its own rows in the same transaction.
 */
export async function addItem(
  ctx: Context,
  container: Authorized<Container, 'add'>,
  { kind, title: wanted, keepBoth = false, internalOnly = false }: NewItem,
): Promise<ItemId> {
  const { tool } = container
  if (!holds(ctx.house.tools, container, { tool, kind })) throw new NotFound()
  const id = newId<ItemId>()
  const thing = { id, place: container.id, name: wanted }
  const title = await freeName(ctx, container.space, thing, { keepBoth, field: 'body.title' })
  await store.insertItem(ctx, {
    space: container.space,
    id,
    container: container.id,
    tool,
    kind,
    title,
    author: ctx.person.id,
  })
  await record(ctx, container.space, itemAdded, {
    container: container.id,
    item: id,
    detail: { title },
  })
  if (internalOnly) await markItem(ctx, await authorizeItem(ctx, 'view', container.space, id), true)
  return id
}

/** Records that the content, and optionally the title, of an item changed. */
export async function touchItem(
  ctx: Context,
  item: Authorized<Item, 'edit'>,
  { title, keepBoth }: { title?: string; keepBoth?: boolean } = {},
): Promise<void> {
  const about = { container: item.container, item: item.id }
  if (title === undefined) {
    await store.touchItem(ctx, item, ctx.person.id, null)
    await record(ctx, item.space, itemEdited, { ...about, detail: {} })
  } else {
    const thing = { id: item.id, place: item.container, name: title }
    const name = await freeName(ctx, item.space, thing, { keepBoth, field: 'body.title' })
    await retitle(ctx, item, name)
  }
}

/** Sets the title of an item that was authorized for it, or that gets a number in its new place. */
export async function retitle(
  ctx: Context,
  item: Pick<Item, 'space' | 'id' | 'container'>,
  title: string,
): Promise<void> {
  await store.touchItem(ctx, item, ctx.person.id, title)
  await record(ctx, item.space, itemRenamed, { container: item.container, item: item.id })
}

/** The responses for any number of items, by two statements. */
export async function itemAnswers(ctx: Context, items: ListedItem[]): Promise<ItemAnswer[]> {
  if (items.length === 0) return []
  const hung = new Map(
    (await store.decorations(ctx, ctx.person.id, items)).map((row) => [row.id, row]),
  )
  const people = items.flatMap(peopleOf)
  const cards = await cardsOf(ctx, people, [...hung.values()][0]?.organization ?? null)
  return items.flatMap((item) => {
    const row = hung.get(item.id)
    return row ? [itemAnswer(ctx, item, row, cards)] : []
  })
}

/** The people whom the response for an item names. */
export function peopleOf({ author, changedBy, takenOverBy, validatedBy }: ListedItem): PersonId[] {
  return [author, changedBy, takenOverBy, validatedBy].filter((person) => person !== null)
}

export function itemAnswer(
  ctx: Context,
  item: ListedItem,
  row: store.Decoration,
  cards: Map<PersonId, Card>,
): ItemAnswer {
  const gone = row.formerMember
  return {
    id: item.id,
    space: item.space,
    container: { id: item.container, name: row.containerName },
    tool: item.tool,
    kind: item.kind,
    title: item.title,
    author: cards.get(item.author)!,
    takenOverBy: item.takenOverBy ? cards.get(item.takenOverBy)! : null,
    formerMember: gone,
    createdAt: item.createdAt,
    changedAt: item.changedAt,
    changedBy: cards.get(item.changedBy)!,
    version: item.version,
    tags: row.tags,
    favourite: row.favourite,
    following: row.following,
    comments: row.comments,
    trashedAt: item.trashedAt,
    internalOnly: item.internalOnly,
    internal: item.internalOnly || row.placeInternal,
    validated: item.validatedBy && { at: item.validatedAt!, by: cards.get(item.validatedBy)! },
    may: {
      ...mayWithItem(item, { takeOver: row.administers && gone && item.takenOverBy === null }),
      validate: mayValidate(ctx.house.tools, item),
    },
  }
}

/** The asker's abilities on an item (A2, A4). */
export function mayWithItem(
  item: ListedItem,
  { takeOver }: { takeOver: boolean },
): Omit<ItemAnswer['may'], 'validate'> {
  const live = allows(item.rights, 'view') && (item.rights & ~3) !== 0
  return {
    view: allows(item.rights, 'view'),
    edit: allows(item.rights, 'edit'),
    delete: allows(item.rights, 'delete'),
    manage: allows(item.containerRights, 'manage'),
    takeOver: takeOver && allows(item.containerRights, 'delete'),
    chooseEditors: item.isAuthor && live,
  }
}

/**
 * Whether the asker may validate an item, and open it for changes again: its author, and anyone who manages its place. Only
 * items with versions can be validated.
 */
export function mayValidate(tools: readonly Tool[], item: ListedItem): boolean {
  const live = (item.rights & ~(bit['see-busy'] | bit.view)) !== 0
  const may = item.isAuthor || allows(item.containerRights, 'manage')
  return live && may && itemKind(tools, item)?.versions !== undefined
}

export { decorationColumns, lockItem, type Decoration } from './store.ts'
