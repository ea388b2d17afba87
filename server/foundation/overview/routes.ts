import { Type } from 'typebox'
import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { Paging, Shape } from '../../kernel/shapes.ts'
import * as overview from './overview.ts'
import * as shape from './schema.ts'

/** Doors across all my spaces: home, newest, recent, favourites, shared with me, mentions, finding; and how far I have read. */
export const doors: Door[] = [
  door({
    name: 'seeHome',
    method: 'GET',
    path: '/api/home',
    summary: 'What changed for me since my last visit',
    needs: {},
    answer: shape.Home,
    run: (ctx) => overview.home(ctx),
  }),
  door({
    name: 'markHomeSeen',
    method: 'POST',
    path: '/api/home/seen',
    summary: 'Marks what changed as seen',
    needs: {},
    run: (ctx) => overview.markHomeSeen(ctx),
  }),
  door({
    name: 'listNewest',
    method: 'GET',
    path: '/api/newest',
    summary: 'The newest items over all my spaces',
    needs: {},
    query: Shape(Paging),
    answer: shape.ItemRefPage,
    run: (ctx, { query }) => overview.newest(ctx, query),
  }),
  door({
    name: 'listRecent',
    method: 'GET',
    path: '/api/recent',
    summary: 'What I opened last',
    needs: {},
    answer: shape.ItemRefList,
    run: async (ctx) => ({ items: await overview.recent(ctx) }),
  }),
  door({
    name: 'listFavourites',
    method: 'GET',
    path: '/api/favourites',
    summary: 'My favourite items',
    needs: {},
    answer: shape.ItemRefList,
    run: async (ctx) => ({ items: await overview.favourites(ctx) }),
  }),
  door({
    name: 'listSharedWithMe',
    method: 'GET',
    path: '/api/shared-with-me',
    summary: 'What others share with me from their private spaces',
    needs: {},
    answer: shape.SharedList,
    run: async (ctx) => ({ items: await overview.sharedWithMe(ctx) }),
  }),
  door({
    name: 'listMentions',
    method: 'GET',
    path: '/api/mentions',
    summary: 'Where I, or a group of mine, was mentioned',
    needs: {},
    answer: shape.MentionList,
    run: async (ctx) => ({ items: await overview.mentions(ctx) }),
  }),
  door({
    name: 'listChanges',
    method: 'GET',
    path: '/api/spaces/:space/changes',
    summary: 'The changes of a space since a position, as far as I may see them',
    needs: { space: needs.space('enter') },
    query: Shape({ since: Type.Optional(shape.At) }),
    answer: shape.Changes,
    run: (ctx, { space, query }) => overview.changes(ctx, space, query.since),
  }),
  door({
    name: 'markSpaceSeen',
    method: 'PUT',
    path: '/api/spaces/:space/seen',
    summary: 'Marks a space as read up to a position',
    needs: { space: needs.space('enter') },
    body: shape.Seen,
    run: (ctx, { space, body }) => overview.markSeen(ctx, space, body.seq),
  }),
  door({
    name: 'seeStorage',
    method: 'GET',
    path: '/api/spaces/:space/storage',
    summary: 'How much of its storage a space uses',
    needs: { space: needs.space('inside') },
    answer: shape.Storage,
    run: (ctx, { space }) => overview.storage(ctx, space),
  }),
]
