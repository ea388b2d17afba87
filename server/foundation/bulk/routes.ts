import * as needs from '../../access/needs.ts'
import { itemAccessChanged } from '../spaces/events.ts'
import { door, type Door } from '../../kernel/door.ts'
import {
  copyItems,
  favourItems,
  followItems,
  markItems,
  moveItems,
  restoreItems,
  tagItems,
  trashItems,
  undo,
  untagItems,
} from './bulk.ts'
import { itemsInTrash, manyItems } from './needs.ts'
import * as schema from './schema.ts'
import { oneAct } from './undo.ts'

const bulk = '/api/spaces/:space/bulk'
const space = needs.space('enter')

/** One act on many items of a space: all or none, with one undo. */
export const doors: Door[] = [
  door({
    name: 'trashItems',
    method: 'POST',
    path: `${bulk}/trashing`,
    summary: 'Put many items into the trash, all or none',
    needs: { space, items: manyItems('delete') },
    body: schema.Many,
    answer: schema.Done,
    run: (ctx, { space: { id }, items }) => trashItems(oneAct(ctx), id, items),
  }),
  door({
    name: 'restoreItems',
    method: 'POST',
    path: `${bulk}/restoring`,
    summary: 'Restore many items from the trash, all or none',
    needs: { space, items: itemsInTrash() },
    body: schema.ManyBack,
    answer: schema.Done,
    run: (ctx, { space: { id }, items, body }) =>
      restoreItems(oneAct(ctx), id, items, body.keepBoth),
  }),
  door({
    name: 'moveItems',
    method: 'POST',
    path: `${bulk}/moving`,
    summary: 'Move many items to one container of their space, all or none',
    needs: {
      space,
      items: manyItems('delete'),
      to: needs.container('add', 'body.toContainer'),
    },
    body: schema.ManyTo,
    answer: schema.Done,
    run: (ctx, { space: { id }, items, to, body }) =>
      moveItems(oneAct(ctx), id, items, to, body.keepBoth),
  }),
  door({
    name: 'copyItems',
    method: 'POST',
    path: `${bulk}/copying`,
    summary: 'Copy many items to one container of their space, all or none',
    needs: {
      space,
      items: manyItems('view'),
      to: needs.container('add', 'body.toContainer'),
    },
    body: schema.ManyCopied,
    answer: schema.Done,
    run: (ctx, { space: { id }, items, to, body }) =>
      copyItems(oneAct(ctx), id, items, to, body.keepBoth),
  }),
  door({
    name: 'tagItems',
    method: 'POST',
    path: `${bulk}/tagging`,
    summary: 'Put one tag on many items, all or none',
    needs: { space, items: manyItems('edit') },
    body: schema.ManyTagged,
    answer: schema.Done,
    run: (ctx, { space: { id }, items, body }) => tagItems(oneAct(ctx), id, items, body.name),
  }),
  door({
    name: 'untagItems',
    method: 'POST',
    path: `${bulk}/untagging`,
    summary: 'Remove one tag from many items, all or none',
    needs: { space, items: manyItems('edit') },
    body: schema.ManyTagged,
    answer: schema.Done,
    run: (ctx, { space: { id }, items, body }) => untagItems(oneAct(ctx), id, items, body.name),
  }),
  door({
    name: 'followItems',
    method: 'POST',
    path: `${bulk}/following`,
    summary: 'Follow many items, or no longer',
    needs: { space, items: manyItems('view') },
    body: schema.ManyFollowed,
    answer: schema.Done,
    run: (ctx, { space: { id }, items, body }) =>
      followItems(oneAct(ctx), id, items, body.following),
  }),
  door({
    name: 'favourItems',
    method: 'POST',
    path: `${bulk}/favourites`,
    summary: 'Make many items my favourites, or no longer',
    needs: { space, items: manyItems('view') },
    body: schema.ManyFavourite,
    answer: schema.Done,
    run: (ctx, { space: { id }, items, body }) =>
      favourItems(oneAct(ctx), id, items, body.favourite),
  }),
  door({
    name: 'markItemsInternal',
    line: itemAccessChanged,
    method: 'POST',
    path: `${bulk}/internal-only`,
    summary: 'Hide many items from guests, or no longer, all or none',
    needs: { space, items: manyItems('view') },
    body: schema.ManyInternal,
    answer: schema.Done,
    run: (ctx, { space: { id }, items, body }) =>
      markItems(oneAct(ctx), id, items, body.internalOnly),
  }),
  door({
    name: 'undoBulk',
    method: 'POST',
    path: `${bulk}/undoing`,
    summary: 'Undo an act on many items, within 30 seconds',
    needs: { space },
    body: schema.Undoing,
    answer: schema.Undone,
    run: (ctx, { space: { id }, body }) => undo(ctx, id, body.undo),
  }),
]
