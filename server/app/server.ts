import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import cookie from '@fastify/cookie'
import fastifyStatic from '@fastify/static'
import fastify, {
  LogController,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { authenticate } from '../foundation/credentials/authenticate.ts'
import { indexInTheWrite } from '../foundation/search/indexing.ts'
import { standIn } from '../foundation/view-as/view-as.ts'
import { openBus } from '../kernel/bus.ts'
import type { Config } from '../kernel/config.ts'
import type { House } from '../kernel/context.ts'
import type { Database } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'
import { openDoors, refuse } from '../kernel/http.ts'
import { openBlobs } from '../kernel/open-blobs.ts'
import { Outside } from '../kernel/outside.ts'
import { idle } from '../kernel/work.ts'
import { readBodies } from './bodies.ts'
import { describe } from './describe.ts'
import { events } from './events.ts'
import { notices } from './notices.ts'
import { doors } from './doors.ts'
import { openLive } from './live.ts'
import { protect, refuseUnreadable, securityHeaders } from './protection.ts'
import { serializers } from './serializers.ts'
import { tools } from './tools.ts'

export interface Parts {
  config: Config
  db: Database
  /** The output folder of `vite build`; without its files only the API is served. */
  web?: string
}

declare module 'fastify' {
  interface FastifyInstance {
    house: House
  }
}

const builtWeb = path.resolve(import.meta.dirname, '../../dist/web')

/** Builds the server with every door, not yet listening. Closing it ends its connections; the caller closes the database. */
export async function buildServer(parts: Parts): Promise<FastifyInstance> {
  const { config, db, web = builtWeb } = parts
  const server = fastify({
    logger: { level: config.logLevel },
    logController: new LogController({
      disableRequestLogging: config.logLevel !== 'debug' && config.logLevel !== 'trace',
    }),
    genReqId: () => randomUUID(),
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 300 },
    schemaController: { compilersFactory: { buildSerializer: serializers } },
    forceCloseConnections: 'idle',
    http: { headersTimeout: 20_000, connectionsCheckingInterval: 5000 },
    frameworkErrors: (error, request, reply) =>
      void refuse(error, request, reply.headers(securityHeaders(config)) as FastifyReply),
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, config),
    rewriteUrl: (request) => postedToALink(request.method, request.url ?? '/'),
  })
  await server.register(cookie)
  protect(server, config)
  readBodies(server)
  const house: House = {
    config,
    db,
    blobs: openBlobs(config),
    bus: await openBus(db, { warn: (message) => server.log.warn(message) }),
    live: undefined as never,
    work: idle,
    outside: new Outside(config),
    tools,
    events,
    notices,
  }
  house.live = openLive(server, house)
  indexInTheWrite(house)
  server.decorate('house', house)
  server.addHook('onClose', () => house.bus.close())
  await describe(server, doors, config)
  server.get('/healthz', { schema: { hide: true } as object }, async (_request, reply) =>
    health(db).catch(() => reply.code(503).send({ status: 'unavailable' })),
  )
  await server.register(async (scope) =>
    openDoors(scope, house, doors, {
      authenticate: (request, db) => authenticate(house, request, db),
      standIn,
    }),
  )
  const hasWeb = existsSync(path.join(web, 'index.html'))
  if (hasWeb) await serveWeb(server, web)
  server.setErrorHandler((error, request, reply) =>
    refuse(isForbiddenPath(error) ? new NotFound() : error, request, reply),
  )
  server.setNotFoundHandler(pageOrNothing(hasWeb))
  return server
}

/** The link in the footer of a mail opens a page; when the button of a mail client posts to it, it is the door (RFC 8058). */
function postedToALink(method: string | undefined, url: string): string {
  return method === 'POST' && url.startsWith('/unsubscribe/') ? `/api${url}` : url
}

async function health(db: Database): Promise<{ status: 'ok' }> {
  await db.row({ name: 'health', text: 'select 1 as one' })
  return { status: 'ok' }
}

/** Serves the files of the web UI; any other path that a browser requests is a page of it. */
async function serveWeb(server: FastifyInstance, web: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: web,
    preCompressed: true,
    wildcard: true,
    setHeaders: cacheForEver,
  })
}

/** Serves the web UI for every path that is neither a door nor a file. */
function pageOrNothing(hasWeb: boolean) {
  return (request: FastifyRequest, reply: FastifyReply): unknown => {
    const page =
      ['GET', 'HEAD'].includes(request.method) &&
      !request.url.startsWith('/api/') &&
      !path.extname(request.url.split('?')[0]!)
    return page && hasWeb
      ? reply.header('cache-control', 'no-cache').sendFile('index.html')
      : refuse(new NotFound(), request, reply)
  }
}

function cacheForEver(reply: FastifyReply, file: string): void {
  const hashed = file.includes(`${path.sep}assets${path.sep}`)
  void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** Treats a path that leads out of the web UI's folder as not found. */
function isForbiddenPath(error: unknown): boolean {
  return (error as { code?: string }).code === 'FST_STATIC_FORBIDDEN_PATH'
}
