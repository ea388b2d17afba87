import { emailKey, personById } from '../../foundation/people/people.ts'
import { addressOf } from '../../kernel/addresses.ts'
import type { Context } from '../../kernel/context.ts'
import { folded } from '../../kernel/plain-text.ts'
import { keyOf } from './authors.ts'
import * as store from './import-store.ts'
import { knownHere } from './known.ts'
import type { Found, ReadArchive } from './reading.ts'
import { mostMembers, type Preview } from './schema.ts'

const mostNames = 20

type LeftOut = Preview['leftOut'][number]

/** The preview of the group that an archive would become here, for the person who decides (G13). */
export async function previewOf(
  ctx: Context,
  archive: ReadArchive,
  found: Found,
): Promise<Preview> {
  const { manifest, sealed, group } = archive
  const { exportedAt, exportedBy, entries } = manifest
  const files = entries.filter(({ name }) => name.startsWith('files/')).length
  const bytes = entries.reduce((sum, { size }) => sum + size, 0)
  const containers = archive.containers.filter(({ kind }) => kind !== 'root').length
  return {
    name: group.name,
    exportedAt,
    exportedBy: exportedBy.name,
    sealed,
    counts: { containers, items: found.items, comments: found.comments, files, bytes },
    members: await membersOf(ctx, archive),
    membersTotal: group.members.length,
    leftOut: (await leftOut(ctx, archive, found)).filter(({ count }) => count > 0),
  }
}

async function membersOf(
  ctx: Context,
  { group, people }: ReadArchive,
): Promise<Preview['members']> {
  const cards = new Map(people.map((person) => [person.id, person]))
  const inside = new Set(group.members.map(({ person }) => person))
  const left = people.filter((each) => !inside.has(each.id) && keyOf(each) !== null)
  const others = left.map(({ id }) => ({ person: id, role: null, guest: false }))
  const all = [...group.members, ...others].slice(0, mostMembers)
  const shown = all.flatMap(({ person, role, guest }) => {
    const card = cards.get(person)
    return card ? [{ card, role, guest }] : []
  })
  const keys = shown.flatMap(({ card }) => keyOf(card) ?? [])
  const here = await store.acquaintances(ctx, ctx.person.id, keys)
  return shown
    .map(({ card, role, guest }) => ({
      name: `${card.firstName} ${card.lastName}`.trim(),
      email: addressOf(card.email) ?? '',
      ...{ role, guest },
      here: here.has(keyOf(card) ?? ''),
    }))
    .toSorted((a, b) => (folded(a.name) < folded(b.name) ? -1 : 1))
}

async function leftOut(ctx: Context, archive: ReadArchive, found: Found): Promise<LeftOut[]> {
  const { group, people, containers } = archive
  const tools = new Set(ctx.house.tools.map(({ name }) => name))
  const strange = [...new Set(containers.map(({ tool }) => tool))].filter(
    (tool) => !tools.has(tool),
  )
  const known = await knownHere(ctx, archive)
  const own = emailKey((await personById(ctx, ctx.person.id)).email)
  const unknown = people.filter((each) => !known.people.has(each.id) && keyOf(each) !== own)
  const named = namedIn(archive, found)
  const reached = people.filter((each) => known.people.has(each.id) || keyOf(each) !== null)
  const come = new Set([...reached.map(({ id }) => id), ...known.groups])
  const waiting = named.filter((id) => come.has(id))
  const nested = group.nestedGroups.map(({ name }) => name)
  return [
    { what: 'history', count: 1, names: [] },
    { what: 'nested-groups', count: nested.length, names: nested.slice(0, mostNames) },
    { what: 'tools', count: found.withoutTool + strange.length, names: strange },
    {
      what: 'authors',
      count: unknown.length,
      names: unknown
        .map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim())
        .slice(0, mostNames),
    },
    { what: 'rights-that-wait', count: waiting.length, names: [] },
    { what: 'rights-by-name', count: named.length - waiting.length, names: [] },
  ]
}

/** The people and groups to whom rights were given by name. */
function namedIn({ containers }: ReadArchive, found: Found): string[] {
  const given = containers.flatMap(({ rights }) => rights ?? []).map(({ to }) => to)
  const ids = given.flatMap((to) => (to.kind === 'members' ? [] : [to.id]))
  return [...new Set([...ids, ...found.names])]
}
