import { refuseArchived, type Authorized, type Item, type Space } from '../../access/authorized.ts'
import type { Principal } from '../../access/principals.ts'
import { allows } from '../../access/rights.ts'
import { authorizeItem } from '../../access/authorize.ts'
import { viewersOfItem } from '../../access/viewers.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Forbidden, invalidField, NotFound } from '../../kernel/errors.ts'
import { newId, type ItemId, type PersonId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Static } from '../../kernel/shapes.ts'
import { folded } from '../../kernel/plain-text.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { itemKind } from '../../kernel/kinds.ts'
import { attachmentsOfComments } from '../files/attachments.ts'
import { mustFit, weighBeside } from '../files/files.ts'
import { cardsOf } from '../people/cards.ts'
import { organizationOf, possibleReaders, principalAnswer } from '../spaces/access-list.ts'
import type {
  ChangedComment,
  CommentPage,
  CommentShape,
  Mentionable,
  MentionableQuery,
  NewComment,
} from './schema.ts'
import * as store from './store.ts'
import { said } from './words.ts'
import { commentAdded, commentEdited, commentResolved, commentTrashed } from './events.ts'

type CommentAnswer = Static<typeof CommentShape>
type Sent = Static<typeof ChangedComment>

/** The comments of an item, oldest first. */
export async function commentsOf(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<Static<typeof CommentPage>> {
  const rows = await store.comments(ctx, item, cursor<[string, string]>(after), limit + 1)
  const page = pageOf(rows, limit, (last) => [last.createdAt, last.id])
  const items = await answers(ctx, item, page.items)
  return { items, next: page.next, may: { add: !item.readOnly } }
}

/** Anyone who sees an item may comment on it, unless the group is archived or full. */
export async function comment(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  { body, files = false, mentions = [], passage }: Static<typeof NewComment>,
): Promise<CommentAnswer> {
  refuseArchived(item)
  if (passage && !itemKind(ctx.house.tools, item)?.texts?.[passage.field])
    throw invalidField('body.passage.field', 'unknown', said.unknownText)
  const [id, text] = [newId(), body.trim()]
  if (text === '' && !files) throw invalidField('body.body', 'empty', said.empty)
  const bytes = Buffer.byteLength(text)
  await mustFit(ctx, item.space, bytes)
  await store.insertComment(ctx, item, { id, body: text, passage: passage ?? null })
  await weighBeside(ctx, keyOf(item), bytes)
  await mention(ctx, item, id, mentions as Principal[])
  await record(ctx, item.space, commentAdded, {
    container: item.container,
    item: item.id,
    detail: { comment: id },
  })
  return one(ctx, item, id)
}

/** Only its author may change a comment, and only while they can see the item (X22). */
export async function editComment(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  id: string,
  { body, mentions = [] }: Sent,
): Promise<CommentAnswer> {
  refuseArchived(item)
  const found = await find(ctx, item, id)
  if (found.author !== ctx.person.id) throw new Forbidden('forbidden')
  if (body.trim() === '' && !(await attachmentsOfComments(ctx, item, [id])).has(id))
    throw invalidField('body.body', 'empty', said.empty)
  await weighBeside(ctx, keyOf(item), await store.updateComment(ctx, item, id, body.trim()))
  await mention(ctx, item, id, mentions as Principal[])
  await record(ctx, item.space, commentEdited, {
    container: item.container,
    item: item.id,
    detail: { comment: id },
  })
  return one(ctx, item, id)
}

/** For its author, or anyone who may delete others' content here. */
export async function deleteComment(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  id: string,
): Promise<void> {
  refuseArchived(item)
  const found = await find(ctx, item, id)
  if (found.author !== ctx.person.id && !allows(item.containerRights, 'delete'))
    throw new Forbidden('forbidden')
  await store.trashComment(ctx, item, id)
  await record(ctx, item.space, commentTrashed, {
    container: item.container,
    item: item.id,
    detail: { comment: id },
  })
}

export async function restoreComment(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  id: string,
): Promise<CommentAnswer> {
  refuseArchived(item)
  if (!(await store.restoreOwnComment(ctx, item, id))) throw new NotFound()
  await record(ctx, item.space, commentAdded, {
    container: item.container,
    item: item.id,
    detail: { comment: id },
  })
  return one(ctx, item, id)
}

/** Settles a comment, or opens it again: for its author, and anyone who may edit the item. */
export async function resolveComment(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  id: string,
  resolved: boolean,
): Promise<CommentAnswer> {
  refuseArchived(item)
  const found = await find(ctx, item, id)
  if (!mayResolve(ctx, item, found)) throw new Forbidden('forbidden')
  if (await store.resolveComment(ctx, item, id, resolved))
    await record(ctx, item.space, commentResolved, {
      container: item.container,
      item: item.id,
      detail: { comment: id, resolved },
    })
  return one(ctx, item, id)
}

function mayResolve(ctx: Context, item: Item, { author }: store.CommentRow): boolean {
  return author === ctx.person.id || allows(item.rights, 'edit')
}

function keyOf({ space, id }: Item): ItemKey {
  return { space, item: id }
}

async function find(ctx: Context, item: Item, id: string): Promise<store.CommentRow> {
  const found = await store.commentOf(ctx, item, id)
  if (!found) throw new NotFound()
  return found
}

async function one(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  id: string,
): Promise<CommentAnswer> {
  return (await answers(ctx, item, [await find(ctx, item, id)]))[0]!
}

async function answers(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  rows: store.CommentRow[],
): Promise<CommentAnswer[]> {
  const ids = rows.map(({ id }) => id)
  const attachments = await attachmentsOfComments(ctx, item, ids)
  const cards = await cardsOf(
    ctx,
    rows.map(({ author }) => author),
    await organizationOf(ctx, item.space),
  )
  const live = !item.readOnly
  return rows.map((row) => ({
    id: row.id,
    author: cards.get(row.author)!,
    body: row.body,
    createdAt: row.createdAt,
    editedAt: row.editedAt,
    mentions: row.mentions,
    attachments: attachments.get(row.id) ?? [],
    passage: row.passage,
    resolvedAt: row.resolvedAt,
    may: {
      edit: live && row.author === ctx.person.id,
      resolve: live && mayResolve(ctx, item, row),
      delete: live && (row.author === ctx.person.id || allows(item.containerRights, 'delete')),
    },
  }))
}

/** Stores the mentions of an item or a comment. Refuses one of a person or group outside the space (E1, X61). */
async function mention(
  ctx: Context,
  item: Item,
  comment: string | null,
  principals: Principal[],
): Promise<void> {
  const possible = await store.possibleMentions(ctx, item.space, principals)
  const stranger = principals.findIndex(({ id }) => !possible.has(id))
  if (stranger >= 0)
    throw invalidField(`body.mentions[${stranger}]`, 'unknown', said.unknownMention)
  await store.replaceMentions(ctx, item, comment, [...new Set(principals.map(({ id }) => id))])
}

/** Stores the mentions in the body of an item, and skips those outside the space. Tools call it after rendering their text. */
export async function mentionIn(
  ctx: Context,
  item: Pick<Item, 'space' | 'id'>,
  ids: string[],
): Promise<void> {
  const principals = ids.map((id) => ({ id }))
  const possible = await store.possibleMentions(ctx, item.space, principals)
  await store.replaceMentions(
    ctx,
    item,
    null,
    [...new Set(principals.map(({ id }) => id))].filter((id) => possible.has(id)),
  )
}

/**
 * People and groups that can be mentioned in a space: its people, the group itself and groups in it; for guests too (X58). For
 * an item, people who see it come first; each of the others is marked if the asker may let them read it. Anyone who views the item
 * may know its audience (A8).
 */
export async function mentionable(
  ctx: Context,
  space: Authorized<Space, 'enter'>,
  { search = '', item: id }: Static<typeof MentionableQuery>,
): Promise<Static<typeof Mentionable>['items']> {
  const item = id && (await authorizeItem(ctx, 'view', space.id, id as ItemId))
  const seers = item ? await viewersOfItem(ctx, item.space, item.id) : null
  const rows = await store.mentionable(ctx, space.id, ctx.person.id, folded(search), 20, seers)
  const idsOf = (some: typeof rows) => some.map((row) => row.principalId as PersonId)
  const people = rows.filter((row) => row.principalKind === 'person')
  const [cards, openable] = await Promise.all([
    cardsOf(ctx, idsOf(people), await organizationOf(ctx, space.id)),
    item ? possibleReaders(ctx, item, idsOf(people.filter(({ sees }) => !sees))) : new Set(),
  ])
  return rows.map((row) => ({
    ...principalAnswer(row, space.id, cards),
    sees: row.sees,
    openable: openable.has(row.principalId),
  }))
}
