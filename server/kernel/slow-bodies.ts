import type { IncomingMessage, ServerResponse } from 'node:http'

/** What one sender may take: a body of known size its time, one that goes on and on its progress. */
const patience = {
  /** Seconds for any body, and besides one for each so many bytes of those that are read whole. */
  seconds: 20,
  bytesASecond: 16 * 1024,
  /** Of a stream, so many bytes in each so many seconds in which it was waited for. */
  streamSeconds: 30,
  streamBytes: 8 * 1024,
  /** Seconds for the rest of a stream that was refused. */
  afterwards: 60,
}

interface Watched {
  request: IncomingMessage
  /** Of one that is read whole. */
  endsAt: number | undefined
  /** Of a stream: when it had made progress last, and how far it was. */
  since: number
  bytes: number
}

/**
 * Ends requests whose body does not come (X117): they would hold a connection for as long as their sender likes. One clock
 * looks at all of them now and then, so that a quick request pays nothing but its place in a set.
 */
export class SlowBodies {
  readonly #watched = new Set<Watched>()
  readonly #limits: typeof patience
  readonly #timer: NodeJS.Timeout

  constructor(limits = patience, everyMilliseconds = 2000) {
    this.#limits = limits
    this.#timer = setInterval(() => this.#look(), everyMilliseconds).unref()
  }

  /** A body that is read whole before anything is done with it, of at most so many bytes. */
  watchWhole(request: IncomingMessage, most: number): void {
    const { seconds, bytesASecond } = this.#limits
    const size = Math.min(Number(request.headers['content-length'] ?? most), most)
    this.#watch(request, performance.now() + (seconds + size / bytesASecond) * 1000)
  }

  /**
   * A body that is taken as it comes; while nobody takes it, it is not the sender who is slow. Once it is answered, the rest
   * is only let through so that the answer is read.
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

  /** Whoever waits for the body refuses it with words; then, or if nobody does, the connection goes. */
  #end(slow: Watched): void {
    const { request } = slow
    this.#watched.delete(slow)
    if (request.listenerCount('error') > 0)
      request.emit('error', Object.assign(new Error('too slow'), { statusCode: 408 }))
    setTimeout(() => request.socket.destroy(), 1000).unref()
  }
}
