import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'

/**
 * Storage in this browser for one person, encrypted with a key that the server sends while they are signed in and that is
 * kept only in the page's memory. After signing out nobody can read it here; the same person can after signing in again. Not
 * WebCrypto, which is asynchronous: what is typed must be saved immediately.
 */
let sealingKey: Uint8Array | undefined

export function sealWith(key: string | null): void {
  sealingKey = key === null ? undefined : bytesOf(key)
}

/** Stores a value under this name; returns false when it cannot: nobody is signed in, or the storage is full. */
export function keepSealed(name: string, value: unknown): boolean {
  const text = sealed(name, value)
  if (text === undefined) return false
  try {
    localStorage.setItem(name, text)
    return true
  } catch {
    return false
  }
}

/** The encrypted text to store under this name; undefined when nobody is signed in. */
export function sealed(name: string, value: unknown): string | undefined {
  if (!sealingKey) return undefined
  const nonce = crypto.getRandomValues(new Uint8Array(24))
  const plain = new TextEncoder().encode(JSON.stringify(value))
  const cipher = xchacha20poly1305(sealingKey, nonce, belongsTo(name))
  return `${textOf(nonce)}.${textOf(cipher.encrypt(plain))}`
}

/** Returns undefined when there is no value, or it belongs to another person; then it stays in the storage. */
export function readSealed(name: string): unknown {
  const [nonce, ciphertext] = localStorage.getItem(name)?.split('.') ?? []
  if (!sealingKey || !nonce || !ciphertext) return undefined
  try {
    const cipher = xchacha20poly1305(sealingKey, bytesOf(nonce), belongsTo(name))
    return JSON.parse(new TextDecoder().decode(cipher.decrypt(bytesOf(ciphertext))))
  } catch {
    return undefined
  }
}

/** Binds the ciphertext to its name: moved to another, it cannot be read. */
function belongsTo(name: string): Uint8Array {
  return new TextEncoder().encode(name)
}

export function textOf(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
