import type { Grantee } from '../../access/principals.ts'
import { bitsOfLevel } from '../../access/rights.ts'
import { inContext, type House, type PublicContext } from '../../kernel/context.ts'
import {
  newId,
  type ContainerId,
  type OrganizationId,
  type PersonId,
  type SpaceId,
} from '../../kernel/ids.ts'
import { templateKeys } from '../../kernel/group-templates.ts'
import type { Tool } from '../../kernel/tool.ts'
import * as store from './store.ts'
import * as grantStore from './grants-store.ts'

/** The grant on the root of each tool. */
interface Given {
  to: Grantee
  bits(tool: Tool): number
}

/** Makes a person's private space, theirs alone until they grant something in it (A7). */
export async function createPrivateSpace(
  ctx: PublicContext,
  person: PersonId,
  organizationId: OrganizationId | null,
): Promise<SpaceId> {
  const id = newId<SpaceId>()
  await store.insertSpace(ctx, { id, kind: 'private', organizationId, ownerId: person, hue: 0 })
  await furnish(ctx, id, person, ctx.house.tools, givenIn(id, null))
  return id
}

/**
 * Makes the space of a new group, with each tool's first containers; all members, present and future, get `defaultRights`
 * (A3).
 */
export async function createGroupSpace(
  ctx: PublicContext,
  {
    id,
    organizationId,
    hue,
    defaultRights,
    creator,
  }: {
    id: SpaceId
    organizationId: OrganizationId
    hue: number
    defaultRights: number
    creator: PersonId
  },
): Promise<void> {
  await store.insertSpace(ctx, { id, kind: 'group', organizationId, ownerId: null, hue })
  await furnish(ctx, id, creator, ctx.house.tools, givenIn(id, defaultRights))
}

/** Makes the space of a new case, with each tool's first containers; its owner has every right by a rule (R2). */
export async function createCaseSpace(
  ctx: PublicContext,
  { id, organizationId, owner }: { id: SpaceId; organizationId: OrganizationId; owner: PersonId },
): Promise<void> {
  await store.insertSpace(ctx, { id, kind: 'case', organizationId, ownerId: owner, hue: 0 })
  await furnishWhole(ctx, id, owner, ctx.house.tools)
}

/** The first containers of a space in which the same people have rights everywhere, so that nothing in it has grants. */
export async function furnishWhole(
  ctx: PublicContext,
  space: SpaceId,
  by: PersonId,
  tools: readonly Tool[],
): Promise<void> {
  await furnish(ctx, space, by, tools)
}

/**
 * Gives each new tool of this version to the spaces that exist, as new spaces get it, and switches it on in the groups whose template
 * it fits. Returns
 * the names of these tools. At start-up, before anything is served.
 */
export async function beginTools(house: House): Promise<string[]> {
  const begun = await Promise.all(house.tools.map((tool) => beginTool(house, tool)))
  return house.tools.filter((_, at) => begun[at]).map(({ name }) => name)
}

function beginTool(house: House, tool: Tool): Promise<boolean> {
  return inContext(house, undefined, async (ctx) => {
    const spaces = await store.spacesWithout(ctx, tool.name)
    for (const { id, by, language, defaultRights } of spaces)
      await furnish({ ...ctx, language }, id, by, [tool], givenIn(id, defaultRights))
    await store.switchOn(ctx, tool.name, spaces, tool.templates ?? templateKeys)
    return spaces.length > 0
  })
}

/** What is granted on the root of each tool: to members of a group, or to everybody whom the owner of a private space meets. */
function givenIn(space: SpaceId, defaultRights: number | null): Given {
  return defaultRights === null
    ? { to: everybodyMet(space), bits: busyOf }
    : { to: everyMember(space), bits: () => defaultRights | bitsOfLevel.reader }
}

/** Makes a root per tool, and in it the container that the tool starts with; `given` is the grant on each root. */
async function furnish(
  ctx: PublicContext,
  space: SpaceId,
  by: PersonId,
  tools: readonly Tool[],
  given?: Given,
): Promise<void> {
  for (const tool of tools) {
    const root = newId<ContainerId>()
    const made = { space, tool: tool.name, internal: false, by }
    await store.insertContainer(ctx, {
      ...made,
      id: root,
      kind: 'root',
      parent: null,
      rightsFrom: root,
      name: '',
    })
    if (tool.first)
      await store.insertContainer(ctx, {
        ...made,
        id: newId<ContainerId>(),
        kind: tool.first.kind,
        parent: root,
        rightsFrom: root,
        name: tool.first.name[ctx.language],
      })
    const bits = given?.bits(tool) ?? 0
    if (given && bits !== 0) await grantStore.insertGrant(ctx, space, root, given.to, bits, by)
  }
}

/** In a private space, people with whom the owner shares a group see when they are busy, if the tool shows that (S1). */
function busyOf({ showsBusy }: Tool): number {
  return showsBusy ? bitsOfLevel.busy : 0
}

function everyMember(space: SpaceId): Grantee {
  return { kind: 'group', id: space }
}

/** Everybody with whom the owner of a private space shares a group (S1). */
export function everybodyMet(space: SpaceId): Grantee {
  return { kind: 'shared-group', id: space }
}

/** Bytes of all files of a space; equal content counts once. */
export function storageUsed(ctx: PublicContext, space: SpaceId): Promise<number> {
  return store.storageUsed(ctx, space)
}

/** The same, as far as a person may know it. */
export function storageSeen(ctx: PublicContext, space: SpaceId, who: PersonId): Promise<number> {
  return store.storageSeen(ctx, space, who)
}

export { kindOf as kindOfSpace } from './store.ts'
