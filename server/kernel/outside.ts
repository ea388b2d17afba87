import { lookup as askSystem } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

export interface Found {
  address: string
  family: number
}
/** Looks up every address of a host name. */
export type Resolver = (host: string) => Promise<Found[]>

export interface Wish {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT'
  headers?: Record<string, string>
  body?: string | Buffer
  /** The number of redirects to follow; none by default, so that a redirect may itself be the answer. */
  redirects?: number
  /** Maximum bytes of the response body, decompressed; 0 reads none of it. */
  mostBytes: number
  /** Milliseconds until the response begins, and until it is complete. */
  headersWithin?: number
  within?: number
  signal?: AbortSignal
}

export interface OutsideAnswer {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
  /** The URL of the response, after redirects. */
  url: URL
}

/** Why a request was not sent, or its response not accepted. */
export class Refused extends Error {
  readonly why: 'address' | 'size' | 'encoding' | 'redirects' | 'busy' | 'time'
  constructor(why: Refused['why'], said: string) {
    super(said)
    this.why = why
  }
}

/** Concurrent requests to one host, and the length of its queue. */
const atOnce = 4
const mostWaiting = 100
const usual = { headersWithin: 10_000, within: 30_000 }

/**
 * The only way in which the server sends HTTP requests to addresses that somebody typed or another server named (X116). A
 * request goes to the public internet, by https on its default port, or to a host that the operator has listed
 * (REACHABLE_HOSTS). Names are resolved for every request and every redirect; a name with any internal address is refused,
 * and the connection uses exactly the addresses that were checked. Size, time and the number of requests to one host are
 * limited.
 */
export class Outside {
  readonly #named: readonly string[]
  readonly #resolve: Resolver
  readonly #turns = new Map<string, Turns>()

  constructor(config: { reachableHosts: readonly string[] }, resolve: Resolver = bySystem) {
    this.#named = config.reachableHosts
    this.#resolve = resolve
  }

  /** Whether a request to this address would be sent now. DNS can change: every request checks again. */
  async reaches(address: string, within = 5000): Promise<boolean> {
    const url = URL.parse(address)
    if (!url) return false
    return this.#addressesOf(url, AbortSignal.timeout(within)).then(
      () => true,
      () => false,
    )
  }

  /** Throws `Refused`, or the error of the connection. */
  async ask(address: string, wish: Wish): Promise<OutsideAnswer> {
    const late = AbortSignal.timeout(wish.within ?? usual.within)
    const signal = AbortSignal.any([late, ...(wish.signal ? [wish.signal] : [])])
    try {
      return await this.#follow(address, wish, signal)
    } catch (error) {
      if (late.aborted) throw new Refused('time', 'no whole answer in time')
      throw error
    }
  }

  async #follow(address: string, wish: Wish, signal: AbortSignal): Promise<OutsideAnswer> {
    let next = wish
    let url = urlOf(address)
    for (let left = wish.redirects ?? 0; ; left--) {
      const answer = await this.#inTurn(url, signal, () => this.#send(url, next, signal))
      const { location } = answer.headers
      const goesOn =
        answer.status >= 300 && answer.status < 400 && answer.status !== 304 && location
      if (!goesOn || wish.redirects === undefined) return answer
      if (left === 0) throw new Refused('redirects', 'redirected too often')
      const target = urlOf(location, url)
      next = redirected(next, answer.status, target.origin !== url.origin)
      url = target
    }
  }

  async #inTurn<T>(url: URL, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    const turns = this.#turns.get(url.host) ?? new Turns()
    this.#turns.set(url.host, turns)
    try {
      await turns.take(signal)
      return await act().finally(() => turns.give())
    } finally {
      if (turns.areFree) this.#turns.delete(url.host)
    }
  }

  async #send(url: URL, wish: Wish, signal: AbortSignal): Promise<OutsideAnswer> {
    const found = await this.#addressesOf(url, signal)
    const answer = await begun(url, found, wish, signal)
    const { statusCode: status = 0, headers } = answer
    const body = wish.mostBytes === 0 ? Buffer.alloc(0) : await bodyOf(answer, wish.mostBytes)
    answer.destroy()
    return { status, headers, body, url }
  }

  /** All addresses of the URL's host; throws when any of them is not allowed. */
  async #addressesOf(url: URL, signal: AbortSignal): Promise<Found[]> {
    const isNamed = this.#named.some((each) => each === url.hostname || each === hostAndPort(url))
    const schemes = isNamed ? ['https:', 'http:'] : ['https:']
    const refused = new Refused('address', `not an address to speak to: ${url.host}`)
    if (!schemes.includes(url.protocol) || url.username || url.password) throw refused
    if (!isNamed && url.port !== '') throw refused
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const family = isIP(host)
    const found = family ? [{ address: host, family }] : await unless(signal, this.#resolve(host))
    const allowed = isNamed || found.every(({ address }) => !isInside(address))
    if (found.length === 0 || !allowed) throw refused
    return found
  }
}

async function bySystem(host: string): Promise<Found[]> {
  return askSystem(host, { all: true })
}

function urlOf(address: string, base?: URL): URL {
  const url = URL.parse(address, base)
  if (!url) throw new Refused('address', 'not an address')
  return url
}

function hostAndPort({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}

/** RFC 9110 §15.4: 307 and 308 repeat the request, other codes turn a POST or PUT into a GET. Another origin gets no secrets. */
function redirected(wish: Wish, status: number, elsewhere: boolean): Wish {
  const { method = 'GET', body, headers = {}, ...rest } = wish
  const repeats = status === 307 || status === 308
  if (repeats && elsewhere && body !== undefined)
    throw new Refused('redirects', 'redirected elsewhere with a body')
  const kept = elsewhere ? { ...(headers['accept'] && { accept: headers['accept'] }) } : headers
  if (repeats) return { ...rest, method, headers: kept, ...(body !== undefined && { body }) }
  return { ...rest, method: method === 'HEAD' ? 'HEAD' : 'GET', headers: kept }
}

/** Resolves when the response begins; connects to these addresses only. */
function begun(
  url: URL,
  found: Found[],
  { method = 'GET', headers = {}, body, headersWithin = usual.headersWithin }: Wish,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      headers: { 'user-agent': 'Atelier', 'accept-encoding': 'gzip, deflate, br', ...headers },
      agent: false,
      lookup: (_host, options, done) =>
        options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family),
      signal,
    })
    const late = setTimeout(
      () => sent.destroy(new Refused('time', 'no answer in time')),
      headersWithin,
    )
    sent.on('response', (answer) => {
      clearTimeout(late)
      resolve(answer)
    })
    sent.on('error', (error) => {
      clearTimeout(late)
      reject(error)
    })
    sent.end(body)
  })
}

/** Stops at the limit, before and after decompression: a response that lies about its size costs no more than that. */
async function bodyOf(answer: http.IncomingMessage, most: number): Promise<Buffer> {
  if (Number(answer.headers['content-length'] ?? 0) > most) {
    answer.destroy()
    throw new Refused('size', 'a longer answer than was asked for')
  }
  const unpacked = unpackedOf(answer)
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > most) throw new Refused('size', 'a longer answer than was asked for')
      chunks.push(chunk)
    }
  } finally {
    unpacked.destroy()
    answer.destroy()
  }
  if (!answer.complete) throw new Refused('size', 'the answer was cut off')
  return Buffer.concat(chunks)
}

const unpackers = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }

function unpackedOf(answer: http.IncomingMessage): Readable {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() || 'identity'
  if (encoding === 'identity') return answer
  if (!Object.hasOwn(unpackers, encoding)) {
    answer.destroy()
    throw new Refused('encoding', 'an answer in an encoding that was not asked for')
  }
  const unpacker = unpackers[encoding as keyof typeof unpackers]()
  answer.on('error', (error) => unpacker.destroy(error))
  return answer.pipe(unpacker)
}

/** The result of the work, unless the signal is aborted first. */
function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason as Error)
    if (signal.aborted) give()
    signal.addEventListener('abort', give)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give))
  })
}

/** The queue of one host, first come, first served. */
class Turns {
  #running = 0
  readonly #waiting: (() => void)[] = []

  get areFree(): boolean {
    return this.#running === 0 && this.#waiting.length === 0
  }

  async take(signal: AbortSignal): Promise<void> {
    if (this.#running < atOnce) return void this.#running++
    if (this.#waiting.length >= mostWaiting)
      throw new Refused('busy', 'too many requests to this host wait')
    let go = (): void => undefined
    const turn = new Promise<void>((resolve) => this.#waiting.push((go = resolve)))
    await unless(signal, turn).catch((error: unknown) => {
      const place = this.#waiting.indexOf(go)
      if (place >= 0) this.#waiting.splice(place, 1)
      else this.give() // its turn came at the same moment
      throw error
    })
  }

  give(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }
}

/**
 * Not on the public internet: loopback, link-local, private, shared, multicast and transitional ranges, and cloud metadata
 * services.
 */
const inside = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
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

/** For IPv6, only global unicast addresses (2000::/3), without the ranges that embed IPv4 addresses. */
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
