import type { Grantee } from '../../access/principals.ts'
import { bitsOfLevel } from '../../access/rights.ts'
import type { PublicContext } from '../../kernel/context.ts'
import {
  newId,
  type ContainerId,
  type OrganizationId,
  type PersonId,
  type SpaceId,
} from '../../kernel/ids.ts'
import type { Tool } from '../../kernel/tool.ts'
import * as store from './store.ts'
import * as grantStore from './grants-store.ts'

/** Makes a person's private space, theirs alone until they grant something in it (A7). */
export async function createPrivateSpace(
  ctx: PublicContext,
  person: PersonId,
  organizationId: OrganizationId | null,
): Promise<SpaceId> {
  const id = newId<SpaceId>()
  await store.insertSpace(ctx, { id, kind: 'private', organizationId, ownerId: person, hue: 0 })
  await furnish(ctx, id, person, ctx.house.tools, { to: everybodyMet(id), bits: busyOf })
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
  const bits = () => defaultRights | bitsOfLevel.reader
  await furnish(ctx, id, creator, ctx.house.tools, { to: everyMember(id), bits })
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

/** Makes a root per tool, and in it the container that the tool starts with; `given` is the grant on each root. */
async function furnish(
  ctx: PublicContext,
  space: SpaceId,
  by: PersonId,
  tools: readonly Tool[],
  given?: { to: Grantee; bits: (tool: Tool) => number },
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

function everybodyMet(space: SpaceId): Grantee {
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
