import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP } from 'node:net'
import webpush from 'web-push'
import type { Config } from '../../kernel/config.ts'
import type { Context, House } from '../../kernel/context.ts'
import { NotFound, Unauthenticated } from '../../kernel/errors.ts'
import { newId, type PersonId } from '../../kernel/ids.ts'
import { quietUntil } from './hours.ts'
import { addressOf, pathOf, secretOf } from './links.ts'
import * as store from './push-store.ts'
import * as sending from './sending-store.ts'
import * as words from './words.ts'

/** Of one person; the oldest goes when one more comes. */
export const mostSubscriptions = 10
/** Few, so that what may be seen is read just before it is told: their people are told side by side. */
const mostAtOnce = 20
/** For one browser; and after it no other of the same person is begun. Far less than `lease`, in which no other process takes them. */
const usualPatience = 10_000
const minute = 60_000
const lease = 5 * minute
const dayInSeconds = 86_400

/** Which addresses may be spoken to. Tests open their own; nothing else does. */
export interface Reach {
  protocols: readonly string[]
  allows(address: string): boolean
  patience?: number
}

const publicOnly: Reach = { protocols: ['https:'], allows: (address) => !isInside(address) }
const reaches = new WeakMap<Config, Reach>()

export function allowPushTo(house: House, reach: Reach): void {
  reaches.set(house.config, reach)
}

function reachOf(house: House): Reach {
  return reaches.get(house.config) ?? publicOnly
}

function patienceOf(house: House): number {
  return reachOf(house).patience ?? usualPatience
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
  const given = { id: newId(), endpoint: url.href, ...keys }
  return ctx.house.db.transaction(async (db) => {
    const subscribed = await store.subscribe({ ...ctx, db }, given)
    if (!subscribed) throw new Unauthenticated()
    await store.keepNewest({ ...ctx, db }, mostSubscriptions)
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

/** An uncompressed point on P-256, and sixteen bytes (RFC 8291 §3). */
function refuseKeys({ p256dh, auth }: { p256dh: string; auth: string }): void {
  const point = Buffer.from(p256dh, 'base64url')
  if (point.length !== 65 || point[0] !== 4) throw words.notAPushKey('body.keys.p256dh')
  if (Buffer.from(auth, 'base64url').length !== 16) throw words.notAPushKey('body.keys.auth')
}

async function reachable(house: House, url: URL): Promise<boolean> {
  const reach = reachOf(house)
  if (!reach.protocols.includes(url.protocol) || url.username || url.password) return false
  return (await addressesOf(hostOf(url), reach, AbortSignal.timeout(5000))).length > 0
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

/** All addresses of a name; none when any of them may not be spoken to. */
async function addressesOf(
  host: string,
  reach: Reach,
  signal: AbortSignal,
): Promise<{ address: string; family: number }[]> {
  const found = await unless(signal, lookup(host, { all: true })).catch(() => [])
  return found.every(({ address }) => reach.allows(address)) ? found : []
}

/** What a lookup answers, unless the signal comes first. */
function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason as Error)
    if (signal.aborted) give()
    signal.addEventListener('abort', give)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give))
  })
}

/** All that is due; no further batch is begun once the house stops. */
export async function pushAllDue(
  house: House,
  now = new Date(),
  stopping = new AbortController().signal,
): Promise<void> {
  while (!stopping.aborted && (await pushDue(house, now, stopping)) > 0);
}

/** Pushes some of what is due to the browsers of its people; says no more than they may see at this moment. Answers how many notices it took. */
async function pushDue(house: House, now: Date, stopping: AbortSignal): Promise<number> {
  const until = new Date(now.getTime() + lease)
  const due = await sending.takePushes(house.db, now, until, mostAtOnce)
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

/** Answers what is left for another round. */
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
 * One browser after the other. Once one has not answered in time, or all together took that long, the rest is left for
 * another round, and so is all once the house stops: slow browsers of one person keep nobody else waiting.
 */
async function pushToPerson(
  house: House,
  notices: sending.DuePush[],
  browsers: store.Subscription[],
  stopping: AbortSignal,
): Promise<sending.DuePush[]> {
  const left: sending.DuePush[] = []
  const gone = new Set<string>()
  const end = Date.now() + patienceOf(house)
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

/** Encrypted for that browser alone (RFC 8291), signed by this instance (RFC 8292). A push that fails is not tried again: the list has it. */
async function push(
  house: House,
  notice: sending.DuePush,
  { endpoint, p256dh, auth }: store.Subscription,
  stopping: AbortSignal,
): Promise<'told' | 'gone' | 'failed' | 'slow' | 'stopped'> {
  const { vapidPublic, vapidPrivate } = await secretOf(house)
  const payload = JSON.stringify({
    title: notice.spaceName ?? 'Atelier',
    body: words.sentenceOf(notice, notice.language),
    path: pathOf(notice),
    tag: notice.id,
  })
  const late = AbortSignal.timeout(patienceOf(house))
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
  signal: AbortSignal,
): Promise<number> {
  const url = new URL(endpoint)
  const reach = reachOf(house)
  const [found] = reach.protocols.includes(url.protocol)
    ? await addressesOf(hostOf(url), reach, signal)
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
      signal,
    })
    sent.on('response', (answer) => {
      answer.destroy()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
