import { Type } from 'typebox'
import { authorizeItem } from '../../access/authorize.ts'
import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { Id, Maybe, OneOf, PageOf, Paging, Shape, Time, Name } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'
import { markItem } from '../spaces/internal-only.ts'
import { InternalOnly, KeepBoth } from '../spaces/schema.ts'
import { itemAnswers } from './items.ts'
import { copyItem, gainOfMoving, moveItem } from './moving.ts'
import * as marks from './marks.ts'
import { visibleRefs } from './refs.ts'
import { actsOn } from './acts.ts'
import { Act, Gain, ItemRef, ItemShape } from './schema.ts'
import { restoreItem, takeOver, trashItem, trashOf } from './trash.ts'
import { itemAccessChanged } from '../spaces/events.ts'
import { itemTakenOver } from './events.ts'

const place = {
  toSpace: Id('the space to put it in'),
  toContainer: Id('the container to put it in'),
}
const PlaceToPut = Shape({ ...place, ...KeepBoth })
const inBody = () => needs.container('add', 'body.toContainer', 'body.toSpace')
const tagName = { name: Name(40) }
const Trashed = Type.Object({
  id: Type.String(),
  thing: OneOf(['item', 'container']),
  tool: Type.String(),
  kind: Type.String(),
  title: Type.String(),
  place: Maybe(Type.String()),
  trashedAt: Time(),
  trashedBy: CardShape,
})

/** Items of every tool: trash, moving, tags, favourites, following. */
export const doors: Door[] = [
  door({
    name: 'readItem',
    method: 'GET',
    path: '/api/spaces/:space/items/:item',
    summary: 'An item: the properties that all tools share',
    needs: { item: needs.item('view') },
    answer: ItemShape,
    run: async (ctx, { item }) => (await itemAnswers(ctx, [item]))[0]!,
  }),
  door({
    name: 'findItem',
    method: 'GET',
    path: '/api/items/:item',
    summary: 'Where an item is now: its id stays, also in another space',
    needs: { item: needs.itemAnywhere('view') },
    answer: ItemRef,
    aboutMe: true,
    run: async (ctx, { item }) =>
      (await visibleRefs(ctx, [{ space: item.space, item: item.id }]))[0]!,
  }),
  door({
    name: 'markItemInternal',
    line: itemAccessChanged,
    method: 'PUT',
    path: '/api/spaces/:space/items/:item/internal-only',
    summary:
      'Hide an item from guests, or no longer: for its author and for people who may manage its container',
    needs: { item: needs.item('view') },
    body: InternalOnly,
    answer: ItemShape,
    run: async (ctx, { item, body }) => {
      await markItem(ctx, item, body.internalOnly)
      return (await itemAnswers(ctx, [await authorizeItem(ctx, 'view', item.space, item.id)]))[0]!
    },
  }),
  door({
    name: 'visitItem',
    method: 'PUT',
    path: '/api/spaces/:space/items/:item/visit',
    summary: 'Marks an item as opened: it goes to the top of my recent items',
    needs: { item: needs.item('view') },
    run: (ctx, { item }) => marks.visit(ctx, item),
  }),
  door({
    name: 'trashItem',
    method: 'DELETE',
    path: '/api/spaces/:space/items/:item',
    summary: 'Put an item into the trash',
    needs: { item: needs.item('delete') },
    run: (ctx, { item }) => trashItem(ctx, item),
  }),
  door({
    name: 'restoreItem',
    method: 'POST',
    path: '/api/spaces/:space/items/:item/restoring',
    summary: 'Restore an item from the trash',
    needs: { item: needs.trashedItem() },
    query: Shape(KeepBoth),
    answer: ItemShape,
    run: (ctx, { item, query }) => restoreItem(ctx, item, query),
  }),
  door({
    name: 'listTrash',
    method: 'GET',
    path: '/api/spaces/:space/trash',
    summary: 'Items in the trash of a space that I may restore',
    needs: { space: needs.space('enter') },
    query: Shape(Paging),
    answer: PageOf(Trashed),
    run: (ctx, { space, query }) => trashOf(ctx, space, query),
  }),
  door({
    name: 'takeOverItem',
    line: itemTakenOver,
    method: 'POST',
    path: '/api/spaces/:space/items/:item/taking-over',
    summary: 'As the administrator, take over what a former member left behind',
    needs: { item: needs.item('view') },
    answer: ItemShape,
    run: (ctx, { item }) => takeOver(ctx, item),
  }),
  door({
    name: 'seeGainOfMoving',
    method: 'GET',
    path: '/api/spaces/:space/items/:item/gain',
    summary: 'Who would gain or lose sight of an item if it were moved',
    needs: {
      item: needs.item('view'),
      to: needs.container('add', 'query.toContainer', 'query.toSpace'),
    },
    query: Shape(place),
    answer: Gain,
    run: (ctx, { item, to }) => gainOfMoving(ctx, item, to),
  }),
  door({
    name: 'moveItem',
    method: 'POST',
    path: '/api/spaces/:space/items/:item/move',
    summary: 'Move an item; it takes on the rights of the place',
    needs: { item: needs.item('view'), to: inBody() },
    body: PlaceToPut,
    answer: ItemShape,
    writes: false, // files are copied before anything is locked
    run: (ctx, { item, to, body }) => moveItem(ctx, item, to, body),
  }),
  door({
    name: 'copyItem',
    method: 'POST',
    path: '/api/spaces/:space/items/:item/copy',
    status: 201,
    summary: 'Copy an item; I am the author of the copy',
    needs: { item: needs.item('view'), to: inBody() },
    body: PlaceToPut,
    answer: ItemShape,
    writes: false,
    run: (ctx, { item, to, body }) => copyItem(ctx, item, to, body),
  }),
  door({
    name: 'tagItem',
    method: 'PUT',
    path: '/api/spaces/:space/items/:item/tags/:name',
    params: tagName,
    summary: 'Tag an item',
    needs: { item: needs.item('edit') },
    run: (ctx, { item, params }) => marks.tagItem(ctx, item, params['name']!),
  }),
  door({
    name: 'untagItem',
    method: 'DELETE',
    path: '/api/spaces/:space/items/:item/tags/:name',
    params: tagName,
    summary: 'Take a tag off an item',
    needs: { item: needs.item('edit') },
    run: (ctx, { item, params }) => marks.untagItem(ctx, item, params['name']!),
  }),
  door({
    name: 'favourSpace',
    method: 'PUT',
    path: '/api/spaces/:space/favourite',
    summary: 'Make a space one of my favourites',
    needs: { space: needs.space('enter') },
    run: (ctx, { space }) => marks.favour(ctx, space.id, 'space', space.id),
  }),
  door({
    name: 'unfavourSpace',
    method: 'DELETE',
    path: '/api/spaces/:space/favourite',
    summary: 'No longer a favourite',
    needs: { space: needs.space('enter') },
    run: (ctx, { space }) => marks.unfavour(ctx, space.id, space.id),
  }),
  door({
    name: 'favourContainer',
    method: 'PUT',
    path: '/api/spaces/:space/containers/:container/favourite',
    summary: 'Make a container one of my favourites',
    needs: { container: needs.container('view') },
    run: (ctx, { container }) => marks.favour(ctx, container.space, 'container', container.id),
  }),
  door({
    name: 'unfavourContainer',
    method: 'DELETE',
    path: '/api/spaces/:space/containers/:container/favourite',
    summary: 'No longer a favourite',
    needs: { container: needs.container('view') },
    run: (ctx, { container }) => marks.unfavour(ctx, container.space, container.id),
  }),
  door({
    name: 'favourItem',
    method: 'PUT',
    path: '/api/spaces/:space/items/:item/favourite',
    summary: 'Make an item one of my favourites',
    needs: { item: needs.item('view') },
    run: (ctx, { item }) => marks.favour(ctx, item.space, 'item', item.id),
  }),
  door({
    name: 'unfavourItem',
    method: 'DELETE',
    path: '/api/spaces/:space/items/:item/favourite',
    summary: 'No longer a favourite',
    needs: { item: needs.item('view') },
    run: (ctx, { item }) => marks.unfavour(ctx, item.space, item.id),
  }),
  door({
    name: 'followItem',
    method: 'PUT',
    path: '/api/spaces/:space/items/:item/following',
    summary: 'Follow what happens to an item',
    needs: { item: needs.item('view') },
    run: (ctx, { item }) => marks.follow(ctx, item),
  }),
  door({
    name: 'unfollowItem',
    method: 'DELETE',
    path: '/api/spaces/:space/items/:item/following',
    summary: 'No longer follow it',
    needs: { item: needs.item('view') },
    run: (ctx, { item }) => marks.unfollow(ctx, item),
  }),
  door({
    name: 'listActs',
    method: 'GET',
    path: '/api/spaces/:space/items/:item/history',
    summary: 'What was done to an item, by whom and when, the newest first',
    needs: { item: needs.item('view') },
    query: Shape(Paging),
    answer: PageOf(Act),
    run: (ctx, { item, query }) => actsOn(ctx, item, query),
  }),
]
