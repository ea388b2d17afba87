import type { Context } from '../../kernel/context.ts'
import * as store from './import-store.ts'
import type { ReadArchive } from './reading.ts'

/**
 * The people and groups of an archive that exist here: only where this instance made it, since anybody can write an id (X98).
 */
export interface Known {
  people: Set<string>
  groups: Set<string>
}

export async function knownHere(
  ctx: Context,
  { sealed, people, group, containers }: ReadArchive,
): Promise<Known> {
  if (!sealed) return { people: new Set(), groups: new Set() }
  const given = containers.flatMap(({ rights }) => rights ?? []).map(({ to }) => to)
  const named = given.flatMap((to) => (to.kind === 'group' ? [to.id] : []))
  const groups = new Set([...named, ...group.nestedGroups.map(({ id }) => id)])
  return {
    people: await store.knownPeople(
      ctx,
      ctx.person.id,
      people.map(({ id }) => id),
    ),
    groups: await store.knownGroups(ctx, ctx.person.id, [...groups]),
  }
}
