import { Readable } from 'node:stream'
import type { Static } from 'typebox'
import type { Authorized } from '../../access/authorized.ts'
import { groupAsSeen, type Group } from '../../access/groups.ts'
import type { Organization } from '../../access/organizations.ts'
import type { Asker, Context } from '../../kernel/context.ts'
import type { FileAnswer, Need } from '../../kernel/door.ts'
import { Forbidden, NotFound } from '../../kernel/errors.ts'
import { isId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import { folded } from '../../kernel/plain-text.ts'
import { cursor, pageOf } from '../../kernel/shapes.ts'
import { endOfDay, startOfDay } from '../../kernel/days.ts'
import { cardsOf, type Card } from '../people/cards.ts'
import type { ExportQuery, History, HistoryQuery } from './schema.ts'
import * as store from './store.ts'

type Read = (ctx: Context, wishes: store.Wishes) => Promise<store.Act[]>
type Filters = Static<typeof ExportQuery>

/** Decisions about a group and its members; for its administrator also changes of rights in it (M3, V2). */
export function historyOfGroup(
  ctx: Context,
  group: ReadableHistory,
  query: Static<typeof HistoryQuery>,
): Promise<Static<typeof History>> {
  return page(ctx, readingGroup(group), query)
}

/** The same for an organization and all its groups, without the content of the groups (M3, V2). */
export function historyOfOrganization(
  ctx: Context,
  organization: Authorized<Organization, 'govern'>,
  query: Static<typeof HistoryQuery>,
): Promise<Static<typeof History>> {
  return page(ctx, readingOrganization(organization), query)
}

export function exportOfGroup(ctx: Context, group: ReadableHistory, query: Filters): FileAnswer {
  return file(ctx, readingGroup(group), query, 'history')
}

export function exportOfOrganization(
  ctx: Context,
  organization: Authorized<Organization, 'govern'>,
  query: Filters,
): FileAnswer {
  return file(ctx, readingOrganization(organization), query, 'organization-history')
}

/** All lines of a group's history, in batches, for the export of the group (G13). */
export function linesOfGroup(
  ctx: Context,
  group: Authorized<Group, 'seeHistory'>,
): AsyncGenerator<Line[]> {
  const readable = readingGroup({ id: group.id, readable: 'all', named: true })
  return linesOf(ctx, readable, wishesOf(ctx.person, {}))
}

/** The part of a group's history that a person may read. */
export interface ReadableHistory {
  id: SpaceId
  readable: 'all' | 'membership' | PersonId
  /** Whether they may know the current name of the group. */
  named: boolean
}

/**
 * The administrator of a group reads all of its history; people who govern it read nothing that reveals its containers, such as
 * shared access; a former administrator reads the lines that name them as administrator, wherever they are now (M3).
 */
export function historyOf(): Need<ReadableHistory> {
  return {
    right: 'seeHistory a group',
    ids: ['params.group'],
    space: ({ params }) => params['group'] as SpaceId,
    find: (ctx, { params }) => readableHistory(ctx, params['group'] as SpaceId),
  }
}

async function readableHistory(ctx: Context, id: SpaceId): Promise<ReadableHistory> {
  const group = await groupAsSeen(ctx, ctx.person.id, id)
  if (group?.may.seeHistory)
    return { id, readable: group.role === 'administrator' ? 'all' : 'membership', named: true }
  if (await store.saw(ctx, id, ctx.person.id))
    return { id, readable: ctx.person.id, named: group?.may.see ?? false }
  if (!group?.may.see) throw new NotFound()
  throw new Forbidden(group.archived ? 'archived' : 'forbidden')
}

function readingGroup({ id, readable, named }: ReadableHistory): Read {
  return async (ctx, wishes) => {
    const acts = await store.actsOfGroup(ctx, id, readable, wishes)
    return named ? acts : acts.map((act) => ({ ...act, groupName: null }))
  }
}

function readingOrganization(organization: Authorized<Organization, 'govern'>): Read {
  return (ctx, wishes) => store.actsOfOrganization(ctx, organization.id, wishes)
}

async function page(
  ctx: Context,
  read: Read,
  { after, limit = 50, ...filters }: Static<typeof HistoryQuery>,
): Promise<Static<typeof History>> {
  const rows = await read(ctx, {
    ...wishesOf(ctx.person, filters),
    after: keyIn(after),
    limit: limit + 1,
  })
  const { items, next } = pageOf(rows, limit, keyOf)
  const people = [...actorsOf(items), ...items.flatMap(peopleIn)]
  const cards = await cardsOf(ctx, people, ctx.person.organizationId)
  return {
    next,
    items: items.map((act) => ({
      seq: act.seq,
      at: act.at,
      kind: act.kind,
      detail: act.detail,
      names: namesOf(peopleIn(act), cards),
      address: act.address,
      actor: (act.actorId && cards.get(act.actorId)) || null,
      group: act.groupName === null ? null : { id: act.space, name: act.groupName },
    })),
  }
}

/** Days are in the reader's time zone. */
function wishesOf(
  { timeZone }: Asker,
  { search, about, actor, from, to }: Filters,
): Omit<store.Wishes, 'after' | 'limit'> {
  return {
    search: folded(search ?? '') || null,
    about: about ?? null,
    actor: actor ?? null,
    from: from === undefined ? null : startOfDay(from, timeZone),
    before: to === undefined ? null : endOfDay(to, timeZone),
  }
}

const keyOf = ({ at, space, seq }: store.Act): [string, SpaceId, number] => [at, space, seq]

function keyIn(after: string | undefined): store.Wishes['after'] {
  const [at, space, seq] = cursor<[string, SpaceId, number]>(after) ?? []
  const isTime = typeof at === 'string' && !Number.isNaN(Date.parse(at))
  return isTime && isId<SpaceId>(space) && Number.isSafeInteger(seq) ? [at, space, seq!] : null
}

function actorsOf(acts: store.Act[]): PersonId[] {
  return acts.map(({ actorId }) => actorId).filter((id) => id !== null)
}

/** People whom a line names only by id: those who were given rights, or whose credentials were changed. */
function peopleIn({ kind, detail }: store.Act): PersonId[] {
  if (kind.endsWith('.access-changed'))
    return [detail['grants'], detail['principals']]
      .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
      .map((principal) => (principal as { kind?: unknown; id?: unknown } | null) ?? {})
      .filter((principal) => principal.kind === 'person')
      .map(({ id }) => id)
      .filter((id) => isId<PersonId>(id))
  const { person, name } = detail
  return name === undefined && isId<PersonId>(person) ? [person] : []
}

function namesOf(people: PersonId[], cards: Map<PersonId, Card>): Record<string, string> {
  return Object.fromEntries(
    people.map((id) => {
      const { firstName = '', lastName = '' } = cards.get(id) ?? {}
      return [id, `${firstName} ${lastName}`.trim()]
    }),
  )
}

const linesAtOnce = 500

/** Streams all lines as a file, with back-pressure. */
function file(ctx: Context, read: Read, { format = 'csv', ...filters }: Filters, name: string) {
  const lines = linesOf(ctx, read, wishesOf(ctx.person, filters))
  const day = ctx.now.toISOString().slice(0, 10)
  return format === 'csv'
    ? {
        body: Readable.from(asCsv(lines)),
        type: 'text/csv; charset=utf-8',
        name: `${name}-${day}.csv`,
      }
    : {
        body: Readable.from(asJson(lines)),
        type: 'application/json',
        name: `${name}-${day}.json`,
      }
}

interface Line {
  at: string
  group: string
  actor: string
  actorEmail: string
  kind: string
  detail: Record<string, unknown>
  address: string
  seq: number
  hash: string
}

async function* linesOf(
  ctx: Context,
  read: Read,
  wishes: Omit<store.Wishes, 'after' | 'limit'>,
): AsyncGenerator<Line[]> {
  for (let after: store.Wishes['after'] = null; ;) {
    const acts = await read(ctx, { ...wishes, after, limit: linesAtOnce })
    const cards = await cardsOf(ctx, actorsOf(acts), ctx.person.organizationId)
    yield acts.map((act) => {
      const actor = act.actorId && cards.get(act.actorId)
      return {
        at: act.at,
        group: act.groupName ?? '',
        actor: actor ? `${actor.firstName} ${actor.lastName}`.trim() : '',
        actorEmail: actor ? actor.email : '',
        kind: act.kind,
        detail: act.detail,
        address: act.address ?? '',
        seq: act.seq,
        hash: act.hash ?? '',
      }
    })
    if (acts.length < linesAtOnce) return
    after = keyOf(acts.at(-1)!)
  }
}

async function* asJson(parts: AsyncGenerator<Line[]>): AsyncGenerator<string> {
  let first = true
  yield '['
  for await (const lines of parts)
    for (const line of lines) {
      yield `${first ? '' : ','}\n${JSON.stringify(line)}`
      first = false
    }
  yield '\n]\n'
}

const columns = [
  'at',
  'group',
  'actor',
  'actorEmail',
  'kind',
  'detail',
  'address',
  'seq',
  'hash',
] as const

/** RFC 4180, with a byte order mark, by which spreadsheets recognize UTF-8. */
async function* asCsv(parts: AsyncGenerator<Line[]>): AsyncGenerator<string> {
  yield `\uFEFF${columns.join(',')}\r\n`
  for await (const lines of parts)
    for (const line of lines) yield `${columns.map((column) => field(line[column])).join(',')}\r\n`
}

/** Quotes a value; a value that a spreadsheet would read as a formula is marked as text. */
export function field(value: string | number | object): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : `${value}`
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

export { asCsv as historyAsCsv }
export { brokenHistories, headOfHistories } from './store.ts'
