import * as Y from 'yjs'
import type { LiveText } from '../../kernel/tool.ts'
import { largestEdit, type Closing } from './frames.ts'

// An edit is checked before it is stored: every stored edit can always be applied, in any order, by everybody.

const mostStructs = 60_000

type Struct = Y.Item | Y.GC
type Store = Y.Doc['store']
type Form = Pick<LiveText, 'root' | 'most'>

/**
 * Why an update cannot be applied to this document, or undefined. It must not depend on edits that the document does not
 * have.
 */
export function refusalOfUpdate(doc: Y.Doc, update: Uint8Array, form: Form): Closing | undefined {
  if (update.length > largestEdit) return 'too-large'
  try {
    const { structs, ds } = Y.decodeUpdate(update)
    if (structs.length > mostStructs) return 'too-large'
    const look = new Look(doc.store, form, structs as Struct[])
    if (!structs.every((struct) => look.accepts(struct as Struct))) return 'unreadable'
    for (const [client, ranges] of ds.clients)
      if (ranges.some(({ clock, len }) => !look.knows(client, clock + len - 1))) return 'unreadable'
    return undefined
  } catch {
    return 'unreadable'
  }
}

/** The client numbers under which an update adds something that the document does not have. */
export function numbersOf(doc: Y.Doc, update: Uint8Array): number[] {
  const ends = new Map<number, number>()
  for (const { id, length } of Y.decodeUpdate(update).structs)
    ends.set(id.client, Math.max(ends.get(id.client) ?? 0, id.clock + length))
  return [...ends].flatMap(([client, end]) => (end > Y.getState(doc.store, client) ? [client] : []))
}

/** True when an update has neither content nor deletions. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length <= 2 && update.every((byte) => byte === 0)
}

class Look {
  readonly #store: Store
  readonly #form: Form
  readonly #added = new Map<number, Struct[]>()
  readonly #ends = new Map<number, number>()
  readonly #depths = new Map<Struct, number>()

  constructor(store: Store, form: Form, structs: Struct[]) {
    this.#store = store
    this.#form = form
    for (const struct of structs) {
      const mine = this.#added.get(struct.id.client)
      if (mine) mine.push(struct)
      else this.#added.set(struct.id.client, [struct])
    }
  }

  accepts(struct: Struct): boolean {
    if (struct instanceof Y.GC) return this.#follows(struct)
    if (!(struct instanceof Y.Item) || !this.#follows(struct) || !isKnownContent(struct))
      return false
    const { origin, rightOrigin, parent } = struct as Y.Item & { parent: unknown }
    for (const id of [origin, rightOrigin, isId(parent) ? parent : null])
      if (id && !this.knows(id.client, id.clock)) return false
    if (typeof parent === 'string' && parent !== this.#form.root) return false
    return (
      !(struct.content instanceof Y.ContentType) || this.#depthOf(struct) <= this.#form.most.depth
    )
  }

  knows(client: number, clock: number): boolean {
    if (clock < Y.getState(this.#store, client)) return true
    const last = this.#added.get(client)?.at(-1)
    return last !== undefined && clock < last.id.clock + last.length
  }

  /** Whether no edits of its author are missing before it; structs of one author come in order. */
  #follows({ id: { client, clock }, length }: Struct): boolean {
    const end = this.#ends.get(client) ?? Y.getState(this.#store, client)
    this.#ends.set(client, Math.max(end, clock + length))
    return clock <= end
  }

  /** How many blocks it is nested in. Walks without recursion, since a client can make the chain as long as it likes. */
  #depthOf(struct: Struct): number {
    const chain: { struct: Struct; deeper: number }[] = []
    let at: Struct | undefined = struct
    let known = 0
    while (at) {
      const memo: number | undefined = this.#depths.get(at)
      if (memo !== undefined) {
        known = memo
        break
      }
      const next: { struct: Struct | undefined; deeper: number; base?: number } = this.#above(at)
      chain.push({ struct: at, deeper: next.deeper })
      if (next.base !== undefined) known = next.base
      at = next.struct
    }
    for (const each of chain.toReversed()) {
      known += each.deeper
      this.#depths.set(each.struct, known)
    }
    return known
  }

  #above(struct: Struct): { struct: Struct | undefined; deeper: number; base?: number } {
    if (!(struct instanceof Y.Item)) return { struct: undefined, deeper: 0 }
    const parent: unknown = struct.parent
    if (parent instanceof Y.AbstractType)
      return { struct: undefined, deeper: 1, base: depthOfType(parent) }
    if (isId(parent)) return { struct: this.#find(parent), deeper: 1 }
    if (typeof parent === 'string') return { struct: undefined, deeper: 1 }
    const beside = struct.origin ?? struct.rightOrigin
    return { struct: beside ? this.#find(beside) : undefined, deeper: 0 }
  }

  #find({ client, clock }: { client: number; clock: number }): Struct | undefined {
    if (clock < Y.getState(this.#store, client))
      return Y.getItem(this.#store, Y.createID(client, clock)) as Struct
    const mine = this.#added.get(client) ?? []
    let [low, high] = [0, mine.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const each = mine[middle]!
      if (clock < each.id.clock) high = middle - 1
      else if (clock >= each.id.clock + each.length) low = middle + 1
      else return each
    }
    return undefined
  }
}

function depthOfType(type: Y.AbstractType<unknown>): number {
  let depth = 0
  for (let at = type._item; at; at = (at.parent as Y.AbstractType<unknown>)._item) depth++
  return depth
}

function isId(value: unknown): value is { client: number; clock: number } {
  return typeof value === 'object' && value !== null && 'clock' in value && 'client' in value
}

/** Allows text, its marks, blocks and their attributes; nothing else belongs in a text. */
function isKnownContent({ content }: Y.Item): boolean {
  if (content instanceof Y.ContentType)
    return content.type instanceof Y.XmlElement || content.type instanceof Y.XmlText
  return [Y.ContentString, Y.ContentFormat, Y.ContentDeleted, Y.ContentAny].some(
    (kind) => content instanceof kind,
  )
}
