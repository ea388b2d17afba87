import type { Static, TObject, TSchema } from 'typebox'
import type { Content } from './blobs.ts'
import type { Context, PublicContext } from './context.ts'
import type { Cookie } from './cookies.ts'
import type { DeclaredEvent } from './event.ts'
import type { SpaceId } from './ids.ts'
import { Id, Shape } from './shapes.ts'

/** What was sent, already of the declared shape. */
export interface Sent {
  params: Record<string, string>
  query: Record<string, unknown>
  body: unknown
  /** Versions of what is changed that the asker accepts (If-Match); any when there are none. */
  versions?: string[] | undefined
}

/** A right on a thing that a door needs: finding it is being allowed (I3, I4). Made by server/access/needs.ts. */
export interface Need<Thing> {
  /** In words for the matrix and the API description: `view an item`. */
  readonly right: string
  /** The ids that this need reads and answers for, as paths: `params.space`, `body.container`. */
  readonly ids: readonly string[]
  /** The space whose order of writes this request joins. */
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
  /** The line that it writes into a history, where it touches rights, roles, membership, credentials, policies or plans (V2). */
  line?: DeclaredEvent
  params?: Record<string, TSchema>
  query?: Q
  body?: B
  /** The shape of the answer; nothing means 204. */
  answer?: A
  /** 200 unless said otherwise. */
  status?: 201 | 202
  /** Ids that no need covers, each with the reason why that is safe. */
  otherIds?: Record<string, string>
  /** A raw body of these media types instead of JSON; `given.body` is then a Readable of at most `most` bytes. */
  upload?: { types: string[]; most: number }
  /** The answer is a file, made by `file()`. */
  download?: true
  /** Its answer holds a secret that is shown once: it is not kept for an idempotency key. */
  secret?: true
  /** About credentials: an API token or app password never passes here (X83). */
  inPerson?: true
  /** Answers of the asker's own things elsewhere: never to somebody who stands in for them (A8). */
  aboutMe?: true
  /** Set when a GET writes too (marks as seen, say). */
  writes?: boolean
}

type Given<Q extends TSchema, B extends TSchema> = {
  params: Record<string, string>
  query: Static<Q>
  body: Static<B>
  reply: Reply
}

/** What a verb may set on its answer besides the body. */
export interface Reply {
  setCookie(cookie: Cookie, value: string, options: { maxAgeSeconds: number }): void
  clearCookie(cookie: Cookie): void
}

/** A file to be sent. */
export interface FileAnswer {
  /** Stored content can be read in ranges and asked for conditionally; anything else is sent from its beginning to its end. */
  body: Content | NodeJS.ReadableStream | Buffer | string
  type: string
  /** Bytes of a stream, where they are known. */
  size?: number
  /** What it is called when it is saved; with a name it is a download, unless it is shown `inline`. */
  name?: string
  inline?: boolean
  /** It never changes: may be kept by the reader's own browser. */
  immutable?: boolean
}

/** A file of what is kept. */
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

/** A door for who is signed in. `needs` says which right on which id; without them `everybody` says why none is needed. */
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

/** A door for anybody at all: each is on the committed list of exceptions of the doors test. */
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
 * Every id that a door takes, in path, query, body and nested arrays, must be answered for by a need or by a reason (I3).
 * Answers the sentences of what is missing; the server refuses to start with any.
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
