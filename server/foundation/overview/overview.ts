import type { Authorized, Container, Space } from '../../access/authorized.ts'
import { newestSeen, seenSince } from '../../access/changes-seen.ts'
import { positionOf, seqAt, type Position } from '../../access/positions.ts'
import { levelOf } from '../../access/rights.ts'
import type { Context } from '../../kernel/context.ts'
import { invalidField } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { cut, tidy } from '../../kernel/plain-text.ts'
import { cursor, pageOf, type Page, type Static } from '../../kernel/shapes.ts'
import { capacityOf } from '../files/capacity.ts'
import { refAnswers } from '../items/refs.ts'
import type { ItemRefAnswer } from '../items/schema.ts'
import { cardOf, cardsOf } from '../people/cards.ts'
import { saidBy } from '../search/index-store.ts'
import { markRead, markSpaceRead, unreadOfTools } from '../spaces/read-marks-store.ts'
import { storageSeen } from '../spaces/spaces.ts'
import type {
  Changes,
  Home,
  Mention,
  Previews,
  PreviewsOf,
  SharedList,
  Storage,
  Unread,
} from './schema.ts'
import * as store from './store.ts'
import { said } from './words.ts'

interface Part {
  after?: string
  limit?: number
}

/** The newest items in all my spaces. */
export async function newest(
  ctx: Context,
  { after, limit = 50 }: Part,
): Promise<Page<ItemRefAnswer>> {
  const rows = await store.newest(ctx, ctx.person.id, cursor<[string, string]>(after), limit + 1)
  const page = pageOf(rows, limit, (last) => [last.changedAt, last.id])
  return { items: await refAnswers(ctx, page.items), next: page.next }
}

export async function recent(ctx: Context): Promise<ItemRefAnswer[]> {
  return refAnswers(ctx, await store.recent(ctx, ctx.person.id, 30))
}

export async function favourites(ctx: Context): Promise<ItemRefAnswer[]> {
  return refAnswers(ctx, await store.favourites(ctx, ctx.person.id, 100))
}

/** Things in other people's private spaces that they gave me. */
export async function sharedWithMe(ctx: Context): Promise<Static<typeof SharedList>['items']> {
  const rows = await store.sharedWithMe(ctx, ctx.person.id)
  const cards = await cardsOf(
    ctx,
    rows.map(({ owner }) => owner),
    ctx.person.organizationId,
  )
  return rows.map(({ owner, rights, ...rest }) => ({
    ...rest,
    owner: cards.get(owner)!,
    level: levelOf(rights),
  }))
}

/** Where I, or a group of mine, was mentioned. */
export async function mentions(
  ctx: Context,
  limit = 50,
  since?: string,
): Promise<Static<typeof Mention>[]> {
  const rows = await store.mentions(ctx, ctx.person.id, limit, since)
  const items = await refAnswers(ctx, rows)
  const cards = await cardsOf(
    ctx,
    rows.map(({ by }) => by),
    ctx.person.organizationId,
  )
  return rows.map((row, at) => ({
    item: items[at]!,
    at: row.at,
    by: cards.get(row.by)!,
    comment: row.comment,
    excerpt: row.body?.slice(0, 240) ?? null,
    group: row.group,
  }))
}

/** How many lines Home shows. */
const mostChanges = 200

/** Changes for me since I was last here, grouped by space (UI.md, Home); an item that mentions me is among the mentions only. */
export async function home(ctx: Context): Promise<Static<typeof Home>> {
  const since = await store.seenHome(ctx, ctx.person.id)
  const from = newsSince(ctx, since)
  const [changed, mentioned, requests] = await Promise.all([
    store.changedForMe(ctx, ctx.person.id, from, mostChanges + 1),
    mentions(ctx, 10, from),
    store.waitingRequests(ctx, ctx.person.id),
  ])
  const mentioning = new Set<string>(mentioned.map(({ item }) => item.id))
  const rows = changed.slice(0, mostChanges).filter(({ item }) => !mentioning.has(item ?? ''))
  const cards = await cardsOf(
    ctx,
    rows.map(({ actor }) => actor),
    ctx.person.organizationId,
  )
  const groups = [...Map.groupBy(rows, ({ space }) => space).values()].map((changes) => ({
    space: {
      id: changes[0]!.space,
      kind: changes[0]!.spaceKind,
      name: changes[0]!.spaceName,
      hue: changes[0]!.hue,
    },
    changes: changes.map((row) => ({
      at: row.at,
      actor: cards.get(row.actor)!,
      kind: row.kind,
      count: row.count,
      people: row.people,
      ...thingsOf(row),
    })),
  }))
  return {
    since,
    groups,
    whole: changed.length <= mostChanges,
    mentions: mentioned,
    joinRequests: requests.map(({ group, groupName, hue, count }) => ({
      group: { id: group, kind: 'group' as const, name: groupName, hue },
      count,
    })),
  }
}

/** Since the last visit, at most for a month. */
function newsSince(ctx: Context, seen: string | null): string {
  const monthAgo = new Date(ctx.now.getTime() - 30 * 86_400_000).toISOString()
  return seen && seen > monthAgo ? seen : monthAgo
}

/** How many of the opened lines of Home are previewed, and how many letters of each. */
const mostPreviews = { items: 30, letters: 200 }

/** How the changed items of one tool of a space begin. The texts are read only after the rights were checked. */
export async function previews(
  ctx: Context,
  { space, tool }: Static<typeof PreviewsOf>,
): Promise<Static<typeof Previews>['items']> {
  const from = newsSince(ctx, await store.seenHome(ctx, ctx.person.id))
  const rows = await store.changedForMe(ctx, ctx.person.id, from, mostChanges)
  const keys = rows
    .flatMap((row) =>
      row.item && row.space === space && row.tool === tool
        ? [{ space: row.space, item: row.item }]
        : [],
    )
    .slice(0, mostPreviews.items)
  const said = await saidBy({ db: ctx.db, tools: ctx.house.tools }, keys, beginnings)
  return said.map(({ item, text }) => ({ item, text: cut(tidy(text), mostPreviews.letters) }))
}

/** Of texts only the beginning is shown, and of files nothing. */
const beginnings = { text: 4 * mostPreviews.letters, files: 0 }

/** One item, or the items of an act. */
function thingsOf({ item, items, title, tool, itemKind, ...row }: store.HomeRow) {
  if (item && tool && itemKind)
    return { item: { id: item, title, tool, kind: itemKind }, many: null }
  const { container, containerName, containerTool } = row
  const place = container && { id: container, name: containerName, tool: containerTool }
  return { item: null, many: { count: items, tool, kind: itemKind, container: place } }
}

export function markHomeSeen(ctx: Context): Promise<void> {
  return store.markHomeSeen(ctx, ctx.person.id)
}

/**
 * Lines of a space's change log after the position `since` that the asker may see, and the next position. Without `since`,
 * only the current position. Lines hidden from the asker change neither (I1).
 */
export async function changes(
  ctx: Context,
  space: Authorized<Space, 'enter'>,
  since: Position | undefined,
): Promise<Static<typeof Changes>> {
  const at = (seq: number) => positionOf(ctx.house, ctx.person.id, space.id, seq)
  if (since === undefined)
    return { seq: at(await newestSeen(ctx.db, space.id, ctx.person.id)), changes: [] }
  const from = lineAt(ctx, space.id, since, 'query.since')
  const { lines, seq } = await seenSince(ctx.db, space.id, ctx.person.id, from)
  return { seq: at(seq), changes: lines.map(({ seenBy: _, seq: __, ...line }) => line) }
}

export function unread(
  ctx: Context,
  { id }: Authorized<Space, 'enter'>,
): Promise<Static<typeof Unread>['items']> {
  return unreadOfTools(ctx, ctx.person.id, id)
}

/** Marks a space as read up to a position; without one, all of it. */
export function markSpaceSeen(
  ctx: Context,
  { id }: Authorized<Space, 'enter'>,
  position: Position | undefined,
): Promise<void> {
  const seq = position === undefined ? undefined : lineAt(ctx, id, position, 'body.seq')
  return markSpaceRead(ctx, ctx.person.id, id, seq)
}

/** The same for a container with the items that are directly in it. */
export function markContainerSeen(
  ctx: Context,
  { space, id }: Authorized<Container, 'view'>,
  position: Position | undefined,
): Promise<void> {
  const seq = position === undefined ? undefined : lineAt(ctx, space, position, 'body.seq')
  return markRead(ctx, ctx.person.id, space, id, seq)
}

function lineAt(ctx: Context, space: SpaceId, position: Position, field: string): number {
  const seq = seqAt(ctx.house, ctx.person.id, space, position)
  if (seq === undefined) throw invalidField(field, 'unknown', said.unknownPosition)
  return seq
}

/** Used and allowed bytes of a space, and whose plan allows them (O7). */
export async function storage(
  ctx: Context,
  space: Authorized<Space, 'inside'>,
): Promise<Static<typeof Storage>> {
  const { holder, allowed } = await capacityOf(ctx, space.id)
  return {
    used: await storageSeen(ctx, space.id, ctx.person.id),
    allowed,
    planOf: await cardOf(ctx, holder, ctx.person.organizationId),
  }
}
