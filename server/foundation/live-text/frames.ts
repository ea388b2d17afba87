import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/**
 * What client and server say about rooms, in binary frames of the live connection. Server, browser and test clients share it.
 *
 * Every frame is: varUint kind, varUint room, then what the kind says. `room` is a number that the client chooses when it
 * opens a text: on this connection it is the address of that text of that item, and of no other. Bytes are lib0's varUint8Array,
 * words its varString.
 *
 * client → server                                          server → client
 * 0 open       space, item, field, state vector,           0 opened     mayEdit 0|1, update (what the client lacks), state vector,
 *              looking 0|1                                              person: whose session this connection has
 * 1 edit       counter, Yjs update                         1 edit       Yjs update of somebody else
 * 2 awareness  y-protocols awareness of this client        2 awareness  y-protocols awareness of others
 * 3 close                                                  3 closed     reason (a word of `closings`); nothing more comes
 *                                                          4 kept       counter: that edit and all before are stored durably
 *                                                          5 mode       mayEdit 0|1: the right has changed
 *
 * After `opened` the client sends, as an edit, what the server's state vector lacks. An edit that was not `kept` when the
 * connection ends is sent again that way; Yjs edits are idempotent. A client never sends edits of one person on the connection of
 * another: `opened` names the connection's person. An edit is at most `largestEdit` bytes; a frame beyond 1 MiB closes the whole
 * connection with code 1009, and must not be sent again. Looking (viewing the group as somebody else, A8) is read only, and the
 * others are not told that the person is there.
 */
/** Bytes of one edit: a paste of some 200 pages. */
export const largestEdit = 1000 * 1024

export type FromClient =
  | {
      kind: 'open'
      room: number
      space: string
      item: string
      field: string
      vector: Uint8Array
      looking?: boolean
    }
  | { kind: 'edit'; room: number; counter: number; update: Uint8Array }
  | { kind: 'awareness'; room: number; update: Uint8Array }
  | { kind: 'close'; room: number }

export type FromServer =
  | {
      kind: 'opened'
      room: number
      mayEdit: boolean
      update: Uint8Array
      vector: Uint8Array
      person: string
    }
  | { kind: 'edit'; room: number; update: Uint8Array }
  | { kind: 'awareness'; room: number; update: Uint8Array }
  | { kind: 'closed'; room: number; reason: Closing }
  | { kind: 'kept'; room: number; counter: number }
  | { kind: 'mode'; room: number; mayEdit: boolean }

/**
 * Why a room closes: the person has no access (any more), or an edit was refused. `foreign`: the edit continues text under a
 * Yjs client number of another session; its sender can send the same text under a number of its own.
 */
export type Closing = 'gone' | 'read-only' | 'too-large' | 'unreadable' | 'foreign' | 'unavailable'

const fromClient = ['open', 'edit', 'awareness', 'close'] as const
const fromServer = ['opened', 'edit', 'awareness', 'closed', 'kept', 'mode'] as const

export function clientFrame(frame: FromClient): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, fromClient.indexOf(frame.kind))
    encoding.writeVarUint(encoder, frame.room)
    if (frame.kind === 'open') {
      encoding.writeVarString(encoder, frame.space)
      encoding.writeVarString(encoder, frame.item)
      encoding.writeVarString(encoder, frame.field)
      encoding.writeVarUint8Array(encoder, frame.vector)
      encoding.writeVarUint(encoder, frame.looking ? 1 : 0)
    }
    if (frame.kind === 'edit') encoding.writeVarUint(encoder, frame.counter)
    if (frame.kind === 'edit' || frame.kind === 'awareness')
      encoding.writeVarUint8Array(encoder, frame.update)
  }) as Uint8Array<ArrayBuffer>
}

/** Throws on bytes that are not a frame. */
export function readClientFrame(bytes: Uint8Array): FromClient {
  const decoder = decoding.createDecoder(bytes)
  const kind = fromClient[decoding.readVarUint(decoder)]
  const room = decoding.readVarUint(decoder)
  if (kind === 'open') {
    const space = decoding.readVarString(decoder)
    const item = decoding.readVarString(decoder)
    const field = decoding.readVarString(decoder)
    const vector = decoding.readVarUint8Array(decoder)
    const looking = decoding.readVarUint(decoder) === 1
    return { kind, room, space, item, field, vector, looking }
  }
  if (kind === 'edit') {
    const counter = decoding.readVarUint(decoder)
    return { kind, room, counter, update: decoding.readVarUint8Array(decoder) }
  }
  if (kind === 'awareness') return { kind, room, update: decoding.readVarUint8Array(decoder) }
  if (kind === 'close') return { kind, room }
  throw new Error('no such frame')
}

export function serverFrame(frame: FromServer): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, fromServer.indexOf(frame.kind))
    encoding.writeVarUint(encoder, frame.room)
    if (frame.kind === 'opened' || frame.kind === 'mode')
      encoding.writeVarUint(encoder, frame.mayEdit ? 1 : 0)
    if (frame.kind === 'opened' || frame.kind === 'edit' || frame.kind === 'awareness')
      encoding.writeVarUint8Array(encoder, frame.update)
    if (frame.kind === 'opened') {
      encoding.writeVarUint8Array(encoder, frame.vector)
      encoding.writeVarString(encoder, frame.person)
    }
    if (frame.kind === 'closed') encoding.writeVarString(encoder, frame.reason)
    if (frame.kind === 'kept') encoding.writeVarUint(encoder, frame.counter)
  }) as Uint8Array<ArrayBuffer>
}

export function readServerFrame(bytes: Uint8Array): FromServer {
  const decoder = decoding.createDecoder(bytes)
  const kind = fromServer[decoding.readVarUint(decoder)]
  const room = decoding.readVarUint(decoder)
  switch (kind) {
    case 'opened': {
      const mayEdit = decoding.readVarUint(decoder) === 1
      const update = decoding.readVarUint8Array(decoder)
      const vector = decoding.readVarUint8Array(decoder)
      return { kind, room, mayEdit, update, vector, person: decoding.readVarString(decoder) }
    }
    case 'edit':
    case 'awareness':
      return { kind, room, update: decoding.readVarUint8Array(decoder) }
    case 'closed':
      return { kind, room, reason: decoding.readVarString(decoder) as Closing }
    case 'kept':
      return { kind, room, counter: decoding.readVarUint(decoder) }
    case 'mode':
      return { kind, room, mayEdit: decoding.readVarUint(decoder) === 1 }
    default:
      throw new Error('no such frame')
  }
}
