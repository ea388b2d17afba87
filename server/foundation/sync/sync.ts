import type { Static } from 'typebox'
import type { Authorized, Container } from '../../access/authorized.ts'
import { newestSeen } from '../../access/changes-seen.ts'
import { seqOfToken, tokenOf } from '../../access/positions.ts'
import type { Context } from '../../kernel/context.ts'
import { TooOld } from '../../kernel/errors.ts'
import type { ItemChanges } from './schema.ts'
import * as store from './store.ts'
import { tooOld } from './words.ts'

/** Lines per answer; the client gets further ones with the new token. */
const mostLines = 1000

/**
 * What happened to the items of a container since a token, as far as the asker sees them. Without a token, only the current
 * position of the log: a client asks for that first, then lists, then follows. A token is refused as too old when the rights,
 * the guest mark or the horizon that decide what the asker sees have changed since it was given.
 */
export async function changesOfContainer(
  ctx: Context,
  container: Authorized<Container, 'view'>,
  token: string | undefined,
): Promise<Static<typeof ItemChanges>> {
  const outlook = await store.outlook(ctx, container)
  const about = aboutOf(container, outlook)
  const tokenAt = (seq: number) => tokenOf(ctx.house, ctx.person.id, about, seq)
  if (token === undefined) {
    const seen = await newestSeen(ctx.db, container.space, ctx.person.id)
    const ended = await store.newestEnded(ctx, container, outlook)
    return { items: [], gone: [], token: tokenAt(Math.max(seen, ended)), more: false }
  }
  const after = seqOfToken(ctx.house, ctx.person.id, about, token)
  if (after === undefined) throw new TooOld(tooOld)
  const pages = seenPages(ctx, container, after, outlook)
  const first = await pages.next()
  if (first.done) return { items: [], gone: [], token: tokenAt(after), more: false }
  const { seq, ...found } = first.value
  return { ...found, token: tokenAt(seq), more: !(await pages.next()).done }
}

function aboutOf({ space, id, rights, internal }: Container, { guest, since }: store.Outlook) {
  return [space, id, rights, internal, guest, since].join(' ')
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
  const touched = await store.touched(ctx, container, after, until, outlook.since)
  const ended = await store.ended(ctx, container, after, until, outlook)
  const there = new Set(touched.map(({ item }) => item))
  return {
    items: touched.map(({ item, arrived, seq: _, ...shown }) => ({
      ...{ id: item, ...shown },
      change: arrived ? ('added' as const) : ('changed' as const),
    })),
    gone: ended.map(({ item }) => item).filter((item) => !there.has(item)),
    seq: Math.max(0, ...[...touched, ...ended].map(({ seq }) => seq)),
  }
}
