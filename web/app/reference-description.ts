import { useQuery } from '@tanstack/react-query'
import { isFound } from '../../server/kernel/plain-text.ts'
import { problemFrom } from '../kernel/problem.ts'
import { everywhere } from '../kernel/queries.ts'

/** The parts of OpenAPI 3.1 that the server’s description of itself uses. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: boolean | Schema
}

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema?: Schema
  example?: unknown
}

export type Media = { schema?: Schema; example?: unknown }
export type Response = { description?: string; content?: Record<string, Media> }

export type Operation = {
  operationId: string
  method: string
  path: string
  tag: string
  summary: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, Media> }
  responses: Record<string, Response>
  security?: object[]
}

export type Description = {
  operations: Operation[]
  schemas: Record<string, Schema>
}

type Written = {
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path' | 'tag'> & Tagged>>
  components?: { schemas?: Record<string, Schema> }
}
type Tagged = { tags?: string[] }

const address = '/api/openapi.json'

/** The running server's description of itself: fetched once per visit of the page. */
export function useDescription() {
  return useQuery({
    queryKey: [everywhere, address],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Description> => {
      const answer = await fetch(address, { signal })
      const told: unknown = await answer.json()
      if (!answer.ok) throw problemFrom(answer.status, told)
      return read(told as Written)
    },
  })
}

function read({ paths, components }: Written): Description {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { tags, ...operation }]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
      tag: tags?.[0] ?? '',
    })),
  )
  return { operations, schemas: components?.schemas ?? {} }
}

/** The first media type of a body, and its content. */
export function mediaOf(content: Record<string, Media> | undefined): [string, Media] | undefined {
  return Object.entries(content ?? {})[0]
}

/** The operations that contain all of the words, in path, name or summary. */
export function found(operations: readonly Operation[], typed: string): readonly Operation[] {
  return operations.filter(({ method, path, operationId, summary }) =>
    isFound(typed, `${method} ${path} ${operationId} ${summary}`),
  )
}

/** The statuses with which this operation can refuse, besides those of an unavailable service. */
export function refusalsOf({ method, path, parameters = [], ...rest }: Operation): string[] {
  const writes = method !== 'GET'
  const named = Object.keys(rest.responses).filter((status) => /^[45]/.test(status))
  const general = [
    (parameters.length > 0 || rest.requestBody) && '400',
    rest.security?.length !== 0 && '401',
    rest.security?.length !== 0 && '403',
    path.includes('{') && '404',
    writes && '409',
    parameters.some(({ name }) => name === 'if-match') && '412',
    rest.requestBody && '413',
    '429',
    '503',
  ].filter((status) => typeof status === 'string')
  return [...new Set([...general, ...named])].toSorted()
}

const someId = '0198c2f0-6a1e-7c3b-9d52-4f8e2b7a1c60'

/** The request as a shell command. */
export function curlOf({
  method,
  path,
  parameters = [],
  security,
  requestBody,
}: Operation): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(valueOf(parameters.find((one) => one.in === 'path' && one.name === name))),
  )
  const needed = parameters.filter((one) => one.in === 'query' && one.required)
  const query = new URLSearchParams(needed.map((one) => [one.name, valueOf(one)]))
  const url = `${window.location.origin}${filled}${query.size ? `?${query.toString()}` : ''}`
  const [type, body] = mediaOf(requestBody?.content) ?? []
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${url}'`,
    security?.length !== 0 && signature(security),
    type && `-H 'Content-Type: ${type}'`,
    body?.example !== undefined && `-d '${asJson(body.example).replaceAll("'", String.raw`'\''`)}'`,
    type && body?.example === undefined && '--data-binary @file',
  ]
  return lines.filter(Boolean).join(' \\\n  ')
}

/** Uses a token, or a browser's cookie where a door requires the person themselves. */
function signature(security: object[] | undefined): string {
  const inPerson = security?.every((way) => 'session' in way) === true
  return inPerson ? `-H "Cookie: $ATELIER_COOKIE"` : `-H "Authorization: Bearer $ATELIER_TOKEN"`
}

export function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

function valueOf(parameter: Parameter | undefined): string {
  const { example, schema, name = '' } = parameter ?? {}
  const known = example ?? schema?.default ?? schema?.enum?.[0]
  if (typeof known === 'string' || typeof known === 'number') return `${known}`
  if (schema?.format === 'uuid') return someId
  if (schema?.format === 'date') return '2026-03-14'
  return schema?.type === 'integer' ? `${schema.minimum ?? 1}` : name
}
