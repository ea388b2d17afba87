import type { IncomingMessage, ServerResponse } from 'node:http'

/** Time limits for one sender: a deadline for a body that is read whole, a minimum rate for a stream. */
const patience = {
  /** Seconds for any body, plus one second for each `bytesASecond` bytes of a body that is read whole. */
  seconds: 20,
  bytesASecond: 16 * 1024,
  /** A stream must bring `streamBytes` in every `streamSeconds` seconds in which the server waits for it. */
  streamSeconds: 30,
  streamBytes: 8 * 1024,
  /** Seconds for the rest of a stream that was refused. */
  afterwards: 60,
}

interface Watched {
  request: IncomingMessage
  /** For a body that is read whole. */
  endsAt: number | undefined
  /** For a stream: when it last made progress, and the bytes read by then. */
  since: number
  bytes: number
}

/**
 * Ends requests whose body does not arrive (X117), which could otherwise hold a connection for ever. One timer checks all
 * of them, so that a quick request only costs an entry in a set.
 */
export class SlowBodies {
  readonly #watched = new Set<Watched>()
  readonly #limits: typeof patience
  readonly #timer: NodeJS.Timeout

  constructor(limits = patience, everyMilliseconds = 2000) {
    this.#limits = limits
    this.#timer = setInterval(() => this.#look(), everyMilliseconds).unref()
  }

  /** Watches a body of at most `most` bytes that is read whole before it is used. */
  watchWhole(request: IncomingMessage, most: number): void {
    const { seconds, bytesASecond } = this.#limits
    const size = Math.min(Number(request.headers['content-length'] ?? most), most)
    this.#watch(request, performance.now() + (seconds + size / bytesASecond) * 1000)
  }

  /**
   * Watches a body that is streamed; while nobody reads from it, its sender is not considered slow. Once the answer is
   * sent, the rest is only drained so that the client reads the answer.
   */
  watchStream(request: IncomingMessage, answer: ServerResponse): void {
    const watched = this.#watch(request, undefined)
    answer.once('finish', () => {
      watched.endsAt = performance.now() + this.#limits.afterwards * 1000
    })
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #watch(request: IncomingMessage, endsAt: number | undefined): Watched {
    const watched = { request, endsAt, since: performance.now(), bytes: request.socket.bytesRead }
    this.#watched.add(watched)
    return watched
  }

  #look(): void {
    const now = performance.now()
    for (const each of this.#watched) {
      if (each.request.complete || each.request.destroyed) this.#watched.delete(each)
      else if (this.#isTooSlow(each, now)) this.#end(each)
    }
  }

  #isTooSlow(each: Watched, now: number): boolean {
    if (each.endsAt !== undefined) return now > each.endsAt
    const { streamSeconds, streamBytes } = this.#limits
    const { bytesRead } = each.request.socket
    if (each.request.isPaused() || bytesRead - each.bytes >= streamBytes) {
      each.since = now
      each.bytes = bytesRead
    }
    return now - each.since > streamSeconds * 1000
  }

  /** The reader of the body refuses it with words; after that, or if there is none, the connection is closed. */
  #end(slow: Watched): void {
    const { request } = slow
    this.#watched.delete(slow)
    if (request.listenerCount('error') > 0)
      request.emit('error', Object.assign(new Error('too slow'), { statusCode: 408 }))
    setTimeout(() => request.socket.destroy(), 1000).unref()
  }
}
