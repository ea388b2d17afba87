import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { ItemShape } from '../items/schema.ts'
import { draftFor, keepPrivate, myDrafts, publish } from './drafts.ts'
import { DraftPlace, Drafts, Publishing } from './schema.ts'

const path = '/api/spaces/:space/items/:item/draft'

export const doors: Door[] = [
  door({
    name: 'listDrafts',
    method: 'GET',
    path: '/api/drafts',
    summary: 'My drafts, and where each is to be published',
    needs: {},
    answer: Drafts,
    aboutMe: true,
    run: async (ctx) => ({ items: await myDrafts(ctx) }),
  }),
  door({
    name: 'makeDraft',
    method: 'PUT',
    path,
    summary: 'Makes an item of my private space a draft for a place in a group',
    needs: {
      item: needs.item('delete'),
      to: needs.container('add', 'body.toContainer', 'body.toSpace'),
    },
    body: DraftPlace,
    run: (ctx, { item, to }) => draftFor(ctx, item, to),
  }),
  door({
    name: 'unmakeDraft',
    method: 'DELETE',
    path,
    summary: 'Keeps a draft as an item of my private space',
    needs: { item: needs.item('delete') },
    run: (ctx, { item }) => keepPrivate(ctx, item),
  }),
  door({
    name: 'publishDraft',
    method: 'POST',
    path: '/api/spaces/:space/items/:item/publishing',
    summary: 'Publishes a draft: from then on it is an item of the group, made at that moment',
    needs: { item: needs.item('delete') },
    body: Publishing,
    answer: ItemShape,
    writes: false, // files are copied before anything is locked
    run: (ctx, { item, body }) => publish(ctx, item, body),
  }),
]
