import type { Need, Sent } from '../kernel/door.ts'
import { NotFound } from '../kernel/errors.ts'
import type { ContainerId, ItemId, OrganizationId, PersonId, SpaceId } from '../kernel/ids.ts'
import type { Authorized, Container, Item, Space } from './authorized.ts'
import {
  authorizeContainer,
  authorizeDrop,
  authorizeItem,
  authorizeItemAnywhere,
  authorizeSpace,
  authorizeTrashedContainer,
  authorizeTrashedItem,
} from './authorize.ts'
import { authorizeCase, type Case, type CaseAct } from './cases.ts'
import { authorizeGroup, type Group, type GroupAct } from './groups.ts'
import { authorizeOrganization, type Organization, type OrganizationAct } from './organizations.ts'
import { authorizePerson, type Acquaintance } from './people.ts'
import type { Right } from './rights.ts'

/**
 * A need says which right on which id: a door declares them (I3). Two ids in one request are looked up as one key, so they
 * must match (I4).
 */

export function space<R extends 'enter' | 'inside'>(
  right: R,
  at = 'params.space',
): Need<Authorized<Space, R>> {
  return {
    right: `${right} a space`,
    ids: [at],
    space: (sent) => id<SpaceId>(sent, at),
    find: (ctx, sent) => authorizeSpace(ctx, right, id(sent, at)),
  }
}

export function container<R extends Right>(
  right: R,
  at = 'params.container',
  inSpace = 'params.space',
): Need<Authorized<Container, R>> {
  return {
    right: `${right} a container`,
    ids: [inSpace, at],
    space: (sent) => id<SpaceId>(sent, inSpace),
    find: (ctx, sent) =>
      authorizeContainer(ctx, right, id(sent, inSpace), id<ContainerId>(sent, at)),
  }
}

/** A container that the asker may put something into, even if they see nothing in it (foundation/receipts). */
export function drop(
  at = 'params.container',
  inSpace = 'params.space',
): Need<Authorized<Container, 'add'>> {
  return {
    right: 'drop into a container',
    ids: [inSpace, at],
    space: (sent) => id<SpaceId>(sent, inSpace),
    find: (ctx, sent) => authorizeDrop(ctx, id(sent, inSpace), id<ContainerId>(sent, at)),
  }
}

export function item<R extends Right>(
  right: R,
  at = 'params.item',
  inSpace = 'params.space',
): Need<Authorized<Item, R>> {
  return {
    right: `${right} an item`,
    ids: [inSpace, at],
    space: (sent) => id<SpaceId>(sent, inSpace),
    find: (ctx, sent) => authorizeItem(ctx, right, id(sent, inSpace), id<ItemId>(sent, at)),
  }
}

/** An item in whatever space it is now: it may have moved since its link was made. */
export function itemAnywhere<R extends Right>(
  right: R,
  at = 'params.item',
): Need<Authorized<Item, R>> {
  return {
    right: `${right} an item, wherever it is`,
    ids: [at],
    space: () => undefined,
    find: (ctx, sent) => authorizeItemAnywhere(ctx, right, id<ItemId>(sent, at)),
  }
}

export function trashedItem(at = 'params.item'): Need<Authorized<Item, 'delete'>> {
  return {
    right: 'delete an item, in the trash',
    ids: ['params.space', at],
    space: (sent) => id<SpaceId>(sent, 'params.space'),
    find: (ctx, sent) => authorizeTrashedItem(ctx, id(sent, 'params.space'), id<ItemId>(sent, at)),
  }
}

export function trashedContainer(at = 'params.container'): Need<Authorized<Container, 'manage'>> {
  return {
    right: 'manage a container, in the trash',
    ids: ['params.space', at],
    space: (sent) => id<SpaceId>(sent, 'params.space'),
    find: (ctx, sent) =>
      authorizeTrashedContainer(ctx, id(sent, 'params.space'), id<ContainerId>(sent, at)),
  }
}

export function group<A extends GroupAct>(act: A, at = 'params.group'): Need<Authorized<Group, A>> {
  return {
    right: `${act} a group`,
    ids: [at],
    space: (sent) => id<SpaceId>(sent, at),
    find: (ctx, sent) => authorizeGroup(ctx, act, id(sent, at)),
  }
}

export function caseFile<A extends CaseAct>(act: A, at = 'params.case'): Need<Authorized<Case, A>> {
  return {
    right: `${act} a case`,
    ids: [at],
    space: (sent) => id<SpaceId>(sent, at),
    find: (ctx, sent) => authorizeCase(ctx, act, id(sent, at)),
  }
}

/** The asker's own organization; the request sends no id. */
export function organization<A extends OrganizationAct>(act: A): Need<Authorized<Organization, A>> {
  return {
    right: `${act} my organization`,
    ids: [],
    space: () => undefined,
    find: (ctx) => authorizeOrganization(ctx, act),
  }
}

/** A person whom the asker may know of. */
export function person(
  act: 'meet' | 'govern' = 'meet',
  at = 'params.person',
): Need<Authorized<Acquaintance, typeof act>> {
  return {
    right: `${act} a person`,
    ids: [at],
    space: () => undefined,
    find: (ctx, sent) => authorizePerson(ctx, act, id<PersonId>(sent, at)),
  }
}

function id<Id extends SpaceId | ContainerId | ItemId | PersonId | OrganizationId>(
  sent: Sent,
  path: string,
): Id {
  const [part, ...keys] = path.split('.') as ['params' | 'query' | 'body', ...string[]]
  const found = keys.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    sent[part],
  )
  if (typeof found !== 'string') throw new NotFound()
  return found as Id
}
