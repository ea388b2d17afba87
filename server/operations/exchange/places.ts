import { bit, rights as rightWords } from '../../access/rights.ts'
import type { Context } from '../../kernel/context.ts'
import { safeName } from '../../kernel/plain-text.ts'
import type { ContainerId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ArchivedPrincipal, ContainerEntry } from './archive.ts'
import { UniqueNames } from '../../kernel/file-names.ts'
import * as store from './store.ts'

/** Folders are nested: short names keep the whole path within the limit of Windows. */
export const longestName = 60

export interface Place {
  container: ContainerEntry
  /** The folder of its items' texts in the archive. */
  folder: string
}

/** Containers from the top down, each after its parent, in folders of the same names. */
export class Places extends Map<ContainerId, Place> {
  readonly folders = new UniqueNames()
}

/** Adds the present containers; those that are already known stay as they were read. */
export async function addPlaces(
  ctx: Context,
  group: SpaceId,
  people: Set<PersonId>,
  places: Places,
): Promise<void> {
  const rows = await store.containers(ctx, ctx.person.id, group)
  const grants = Map.groupBy(await store.containerGrants(ctx, group), (each) => each.container)
  const below = Map.groupBy(rows, ({ parent }) => parent)
  const make = (row: store.ContainerRow, parent: Place | null): Place => {
    const own = row.ownList ? (grants.get(row.id) ?? []) : null
    const container = containerEntry(row, own, parent?.container ?? null, places.size, group)
    for (const id of peopleOn(container)) people.add(id)
    const folder = parent
      ? places.folders.take(parent.folder, safeName(row.name, row.kind, longestName))
      : safeName(row.tool, 'tool')
    return { container, folder }
  }
  const add = (row: store.ContainerRow, parent: Place | null): void => {
    const place = places.get(row.id) ?? make(row, parent)
    places.set(row.id, place)
    for (const each of below.get(row.id) ?? []) add(each, place)
  }
  const roots = (below.get(null) ?? []).toSorted((a, b) => (a.tool < b.tool ? -1 : 1))
  for (const root of roots) add(root, null)
}

function containerEntry(
  row: store.ContainerRow,
  own: store.ContainerGrant[] | null,
  parent: ContainerEntry | null,
  number: number,
  group: SpaceId,
): ContainerEntry {
  const { tool, kind, name, createdAt, createdBy, changedAt } = row
  const rights = own?.map((given) => ({
    to: principalOf(given.kind, given.principal, given.name, group),
    rights: rightWords.filter((right) => given.rights & bit[right]),
    at: given.at,
    by: given.by,
  }))
  return {
    ...{ number, tool, kind, parent: parent?.number ?? null, name },
    ...{ createdAt, createdBy, changedAt, internalOnly: internalOnly(row), rights: rights ?? null },
  }
}

/** Since when it is hidden from guests, and by whom (G10). */
export function internalOnly({
  internalAt: at,
  internalBy: by,
}: InternalMark): ContainerEntry['internalOnly'] {
  return at === null || by === null ? null : { at, by }
}

type InternalMark = Pick<store.ContainerRow, 'internalAt' | 'internalBy'>

export function principalOf(
  kind: 'person' | 'group',
  id: string,
  name: string | null,
  group: SpaceId,
): ArchivedPrincipal {
  if (id === group) return { kind: 'members' }
  return kind === 'person' ? { kind, id } : { kind, id, name: name ?? '' }
}

function peopleOn({ createdBy, internalOnly: mark, rights }: ContainerEntry): PersonId[] {
  const given = (rights ?? []).flatMap(({ to, by }) => [...peopleIn([to]), by as PersonId])
  return [createdBy as PersonId, ...(mark ? [mark.by as PersonId] : []), ...given]
}

export function peopleIn(principals: ArchivedPrincipal[]): PersonId[] {
  return principals.flatMap((each) => (each.kind === 'person' ? [each.id as PersonId] : []))
}
