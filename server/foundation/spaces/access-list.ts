import {
  refuseArchived,
  type Authorized,
  type Container,
  type Item,
} from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import type { Grantee, Principal } from '../../access/principals.ts'
import {
  allows,
  bit,
  bitsOfLevel,
  levelOf,
  mayWithContainer,
  type Level,
} from '../../access/rights.ts'
import { keepSight } from '../../access/sight-ended.ts'
import { viewersBelow, viewersOfItem } from '../../access/viewers.ts'
import { containerAsThing, itemAsThing, whoCanSee } from '../../access/who-can-see.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Forbidden, invalidField } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { cardsOf } from '../people/cards.ts'
import { followers } from './containers.ts'
import { withoutGuests } from './internal-store.ts'
import { held, refuseBeyond, stillSeen } from './delegation.ts'
import type { AccessChange, AccessShape, PrincipalShape } from './schema.ts'
import * as store from './store.ts'
import * as grantStore from './grants-store.ts'
import { authorOnly, said } from './words.ts'
import { containerAccessChanged, itemAccessChanged } from './events.ts'

/**
 * The data of the rights dialog of a container: its list or the one it follows, and the roles that have rights anyway (A2,
 * A4).
 */
export async function accessOf(
  ctx: Context,
  container: Authorized<Container, 'view'>,
): Promise<Static<typeof AccessShape>> {
  const rows = await grantStore.grants(ctx, container.space, { container: container.rightsFrom })
  const { seers } = await whoCanSee(ctx, containerAsThing(container), { limit: 200 })
  const ruling = (['owner', 'administrator', 'co-administrator'] as const).map((role) => ({
    role,
    people: seers
      .filter((seer) => seer.because.some(({ kind }) => kind === role))
      .map(({ person }) => person),
  }))
  const cards = await cardsOf(
    ctx,
    [
      ...rows.flatMap((row) => [row.grantedBy, row.principalId as PersonId]),
      ...ruling.flatMap(({ people }) => people),
    ],
    await organizationOf(ctx, container.space),
  )
  const own = container.rightsFrom === container.id
  return {
    ownList: own,
    inheritedFrom: own ? null : await nameOf(ctx, container),
    grants: rows.map((row) => ({
      id: row.id,
      principal: principalAnswer(row, container.space, cards),
      level: levelOf(row.rights),
      rights: mayWithContainer(row.rights),
      works: row.works,
      grantedAt: row.grantedAt,
      grantedBy: cards.get(row.grantedBy)!,
    })),
    roles: ruling
      .filter(({ people }) => people.length > 0)
      .map(({ role, people }) => {
        const bits = role === 'owner' ? 63 : 63 & ~bit.edit
        return {
          role,
          level: levelOf(bits),
          rights: mayWithContainer(bits),
          people: people.map((person) => cards.get(person)!),
        }
      }),
    may: { manage: (container.rights & bit.manage) !== 0 },
  }
}

async function nameOf(
  ctx: Context,
  container: Container,
): Promise<{ id: string; name: string } | null> {
  const from = await authorizeContainer(ctx, 'view', container.space, container.rightsFrom).catch(
    () => undefined,
  )
  return from ? { id: from.id, name: from.name } : null
}

/** A principal's row, as returned for grants and mentions. */
export type PrincipalRow<Kind = Principal['kind']> = Pick<
  grantStore.GrantRow<Kind>,
  'principalId' | 'principalKind' | 'name' | 'hue' | 'count'
>

export function principalAnswer<Kind extends Grantee['kind']>(
  row: PrincipalRow<Kind>,
  space: SpaceId,
  cards: Awaited<ReturnType<typeof cardsOf>>,
): Omit<Static<typeof PrincipalShape>, 'kind'> & { kind: Kind } {
  const person = row.principalKind === 'person'
  return {
    kind: row.principalKind,
    id: row.principalId,
    card: person ? (cards.get(row.principalId as PersonId) ?? null) : null,
    name: row.name,
    hue: row.hue,
    allMembers: row.principalKind === 'group' && row.principalId === space,
    count: row.count,
  }
}

export async function organizationOf(ctx: Context, space: SpaceId) {
  return store.organizationOf(ctx, space)
}

/**
 * Replaces a container's list, or lets it follow its parent again (A2). Nobody may give rights that they do not have, or
 * change another principal's rights beyond their own (I7, X41). Administrators and co-administrators are the exception: they
 * set every right of tools and containers (M2), even `edit`, since otherwise nobody could ever get it.
 */
export async function setAccess(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
  change: Static<typeof AccessChange>,
): Promise<Static<typeof AccessShape>> {
  await refuseWhole(ctx, container.space)
  const before = await grantStore.grants(ctx, container.space, { container: container.rightsFrom })
  const viewers = await viewersBelow(ctx, container.space, container.id)
  const given = change.grants.map((grant, at) => ({
    principal: grant.principal as Grantee,
    bits: bitsOf(grant, at),
  }))
  if (change.ownList || container.parent === null) {
    await refuseStrangers(ctx, container.space, given, before)
    refuseTwice(given)
    refuseSight(given)
    await refuseBeyond(
      ctx,
      container,
      before.map(held),
      given.map(({ principal, bits }) => ({ to: principal.id, bits })),
    )
    await haveOwnList(ctx, container, given, before)
  } else await followParent(ctx, container, before)
  await record(ctx, container.space, containerAccessChanged, {
    container: container.id,
    detail: {
      name: container.name,
      ownList: change.ownList,
      grants: given.map(({ principal, bits }) => ({ ...principal, rights: bits })),
    },
  })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(container.space, viewers))
  return accessOf(ctx, await stillSeen(ctx, container))
}

/** In a conversation and in a case, rights are on the whole space: no part of it is given to, or kept from, anybody (H, R2). */
async function refuseWhole(ctx: Context, space: SpaceId): Promise<void> {
  const kind = await store.kindOf(ctx, space)
  if (kind === 'direct' || kind === 'case') throw new Forbidden('shared-whole', said.sharedWhole)
}

type Given = { principal: Grantee; bits: number }

function bitsOf(grant: Static<typeof AccessChange>['grants'][number], at: number): number {
  if (grant.level) return bitsOfLevel[grant.level as Level]
  const bits = Object.entries(grant.rights ?? {}).reduce(
    (sum, [right, on]) => (on ? sum | bit[right as keyof typeof bit] : sum),
    0,
  )
  if (bits === 0)
    throw invalidField(`body.grants[${at}].level`, 'required', {
      en: 'Choose a level.',
      fr: 'Choisissez un niveau.',
    })
  return bits === bitsOfLevel.drop ? bits : bits | bitsOfLevel.reader
}

async function refuseStrangers(
  ctx: Context,
  space: SpaceId,
  given: Given[],
  before: grantStore.GrantRow[],
): Promise<void> {
  const possible = await grantStore.possiblePrincipals(
    ctx,
    space,
    given.map(({ principal }) => principal),
  )
  const already = new Set(before.map((row) => `${row.principalKind} ${row.principalId}`))
  const stranger = given.findIndex(
    ({ principal: { kind, id } }) => !possible.has(id) && !already.has(`${kind} ${id}`),
  )
  if (stranger >= 0)
    throw invalidField(`body.grants[${stranger}].principal`, 'unknown', said.unknownPrincipal)
}

function refuseTwice(given: Given[]): void {
  const seen = new Set<string>()
  given.forEach(({ principal }, at) => {
    if (seen.has(principal.id))
      throw invalidField(`body.grants[${at}].principal`, 'twice', {
        en: 'Named twice.',
        fr: 'Indiqué deux fois.',
      })
    seen.add(principal.id)
  })
}

/** Everybody with whom the owner shares a group is given a right without viewing, or none (S1). */
function refuseSight(given: Given[]): void {
  const at = given.findIndex(
    ({ principal, bits }) =>
      principal.kind === 'shared-group' && bits !== bitsOfLevel.busy && bits !== bitsOfLevel.drop,
  )
  if (at >= 0) throw invalidField(`body.grants[${at}].level`, 'not-for-all', said.notForAll)
}

async function haveOwnList(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
  given: Given[],
  before: grantStore.GrantRow[],
): Promise<void> {
  const { space, id } = container
  if (container.rightsFrom !== id) {
    await store.followList(
      ctx,
      space,
      followers(await store.subtree(ctx, space, id), container.rightsFrom),
      id,
    )
  }
  const same = new Map(before.map((row) => [row.principalId as string, row]))
  await grantStore.deleteGrants(ctx, space, { container: id })
  await grantStore.insertGrants(
    ctx,
    space,
    { container: id, item: null },
    given.map(({ principal, bits }) => {
      const kept = same.get(principal.id)
      const unchanged = kept?.rights === bits
      return {
        principal,
        bits,
        at: unchanged ? kept.grantedAt : ctx.now,
        by: unchanged ? kept.grantedBy : ctx.person.id,
      }
    }),
  )
}

async function followParent(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
  before: grantStore.GrantRow[],
): Promise<void> {
  if (container.rightsFrom !== container.id) return
  const { list } = await store.listOf(ctx, container.space, container.parent!)
  const after = await grantStore.grants(ctx, container.space, { container: list })
  await refuseBeyond(ctx, container, before.map(held), after.map(held))
  await store.followList(
    ctx,
    container.space,
    followers(await store.subtree(ctx, container.space, container.id), container.id),
    list,
  )
  await grantStore.deleteGrants(ctx, container.space, { container: container.id })
}

/** The item's own grants: who may read or edit it besides the people whom its container admits (A2, A4). */
export async function itemGrants(
  ctx: Context,
  item: Authorized<Item, 'view'>,
): Promise<{ principal: Static<typeof PrincipalShape>; level: 'reader' | 'editor' }[]> {
  const rows = await grantStore.grants(ctx, item.space, { item: item.id })
  const cards = await cardsOf(
    ctx,
    rows.filter((row) => row.principalKind === 'person').map((row) => row.principalId as PersonId),
    await organizationOf(ctx, item.space),
  )
  return rows.map((row) => ({
    principal: principalAnswer(row, item.space, cards),
    level: row.rights & bit.edit ? 'editor' : 'reader',
  }))
}

type ItemGrant = Awaited<ReturnType<typeof itemGrants>>[number]

/** Only the author decides who else may edit (A4). */
export async function chooseEditors(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  principals: Principal[],
): Promise<ItemGrant[]> {
  refuseUnless(item, item.isAuthor)
  await setItemGrants(ctx, item, 'editor', principals)
  return itemGrants(ctx, item)
}

/** The author, or anyone who manages the container, may let somebody read. */
export async function chooseReaders(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  principals: Principal[],
): Promise<ItemGrant[]> {
  refuseUnless(item, givesReaders(item))
  await setItemGrants(ctx, item, 'reader', principals)
  return itemGrants(ctx, item)
}

/** Lets more people read it, besides those who may already. */
export async function letRead(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  principals: Principal[],
): Promise<ItemGrant[]> {
  const before = await grantStore.grants(ctx, item.space, { item: item.id })
  const given = before.map(({ principalKind: kind, principalId: id, rights }) => ({
    kind,
    id,
    rights,
  }))
  const readers = given.filter(({ rights }) => !(rights & bit.edit))
  const known = new Set(given.map(({ id }) => id))
  const added = principals.filter(({ id }) => !known.has(id))
  return chooseReaders(ctx, item, [
    ...readers.map(({ kind, id }) => ({ kind, id }) as Principal),
    ...added,
  ])
}

/** Those of these people whom the asker may let read the item, by name; none of the guests where it is internal only (G10). */
export async function possibleReaders(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  people: PersonId[],
): Promise<Set<string>> {
  if (people.length === 0) return new Set()
  const kind = await store.kindOf(ctx, item.space)
  if (!givesReaders(item) || !isLive(item) || kind === 'direct' || kind === 'case') return new Set()
  const { internal } = await itemAsSeen(ctx, item)
  const able = internal ? await withoutGuests(ctx, item.space, people) : people
  const grantees = able.map((id) => ({ kind: 'person' as const, id }))
  return grantStore.possiblePrincipals(ctx, item.space, grantees)
}

function givesReaders(item: Item): boolean {
  return item.isAuthor || allows(item.containerRights, 'manage')
}

function isLive({ rights }: Item): boolean {
  return (rights & ~(bit['see-busy'] | bit.view)) !== 0
}

/** Refuses people who may only read the item, even an author who lost their view of its container. */
function refuseUnless(item: Item, theirs: boolean): void {
  if (theirs && isLive(item)) return
  refuseArchived(item)
  throw authorOnly()
}

async function setItemGrants(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  level: 'reader' | 'editor',
  principals: Principal[],
): Promise<void> {
  await refuseWhole(ctx, item.space)
  const before = await grantStore.grants(ctx, item.space, { item: item.id })
  const viewers = await viewersOfItem(ctx, item.space, item.id)
  await keepSight(ctx, item.space, [item.id])
  const wanted = new Map(principals.map((principal) => [principal.id as string, principal]))
  await refuseStrangersAt(ctx, item.space, [...wanted.values()], before)
  const want = level === 'editor' ? bit.view | bit.edit : bit.view
  const others = before.filter(
    (row) =>
      (row.rights & bit.edit ? 'editor' : 'reader') !== level && !wanted.has(row.principalId),
  )
  const kept = others.map((row) => ({
    principal: { kind: row.principalKind, id: row.principalId } as Principal,
    bits: row.rights,
    at: row.grantedAt,
    by: row.grantedBy,
  }))
  await grantStore.deleteGrants(ctx, item.space, { item: item.id })
  await grantStore.insertGrants(ctx, item.space, { container: item.container, item: item.id }, [
    ...kept,
    ...[...wanted.values()].map((principal) => ({
      principal,
      bits: want,
      at: ctx.now,
      by: ctx.person.id,
    })),
  ])
  await record(ctx, item.space, itemAccessChanged, {
    container: item.container,
    item: item.id,
    detail: { level, principals: [...wanted.values()] },
  })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(item.space, viewers, item.id))
}

async function refuseStrangersAt(
  ctx: Context,
  space: SpaceId,
  principals: Principal[],
  before: grantStore.GrantRow[],
): Promise<void> {
  const possible = await grantStore.possiblePrincipals(ctx, space, principals)
  const already = new Set(before.map(({ principalId }) => principalId))
  const stranger = principals.findIndex(({ id }) => !possible.has(id) && !already.has(id))
  if (stranger >= 0)
    throw invalidField(`body.principals[${stranger}]`, 'unknown', said.unknownPrincipal)
}

/** An item as a subject of audience questions, with the list that its container follows. */
export async function itemAsSeen(ctx: Context, item: Authorized<Item, 'view'>) {
  return itemAsThing(item, await store.listOf(ctx, item.space, item.container))
}
