import type { PublicContext } from '../../kernel/context.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { folded } from '../../kernel/plain-text.ts'
import type { TemplateKey } from '../../kernel/group-templates.ts'
import { threesOf, type AccessLevel, type Settings } from './group.ts'

/** Groups that are neither archived nor deleted. */
const alive = `w.archived_at is null and w.deleted_at is null`

/** The column `openness`, for sorting and filtering. */
export const opennessOf: Record<Exclude<AccessLevel, 'private'>, number> = {
  'by-invitation': 1,
  restricted: 2,
  open: 3,
}

const columns = `w.id, w.name, w.objective, w.picture, s.hue, w.listed, w.joining, w.template, w.language, w.activity, w.sector,
  w.created_at as "createdAt", w.name_key as name_key`

interface Listed {
  id: SpaceId
  name: string
  objective: string
  picture: string | null
  hue: number
  listed: Settings['listed']
  joining: Settings['joining']
  template: TemplateKey
  language: 'en' | 'fr'
  activity: 'business' | 'other'
  sector: string | null
  createdAt: string
  name_key: string
  mine: boolean
}

export interface DirectoryRow extends Listed {
  administrator: PersonId
  members: number
  /** The sort key. */
  key: string | number
}

const size = `(select count(distinct m.person_id)::int from effective_membership m where m.group_id = w.id)`
const isMine = `exists (select from effective_membership m where m.group_id = w.id and m.person_id = $2)`
const administratorName = `(select p.search_key from membership m join person p on p.id = m.person_id
  where m.group_id = w.id and m.role = 'administrator')`

/** The sort columns: the expression of each, and its type in a cursor. */
const sorts = {
  name: ['w.name_key', 'text'],
  objective: ['folded(left(w.objective, 60))', 'text'],
  access: ['w.openness', 'smallint'],
  administrator: [`coalesce(${administratorName}, '')`, 'text'],
  members: [size, 'int'],
  template: ['w.template', 'text'],
  sector: [`coalesce(w.sector_key, '')`, 'text'],
  language: ['w.language', 'text'],
  created: ['w.created_at', 'timestamptz'],
  mine: [`case when ${isMine} then 0 else 1 end`, 'int'],
} as const

export type DirectorySort = keyof typeof sorts
export const directorySorts = Object.keys(sorts) as DirectorySort[]

export interface DirectoryAsked {
  search: string
  openness: number | null
  template: string | null
  mine: boolean | null
  sort: DirectorySort
  down: boolean
  after: [string | number, string, string] | undefined
  limit: number
}

/** A page of the listed groups of an organization, sorted by one column, then by name (J1). */
export function directory(
  ctx: PublicContext,
  organization: OrganizationId,
  asker: PersonId,
  asked: DirectoryAsked,
): Promise<DirectoryRow[]> {
  const [key, type] = sorts[asked.sort]
  const way = asked.down ? 'desc' : 'asc'
  const beyond = asked.down ? '<' : '>'
  // never the same sort key twice, so that the index gives the order
  const first = asked.sort === 'name' ? '' : `${key} ${way}, `
  const after =
    asked.sort === 'name'
      ? `(w.name_key, w.id) ${beyond} ($8, $9::uuid)`
      : `(${key}, w.name_key, w.id) ${beyond} ($7::${type}, $8, $9::uuid)`
  return ctx.db.rows<DirectoryRow>({
    name: `directory-by-${asked.sort}-${way}`,
    text: `select page.*, ${size.replaceAll('w.', 'page.')} as members, ${isMine.replaceAll('w.', 'page.')} as mine,
        (select m.person_id from membership m where m.group_id = page.id and m.role = 'administrator') as administrator
      from (
        select ${columns}, ${key} as key from workgroup w join space s on s.id = w.id
        where w.organization_id = $1 and w.listed <> 'no' and ${alive}
          and ($3 = '' or position($3 in w.name_key) > 0 or position($3 in folded(w.objective)) > 0)
          and ($4::smallint is null or w.openness = $4) and ($5::text is null or w.template = $5)
          and ($6::boolean is null or ${isMine} = $6)
          and ($8::text is null or ${asked.sort === 'name' ? '$7::text is not null and ' : ''}${after})
        order by ${first}w.name_key ${way}, w.id ${way} limit $10) page
      order by page.key ${way}, page.name_key ${way}, page.id ${way}`,
    values: [
      organization,
      asker,
      asked.search,
      asked.openness,
      asked.template,
      asked.mine,
      asked.after?.[0] ?? null,
      asked.after?.[1] ?? null,
      asked.after?.[2] ?? null,
      asked.limit,
    ],
  })
}

export interface FoundRow extends Listed {
  organization: string
}

/** The search criteria of J2. The words are folded, and all of them must occur in the name. */
export interface Criteria {
  words: string[] | null
  activity: 'business' | 'other' | null
  sector: string | null
  language: 'en' | 'fr' | null
}

/** Walk through the names in order, or use the trigram index. */
type Way = 'walk' | 'index'
type Condition = (value: unknown, at: number, way: Way) => { text: string; values: unknown[] }

const conditions: Record<keyof Criteria, Condition> = {
  words: (words, at, way) => {
    const like = (words as string[]).map(containing)
    if (way === 'walk') return { text: `w.name_key like all ($${at}::text[])`, values: [like] }
    return {
      text: `w.name_threes @> $${at}::text[] and w.name_key like all ($${at + 1}::text[])`,
      values: [(words as string[]).flatMap(threesOf), like],
    }
  },
  activity: (value, at) => ({ text: `w.activity = $${at}`, values: [value] }),
  sector: (value, at) => ({ text: `w.sector_key = $${at}`, values: [folded(value as string)] }),
  language: (value, at) => ({ text: `w.language = $${at}`, values: [value] }),
}

interface SearchPage {
  after: [string, string] | undefined
  limit: number
}

/**
 * Groups of any organization that are listed for everyone, by name (J2). Walks through the next few thousand names, which is
 * enough for common words, then uses the trigram index for rare ones. Neither reads or sorts all groups.
 */
export async function searchGroups(
  ctx: PublicContext,
  asker: PersonId,
  criteria: Criteria,
  page: SearchPage,
): Promise<FoundRow[]> {
  if (criteria.words) {
    const near = await found(ctx, asker, criteria, page, 'walk')
    if (near.length === page.limit) return near
  }
  return found(ctx, asker, criteria, page, 'index')
}

/** How many names are read in order before the index is used. */
const steps = 3000

const searched = 'w.id, w.name_key, w.activity, w.sector_key, w.language'

const listedForEveryone = `w.listed = 'everyone' and ${alive} and (w.name_key, w.id) > ($2, $3::uuid)`

/** One statement for each set of criteria, so that each uses its own index. */
function found(
  ctx: PublicContext,
  asker: PersonId,
  criteria: Criteria,
  { after = ['', firstId], limit }: SearchPage,
  way: Way,
): Promise<FoundRow[]> {
  const given = criteriaGiven(criteria)
  const values: unknown[] = [asker, ...after, limit]
  const conditionsGiven = given.map((each) => {
    const condition = conditions[each](criteria[each], values.length + 1, way)
    values.push(...condition.values)
    return condition.text
  })
  const where = conditionsGiven.join(' and ')
  const ordered = 'order by w.name_key, w.id'
  const among =
    way === 'index'
      ? `workgroup w where ${listedForEveryone} and ${where}`
      : `(select ${searched} from workgroup w where ${listedForEveryone} ${ordered} limit ${steps}) w where ${where}`
  return ctx.db.rows<FoundRow>({
    name: `search-groups-${way}-${given.join('-')}`,
    text: `select ${columns}, o.name as organization,
        exists (select from effective_membership m where m.group_id = w.id and m.person_id = $1) as mine
      from (select w.id, w.name_key from ${among} ${ordered} limit $4) page
      join workgroup w on w.id = page.id
      join space s on s.id = w.id join organization o on o.id = w.organization_id
      order by page.name_key, page.id`,
    values,
  })
}

const firstId = '00000000-0000-0000-0000-000000000000'

export function criteriaGiven(criteria: Criteria): (keyof Criteria)[] {
  return (Object.keys(conditions) as (keyof Criteria)[]).filter((each) => criteria[each] !== null)
}

function containing(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}
