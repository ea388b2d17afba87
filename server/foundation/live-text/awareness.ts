import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** A person who has the text open, as shown to the others. The server fills this in, never the client. */
export interface Shown {
  id: string
  name: string
  color: string
}

/** Where the cursor is, as the client's editor wrote it (relative positions of Yjs). */
export interface Cursor {
  client: number
  clock: number
  /** null when the client has left the text. */
  cursor: unknown
  gone: boolean
}

const largest = 4096

/**
 * Reads the one cursor that a client may send: its own (y-protocols' awareness format). Returns undefined for anything else.
 */
export function readCursor(update: Uint8Array): Cursor | undefined {
  if (update.length > largest) return undefined
  try {
    const decoder = decoding.createDecoder(update)
    if (decoding.readVarUint(decoder) !== 1) return undefined
    const client = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    const state = JSON.parse(decoding.readVarString(decoder)) as { cursor?: unknown } | null
    const cursor = state?.cursor
    const isObject = typeof cursor === 'object' && cursor !== null
    return { client, clock, cursor: isObject ? cursor : null, gone: state === null }
  } catch {
    return undefined
  }
}

export interface Seen {
  client: number
  clock: number
  /** Undefined when the cursor is no longer there. */
  state: { user: Shown; cursor: unknown } | undefined
}

export function awarenessOf(seen: Seen[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, seen.length)
    for (const { client, clock, state } of seen) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, JSON.stringify(state ?? null))
    }
  })
}

const colors = [
  '#b4532a',
  '#2f6f9f',
  '#5b7f2a',
  '#8a4fa3',
  '#a8456b',
  '#1f7a6d',
  '#96700f',
  '#4a5fb0',
  '#7a5a3a',
  '#3c7d3c',
  '#a33f3f',
  '#5d6470',
]

/** The same colour for the same person, everywhere. */
export function colorOf(id: string): string {
  let sum = 0
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0
  return colors[sum % colors.length]!
}
