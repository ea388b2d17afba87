import type { Context } from '../../kernel/context.ts'
import { endOfDay, startOfDay } from '../../kernel/days.ts'
import {
  isId,
  type ContainerId,
  type ItemId,
  type PersonId,
  type SpaceId,
} from '../../kernel/ids.ts'
import { folded } from '../../kernel/plain-text.ts'
import { cursor, pageOf, type Page, type Static } from '../../kernel/shapes.ts'
import { refAnswers } from '../items/refs.ts'
import { saidBy } from './index-store.ts'
import { beginningOf, furthest, marked, passageOf, type Part } from './passage.ts'
import { askedWords, readQuery, type Query } from './query.ts'
import type { Asked, Hit } from './schema.ts'
import * as store from './store.ts'

type HitAnswer = Static<typeof Hit>

/** Items with these words that the asker may view, in all their spaces (Q1). */
export async function search(
  ctx: Context,
  { q, after, limit = 20, ...narrowed }: Asked,
): Promise<Page<HitAnswer>> {
  const query = readQuery(q)
  if (!query) return { items: [], next: null }
  const rows = await store.search(
    ctx,
    ctx.person.id,
    askedWords(query),
    filtersOf(ctx, narrowed),
    placeIn(after),
    limit + 1,
  )
  const page = pageOf(rows, limit, ({ head, changedAt, id }) => [
    head ? 'head' : 'body',
    changedAt,
    id,
  ])
  return { items: await hitAnswers(ctx, page.items, query), next: page.next }
}

function filtersOf(
  ctx: Context,
  {
    space,
    container,
    tool,
    kind,
    person: author,
    tag,
    from,
    to,
  }: Omit<Asked, 'q' | 'after' | 'limit'>,
): store.Filters {
  return {
    space: (space ?? null) as SpaceId | null,
    container: (container ?? null) as ContainerId | null,
    author: (author ?? null) as PersonId | null,
    tool: tool ?? null,
    kind: kind ?? null,
    tag: folded(tag ?? '') || null,
    from: from ? startOfDay(from, ctx.person.timeZone).toISOString() : null,
    to: to ? endOfDay(to, ctx.person.timeZone).toISOString() : null,
  }
}

function placeIn(after: string | undefined): store.After | undefined {
  const [part, changedAt, id] = cursor<[string, string, string]>(after) ?? []
  const whole = typeof changedAt === 'string' && !Number.isNaN(Date.parse(changedAt)) && isId(id)
  if (!whole || (part !== 'head' && part !== 'body')) return undefined
  return [part, changedAt, id as ItemId]
}

/** Characters in which passages are looked for. */
const lookedAt = { text: furthest, files: 2 * furthest }

/** The texts of hits are read, in one statement, only after rights were checked. */
async function hitAnswers(ctx: Context, rows: store.HitRow[], query: Query): Promise<HitAnswer[]> {
  if (rows.length === 0) return []
  const keys = rows.map(({ space, id }) => ({ space, item: id }))
  const said = await saidBy({ db: ctx.db, tools: ctx.house.tools }, keys, lookedAt)
  const texts = new Map(
    said.map(({ item, text, comments, files }) => [item, [text, ...comments, ...files]]),
  )
  const refs = await refAnswers(ctx, rows)
  return refs.map((ref, at) => ({
    ...ref,
    marked: marked(ref.title, query),
    passage: passageIn(texts.get(rows[at]!.id) ?? [''], query),
  }))
}

function passageIn(texts: string[], query: Query): Part[] {
  for (const text of texts) {
    const passage = passageOf(text, query)
    if (passage) return passage
  }
  return beginningOf(texts[0]!)
}

/** Converts a typed query for `isFound`. */
export function inWords(typed: string): string {
  const query = readQuery(typed)
  return query ? askedWords(query).everywhere : ''
}

/** The SQL condition that items `i` match the words of `inWords`. */
export function isFound(words: string): string {
  return `exists (select from search_row r where r.space_id = i.space_id and r.item_id = i.id and r.words @@ ${words}::tsquery)`
}
