import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

// Separates the edits of one Yjs client from those of others: extracts, renumbers and splits them.

type Written = { structs: (Y.Item | Y.GC | Y.Skip)[]; deleted: Map<number, Range[]> }
type Range = { clock: number; len: number }

/** The edits of this client from `since` on, and all deletions; no text of others. */
export function ownSince(doc: Y.Doc, client: number, since: number): Uint8Array {
  const others = Y.decodeStateVector(Y.encodeStateVector(doc))
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(others.set(client, since) as never))
}

/** The clock of this client in the server’s state vector. */
export function endOf(vector: Uint8Array, client: number): number {
  return vector.length > 0 ? (Y.decodeStateVector(vector).get(client) ?? 0) : 0
}

/** The update under another client number, for when the old one is taken; references to it are changed too. */
export function renumbered(update: Uint8Array, from: number, to: number): Uint8Array {
  const { structs, deleted } = read(update)
  const first = structs.find(({ id }) => id.client === from)?.id.clock ?? 0
  const moved = <Id extends { client: number; clock: number } | null>(id: Id) =>
    id && id.client === from && id.clock >= first ? Y.createID(to, id.clock - first) : id
  const own = structs.filter(({ id }) => id.client === from)
  for (const struct of own) {
    struct.id = moved(struct.id)
    if (!(struct instanceof Y.Item)) continue
    struct.origin = moved(struct.origin)
    struct.rightOrigin = moved(struct.rightOrigin)
    if (struct.parent instanceof Y.ID) (struct as { parent: unknown }).parent = moved(struct.parent)
  }
  const ranges = deleted.get(from) ?? []
  deleted.set(
    from,
    ranges
      .map(({ clock, len }) => ({ clock, len: Math.min(len, first - clock) }))
      .filter(({ len }) => len > 0),
  )
  const after = ranges
    .map(({ clock, len }) => ({ clock: Math.max(clock, first), end: clock + len }))
    .filter(({ clock, end }) => end > clock)
    .map(({ clock, end }) => ({ clock: clock - first, len: end - clock }))
  return write(own, deleted.set(to, after))
}

/** Splits an update, in order, into pieces of at most `most` bytes where possible: a single paste is not split. */
export function pieces(update: Uint8Array, most: number): Uint8Array[] {
  if (update.length <= most) return [update]
  const { structs, deleted } = read(update)
  const cut: Written['structs'][] = [[]]
  let size = 0
  for (const struct of structs) {
    const { length } = write([struct], new Map())
    if (size + length > most && cut.at(-1)!.length > 0) cut.push([])
    size = cut.at(-1)!.length === 0 ? length : size + length
    cut.at(-1)!.push(struct)
  }
  const none = new Map<number, Range[]>()
  return [...cut.map((each) => write(each, none)), write([], deleted)]
}

/** The words in an update, in the order in which they were written, for when the text around them is not known. */
export function wordsIn(update: Uint8Array): string {
  const said = read(update).structs.map((struct) => {
    if (!(struct instanceof Y.Item)) return ''
    if (struct.content instanceof Y.ContentString) return struct.content.str
    const isBlock =
      struct.content instanceof Y.ContentType && struct.content.type instanceof Y.XmlElement
    return isBlock ? '\n' : ''
  })
  return said.join('').replaceAll(/\n+/g, '\n').trim()
}

/** The words that these clients wrote from their clocks on, in the order of the text, a line per block. */
export function ownWords(doc: Y.Doc, since: ReadonlyMap<number, number>): string {
  const lines: string[] = []
  const look = (parent: Y.XmlFragment | Y.XmlElement) => {
    for (const inner of parent.toArray())
      if (inner instanceof Y.XmlText) lines.push(ownIn(inner, since))
      else if (inner instanceof Y.XmlElement) look(inner)
  }
  for (const name of doc.share.keys()) look(doc.getXmlFragment(name))
  return lines.filter(Boolean).join('\n')
}

function ownIn(text: Y.XmlText, since: ReadonlyMap<number, number>): string {
  let said = ''
  for (let at = text._start; at; at = at.right) {
    const from = since.get(at.id.client)
    if (at.deleted || from === undefined || !(at.content instanceof Y.ContentString)) continue
    said += at.content.str.slice(Math.max(0, from - at.id.clock))
  }
  return said
}

function read(update: Uint8Array): Written {
  const { structs, ds } = Y.decodeUpdate(update)
  return { structs, deleted: new Map([...ds.clients].map(([client, all]) => [client, [...all]])) }
}

/** Encodes the structs of one client in version 1 of Yjs’s update format. */
function write(structs: Written['structs'], deleted: ReadonlyMap<number, Range[]>): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const rest = encoder.restEncoder
  encoding.writeVarUint(rest, structs.length > 0 ? 1 : 0)
  if (structs.length > 0) {
    encoding.writeVarUint(rest, structs.length)
    encoder.writeClient(structs[0]!.id.client)
    encoding.writeVarUint(rest, structs[0]!.id.clock)
    for (const struct of structs) struct.write(encoder, 0)
  }
  const ranges = [...deleted].filter(([, all]) => all.length > 0)
  encoding.writeVarUint(rest, ranges.length)
  for (const [client, all] of ranges) {
    encoder.resetDsCurVal()
    encoding.writeVarUint(rest, client)
    encoding.writeVarUint(rest, all.length)
    for (const { clock, len } of all) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(len)
    }
  }
  return encoder.toUint8Array()
}
