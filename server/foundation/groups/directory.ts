import type { Authorized } from '../../access/authorized.ts'
import type { Organization } from '../../access/organizations.ts'
import type { Context } from '../../kernel/context.ts'
import { cursor, pageOf, type Static } from '../../kernel/shapes.ts'
import { folded } from '../../kernel/plain-text.ts'
import { cardsOf } from '../people/cards.ts'
import { pictureOf } from './answers.ts'
import * as store from './directory-store.ts'
import { accessLevelOf } from './group.ts'
import type { Directory, DirectoryQuery, FoundGroups, GroupSearch } from './schema.ts'
import * as words from './words.ts'

/** The listed groups of the asker's organization, sorted and filtered (J1). */
export async function groupDirectory(
  ctx: Context,
  organization: Authorized<Organization, 'belong'>,
  asked: Static<typeof DirectoryQuery>,
): Promise<Static<typeof Directory>> {
  const { limit = 50, sort = 'name', down = false } = asked
  const rows = await store.directory(ctx, organization.id, ctx.person.id, {
    search: folded(asked.search ?? ''),
    openness: asked.access ? store.opennessOf[asked.access] : null,
    template: asked.template ?? null,
    mine: asked.mine ?? null,
    sort,
    down,
    after: sortCursor(asked.after, sort),
    limit: limit + 1,
  })
  const page = pageOf(rows, limit, (last) => [sort, last.key, last.name_key, last.id])
  const administrators = page.items.map((row) => row.administrator)
  const cards = await cardsOf(ctx, administrators, organization.id)
  return {
    next: page.next,
    items: page.items.map((row) => ({
      ...outline(row),
      administrator: cards.get(row.administrator)!,
      members: row.members,
    })),
  }
}

/** Groups of all organizations that are listed for everyone. Needs two criteria, so that nobody can read the whole list (J2). */
export async function searchGroups(
  ctx: Context,
  asked: Static<typeof GroupSearch>,
): Promise<Static<typeof FoundGroups>> {
  const { limit = 50 } = asked
  const criteria = {
    words: wordsOf(asked.name),
    activity: asked.activity ?? null,
    sector: asked.sector?.trim() || null,
    language: asked.language ?? null,
  }
  if (store.criteriaGiven(criteria).length < 2) throw words.twoCriteria()
  const [name, id] = cursor<[string, string]>(asked.after) ?? []
  const rows = await store.searchGroups(ctx, ctx.person.id, criteria, {
    after: isText(name) && isId(id) ? [name, id] : undefined,
    limit: limit + 1,
  })
  const page = pageOf(rows, limit, (last) => [last.name_key, last.id])
  return {
    next: page.next,
    items: page.items.map((row) => ({ ...outline(row), organization: row.organization })),
  }
}

/** The words that a name must contain, all of them. Throws unless one has three letters (J2). */
function wordsOf(name = ''): string[] | null {
  const found = folded(name).split(' ').filter(Boolean)
  if (found.length === 0) return null
  if (!found.some((word) => [...word].length >= 3)) throw words.threeLetters()
  return found
}

function outline(row: Omit<store.DirectoryRow, 'administrator' | 'members' | 'key'>) {
  const { id, name, objective, hue, template, language, activity, sector, createdAt, mine } = row
  return {
    ...{ id, name, objective, hue, template, language, activity, sector, createdAt, mine },
    picture: pictureOf(row),
    accessLevel: accessLevelOf(row),
  }
}

/** A cursor is valid only for its own sort; with another, the list begins from the start. */
function sortCursor(
  after: string | undefined,
  sort: string,
): [string | number, string, string] | undefined {
  const [by, key, name, id] = cursor<unknown[]>(after) ?? []
  if (by !== sort || !isText(name) || !isId(id)) return undefined
  return isText(key) || typeof key === 'number' ? [key, name, id] : undefined
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function isId(value: unknown): value is string {
  return isText(value) && uuid.test(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
