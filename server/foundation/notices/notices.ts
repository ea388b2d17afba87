import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Page, type Static } from '../../kernel/shapes.ts'
import { cardsOf } from '../people/cards.ts'
import { declaredIn } from './declared.ts'
import type { Shown } from './notice.ts'
import type { NoticeShape } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'

type NoticeAnswer = Static<typeof NoticeShape>

const mostFaces = 3

/** Notices of the asker that they may see at this moment, newest first (E1). */
export async function myNotices(
  ctx: Context,
  { after, limit = 30, unread = false }: { after?: string; limit?: number; unread?: boolean },
): Promise<Page<NoticeAnswer>> {
  const rows = await store.notices(ctx, keyOf(after), unread, limit + 1)
  const page = pageOf(rows, limit, (last) => [last.at, last.id])
  const faces = new Map(page.items.map((row) => [row.id, facesOf(ctx, row)]))
  const cards = await cardsOf(ctx, [...faces.values()].flat(), ctx.person.organizationId)
  return {
    next: page.next,
    items: page.items.map((row) => ({
      id: row.id,
      kind: row.kind,
      at: row.at,
      read: row.read,
      count: row.count,
      actors: faces.get(row.id)!.map((id) => cards.get(id)!),
      others: distinctActors(ctx, row).length > mostFaces,
      space: spaceOf(ctx, row),
      item: row.item && { id: row.item, ...thingOf(row) },
      container: !row.item && row.container ? { id: row.container, ...thingOf(row) } : null,
      many: row.many ? { event: row.event ?? '', tool: row.manyTool, kind: row.manyKind } : null,
      excerpt: row.excerpt,
      role: row.role,
      reason: row.reason,
    })),
  }
}

/** Shows no faces to a reader who is no longer inside (I1); the name that they were told is enough. */
function facesOf(ctx: Context, notice: Shown) {
  return distinctActors(ctx, notice).slice(0, mostFaces)
}

function distinctActors(ctx: Context, { kind, actors }: Shown) {
  return isOutside(ctx, kind) ? [] : [...new Set(actors)]
}

function spaceOf(
  ctx: Context,
  { kind, space, spaceKind, spaceName, hue }: Shown,
): NoticeAnswer['space'] {
  const outside = isOutside(ctx, kind)
  return {
    id: outside ? null : space,
    kind: spaceKind ?? 'group',
    name: spaceName ?? '',
    hue: outside ? 0 : (hue ?? 0),
  }
}

/** A kind that is sent to readers who are outside: shows only the group's name of that time (I1). */
function isOutside({ house }: Context, kind: string): boolean {
  return declaredIn(house).byKind.get(kind)?.outside === true
}

function thingOf({ title, tool, thingKind }: Shown) {
  return { title: title ?? '', tool: tool ?? '', kind: thingKind ?? '' }
}

export async function countUnread(ctx: Context): Promise<{ unread: number }> {
  return { unread: await store.countUnread(ctx) }
}

export async function markRead(ctx: Context, id: string): Promise<void> {
  if (!(await store.markRead(ctx, id))) throw new NotFound()
  nudge(ctx)
}

export async function markAllRead(ctx: Context, until?: string): Promise<void> {
  const at = until === undefined ? ctx.now : new Date(until)
  if (Number.isNaN(at.getTime())) throw words.notATime('body.until')
  await store.markAllRead(ctx, at)
  nudge(ctx)
}

/** Notifies the person's other open pages. */
function nudge(ctx: Context): void {
  ctx.db.afterCommit(() => ctx.house.live.nudge(ctx.person.id, 'notices'))
}

function keyOf(after: string | undefined): [string, string] | undefined {
  const [at, id] = cursor<[unknown, unknown]>(after) ?? []
  const good = typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isId(id)
  return good ? [at, id] : undefined
}
