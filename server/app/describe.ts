import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../kernel/config.ts'
import { nameOf } from '../kernel/cookies.ts'
import type { Door } from '../kernel/door.ts'
import { exampleOf } from './examples.ts'

/** The OpenAPI 3.1 description, generated from the doors. */
export async function describe(
  server: FastifyInstance,
  doors: readonly Door[],
  config: Config,
): Promise<void> {
  const byName = new Map(doors.map((door) => [door.spec.name, door]))
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Atelier',
        version: '0.1.0',
        description: 'The one HTTP API of Atelier: the web UI uses nothing else.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: nameOf(config, 'atelier_session') },
          token: { type: 'http', scheme: 'bearer', description: 'An API token' },
          appPassword: {
            type: 'http',
            scheme: 'basic',
            description: 'An e-mail address and an app password',
          },
        },
        schemas: { Problem: problemShape as object },
      },
      security: [{ session: [] }, { token: [] }, { appPassword: [] }],
    },
    transformObject: (documented) => {
      if (!('openapiObject' in documented)) return documented.swaggerObject
      const { openapiObject } = documented
      for (const operation of operationsOf(openapiObject as Described))
        complete(operation, byName.get(operation.operationId))
      return openapiObject
    },
  })
  server.get('/api/openapi.json', { schema: { hide: true } as object }, async () =>
    server.swagger(),
  )
}

interface Described {
  paths?: Record<string, Record<string, Operation>>
}

interface Operation {
  operationId: string
  parameters?: object[]
  security?: object[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { description?: string; content?: Record<string, Media> }>
}

interface Media {
  schema?: object
  example?: unknown
}

function operationsOf({ paths }: Described): Operation[] {
  return Object.values(paths ?? {}).flatMap((path) => Object.values(path))
}

/** Adds the parts that many doors share, and examples for the rest. */
function complete(operation: Operation, door: Door | undefined): void {
  if (!door) return
  const { spec } = door
  for (const { content } of [operation.requestBody, ...Object.values(operation.responses)].filter(
    (part) => part !== undefined,
  ))
    giveExamples(content)
  if (door.who === 'anyone') operation.security = []
  else if (spec.inPerson) operation.security = [{ session: [] }]
  if (spec.upload) operation.requestBody = rawBody(spec.upload)
  const headers = [
    ...(spec.status === 201 && !spec.secret ? [idempotencyKey] : []),
    ...(isVersioned(door) ? [ifMatch] : []),
  ]
  if (door.who === 'signed-in' && headers.length > 0)
    operation.parameters = [...(operation.parameters ?? []), ...headers]
  operation.responses['default'] = {
    description: 'Refused: `code` says why, `detail` says it to a person (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

function rawBody({ types, most }: { types: string[]; most: number }) {
  const description = `At most ${most.toLocaleString('en')} bytes`
  const schema = { type: 'string', format: 'binary', description }
  return { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) }
}

/** Whether the door changes an item or a container, so that its version can be required (If-Match). */
function isVersioned({ spec, needs }: Door): boolean {
  if (spec.method === 'GET' || spec.writes === false) return false
  return Object.values(needs).some(({ right }) => /(an item|a container)$/.test(right))
}

function giveExamples(content: Record<string, Media> | undefined): void {
  for (const media of Object.values(content ?? {}))
    if (media.schema) media.example = exampleOf(media.schema)
}

const idempotencyKey = {
  name: 'idempotency-key',
  in: 'header',
  required: false,
  description:
    'Sent again with the same key within a day, the same request makes nothing a second time.',
  schema: { type: 'string', maxLength: 200 },
}

const ifMatch = {
  name: 'if-match',
  in: 'header',
  required: false,
  description:
    'The ETag of what was read: refused with 412 when the thing has changed since. Only of things that have a version.',
  schema: { type: 'string' },
}

const problemShape = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'reference', 'fields'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: to be compared by programs' },
    detail: { type: 'string', description: 'A sentence in the reader’s language' },
    reference: { type: 'string', description: 'Also in the log' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'message'],
        properties: {
          field: { type: 'string', description: 'Where, as a path: body.name' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
}
