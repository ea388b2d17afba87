import type { Static, TObject, TSchema } from 'typebox'
import type { Content } from './blobs.ts'
import type { Context, PublicContext } from './context.ts'
import type { Cookie } from './cookies.ts'
import type { DeclaredEvent } from './event.ts'
import type { SpaceId } from './ids.ts'
import { Id, Shape } from './shapes.ts'

/** The request, already validated against the declared shape. */
export interface Sent {
  params: Record<string, string>
  query: Record<string, unknown>
  body: unknown
  /** Versions of the changed thing that the asker accepts (If-Match); undefined means any version. */
  versions?: string[] | undefined
}

/** A right on a thing that a door needs: finding the thing is authorizing (I3, I4). Made by server/access/needs.ts. */
export interface Need<Thing> {
  /** In words for the access matrix and the API description: `view an item`. */
  readonly right: string
  /** The ids that this need reads and authorizes, as paths: `params.space`, `body.container`. */
  readonly ids: readonly string[]
  /** The space to lock, so that this write takes its turn there. */
  space(sent: Sent): SpaceId | undefined
  find(ctx: Context, sent: Sent): Promise<Thing>
}

export type Needs = Record<string, Need<unknown>>
export type Found<N extends Needs> = {
  [K in keyof N]: N[K] extends Need<infer Thing> ? Thing : never
}

interface Spec<Q extends TSchema, B extends TSchema, A extends TSchema> {
  /** operationId: a verb and a noun, unique. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify's notation; a parameter is an id unless `params` says otherwise. */
  path: `/api/${string}`
  /** One sentence, for the API description. */
  summary: string
  /**
   * The history event that this door records, where it changes rights, roles, membership, credentials, policies or plans
   * (V2).
   */
  line?: DeclaredEvent
  params?: Record<string, TSchema>
  query?: Q
  body?: B
  /** The shape of the answer; without one the door returns 204. */
  answer?: A
  /** 200 unless said otherwise. */
  status?: 201 | 202
  /** Ids that no need covers, each with the reason why that is safe. */
  otherIds?: Record<string, string>
  /** A raw body of these media types instead of JSON; `given.body` is then a Readable of at most `most` bytes. */
  upload?: { types: string[]; most: number }
  /** The answer is a file, made by `file()`. */
  download?: true
  /** The answer holds a secret that is shown once: it is not stored under an idempotency key. */
  secret?: true
  /** Concerns credentials: an API token or app password is always refused (X83). */
  inPerson?: true
  /** Returns the asker's own things elsewhere: refused to somebody who views as another person (A8). */
  aboutMe?: true
  /** Set when a GET also writes, for example marks things as seen. */
  writes?: boolean
}

type Given<Q extends TSchema, B extends TSchema> = {
  params: Record<string, string>
  query: Static<Q>
  body: Static<B>
  reply: Reply
}

/** Lets a verb set more of its answer than the body. */
export interface Reply {
  setCookie(cookie: Cookie, value: string, options: { maxAgeSeconds: number }): void
  clearCookie(cookie: Cookie): void
}

/** A file to be sent. */
export interface FileAnswer {
  /** Stored content supports ranges and conditional requests; anything else is sent whole. */
  body: Content | NodeJS.ReadableStream | Buffer | string
  type: string
  /** Bytes of a stream, when they are known. */
  size?: number
  /** The file name for saving; with one, the file is a download unless it is `inline`. */
  name?: string
  inline?: boolean
  /** It never changes: the reader's own browser may cache it. */
  immutable?: boolean
}

/** A file from the blob store. */
export type StoredFile = FileAnswer & { body: Content }

export interface Door {
  readonly spec: Spec<TSchema, TSchema, TSchema>
  readonly who: 'signed-in' | 'anyone'
  readonly needs: Needs
  readonly tag: string
  run(
    ctx: PublicContext,
    given: Given<TSchema, TSchema> & Record<string, unknown>,
  ): Promise<unknown>
}

/** A door for signed-in people. `needs` says which right on which id; without needs, `everybody` says why none is required. */
export function door<
  N extends Needs,
  Q extends TSchema = TObject,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
>(
  spec: Spec<Q, B, A> & {
    needs: N
    run(
      ctx: Context,
      given: Given<Q, B> & Found<N>,
    ): Promise<NoInfer<Static<A>> | FileAnswer | void>
  },
): Door {
  return {
    spec,
    who: 'signed-in',
    needs: spec.needs,
    tag: tagOf(spec.path),
    run: spec.run as unknown as Door['run'],
  }
}

/** A door that needs no sign-in: each is on the committed list of exceptions of the doors test. */
export function openDoor<
  Q extends TSchema = TObject,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
>(
  spec: Spec<Q, B, A> & {
    run(ctx: PublicContext, given: Given<Q, B>): Promise<NoInfer<Static<A>> | FileAnswer | void>
  },
): Door {
  return {
    spec,
    who: 'anyone',
    needs: {},
    tag: tagOf(spec.path),
    run: spec.run as unknown as Door['run'],
  }
}

function tagOf(path: string): string {
  return path.split('/')[2] ?? 'other'
}

/** The shape of a door's path parameters. */
export function paramsOf({ spec }: Door): TObject {
  const names = [...spec.path.matchAll(/:(\w+)/g)].map((match) => match[1]!)
  return Shape(
    Object.fromEntries(names.map((name) => [name, spec.params?.[name] ?? Id(`the ${name}`)])),
  )
}

/**
 * Every id that a door takes, in path, query, body and nested arrays, must be covered by a need or by a reason (I3).
 * Returns one sentence for each id that is not; the server then refuses to start.
 */
export function undeclaredIds(door: Door): string[] {
  const declared = new Set([
    ...Object.values(door.needs).flatMap((need) => need.ids),
    ...Object.keys(door.spec.otherIds ?? {}),
  ])
  const taken = [
    ...idsIn(paramsOf(door), 'params'),
    ...(door.spec.query ? idsIn(door.spec.query, 'query') : []),
    ...(door.spec.body ? idsIn(door.spec.body, 'body') : []),
  ]
  const missing = taken
    .filter((path) => !declared.has(path))
    .map((path) => `${door.spec.name}: nobody answers for ${path}`)
  const superfluous = [...declared]
    .filter((path) => !taken.includes(path))
    .map((path) => `${door.spec.name}: ${path} is declared but never sent`)
  return [...missing, ...superfluous]
}

function idsIn(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { format, properties, items, anyOf, allOf } = schema as Record<string, unknown>
  if (format === 'uuid') return [path]
  return [
    ...Object.entries((properties ?? {}) as object).flatMap(([name, inner]) =>
      idsIn(inner, `${path}.${name}`),
    ),
    ...idsIn(items, `${path}[]`),
    ...[
      ...new Set(
        [...((anyOf as unknown[]) ?? []), ...((allOf as unknown[]) ?? [])].flatMap((inner) =>
          idsIn(inner, path),
        ),
      ),
    ],
  ]
}
