import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { WebSocketServer } from 'ws'
import { askerOf, sessionCookie } from '../foundation/people/sessions.ts'
import type { Bus } from '../kernel/bus.ts'
import type { House } from '../kernel/context.ts'
import { valueOf } from '../kernel/cookies.ts'
import type { ItemId, PersonId, SpaceId } from '../kernel/ids.ts'
import type { Live } from '../kernel/live.ts'
import { isOtherSite } from '../kernel/origin.ts'
import { Backlog } from './live-backlog.ts'
import { Connection } from './live-connection.ts'
import { LiveHub } from './live-hub.ts'

/**
 * The largest message that is accepted; `ws` closes the connection with 1009 as soon as a header announces a longer one,
 * before it buffers a byte (X120).
 */
const largestMessage = 1024 * 1024
const beat = 30_000
/** People in one message to other processes. */
const mostPeople = 100

/**
 * The one WebSocket of a browser, GET /api/live: text frames are JSON (poke, pull, presence), binary frames belong to the
 * rooms of live texts. A client is only told that a space has changed; it pulls the changes through the same rights as any
 * read.
 */
export function openLive(server: FastifyInstance, house: House): Live {
  const hub = new LiveHub(house)
  const backlog = new Backlog()
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: largestMessage,
  })
  server.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    enter(server, house, request).then(
      (asker) =>
        typeof asker === 'string' || !house.bus.isUp
          ? refuse(socket, typeof asker === 'string' ? asker : unavailable)
          : sockets.handleUpgrade(request, socket, head, (opened) =>
              hub.welcome(new Connection(opened, asker, backlog)),
            ),
      () => refuse(socket, unavailable),
    )
  })
  const pulse = setInterval(() => void hub.beat(), beat)
  pulse.unref()
  server.addHook('preClose', async () => {
    clearInterval(pulse)
    await hub.close()
  })
  return inEveryProcess(hub, house.bus)
}

const unavailable = '503 Service Unavailable'

/**
 * Acts on the connections of this process and tells the other processes to do the same; a receiver checks the database
 * itself.
 */
function inEveryProcess(hub: LiveHub, bus: Bus): Live {
  bus.hear('poke', ([space, seq]) => hub.poke(space as SpaceId, seq as number))
  bus.hear('sight-ended', ([space, people, item]) =>
    hub.sightEnded(space as SpaceId, people as PersonId[], (item as ItemId | null) ?? undefined),
  )
  bus.hear('recheck', ([person]) => hub.recheck(person as PersonId))
  bus.hear('recheck-space', ([space]) => hub.recheckSpace(space as SpaceId))
  bus.hear('recheck-item', ([space, item]) => hub.recheckItem(space as SpaceId, item as ItemId))
  bus.hear('nudge', ([person, what]) => hub.nudge(person as PersonId, what as string))
  bus.hear('sign-out', ([person, session]) =>
    hub.signOut(person as PersonId, (session as string | null) ?? undefined),
  )
  bus.onDown(() => hub.startOver())
  bus.onGap(() => void hub.askAgain())
  return {
    poke(space, seq) {
      hub.poke(space, seq)
      bus.tell('poke', space, seq)
    },
    sightEnded(space, people, item) {
      hub.sightEnded(space, people, item)
      for (let at = 0; at === 0 || at < people.length; at += mostPeople)
        bus.tell('sight-ended', space, people.slice(at, at + mostPeople), item ?? null)
    },
    recheck(person) {
      hub.recheck(person)
      bus.tell('recheck', person)
    },
    recheckSpace(space) {
      hub.recheckSpace(space)
      bus.tell('recheck-space', space)
    },
    recheckItem(space, item) {
      hub.recheckItem(space, item)
      bus.tell('recheck-item', space, item)
    },
    nudge(person, what) {
      hub.nudge(person, what)
      bus.tell('nudge', person, what)
    },
    signOut(person, session) {
      hub.signOut(person, session)
      bus.tell('sign-out', person, session ?? null)
    },
    presenceOf: (person) => hub.presenceOf(person),
  }
}

/** Returns the asker, or the status line of the refusal. */
async function enter(server: FastifyInstance, house: House, request: IncomingMessage) {
  if (request.url?.split('?')[0] !== '/api/live') return '404 Not Found'
  if (isOtherSite(request.headers, house.config)) return '403 Forbidden'
  const cookies = server.parseCookie(request.headers.cookie ?? '')
  return (await askerOf(house, valueOf(house.config, cookies, sessionCookie))) ?? '401 Unauthorized'
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
