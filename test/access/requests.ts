import type { Door } from '../../server/kernel/door.ts'
import { paramsOf } from '../../server/kernel/door.ts'

/** A request through a door. */
export interface Request {
  params: Record<string, string>
  query: Record<string, string>
  body: unknown
}

interface Schema {
  type?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  examples?: unknown[]
  const?: unknown
  minLength?: number
  minimum?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  anyOf?: Schema[]
}

/** The value for a place of a request, by its path: `params.item`, `body.grants[].principal.id`. */
type Fill = (path: string) => unknown

/** A request that a door's schemas accept: every id it can take is in it, and everything that is needed. */
export function requestFor({ spec, ...door }: Door, fill: Fill): Request {
  const params = made(paramsOf({ spec, ...door }) as Schema, 'params', fill) as Request['params']
  const query = spec.query ? made(spec.query as Schema, 'query', fill) : {}
  const body = spec.body ? made(spec.body as Schema, 'body', fill) : undefined
  return { params, query: query as Request['query'], body }
}

function made(schema: Schema, path: string, fill: Fill): unknown {
  const given = fill(path)
  if (given !== undefined) return given
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.examples) return schema.examples[0]
  if (schema.anyOf) return made(schema.anyOf[0]!, path, fill)
  if (schema.type === 'object') return object(schema, path, fill)
  if (schema.type === 'array')
    return schema.minItems || takesIds(schema.items) ? [made(schema.items!, `${path}[]`, fill)] : []
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0
  if (schema.type === 'null') return null
  if (schema.format === 'email') return 'somebody.new@example.org'
  if (schema.format === 'date') return '2026-12-24'
  if (schema.format === 'web-address') return 'https://example.org/'
  return 'x'.repeat(Math.max(schema.minLength ?? 0, 1))
}

function object({ properties = {}, required = [] }: Schema, path: string, fill: Fill): object {
  const taken = Object.entries(properties).filter(
    ([name, inner]) =>
      required.includes(name) || takesIds(inner) || fill(`${path}.${name}`) !== undefined,
  )
  return Object.fromEntries(
    taken.map(([name, inner]) => [name, made(inner, `${path}.${name}`, fill)]),
  )
}

function takesIds(schema: Schema | undefined): boolean {
  if (!schema) return false
  if (schema.format === 'uuid') return true
  return [
    ...Object.values(schema.properties ?? {}),
    ...(schema.anyOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ].some(takesIds)
}

/** Every place of an id in what a door takes. */
export function idPlaces(door: Door): string[] {
  const places: string[] = []
  const walk = (schema: Schema | undefined, path: string): void => {
    if (!schema) return
    if (schema.format === 'uuid') places.push(path)
    for (const [name, inner] of Object.entries(schema.properties ?? {}))
      walk(inner, `${path}.${name}`)
    walk(schema.items, `${path}[]`)
    for (const inner of schema.anyOf ?? []) walk(inner, path)
  }
  walk(paramsOf(door) as Schema, 'params')
  walk(door.spec.query as Schema | undefined, 'query')
  walk(door.spec.body as Schema | undefined, 'body')
  return [...new Set(places)]
}

export function urlOf({ spec }: Door, { params, query }: Request): string {
  const path = spec.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const search = new URLSearchParams(query).toString()
  return search ? `${path}?${search}` : path
}
