import { Type } from 'typebox'
import * as needs from '../../access/needs.ts'
import { rights } from '../../access/rights.ts'
import type { Principal } from '../../access/principals.ts'
import { door, type Door } from '../../kernel/door.ts'
import type { ContainerId, PersonId } from '../../kernel/ids.ts'
import { ListOf, OneOf, Paging, Shape } from '../../kernel/shapes.ts'
import {
  accessOf,
  chooseEditors,
  chooseReaders,
  itemGrants,
  letRead,
  setAccess,
} from './access-list.ts'
import { containerAudience, itemAudience, reach, whyNotContainer, whyNotItem } from './audience.ts'
import {
  changeContainer,
  makeContainer,
  readContainer,
  restoreContainer,
  trashContainer,
  visibleContainers,
} from './containers.ts'
import { stillSeen } from './delegation.ts'
import { markContainer } from './internal-only.ts'
import * as shape from './schema.ts'
import { containerAccessChanged, itemAccessChanged } from './events.ts'

const WhichRight = Shape({ right: OneOf(rights) })
const Principals = Shape({ principals: Type.Array(shape.PrincipalSent, { maxItems: 200 }) })
const ItemGrants = ListOf(
  Type.Object({ principal: shape.PrincipalShape, level: OneOf(['reader', 'editor']) }),
)
const principalIsChecked = {
  'body.principals[].id': 'only somebody who may be given a right in this space is taken',
}

/** Spaces: their containers, the rights on them, and who can see what and why. */
export const doors: Door[] = [
  door({
    name: 'listContainers',
    method: 'GET',
    path: '/api/spaces/:space/containers',
    summary: 'The containers of a space that I may view, by name',
    needs: { space: needs.space('enter') },
    otherIds: { 'query.parent': 'only what the asker may view in it is listed, in this space' },
    query: shape.ContainersQuery,
    answer: shape.ContainerList,
    run: (ctx, { space, query }) => visibleContainers(ctx, space, query),
  }),
  door({
    name: 'readContainer',
    method: 'GET',
    path: '/api/spaces/:space/containers/:container',
    summary: 'A container',
    needs: { container: needs.container('view') },
    answer: shape.ContainerShape,
    run: (ctx, { container }) => readContainer(ctx, container),
  }),
  door({
    name: 'makeContainer',
    method: 'POST',
    path: '/api/spaces/:space/containers',
    status: 201,
    summary: 'Make a container; it follows the rights of the folder it is made in',
    needs: { parent: needs.container('manage', 'body.parent') },
    body: shape.NewContainer,
    answer: shape.ContainerShape,
    run: (ctx, { parent, body }) => makeContainer(ctx, parent, body),
  }),
  door({
    name: 'changeContainer',
    method: 'PATCH',
    path: '/api/spaces/:space/containers/:container',
    summary: 'Rename a container, or move it',
    needs: { container: needs.container('manage') },
    otherIds: { 'body.parent': 'authorized for manage by the verb, in the same space' },
    body: shape.ContainerChange,
    answer: shape.ContainerShape,
    run: (ctx, { container, body }) =>
      changeContainer(
        ctx,
        container,
        body as { name?: string; parent?: ContainerId; keepBoth?: boolean },
      ),
  }),
  door({
    name: 'trashContainer',
    method: 'DELETE',
    path: '/api/spaces/:space/containers/:container',
    summary: 'Put a container into the trash, with everything in it',
    needs: { container: needs.container('manage') },
    run: (ctx, { container }) => trashContainer(ctx, container),
  }),
  door({
    name: 'restoreContainer',
    method: 'POST',
    path: '/api/spaces/:space/containers/:container/restoring',
    summary: 'Restore a container from the trash',
    needs: { container: needs.trashedContainer() },
    query: Shape(shape.KeepBoth),
    answer: shape.ContainerShape,
    run: (ctx, { container, query }) => restoreContainer(ctx, container, query),
  }),
  door({
    name: 'readAccess',
    method: 'GET',
    path: '/api/spaces/:space/containers/:container/access',
    summary: 'The rights on a container',
    needs: { container: needs.container('view') },
    answer: shape.AccessShape,
    run: (ctx, { container }) => accessOf(ctx, container),
  }),
  door({
    name: 'setAccess',
    line: containerAccessChanged,
    method: 'PUT',
    path: '/api/spaces/:space/containers/:container/access',
    summary: 'Replace the list of rights of a container, or let it follow its parent',
    needs: { container: needs.container('manage') },
    otherIds: {
      'body.grants[].principal.id': 'only somebody who may be given a right in this space is taken',
    },
    body: shape.AccessChange,
    answer: shape.AccessShape,
    run: (ctx, { container, body }) => setAccess(ctx, container, body),
  }),
  door({
    name: 'markContainerInternal',
    line: containerAccessChanged,
    method: 'PUT',
    path: '/api/spaces/:space/containers/:container/internal-only',
    summary: 'Hide a container and everything in it from guests, or no longer',
    needs: { container: needs.container('manage') },
    body: shape.InternalOnly,
    answer: shape.ContainerShape,
    run: async (ctx, { container, body }) => {
      await markContainer(ctx, container, body.internalOnly)
      return readContainer(ctx, await stillSeen(ctx, container))
    },
  }),
  door({
    name: 'seeContainerAudience',
    method: 'GET',
    path: '/api/spaces/:space/containers/:container/audience',
    summary: 'Who can see this, and why',
    needs: { container: needs.container('view') },
    query: Shape(Paging),
    answer: shape.AudienceShape,
    run: (ctx, { container, query }) => containerAudience(ctx, container, query),
  }),
  door({
    name: 'seeItemAudience',
    method: 'GET',
    path: '/api/spaces/:space/items/:item/audience',
    summary: 'Who can see this, and why',
    needs: { item: needs.item('view') },
    query: Shape(Paging),
    answer: shape.AudienceShape,
    run: (ctx, { item, query }) => itemAudience(ctx, item, query),
  }),
  door({
    name: 'seeReach',
    method: 'GET',
    path: '/api/spaces/:space/reach/:person',
    summary: 'What a person can reach here',
    needs: { space: needs.space('inside') },
    otherIds: { 'params.person': 'only somebody in the audience of the space is found' },
    answer: shape.ReachShape,
    run: (ctx, { space, params }) => reach(ctx, space, params['person'] as PersonId),
  }),
  door({
    name: 'askWhyNotContainer',
    method: 'GET',
    path: '/api/spaces/:space/containers/:container/why-not',
    summary: 'Why I may not do something here, and whom I can ask',
    needs: { container: needs.container('view') },
    query: WhichRight,
    answer: shape.WhyNotShape,
    run: (ctx, { container, query }) => whyNotContainer(ctx, container, query.right),
  }),
  door({
    name: 'askWhyNotItem',
    method: 'GET',
    path: '/api/spaces/:space/items/:item/why-not',
    summary: 'Why I may not do something with this, and whom I can ask',
    needs: { item: needs.item('view') },
    query: WhichRight,
    answer: shape.WhyNotShape,
    run: (ctx, { item, query }) => whyNotItem(ctx, item, query.right),
  }),
  door({
    name: 'listItemGrants',
    method: 'GET',
    path: '/api/spaces/:space/items/:item/access',
    summary: 'Who may read or edit this besides what its folder gives',
    needs: { item: needs.item('view') },
    answer: ItemGrants,
    run: async (ctx, { item }) => ({ items: await itemGrants(ctx, item) }),
  }),
  door({
    name: 'chooseEditors',
    line: itemAccessChanged,
    method: 'PUT',
    path: '/api/spaces/:space/items/:item/editors',
    summary: 'As its author, choose who else may edit this',
    needs: { item: needs.item('view') },
    otherIds: principalIsChecked,
    body: Principals,
    answer: ItemGrants,
    run: async (ctx, { item, body }) => ({
      items: await chooseEditors(ctx, item, body.principals as Principal[]),
    }),
  }),
  door({
    name: 'chooseReaders',
    line: itemAccessChanged,
    method: 'PUT',
    path: '/api/spaces/:space/items/:item/readers',
    summary: 'As its author, or managing where it is, choose who else may read this',
    needs: { item: needs.item('view') },
    otherIds: principalIsChecked,
    body: Principals,
    answer: ItemGrants,
    run: async (ctx, { item, body }) => ({
      items: await chooseReaders(ctx, item, body.principals as Principal[]),
    }),
  }),
  door({
    name: 'letRead',
    line: itemAccessChanged,
    method: 'POST',
    path: '/api/spaces/:space/items/:item/readers',
    summary: 'As its author, or managing where it is, let more people read this',
    needs: { item: needs.item('view') },
    otherIds: principalIsChecked,
    body: Principals,
    answer: ItemGrants,
    run: async (ctx, { item, body }) => ({
      items: await letRead(ctx, item, body.principals as Principal[]),
    }),
  }),
]
