import { Type } from 'typebox'
import { authorizeItem } from '../../access/authorize.ts'
import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { Id, ListOf, OneOf, PageOf, Paging, Shape } from '../../kernel/shapes.ts'
import {
  addConcerned,
  findItems,
  itemsAbout,
  linkItems,
  linksOf,
  unlink,
  whoCannotOpen,
} from './links.ts'
import { CannotOpen, concernedKinds, ItemRef, Links, linkTypes } from './schema.ts'

const links = '/api/spaces/:space/items/:item/links'
const onlyNames = 'only names the link to take away'

/** Links of items of every tool: with items, and with the people and groups that they concern. */
export const linkDoors: Door[] = [
  door({
    name: 'listLinks',
    method: 'GET',
    path: links,
    summary:
      'What an item is linked with, what links to it, and whom it concerns, as far as I may see',
    needs: { item: needs.item('view') },
    answer: Links,
    run: (ctx, { item }) => linksOf(ctx, item),
  }),
  door({
    name: 'linkItems',
    method: 'POST',
    path: links,
    summary: 'Link an item with another, or change how it is linked',
    needs: { item: needs.item('edit') },
    otherIds: {
      'body.toSpace': 'authorized for view together with the item',
      'body.toItem': 'authorized for view by the verb',
    },
    body: Shape({
      toSpace: Id('the space of the other item'),
      toItem: Id('the other item'),
      type: Type.Optional(OneOf(linkTypes)),
    }),
    run: async (ctx, { item, body }) =>
      linkItems(
        ctx,
        item,
        await authorizeItem(ctx, 'view', body.toSpace as SpaceId, body.toItem as ItemId),
        body.type ?? 'related',
      ),
  }),
  door({
    name: 'unlinkItems',
    method: 'DELETE',
    path: `${links}/:toSpace/:toItem`,
    summary: 'Take a link away',
    needs: { item: needs.item('edit') },
    otherIds: { 'params.toSpace': onlyNames, 'params.toItem': onlyNames },
    run: (ctx, { item, params }) =>
      unlink(ctx, item, params['toSpace'] as SpaceId, params['toItem']!),
  }),
  door({
    name: 'addConcerned',
    method: 'POST',
    path: '/api/spaces/:space/items/:item/concerns',
    summary: 'Say that an item concerns a person or a group',
    needs: { item: needs.item('edit') },
    otherIds: { 'body.concerned': 'authorized by the verb: only one that the asker may know of' },
    body: Shape({ kind: OneOf(concernedKinds), concerned: Id('the person or group') }),
    run: (ctx, { item, body }) => addConcerned(ctx, item, body.kind, body.concerned),
  }),
  door({
    name: 'removeConcerned',
    method: 'DELETE',
    path: '/api/spaces/:space/items/:item/concerns/:concerned',
    summary: 'Say that an item no longer concerns a person or a group',
    needs: { item: needs.item('edit') },
    otherIds: { 'params.concerned': onlyNames },
    run: (ctx, { item, params }) =>
      unlink(ctx, item, params['concerned'] as SpaceId, params['concerned']!),
  }),
  door({
    name: 'seeWhoCannotOpen',
    method: 'GET',
    path: '/api/spaces/:space/items/:item/who-cannot-open',
    summary: 'Which readers of an item cannot open another one, and for whom I may open it',
    needs: {
      item: needs.item('view'),
      to: needs.item('view', 'query.toItem', 'query.toSpace'),
    },
    query: Shape({ toSpace: Id('the space of the other item'), toItem: Id('the other item') }),
    answer: CannotOpen,
    run: (ctx, { item, to }) => whoCannotOpen(ctx, item, to),
  }),
  door({
    name: 'findItems',
    method: 'GET',
    path: '/api/items',
    summary: 'Those of these items that I may view, wherever they are now',
    needs: {},
    query: Shape({
      ids: Type.String({
        pattern: '^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$',
        examples: ['0198c5f2-7c3d-7000-8000-000000000001'],
        description: 'Up to 100 ids of items, separated by commas',
      }),
    }),
    answer: ListOf(ItemRef),
    aboutMe: true,
    run: async (ctx, { query }) => ({ items: await findItems(ctx, query.ids.split(',')) }),
  }),
  door({
    name: 'listItemsAboutPerson',
    method: 'GET',
    path: '/api/people/:person/concerned-by',
    summary: 'Items that concern a person, as far as I may see, the last changed first',
    needs: { person: needs.person() },
    query: Shape(Paging),
    answer: PageOf(ItemRef),
    aboutMe: true,
    run: (ctx, { person, query }) => itemsAbout(ctx, person.id, query),
  }),
  door({
    name: 'listItemsAboutGroup',
    method: 'GET',
    path: '/api/groups/:group/concerned-by',
    summary: 'Items that concern a group, as far as I may see, the last changed first',
    needs: { group: needs.group('see') },
    query: Shape(Paging),
    answer: PageOf(ItemRef),
    aboutMe: true,
    run: (ctx, { group, query }) => itemsAbout(ctx, group.id, query),
  }),
]
