import type {} from '@fastify/cookie'
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onSendHookHandler,
  RouteShorthandOptions,
} from 'fastify'
import type { Asker, Context, House } from './context.ts'
import { isSecure, nameOf, valueOf } from './cookies.ts'
import {
  paramsOf,
  undeclaredIds,
  type Door,
  type FileAnswer,
  type Reply,
  type Sent,
} from './door.ts'
import { Forbidden, Unauthenticated } from './errors.ts'
import { sendFile } from './file-answer.ts'
import type { Querier } from './db.ts'
import { preferredLanguage } from './i18n.ts'
import type { SpaceId } from './ids.ts'
import { keyedRequest } from './idempotency.ts'
import { judge } from './judge.ts'
import { isOtherSite } from './origin.ts'
import { allowedStill, pass, passAs, passOnce, type View, type Who } from './pass.ts'
import { refusalOf, type SchemaError } from './expected.ts'
import { problemOf } from './problem.ts'
import { uploaded } from './uploads.ts'
import { etagOf, names, versionOf, versionsIn } from './versions.ts'

/** Returns the sender of a request, or undefined; reads inside a transaction when it is given one. */
export type Authenticate = (request: FastifyRequest, db?: Querier) => Promise<Asker | undefined>

/** Returns the person as whom the asker views these spaces (A8), inside a transaction that is rolled back. */
export type StandIn = (ctx: Context, token: string, spaces: SpaceId[]) => Promise<Asker>

interface Keepers {
  authenticate: Authenticate
  standIn: StandIn
}

/** Registers every door on the server. Refuses to start when a door takes an id that no need covers (I3). */
export function openDoors(
  server: FastifyInstance,
  house: House,
  doors: readonly Door[],
  keepers: Keepers,
): void {
  const faults = doors.flatMap(undeclaredIds)
  if (faults.length > 0) throw new Error(`doors without a lock:\n${faults.join('\n')}`)
  server.setValidatorCompiler(({ schema, httpPart }) =>
    validator(schema as object, httpPart ?? 'body'),
  )
  server.setErrorHandler((error, request, reply) => refuse(error, request, reply))
  server.decorateRequest('asker', undefined)
  server.decorateRequest('version', undefined)
  server.addHook('onSend', tagAnswer)
  for (const each of doors) openOne(server, house, each, keepers)
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How a door reads the body. */
    reads?: 'stream' | 'json' | 'nothing'
  }
  interface FastifyRequest {
    asker: Asker | undefined
    /** The version of the thing in the answer, where it has one. */
    version: string | undefined
  }
}

/** Adds an ETag to an answer, and returns 304 to a client that already has it. */
const tagAnswer: onSendHookHandler<unknown> = (request, reply, payload, done) => {
  if (request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string')
    return done(null, payload)
  const tag = etagOf(request.version, payload)
  void reply.header('etag', tag)
  if (!names(request.headers['if-none-match'], tag)) return done(null, payload)
  void reply.code(304).removeHeader('content-type')
  return done(null, '')
}

function openOne(
  server: FastifyInstance,
  house: House,
  door: Door,
  { authenticate, standIn }: Keepers,
): void {
  const { spec } = door
  const params = paramsOf(door)
  const options: RouteShorthandOptions = {
    schema: {
      operationId: spec.name,
      summary: spec.summary,
      tags: [door.tag],
      ...(Object.keys(params.properties).length > 0 && { params }),
      ...(spec.query && { querystring: spec.query }),
      ...(spec.body && { body: spec.body }),
      ...(spec.upload && { consumes: spec.upload.types }),
      ...(spec.answer && !spec.download && { response: { [spec.status ?? 200]: spec.answer } }),
    } as NonNullable<RouteShorthandOptions['schema']>,
    ...(spec.upload && { bodyLimit: spec.upload.most }),
    config: { reads: spec.upload ? 'stream' : spec.body ? 'json' : 'nothing' },
  }
  server.route({
    method: spec.method,
    url: spec.path,
    ...options,
    preValidation: (request) => recognize(house, door, request, authenticate),
    handler: handler(house, door, { authenticate, standIn }),
  })
}

/**
 * Identifies the asker before validating the request: a stranger learns nothing about a door, and refusals are in their
 * reader's language.
 */
async function recognize(
  house: House,
  door: Door,
  request: FastifyRequest,
  authenticate: Authenticate,
): Promise<void> {
  if (door.spec.method !== 'GET') refuseOtherSites(request, house)
  request.asker = await authenticate(request)
  if (door.who === 'signed-in' && !request.asker) throw new Unauthenticated()
  if (request.asker) refuseBeyondScope(door, request.asker)
}

/** A token may do what its scope says, however it is sent, and is refused where credentials are given or taken (X83, X85). */
function refuseBeyondScope({ spec }: Door, { token }: Asker): void {
  if (!token) return
  if (spec.inPerson) throw new Forbidden('in-person-only')
  if (spec.method !== 'GET' && !token.mayWrite) throw new Forbidden('read-only-token')
}

function handler(house: House, door: Door, { authenticate, standIn }: Keepers) {
  const { spec } = door
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const person = request.asker
    const who: Who = {
      person,
      now: new Date(),
      language: person?.language ?? preferredLanguage(request.headers['accept-language']),
      address: request.ip,
      userAgent: request.headers['user-agent']?.slice(0, 300) ?? '',
      host: request.host,
      device: valueOf(house.config, request.cookies, 'atelier_device'),
      askAgain: (db) => authenticate(request, db),
    }
    const upload = spec.upload && uploaded(request, spec.upload)
    const sent: Sent = {
      params: request.params as Record<string, string>,
      query: request.query as Record<string, unknown>,
      body: upload ?? request.body,
      versions: spec.method === 'GET' ? undefined : versionsIn(request.headers['if-match']),
    }
    const answered = replyOf(reply, house)
    const answer = await passHowAsked(
      ...([house, door, who, sent, answered.reply, request, standIn] as const),
    ).finally(() => upload?.destroy()) // the unread rest is drained, so that the connection stays usable
    answered.send()
    if (spec.download) {
      const view = viewOf(request, standIn)
      return sendFile(
        request,
        reply,
        answer as FileAnswer,
        allowedStill(house, door, who, sent, view),
      )
    }
    if (spec.method === 'GET') request.version = versionOf(answer)
    return answerWith(reply, door, answer)
  }
}

/** Passes as another person, once per idempotency key, or normally. */
function passHowAsked(
  house: House,
  door: Door,
  who: Who,
  sent: Sent,
  reply: Reply,
  request: FastifyRequest,
  standIn: StandIn,
): Promise<unknown> {
  const view = viewOf(request, standIn)
  if (who.person && view)
    return passAs(house, door, { ...who, person: who.person }, sent, reply, view)
  const keyed = keyedRequest(request, door)
  return keyed
    ? passOnce(house, door, who, sent, reply, keyed)
    : pass(house, door, who, sent, reply)
}

/** The person as whom the asker views (A8); undefined when they act as themselves. */
function viewOf({ asker, headers }: FastifyRequest, standIn: StandIn): View | undefined {
  const token = headers['atelier-view-as']
  if (!asker || token === undefined) return undefined
  return (ctx, spaces) => standIn(ctx, String(token), spaces)
}

function answerWith(reply: FastifyReply, { spec }: Door, answer: unknown): unknown {
  void reply.header('cache-control', 'no-store') // never shown to another person from a cache (X128)
  if (answer === undefined || answer === null) return reply.code(204).send()
  return reply.code(spec.status ?? 200).send(answer)
}

/** Refuses a browser that acts for another site (X131). */
function refuseOtherSites({ headers }: FastifyRequest, { config }: House): void {
  if (headers.authorization?.startsWith('Bearer ')) return // no browser adds that header by itself
  if (isOtherSite(headers, config)) throw new Forbidden('other-site')
}

/** Cookies are set only once the transaction has committed. */
function replyOf(reply: FastifyReply, house: House): { reply: Reply; send(): void } {
  const acts: (() => unknown)[] = []
  const { config } = house
  const secure = isSecure(config)
  const common = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  return {
    reply: {
      setCookie: (cookie, value, { maxAgeSeconds: maxAge }) =>
        acts.push(() => reply.setCookie(nameOf(config, cookie), value, { ...common, maxAge })),
      clearCookie: (cookie) => acts.push(() => reply.clearCookie(nameOf(config, cookie), common)),
    },
    send: () => acts.forEach((act) => act()),
  }
}

/** Answers every refusal, including one of a request that reached no door. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const invalid = error as { validation?: SchemaError[]; validationContext?: string }
  const refusal = invalid.validation
    ? refusalOf(partOf(invalid.validationContext), invalid.validation)
    : error
  const language = request.asker?.language ?? preferredLanguage(request.headers['accept-language'])
  const problem = problemOf(refusal, language, request.id)
  if (problem.status >= 500) request.log.error({ err: error, reference: request.id }, problem.title)
  if (problem.status === 408) void reply.header('connection', 'close')
  if (problem.status === 503) void reply.header('retry-after', '2')
  if (problem.retryAfterSeconds) void reply.header('retry-after', problem.retryAfterSeconds)
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(problem)
}

function partOf(context: string | undefined): string {
  return context === 'querystring' ? 'query' : (context ?? 'body')
}

const strict = judge({ useDefaults: true, allErrors: true })
const coercing = judge({ useDefaults: true, allErrors: true, coerceTypes: 'array' })
/** Stops at the first fault: a large body is not validated in full, nor are all its faults listed (I12). */
const first = judge({ useDefaults: true })

/** Text from a path or query is coerced to the expected type; a body must have the right type already. */
function validator(schema: object, part: string) {
  const check = atFirstUse(() => (part === 'body' ? strict : coercing).compile(schema))
  const peek = atFirstUse(() => first.compile(schema))
  const faults = (value: unknown) => {
    if (part === 'body' && isLarge(value) && !peek()(value)) return peek().errors
    return check()(value) ? zeroCharacter(value) : check().errors
  }
  return (value: unknown) => {
    const errors = faults(value)
    return errors
      ? { error: Object.assign(new Error('invalid'), { validation: errors }) as never }
      : { value }
  }
}

/** Compiles on first use, so that start-up does not compile two hundred doors. */
function atFirstUse<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/** Has more parts than anybody fills in by hand. */
function isLarge(value: unknown, left = { parts: 2000 }): boolean {
  if (--left.parts < 0) return true
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((inner) => isLarge(inner, left))
}

/** Finds the one character that PostgreSQL cannot store in a text; the refusal says where it is. */
function zeroCharacter(value: unknown, instancePath = ''): SchemaError[] | undefined {
  if (typeof value === 'string')
    return value.includes('\0')
      ? [{ keyword: 'format', instancePath, params: { format: 'text' } }]
      : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = zeroCharacter(inner, `${instancePath}/${key}`)
    if (found) return found
  }
  return undefined
}
