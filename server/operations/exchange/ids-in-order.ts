import { newId } from '../../kernel/ids.ts'

/**
 * Ascending ids within one import, so that things that an archive has in an order keep it. 26 bits of a UUIDv7 count (RFC
 * 9562 §6.2, method 1), 48 stay random.
 */
export class IdsInOrder {
  readonly #begin = newId().slice(0, 14)
  #count = 0

  next<Id extends string>(): Id {
    const count = this.#count++
    const high = (count >>> 14).toString(16).padStart(3, '0')
    const low = (0x8000 | (count & 0x3fff)).toString(16)
    return `${this.#begin}7${high}-${low}-${newId().slice(24)}` as Id
  }
}
