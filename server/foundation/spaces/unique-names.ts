import type { Context } from '../../kernel/context.ts'
import { Conflict } from '../../kernel/errors.ts'
import { newId, type ContainerId, type ItemId, type SpaceId } from '../../kernel/ids.ts'
import type { ContainerKey } from '../../kernel/tool.ts'
import { kindsWithUniqueNames } from '../../kernel/kinds.ts'
import { cut, folded } from '../../kernel/plain-text.ts'
import * as store from './unique-names-store.ts'
import { said } from './words.ts'

/** A container or an item that is to have this name in a container. */
export interface Named {
  id: ContainerId | ItemId
  place: ContainerId
  name: string
}

/** A number is put before the ending of a file: *Plan (2).pdf*, *Backup (2).tar.gz*. */
const nameWithEnding = /^(.*[^.])((?:\.tar)?\.[a-z][a-z0-9]{0,9})$/i

/** Numbers beyond it are not tried. */
const mostAlike = 2000
/** Names that become longer by their number are cut to this length. */
const longestNumbered = 120

/**
 * The name that a thing gets in a container. Where names are unique and the asker sees another thing of this name, it gets
 * a number or is refused. Needs the lock of the space.
 */
export async function freeName(
  ctx: Context,
  space: SpaceId,
  thing: Named,
  { keepBoth = false, field }: { keepBoth?: boolean | undefined; field: string },
): Promise<string> {
  const { names, clashing } = await freeNames(ctx, space, [thing], keepBoth)
  if (clashing.length > 0) throw nameTaken(field)
  return names.get(thing.id)!
}

/** Refuses a name for something new that `freeName` would refuse now: an early answer. */
export async function mustBeFree(
  ctx: Context,
  { space, id: place }: { space: SpaceId; id: ContainerId },
  name: string,
): Promise<void> {
  await freeName(ctx, space, { id: newId<ItemId>(), place, name }, { field: 'body.name' })
}

/** The items of this name that the asker sees in a container. */
export function itemsNamed(
  ctx: Context,
  { space, container }: ContainerKey,
  name: string,
): Promise<ItemId[]> {
  return store.itemsNamed(ctx, space, { place: container, key: folded(name) })
}

/** The containers that the asker sees in these slots. */
export function containersNamed(
  ctx: Context,
  space: SpaceId,
  slots: store.Slot[],
): Promise<(store.Slot & { id: ContainerId })[]> {
  return store.containersNamed(ctx, space, slots)
}

function nameTaken(field: string): Conflict {
  const sentence = said.nameTaken
  return new Conflict('name-taken', sentence, [{ field, code: 'name-taken', sentence }])
}

/** The same for many things, which are also compared with each other; `clashing` are those that cannot have their name. */
export async function freeNames<Thing extends Named>(
  ctx: Context,
  space: SpaceId,
  things: Thing[],
  keepBoth: boolean,
): Promise<{ names: Map<string, string>; clashing: Thing[] }> {
  const names = new Map<string, string>(things.map(({ id, name }) => [id, name]))
  const kinds = kindsWithUniqueNames(ctx.house.tools)
  const places = things.map(({ place }) => place)
  const unique = kinds.length > 0 ? await store.uniquePlaces(ctx, space, places, kinds) : []
  const checked = things.filter(({ place }) => unique.includes(place))
  if (checked.length === 0) return { names, clashing: [] }
  const taken = (slots: store.Slot[]) =>
    store.taken(
      ctx,
      space,
      slots,
      things.map(({ id }) => id),
    )
  const used = new Set((await taken(checked.map(slotOf))).map(keyOf))
  const clashing = checked.filter((thing) => !take(used, slotOf(thing)))
  return { names, clashing: keepBoth ? await number(clashing, names, used, taken) : clashing }
}

/** Adds to each name the first number that makes it free; returns the things for which there is none. */
async function number<Thing extends Named>(
  clashing: Thing[],
  names: Map<string, string>,
  used: Set<string>,
  taken: (slots: store.Slot[]) => Promise<store.Slot[]>,
): Promise<Thing[]> {
  let left = clashing
  for (let from = 2; left.length > 0 && from < mostAlike; from *= 4) {
    const tried = new Map(
      left.map((thing) => [keyOf(slotOf(thing)), numbered(thing, from, from * 4)]),
    )
    for (const slot of await taken([...tried.values()].flat())) used.add(keyOf(slot))
    left = left.filter((thing) => {
      const free = tried.get(keyOf(slotOf(thing)))!.find((slot) => take(used, slot))
      if (free) names.set(thing.id, free.name)
      return !free
    })
  }
  return left
}

function numbered({ name, place }: Named, from: number, to: number) {
  return Array.from({ length: to - from }, (_, n) => {
    const [, stem = name, ending = ''] = nameWithEnding.exec(name) ?? []
    const tail = ` (${from + n})${ending}`
    const called = `${cut(stem, Math.max(name.length, longestNumbered) - tail.length)}${tail}`
    return { name: called, place, key: folded(called) }
  })
}

function slotOf({ place, name }: Named): store.Slot {
  return { place, key: folded(name) }
}

function keyOf({ place, key }: store.Slot): string {
  return `${place} ${key}`
}

/** Marks it as used; false when it was used already. */
function take(used: Set<string>, slot: store.Slot): boolean {
  const key = keyOf(slot)
  return !used.has(key) && Boolean(used.add(key))
}
