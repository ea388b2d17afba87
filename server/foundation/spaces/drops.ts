import { authorizeContainer } from '../../access/authorize.ts'
import { bitsOfLevel, levelOf, mayWithContainer } from '../../access/rights.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { newId, type ContainerId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import type { ContainerKey } from '../../kernel/tool.ts'
import { setAccess } from './access-list.ts'
import { containerAdded } from './events.ts'
import * as grantStore from './grants-store.ts'
import { everybodyMet } from './spaces.ts'
import * as store from './store.ts'

interface NewForDrops {
  space: SpaceId
  parent: ContainerId
  owner: PersonId
  tool: string
  kind: string
  name: string
}

/**
 * Makes a container of a private space into which everybody whom its owner meets may drop (S1). The first of them can be the
 * asker, so the history names nobody. Needs the turn of the space.
 */
export async function makeForDrops(
  ctx: Context,
  { space, owner, name, ...made }: NewForDrops,
): Promise<ContainerId> {
  const id = newId<ContainerId>()
  const list = { rightsFrom: id, internal: false }
  await store.insertContainer(ctx, { space, id, ...made, ...list, name, by: owner })
  await grantStore.insertGrant(ctx, space, id, everybodyMet(space), bitsOfLevel.drop, owner)
  const byNobody = { ...ctx, person: undefined, address: '' }
  await record(byNobody, space, containerAdded, { container: id, detail: { name } })
  return id
}

/** Lets everybody whom the asker meets drop into a container of theirs, or nobody but the people whom its list names. */
export async function takeDrops(
  ctx: Context,
  { space, container: id }: ContainerKey,
  takes: boolean,
): Promise<void> {
  const container = await authorizeContainer(ctx, 'manage', space, id)
  const grants = await grantStore.grants(ctx, space, { container: container.rightsFrom })
  const others = grants.filter(({ principalKind }) => principalKind !== 'shared-group')
  const named = others.map(({ principalId, principalKind, rights }) => ({
    principal: { kind: principalKind, id: principalId },
    ...asBefore(rights),
  }))
  const all = { principal: everybodyMet(space), level: 'drop' as const }
  await setAccess(ctx, container, { ownList: true, grants: takes ? [...named, all] : named })
}

function asBefore(rights: number) {
  const level = levelOf(rights)
  return level ? { level } : { rights: mayWithContainer(rights) }
}
