import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP } from 'node:net'
import webpush from 'web-push'
import type { Context, House } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { quietUntil } from './hours.ts'
import { addressOf, pathOf, secretOf } from './links.ts'
import * as store from './push-store.ts'
import * as sending from './sending-store.ts'
import * as words from './words.ts'

/** Of one person; the oldest goes when one more comes. */
export const mostSubscriptions = 10
const mostAtOnce = 200
const together = 20
const patience = 10_000
const lease = 5 * 60_000
const dayInSeconds = 86_400

/** Which addresses may be spoken to. Tests open their own; nothing else does. */
export interface Reach {
  protocols: readonly string[]
  allows(address: string): boolean
}

const publicOnly: Reach = { protocols: ['https:'], allows: (address) => !isInside(address) }
const reaches = new WeakMap<House, Reach>()

export function allowPushTo(house: House, reach: Reach): void {
  reaches.set(house, reach)
}

function reachOf(house: House): Reach {
  return reaches.get(house) ?? publicOnly
}

/** What is not on the public internet: loopback, link-local, private, shared, multicast and transitional ranges (X116). */
const inside = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, bits, 'ipv4')

/** Of IPv6 only what is handed out to the world (2000::/3), without the ranges that carry IPv4 inside them. */
const world = new BlockList()
world.addSubnet('2000::', 3, 'ipv6')
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(network, bits, 'ipv6')

export function isInside(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return inside.check(address, 'ipv4')
  if (family === 6) return !world.check(address, 'ipv6') || inside.check(address, 'ipv6')
  return true
}

/** A browser asks to be told. Its push service is looked up now, and again at every sending: names can change what they mean. */
export async function subscribe(
  ctx: Context,
  { endpoint, keys }: { endpoint: string; keys: { p256dh: string; auth: string } },
): Promise<{ id: string }> {
  refuseKeys(keys)
  const url = URL.parse(endpoint)
  if (!url || !(await reachable(ctx.house, url))) throw words.notAPushAddress()
  const id = newId()
  await ctx.house.db.transaction((db) =>
    store.subscribe({ ...ctx, db }, { id, endpoint: url.href, ...keys }, mostSubscriptions),
  )
  const mine = await store.mySubscriptions(ctx)
  return { id: mine.find(({ current }) => current)?.id ?? id }
}

export async function unsubscribe(ctx: Context, id: string): Promise<void> {
  if (!(await store.unsubscribe(ctx, id))) throw new NotFound()
}

export async function pushSettings(ctx: Context) {
  const { vapidPublic } = await secretOf(ctx.house)
  return { publicKey: vapidPublic, items: await store.mySubscriptions(ctx) }
}

/** An uncompressed point on P-256, and sixteen bytes (RFC 8291 §3). */
function refuseKeys({ p256dh, auth }: { p256dh: string; auth: string }): void {
  const point = Buffer.from(p256dh, 'base64url')
  if (point.length !== 65 || point[0] !== 4) throw words.notAPushKey('body.keys.p256dh')
  if (Buffer.from(auth, 'base64url').length !== 16) throw words.notAPushKey('body.keys.auth')
}

async function reachable(house: House, url: URL): Promise<boolean> {
  const reach = reachOf(house)
  if (!reach.protocols.includes(url.protocol) || url.username || url.password) return false
  return (await addressesOf(hostOf(url), reach)).length > 0
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

/** All addresses of a name; none when any of them may not be spoken to. */
async function addressesOf(
  host: string,
  reach: Reach,
): Promise<{ address: string; family: number }[]> {
  const found = await soon(lookup(host, { all: true })).catch(() => [])
  return found.every(({ address }) => reach.allows(address)) ? found : []
}

function soon<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), 5000)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Pushes what is due to the browsers of its people; says no more than they may see at this moment. Answers how many notices it took. */
export async function pushDue(house: House, now: Date): Promise<number> {
  const until = new Date(now.getTime() + lease)
  const due = await sending.takePushes(house.db, now, until, mostAtOnce)
  if (due.length === 0) return 0
  const ready = due.filter((each) => each.count > 0 && !each.muted && !each.read)
  const quiet = new Map(ready.map((each) => [each.id, quietUntil(now, each, each.zone)]))
  const told = ready.filter(({ id }) => !quiet.get(id))
  const people = [...new Set(told.map(({ person }) => person))]
  if (people.length > 0) await pushAll(house, told, await store.subscriptionsOf(house.db, people))
  const settled = due.map(({ id }) => ({ id, at: quiet.get(id) ?? null }))
  await sending.settlePushes(house.db, until, settled)
  return due.length
}

async function pushAll(
  house: House,
  notices: sending.DuePush[],
  subscriptions: store.Subscription[],
): Promise<void> {
  const mine = Map.groupBy(subscriptions, ({ person }) => person)
  const pushes = notices.flatMap((notice) =>
    (mine.get(notice.person) ?? []).map((to) => ({ notice, to })),
  )
  const gone = new Set<string>()
  for (let at = 0; at < pushes.length; at += together)
    await Promise.all(
      pushes.slice(at, at + together).map(async ({ notice, to }) => {
        if (!gone.has(to.id) && (await push(house, notice, to)) === 'gone') gone.add(to.id)
      }),
    )
  if (gone.size > 0) await store.forget(house.db, [...gone])
}

/** Encrypted for that browser alone (RFC 8291), signed by this instance (RFC 8292). A push that fails is not tried again: the list has it. */
async function push(
  house: House,
  notice: sending.DuePush,
  { endpoint, p256dh, auth }: store.Subscription,
): Promise<'told' | 'gone' | 'failed'> {
  const { vapidPublic, vapidPrivate } = await secretOf(house)
  const payload = JSON.stringify({
    title: notice.spaceName ?? 'Atelier',
    body: words.sentenceOf(notice, notice.language),
    path: pathOf(notice),
    tag: notice.id,
  })
  try {
    const request = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject: subjectOf(house), publicKey: vapidPublic, privateKey: vapidPrivate },
      TTL: dayInSeconds,
      topic: notice.id.replaceAll('-', ''),
    })
    const status = await post(house, request)
    return status === 404 || status === 410 ? 'gone' : status < 300 ? 'told' : 'failed'
  } catch {
    return 'failed'
  }
}

/** Whom a push service may write to. */
function subjectOf(house: House): string {
  const address = /<([^<>]+)>$/.exec(house.config.mailFrom)?.[1] ?? house.config.mailFrom
  const own = addressOf(house, '/')
  return own.startsWith('https:') ? own : `mailto:${address}`
}

/** Speaks to the very address that was looked at, follows no redirect, and waits for nobody long (X116). */
async function post(
  house: House,
  { endpoint, method, headers, body }: webpush.RequestDetails,
): Promise<number> {
  const url = new URL(endpoint)
  const reach = reachOf(house)
  const [found] = reach.protocols.includes(url.protocol)
    ? await addressesOf(hostOf(url), reach)
    : []
  if (!found) throw new Error('not an address of a push service')
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      headers,
      agent: false,
      lookup: (_host, options, done) =>
        options.all ? done(null, [found]) : done(null, found.address, found.family),
      signal: AbortSignal.timeout(patience),
    })
    sent.on('response', (answer) => {
      answer.destroy()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
