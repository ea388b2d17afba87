import type { Readable } from 'node:stream'
import { Forbidden, Unavailable } from './errors.ts'

export interface Kept {
  /** Its name on its shelf: the hash, and letters that make the name unique. */
  name: string
  /** Hex. */
  sha256: string
  /** Bytes. */
  size: number
  /** The first bytes, which tell what kind of file it is. */
  head: Buffer
}

export type BlobFault = 'missing' | 'spoilt'

/** Bytes from the first to the last, both included; counted from 0. */
export interface Range {
  first: number
  last: number
}

/** Content that was found. */
export interface Content {
  /** Bytes. */
  size: number
  sha256: string
  /**
   * Streams the content, or a range of it. Content that no longer matches its hash is never sent whole: the stream fails
   * before its last bytes.
   */
  open(range?: Range): Readable
}

/** Content on shelves: one for each space, one for the pictures of people, one for archives (X95). A name is never used twice. */
export interface Blobs {
  /**
   * Streams content in; it is durable when this resolves. With `name`, it is kept under the name that it has in another store;
   * throws if it does not match the hash in it.
   */
  put(shelf: string, content: Readable, name?: string): Promise<Kept>
  /** Refuses content in quarantine. Throws Unavailable when the content is missing or, where that can be checked quickly, does not match its hash. */
  get(shelf: string, name: string): Promise<Content>
  /** Reads one content whole and returns its fault, if any. Throws Unavailable when the store does not answer. */
  check(shelf: string, name: string): Promise<BlobFault | undefined>
  /** Removes one content from a shelf; does nothing when there is none with that name. */
  remove(shelf: string, name: string): Promise<void>
  /** Removes a shelf with everything on it. */
  clear(shelf: string): Promise<void>
  shelves(): Promise<string[]>
  /**
   * Everything on a shelf, partly written content included, and when each was written (milliseconds). `remove` takes the name;
   * compare it with others by `lettersOf`, as a store may know only that part of it.
   */
  list(shelf: string): AsyncIterable<{ name: string; writtenAt: number }>
  /** Where the operator finds the content: a path, or an address. */
  where(shelf: string, name: string): string
}

const letters = 16

/** The end of a name, which no other content of its shelf has. */
export function lettersOf(name: string): string {
  return name.slice(-letters)
}

export function hashOf(name: string): string {
  return plainName(name).slice(0, 64)
}

export function nameOf(sha256: string, unique: string): string {
  return `${sha256}-${unique}`
}

/**
 * Begins the name of content in which a virus was found. Under such a name it is kept, checked and removed like any other, but
 * never read: no tool can serve it by mistake.
 */
export const quarantineMark = 'infected-'

/** The name without the mark of quarantine. */
export function plainName(name: string): string {
  return name.startsWith(quarantineMark) ? name.slice(quarantineMark.length) : name
}

export function refuseQuarantined(name: string): void {
  if (!name.startsWith(quarantineMark)) return
  throw new Forbidden('file-infected', {
    en: 'A virus was found in this file, so nobody can open it. An administrator can remove or release it.',
    fr: 'Un virus a été détecté dans ce fichier : personne ne peut l’ouvrir. Une personne qui administre l’espace peut le supprimer ou lever la quarantaine.',
  })
}

export function safe(name: string): string {
  if (!/^[a-z0-9-]{1,100}$/.test(name)) throw new Error(`not a name for a blob: ${name}`)
  return name
}

export const headBytes = 16

export const headOf = (parts: Buffer[]): Buffer =>
  Buffer.concat(parts.map((part) => part.subarray(0, headBytes))).subarray(0, headBytes)

/** Throws when content that comes from another store is not what its name says. */
export function mustMatch(sha256: string, name: string | undefined): void {
  if (name !== undefined && hashOf(name) !== sha256) throw damaged(name, 'spoilt')
}

/** The log names the file; the reader is told what to do. */
export function damaged(said: string, fault: BlobFault): Unavailable {
  const refusal = new Unavailable('file-damaged', {
    en: 'This file is damaged on the server. Tell the person who runs Atelier: a backup has it.',
    fr: 'Ce fichier est endommagé sur le serveur. Prévenez la personne qui gère Atelier : il peut être restauré depuis une sauvegarde.',
  })
  return Object.assign(refusal, { cause: new Error(`The file ${said} is ${fault}`) })
}
