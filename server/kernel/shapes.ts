import { Type, type Static, type TSchema } from 'typebox'

/** Shapes for the schema.ts of every slice. */

/** The id of something, e.g. Id('a container'). Every id in a request must be declared by its door (I3). */
export const Id = (of: string) => Type.String({ format: 'uuid', description: `The id of ${of}` })

/** ISO 8601 in UTC. */
export const Time = () => Type.String({ description: 'ISO 8601, UTC' })

export const Maybe = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** A string enum. */
export const OneOf = <const Words extends readonly string[]>(words: Words, description?: string) =>
  Type.Unsafe<Words[number]>({
    type: 'string',
    enum: [...words],
    ...(description && { description }),
  })

/** A closed object: unknown fields are refused (X18). */
export const Shape = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

/** The keyword by which `server/kernel/judge.ts` tidies texts before they are validated. */
export const tidied = 'x-tidied'

/**
 * The name of a thing or a person: one line of 1 to `most` characters. Line breaks, direction marks and invisible
 * characters are removed at the door (`tidy`); a name that is empty then is refused (X107, X108).
 */
export const Name = (most: number, least = 1) =>
  Type.String({ minLength: least, maxLength: most, [tidied]: 'line' })

/** A text that somebody writes: lines of 1 to `most` characters, not only white space (`tidyText`). */
export const Text = (most: number, least = 1) =>
  Type.String({
    minLength: least,
    maxLength: most,
    ...(least > 0 && { pattern: '\\S' }),
    [tidied]: 'text',
  })

/** An e-mail address, normalized to the form in which it is stored (`addressOf`); compared without case. */
export const Email = () => Type.String({ format: 'email', maxLength: 254, [tidied]: 'address' })

/** The address of a page in the web (`readWebAddress`), normalized to the form in which it is stored: never `javascript:`. */
export const WebAddress = () =>
  Type.String({ format: 'web-address', minLength: 1, maxLength: 2000, [tidied]: 'webAddress' })

/** The query of a paged list: an opaque cursor and the page size. */
export const Paging = {
  after: Type.Optional(Type.String({ maxLength: 300 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
}

/** A page of a list, and the cursor of the next page. */
export const PageOf = <S extends TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item), next: Maybe(Type.String()) })

/** A list that is short by nature. */
export const ListOf = <S extends TSchema>(item: S) => Type.Object({ items: Type.Array(item) })

/** The acts that the asker may do with a thing. */
export const May = <const Acts extends readonly string[]>(acts: Acts) =>
  Type.Object(
    Object.fromEntries(acts.map((act) => [act, Type.Boolean()])) as Record<
      Acts[number],
      ReturnType<typeof Type.Boolean>
    >,
  )

export interface Page<T> {
  items: T[]
  next: string | null
}

/** Makes a page of rows that were queried with one more than `limit`; `key` is the cursor of the last row. */
export function pageOf<T>(rows: T[], limit: number, key: (last: T) => unknown[]): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const next =
    rows.length > limit && last !== undefined
      ? Buffer.from(JSON.stringify(key(last))).toString('base64url')
      : null
  return { items, next }
}

/** The key in a cursor; undefined when there is none or it is not one of ours. */
export function cursor<Key extends unknown[]>(after: string | undefined): Key | undefined {
  if (after === undefined) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(after, 'base64url').toString())
    return Array.isArray(key) ? (key as Key) : undefined
  } catch {
    return undefined
  }
}

export type { Static }
