import { WebSocket } from 'ws'
import { cookieOf, crowd, crowdMembers, crowdNotebook } from './furnished.ts'
import type { House } from './house.ts'
import { compared, quantile, ratioRow, valueRow, within, type Row } from './measure.ts'
import { restingMemory, startBare, startServer, type Running } from './processes.ts'

const changes = 20
const warmUp = 3

/** A thousand members with an open page: from a request that changes something until the last of them has pulled it. */
export async function liveRows(large: House): Promise<Row[]> {
  const [server, bare] = [await startServer(large), await startBare(large)]
  const crowds: Crowd[] = []
  const gather = async (each: Promise<Crowd>) => {
    crowds.push(await each)
    return crowds.at(-1)!
  }
  try {
    const half = { server: 0, bare: 0 }
    const members = await gather(
      inside(server, async () => void (half.server = await restingMemory(server.pid))),
    )
    const sockets = await gather(
      besides(bare, async () => void (half.bare = await restingMemory(bare.pid))),
    )
    const full = { server: await restingMemory(server.pid), bare: await restingMemory(bare.pid) }
    const perConnection = (which: 'server' | 'bare') =>
      ((full[which] - half[which]) * 1024) / (crowdMembers / 2)
    const [told, toldBare]: [number[], number[]] = [[], []]
    for (let n = 0; n < changes + warmUp; n++) {
      const pair = [await members.change(), await sockets.change()] as const
      if (n < warmUp) continue
      told.push(pair[0])
      toldBare.push(pair[1])
    }
    return [
      ratioRow(
        `one change until all of ${crowdMembers} connected members have pulled it, p95, against a bare socket`,
        'ms',
        compared(quantile(told, 0.95), quantile(toldBare, 0.95)),
        { atMost: 2.2 },
      ),
      valueRow(
        'server memory for each idle connection (ceiling: a bare socket)',
        'KB',
        { value: perConnection('server'), ceiling: perConnection('bare') },
        { atMost: 30 },
      ),
    ]
  } finally {
    for (const each of crowds) each.leave()
    await Promise.all([server.stop(), bare.stop()])
  }
}

const readers = 10
const pagesEach = 10

/** The same people with one page each, and then with ten: the cost of a poke must not depend on the number of open pages. */
export async function pokeRows(large: House): Promise<Row[]> {
  const server = await startServer(large)
  const pages: Page[] = []
  const openOneEach = async () =>
    void pages.push(
      ...(await Promise.all(
        Array.from({ length: readers }, (_, n) => page(server, cookieOf(n + 1))),
      )),
    )
  const p95 = async () => {
    const told: number[] = []
    for (let n = 0; n < changes + warmUp; n++) {
      const milliseconds = await changed(server, pages)
      if (n >= warmUp) told.push(milliseconds)
    }
    return quantile(told, 0.95)
  }
  try {
    await openOneEach()
    const few = await p95()
    while (pages.length < readers * pagesEach) await openOneEach()
    return [
      ratioRow(
        `one change until ${readers * pagesEach} open pages of ${readers} people have pulled it, p95, against a page each`,
        'ms',
        compared(await p95(), few),
        { atMost: 2 },
      ),
    ]
  } finally {
    for (const { socket } of pages) socket.terminate()
    await server.stop()
  }
}

interface Crowd {
  /** Milliseconds from the request until the last one has pulled. */
  change(): Promise<number>
  leave(): void
}

/** Every member once, watching the group: poked, they pull, as the web UI does. */
async function inside(server: Running, midway: Midway): Promise<Crowd> {
  const pages = await someAtOnce((n) => page(server, cookieOf(n + 1)), midway)
  return {
    change: () => changed(server, pages),
    leave: () => pages.forEach(({ socket }) => socket.terminate()),
  }
}

/** Milliseconds from a request that adds a note until the last of these pages has pulled it. */
async function changed(server: Running, pages: Page[]): Promise<number> {
  const began = performance.now()
  const all = everybody(pages.map((each) => each.pulled()))
  const answer = await fetch(
    `${server.address}/api/spaces/${crowd}/notebooks/${crowdNotebook}/notes`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookieOf(2) },
      body: JSON.stringify({ title: 'News' }),
    },
  )
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  await all
  return performance.now() - began
}

class Page {
  readonly socket: WebSocket
  /** Where it is in the log; undefined until it has been told. An empty log begins at 0 too. */
  seq: string | undefined
  /** How often it has pulled something. */
  pulls = 0
  #told: (() => void) | undefined

  constructor(socket: WebSocket) {
    this.socket = socket
  }

  hear(message: { type: string; space?: string; seq?: string; changes?: unknown[] }): void {
    if (message.type === 'poke')
      this.socket.send(JSON.stringify({ type: 'pull', space: crowd, since: this.seq }))
    else if (message.type === 'changes' && (message.changes?.length ?? 0) > 0) {
      this.seq = message.seq!
      this.pulls += 1
      this.#told?.()
    }
  }

  /** Once it has pulled again after this. */
  async pulled(): Promise<void> {
    const before = this.pulls
    while (this.pulls === before) await new Promise<void>((resolve) => (this.#told = resolve))
  }
}

async function page(server: Running, cookie: string): Promise<Page> {
  const socket = await opened(`${server.address.replace(/^http/, 'ws')}/api/live`, { cookie })
  const mine = new Page(socket)
  const watching = new Promise<void>((resolve) =>
    socket.on('message', (data) => {
      const message = JSON.parse(String(data))
      if (message.type === 'watching') socket.send(JSON.stringify({ type: 'pull', space: crowd }))
      else if (message.type === 'changes' && mine.seq === undefined) {
        mine.seq = message.seq
        resolve()
      } else mine.hear(message)
    }),
  )
  socket.send(JSON.stringify({ type: 'watch', spaces: [crowd] }))
  await within(patience, watching, () => 'a page was never told where the log is')
  return mine
}

/** Seconds after which somebody who has not pulled never will. */
const patience = 60

/** Once all have pulled; fails with the number of those who have not. */
async function everybody(pulls: Promise<void>[]): Promise<void> {
  let left = pulls.length
  for (const pull of pulls) void pull.then(() => (left -= 1))
  await within(patience, Promise.all(pulls), () => `${left} of ${pulls.length} have not pulled`)
}

/** Runs once half of them are there: by then the first use of everything has filled its memory. */
type Midway = () => Promise<void>

/** A thousand of them, as they come: not all in the same moment. */
async function someAtOnce<T>(connect: (n: number) => Promise<T>, midway: Midway): Promise<T[]> {
  const all: T[] = []
  while (all.length < crowdMembers) {
    if (all.length === crowdMembers / 2) await midway()
    const [from, most] = [all.length, Math.min(50, crowdMembers - all.length)]
    all.push(...(await Promise.all(Array.from({ length: most }, (_, n) => connect(from + n)))))
  }
  return all
}

/** As many at a bare socket, which pokes them and answers what they ask. */
async function besides(bare: Running, midway: Midway): Promise<Crowd> {
  const sockets = await someAtOnce(() => opened(bare.address.replace(/^http/, 'ws'), {}), midway)
  return {
    change: async () => {
      const began = performance.now()
      const all = everybody(sockets.map(answered))
      await fetch(`${bare.address}/poke`, { method: 'POST' })
      await all
      return performance.now() - began
    },
    leave: () => sockets.forEach((socket) => socket.terminate()),
  }
}

function answered(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const hear = (data: unknown) => {
      const { type } = JSON.parse(String(data))
      if (type === 'poke') return socket.send('{"type":"pull","since":0}')
      socket.off('message', hear)
      resolve()
    }
    socket.on('message', hear)
  })
}

function opened(url: string, headers: Record<string, string>): Promise<WebSocket> {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false })
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket))
    socket.on('error', reject)
  })
}
