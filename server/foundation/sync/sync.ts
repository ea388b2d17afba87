import type { Static } from 'typebox'
import type { Authorized, Container } from '../../access/authorized.ts'
import { newestSeen } from '../../access/changes-seen.ts'
import { seqOfToken, tokenOf } from '../../access/positions.ts'
import type { Context, House } from '../../kernel/context.ts'
import { TooOld } from '../../kernel/errors.ts'
import type { Resource } from '../../kernel/tool.ts'
import type { ItemChanges } from './schema.ts'
import * as store from './store.ts'
import { tooOld } from './words.ts'

const day = 86_400_000
/** Tokens carry the era in which they were given, not the moment, so that asking again gives the same token (I1). */
const eraDays = 30
/** A token is accepted in its era and in the next ones, so for at least 90 days. */
const laterEras = 3
/** Rows that tell what is gone are kept for longer than any token that needs them is accepted. */
const keptDays = eraDays * (laterEras + 2)
const rowsAtOnce = 5000

/** Lines per answer; the client gets further ones with the new token. */
const mostLines = 1000

/**
 * What happened to the items of a container since a token, as far as the asker sees them. Without a token, only the current
 * position of the log: a client asks for that first, then lists, then follows. A token is refused as too old when the rights,
 * the guest mark or the horizon that decide what the asker sees have changed since it was given, and when it has not been
 * used for months.
 */
export async function changesOfContainer(
  ctx: Context,
  container: Authorized<Container, 'view'>,
  token: string | undefined,
): Promise<Static<typeof ItemChanges>> {
  const outlook = await store.outlook(ctx, container)
  const about = aboutOf(container, outlook)
  const now = eraOf(ctx.now)
  const tokenAt = (seq: number, era = now) => tokenOf(ctx.house, ctx.person.id, about(era), seq)
  if (token === undefined) {
    const seen = await newestSeen(ctx.db, container.space, ctx.person.id)
    const ended = await store.newestEnded(ctx, container, outlook)
    return { items: [], gone: [], token: tokenAt(Math.max(seen, ended)), more: false }
  }
  const given = read(ctx, about, token)
  if (!given) throw new TooOld(tooOld)
  const { after, era } = given
  const pages = seenPages(ctx, container, after, outlook)
  const first = await pages.next()
  if (first.done) return { items: [], gone: [], token: tokenAt(after), more: false }
  const { seq, ...found } = first.value
  const more = !(await pages.next()).done
  return { ...found, token: tokenAt(seq, more ? era : now), more } // what is yet to come is as old as the first token
}

function eraOf(now: Date): number {
  return Math.floor(now.getTime() / (eraDays * day))
}

function read(ctx: Context, about: (era: number) => string, token: string) {
  for (let era = eraOf(ctx.now); era >= eraOf(ctx.now) - laterEras; era--) {
    const after = seqOfToken(ctx.house, ctx.person.id, about(era), token)
    if (after !== undefined) return { after, era }
  }
  return undefined
}

/** Deletes what no token needs any more. */
export async function pruneEnded(house: House, now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - keptDays * day)
  while ((await store.pruneEnded(house.db, before, rowsAtOnce)) === rowsAtOnce);
}

function aboutOf({ space, id, rights, internal }: Container, { guest, since }: store.Outlook) {
  return (era: number) => [space, id, rights, internal, guest, since, era].join(' ')
}

/**
 * Pages of lines with something for the asker. Lines that they do not see change neither the token nor whether there is more
 * (I1).
 */
async function* seenPages(
  ctx: Context,
  container: Container,
  after: number,
  outlook: store.Outlook,
) {
  for (let from = after; ;) {
    const end = await store.endOfPage(ctx, container, from, mostLines)
    const page = await pageOf(ctx, container, from, end ?? Number.MAX_SAFE_INTEGER, outlook)
    if (page.seq > 0) yield page
    if (end === undefined) return
    from = end
  }
}

async function pageOf(
  ctx: Context,
  container: Container,
  after: number,
  until: number,
  outlook: store.Outlook,
) {
  const resources = resourcesOf(ctx, container)
  const kinds = Object.keys(resources)
  const touched = await store.touched(ctx, container, after, until, { ...outlook, kinds })
  const ended = await store.ended(ctx, container, after, until, outlook)
  const there = new Set(touched.map(({ item }) => item))
  return {
    items: touched.map(({ item, arrived, kind, title, version }) => ({
      ...{ id: item, kind, title, etag: `"${version}"` },
      ...{ name: `${item}.${resources[kind]!.ending}`, type: resources[kind]!.type },
      change: arrived ? ('added' as const) : ('changed' as const),
    })),
    gone: ended.map(({ item }) => item).filter((item) => !there.has(item)),
    seq: Math.max(0, ...[...touched, ...ended].map(({ seq }) => seq)),
  }
}

/** The kinds of items that programs see in a container, and how. */
function resourcesOf(ctx: Context, { tool }: Container): Record<string, Resource> {
  const items = ctx.house.tools.find(({ name }) => name === tool)?.items ?? {}
  return Object.fromEntries(
    Object.entries(items).flatMap(([kind, { syncable }]) => (syncable ? [[kind, syncable]] : [])),
  )
}
