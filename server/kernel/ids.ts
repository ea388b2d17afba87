import { randomFillSync } from 'node:crypto'

/** A UUIDv7 (RFC 9562 §5.7): sorts by its creation time, unique across processes. */
export function newId<Id extends string = string>(now: number = Date.now()): Id {
  randomFillSync(bytes)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
}

const bytes = Buffer.alloc(16)

declare const thing: unique symbol
type Id<Thing extends string> = string & { readonly [thing]: Thing }

export type PersonId = Id<'person'>
export type OrganizationId = Id<'organization'>
/** A group's id is the id of its space. */
export type SpaceId = Id<'space'>
export type ContainerId = Id<'container'>
export type ItemId = Id<'item'>
/** One act on many things. */
export type ActId = Id<'act'>

/** Whether a value from outside has the form of an id. */
export function isId<Id extends string = string>(value: unknown): value is Id {
  return typeof value === 'string' && idPattern.test(value)
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
