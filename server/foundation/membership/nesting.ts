import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { takeBackNesting } from './letters.ts'
import { groupNested, groupPutInto, groupTakenOutOf, groupUnnested } from './events.ts'
import { deepest, lockFamily, mustFit, refreshEffective } from './flat.ts'
import { forgetWhoLeft } from './membership.ts'
import * as store from './store.ts'
import * as nestings from './nesting-store.ts'
import type { GivenRole } from './store.ts'
import { tellThrough } from './through.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

/**
 * Puts a group into another one: its present and future members are members there with that role; those who want to be asked
 * first only if they say yes (G9, M4). The asker administers both, so nobody can read a private group's members by nesting it
 * into their own (X51).
 */
export async function nest(
  ctx: Context,
  outer: Authorized<Group, 'nest'>,
  inner: Authorized<Group, 'see'>,
  role: GivenRole,
): Promise<void> {
  if (inner.role !== 'administrator') throw words.notYoursToNest()
  if (inner.archived) throw words.archived()
  if (inner.organizationId !== outer.organizationId) throw words.otherOrganization()
  await lockFamily(ctx, outer.id, inner.id)
  await noCircleNorTooDeep(ctx, outer.id, inner.id)
  if (!(await nestings.insertNesting(ctx, outer.id, inner.id, role, ctx.person.id)))
    throw words.alreadyInside()
  const people = await store.peopleIn(ctx, inner.id)
  const moved = await refreshEffective(ctx, outer.id, people)
  await mustFit(ctx, outer.id, moved)
  await tellBoth(ctx, outer, inner, role, people)
  await tellThrough(ctx, { group: inner.id, name: inner.name }, moved)
}

async function noCircleNorTooDeep(ctx: Context, outer: SpaceId, inner: SpaceId): Promise<void> {
  const around = await store.family(ctx, outer)
  if (around.some(({ id }) => id === inner)) throw words.circle()
  const above = around.at(-1)!.distance
  if (above + 1 + (await store.height(ctx, inner)) > deepest) throw words.tooDeep(deepest)
}

async function tellBoth(
  ctx: Context,
  outer: Group,
  inner: Group,
  role: GivenRole,
  people: PersonId[],
): Promise<void> {
  await recordInGroup(ctx, outer.id, groupNested, {
    group: inner.id,
    name: inner.name,
    role,
    people: people.length,
  })
  await recordInGroup(ctx, inner.id, groupPutInto, { group: outer.id, name: outer.name, role })
}

/** Takes a group out again; people who were members only through it no longer are. Either administrator may. */
export async function unnest(ctx: Context, outer: SpaceId, inner: SpaceId): Promise<void> {
  await lockFamily(ctx, outer, inner)
  const people = await store.peopleIn(ctx, inner)
  const names = await nestings.deleteNesting(ctx, outer, inner)
  if (!names) throw new NotFound()
  const moved = await refreshEffective(ctx, outer, people)
  await forgetWhoLeft(ctx, moved)
  await recordInGroup(ctx, outer, groupUnnested, {
    group: inner,
    name: names.inner,
    people: people.length,
  })
  await recordInGroup(ctx, inner, groupTakenOutOf, { group: outer, name: names.outer })
  await takeBackNesting(ctx, outer)
  await tellThrough(ctx, { group: inner, name: names.inner }, moved)
}
