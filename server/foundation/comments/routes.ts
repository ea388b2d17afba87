import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { Paging, Shape } from '../../kernel/shapes.ts'
import {
  comment,
  commentsOf,
  deleteComment,
  editComment,
  mentionable,
  resolveComment,
  restoreComment,
} from './comments.ts'
import {
  ChangedComment,
  CommentPage,
  CommentShape,
  Mentionable,
  MentionableQuery,
  NewComment,
} from './schema.ts'

const path = '/api/spaces/:space/items/:item/comments'
const withinItem = { 'params.comment': 'looked up among the comments of the authorized item only' }
const principalIsChecked = { 'body.mentions[].id': 'only people and groups of the space are taken' }

/** Comments on items of every tool, and the people and groups that they can mention. */
export const doors: Door[] = [
  door({
    name: 'listComments',
    method: 'GET',
    path,
    summary: 'The comments of an item, oldest first',
    needs: { item: needs.item('view') },
    query: Shape(Paging),
    answer: CommentPage,
    run: (ctx, { item, query }) => commentsOf(ctx, item, query),
  }),
  door({
    name: 'comment',
    method: 'POST',
    path,
    status: 201,
    summary: 'Comment on an item, mentioning people and groups of the space',
    needs: { item: needs.item('view') },
    otherIds: principalIsChecked,
    body: NewComment,
    answer: CommentShape,
    run: (ctx, { item, body }) => comment(ctx, item, body),
  }),
  door({
    name: 'editComment',
    method: 'PATCH',
    path: `${path}/:comment`,
    summary: 'Change a comment of mine',
    needs: { item: needs.item('view') },
    otherIds: { ...withinItem, ...principalIsChecked },
    body: ChangedComment,
    answer: CommentShape,
    run: (ctx, { item, params, body }) => editComment(ctx, item, params['comment']!, body),
  }),
  door({
    name: 'deleteComment',
    method: 'DELETE',
    path: `${path}/:comment`,
    summary: 'Delete a comment',
    needs: { item: needs.item('view') },
    otherIds: withinItem,
    run: (ctx, { item, params }) => deleteComment(ctx, item, params['comment']!),
  }),
  door({
    name: 'restoreComment',
    method: 'POST',
    path: `${path}/:comment/restoring`,
    summary: 'Undo the deletion of a comment',
    needs: { item: needs.item('view') },
    otherIds: withinItem,
    answer: CommentShape,
    run: (ctx, { item, params }) => restoreComment(ctx, item, params['comment']!),
  }),
  door({
    name: 'resolveComment',
    method: 'PUT',
    path: `${path}/:comment/resolution`,
    summary: 'Resolve a comment',
    needs: { item: needs.item('view') },
    otherIds: withinItem,
    answer: CommentShape,
    run: (ctx, { item, params }) => resolveComment(ctx, item, params['comment']!, true),
  }),
  door({
    name: 'reopenComment',
    method: 'DELETE',
    path: `${path}/:comment/resolution`,
    summary: 'Open a resolved comment again',
    needs: { item: needs.item('view') },
    otherIds: withinItem,
    answer: CommentShape,
    run: (ctx, { item, params }) => resolveComment(ctx, item, params['comment']!, false),
  }),
  door({
    name: 'listMentionable',
    method: 'GET',
    path: '/api/spaces/:space/mentionable',
    summary: 'Whom one can mention in a space',
    needs: { space: needs.space('enter') },
    otherIds: { 'query.item': 'authorized for view by the verb, in the same space' },
    query: MentionableQuery,
    answer: Mentionable,
    run: async (ctx, { space, query }) => ({ items: await mentionable(ctx, space, query) }),
  }),
]
