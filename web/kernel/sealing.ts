import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'

/**
 * What is kept in this browser for one person: sealed with a key that the server tells them while they are signed in, and that
 * is nowhere but in the memory of the page. After signing out nobody reads it here; the same person does, the next time.
 * The browser's own ciphers answer later, and what is typed is kept at once: so this one.
 */
let sealingKey: Uint8Array | undefined

export function sealWith(key: string | null): void {
  sealingKey = key === null ? undefined : bytesOf(key)
}

/** Under this name in the browser's store; false when it cannot be kept: nobody is signed in, or there is no room. */
export function keepSealed(name: string, value: unknown): boolean {
  if (!sealingKey) return false
  const nonce = crypto.getRandomValues(new Uint8Array(24))
  const said = new TextEncoder().encode(JSON.stringify(value))
  const sealed = xchacha20poly1305(sealingKey, nonce, belongsTo(name)).encrypt(said)
  try {
    localStorage.setItem(name, `${textOf(nonce)}.${textOf(sealed)}`)
    return true
  } catch {
    return false
  }
}

/** Undefined for what is not there, or is not this person's to read; it is left where it is. */
export function readSealed(name: string): unknown {
  const [nonce, sealed] = localStorage.getItem(name)?.split('.') ?? []
  if (!sealingKey || !nonce || !sealed) return undefined
  try {
    const cipher = xchacha20poly1305(sealingKey, bytesOf(nonce), belongsTo(name))
    return JSON.parse(new TextDecoder().decode(cipher.decrypt(bytesOf(sealed))))
  } catch {
    return undefined
  }
}

/** Put under another name, it cannot be read. */
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
