import webpush from 'web-push'
import { inside, type Context, type House } from '../../kernel/context.ts'
import { NotFound, Unauthenticated } from '../../kernel/errors.ts'
import { newId, type PersonId } from '../../kernel/ids.ts'
import { quietUntil } from './hours.ts'
import { addressOf, pathOf, secretOf } from './links.ts'
import { sentenceOf } from './sentences.ts'
import * as store from './push-store.ts'
import * as sending from './sending-store.ts'
import * as words from './words.ts'

/** Per person; a new one replaces the oldest. */
export const mostSubscriptions = 10
/** Small, so that rights are read shortly before each push: the people of a batch are pushed to in parallel. */
const mostAtOnce = 20
/**
 * Deadline for one browser, and for starting further ones of the same person. Far below `lease`, during which no other
 * process takes these pushes.
 */
export const pushing = { patience: 10_000 }
const minute = 60_000
const lease = 5 * minute
const dayInSeconds = 86_400

/** Subscribes a browser. Its push service is resolved now and again at every push, since a name can change its address. */
export async function subscribe(
  ctx: Context,
  { endpoint, keys }: { endpoint: string; keys: { p256dh: string; auth: string } },
): Promise<{ id: string }> {
  refuseKeys(keys)
  if (!(await ctx.house.outside.reaches(endpoint))) throw words.notAPushAddress()
  const given = { id: newId(), endpoint: new URL(endpoint).href, ...keys }
  return ctx.house.db.transaction(async (db) => {
    const there = inside(ctx, db)
    const subscribed = await store.subscribe(there, given)
    if (!subscribed) throw new Unauthenticated()
    await store.keepNewest(there, mostSubscriptions)
    return subscribed
  })
}

export async function unsubscribe(ctx: Context, id: string): Promise<void> {
  if (!(await store.unsubscribe(ctx, id))) throw new NotFound()
}

export async function pushSettings(ctx: Context) {
  const { vapidPublic } = await secretOf(ctx.house)
  return { publicKey: vapidPublic, items: await store.mySubscriptions(ctx) }
}

/** Refuses keys other than an uncompressed point on P-256 and sixteen bytes (RFC 8291 §3). */
function refuseKeys({ p256dh, auth }: { p256dh: string; auth: string }): void {
  const point = Buffer.from(p256dh, 'base64url')
  if (point.length !== 65 || point[0] !== 4) throw words.notAPushKey('body.keys.p256dh')
  if (Buffer.from(auth, 'base64url').length !== 16) throw words.notAPushKey('body.keys.auth')
}

/** Pushes everything that is due; starts no further batch once the server stops. */
export async function pushAllDue(
  house: House,
  now = new Date(),
  stopping = new AbortController().signal,
): Promise<void> {
  while (!stopping.aborted && (await pushDue(house, now, stopping)) > 0);
}

/**
 * Pushes one batch to its people's browsers; says no more than they may see at this moment. Returns how many notices it took.
 */
async function pushDue(house: House, now: Date, stopping: AbortSignal): Promise<number> {
  const until = new Date(now.getTime() + lease)
  const due = await sending.takePushes(house, now, until, mostAtOnce)
  if (due.length === 0) return 0
  const settled = new Map(due.map(({ id }) => [id, done(id)]))
  const ready = due.filter((each) => each.count > 0 && !each.muted && !each.read)
  for (const each of ready) {
    const at = quietUntil(now, each, each.zone)
    if (at) settled.set(each.id, { id: each.id, at, toldUpTo: each.toldUpTo })
  }
  const told = Map.groupBy(
    ready.filter(({ id }) => settled.get(id)!.at === null),
    ({ person }) => person,
  )
  const left = await pushToAll(house, told, stopping)
  const later = stopping.aborted ? now : new Date(now.getTime() + minute)
  for (const { id, toldUpTo } of left) settled.set(id, { id, at: later, toldUpTo })
  await sending.settlePushes(house.db, until, [...settled.values()])
  const slow = [...new Set(left.map(({ person }) => person))]
  if (slow.length > 0) await sending.postponePushes(house.db, slow, now, later)
  return due.length
}

const done = (id: string): sending.Settled => ({ id, at: null, toldUpTo: null })

/** Returns the notices that are left for another round. */
async function pushToAll(
  house: House,
  told: Map<PersonId, sending.DuePush[]>,
  stopping: AbortSignal,
): Promise<sending.DuePush[]> {
  if (told.size === 0) return []
  const browsers = Map.groupBy(
    await store.subscriptionsOf(house.db, [...told.keys()]),
    ({ person }) => person,
  )
  const each = [...told].map(([person, notices]) =>
    pushToPerson(house, notices, browsers.get(person) ?? [], stopping),
  )
  return (await Promise.all(each)).flat()
}

/**
 * Pushes to one browser after the other. After a browser that times out, or when the deadline for all has passed or the
 * server stops, the rest is left for another round: slow browsers of one person do not delay other people.
 */
async function pushToPerson(
  house: House,
  notices: sending.DuePush[],
  browsers: store.Subscription[],
  stopping: AbortSignal,
): Promise<sending.DuePush[]> {
  const left: sending.DuePush[] = []
  const gone = new Set<string>()
  const end = Date.now() + pushing.patience
  let slow = false
  for (const notice of notices) {
    let { toldUpTo } = notice
    for (const to of browsers) {
      if (gone.has(to.id) || (toldUpTo !== null && to.id <= toldUpTo)) continue
      if (slow || stopping.aborted || Date.now() >= end) {
        left.push({ ...notice, toldUpTo })
        break
      }
      const outcome = await push(house, notice, to, stopping)
      if (outcome === 'stopped') {
        left.push({ ...notice, toldUpTo })
        break
      }
      if (outcome === 'gone') gone.add(to.id)
      slow = outcome === 'slow'
      toldUpTo = to.id
    }
  }
  if (gone.size > 0) await store.forget(house.db, [...gone])
  return left
}

/**
 * Encrypted for that browser alone (RFC 8291), signed by this instance (RFC 8292). A failed push is not retried: the notice
 * is in the list.
 */
async function push(
  house: House,
  notice: sending.DuePush,
  { endpoint, p256dh, auth }: store.Subscription,
  stopping: AbortSignal,
): Promise<'told' | 'gone' | 'failed' | 'slow' | 'stopped'> {
  const { vapidPublic, vapidPrivate } = await secretOf(house)
  const payload = JSON.stringify({
    title: notice.spaceName ?? 'Atelier',
    body: sentenceOf(house, notice, notice.language),
    path: pathOf(house, notice),
    tag: notice.id,
  })
  const late = AbortSignal.timeout(pushing.patience)
  try {
    const request = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject: subjectOf(house), publicKey: vapidPublic, privateKey: vapidPrivate },
      TTL: dayInSeconds,
      topic: notice.id.replaceAll('-', ''),
    })
    const status = await post(house, request, AbortSignal.any([late, stopping]))
    return status === 404 || status === 410 ? 'gone' : status < 300 ? 'told' : 'failed'
  } catch {
    return stopping.aborted ? 'stopped' : late.aborted ? 'slow' : 'failed'
  }
}

/** The contact address for push services. */
function subjectOf(house: House): string {
  const address = /<([^<>]+)>$/.exec(house.config.mailFrom)?.[1] ?? house.config.mailFrom
  const own = addressOf(house, '/')
  return own.startsWith('https:') ? own : `mailto:${address}`
}

/** Follows no redirect, and reads only the status of the response. */
async function post(
  { outside }: House,
  { endpoint, headers, body }: webpush.RequestDetails,
  signal: AbortSignal,
): Promise<number> {
  const { status } = await outside.ask(endpoint, {
    method: 'POST',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}`])),
    ...(body && { body }),
    mostBytes: 0,
    headersWithin: pushing.patience,
    within: pushing.patience,
    signal,
  })
  return status
}
