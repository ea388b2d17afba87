import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'

/** The instance, or any other object that knows the data folder. */
interface Keeper {
  config: Pick<Config, 'dataDir'>
}

/**
 * Secrets that must be read again (the seed of a second factor) are encrypted with a key in the data folder, not in the
 * database: a stolen dump is useless without it. AES-256-GCM; the owner of a secret is its associated data.
 */
export function seal(house: Keeper, text: string, belongsTo: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(house), nonce).setAAD(Buffer.from(belongsTo))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Returns undefined when it was sealed with another key, or for another owner. */
export function unseal(house: Keeper, sealed: Buffer, belongsTo: string): string | undefined {
  const [nonce, tag, rest] = [sealed.subarray(0, 12), sealed.subarray(12, 28), sealed.subarray(28)]
  try {
    const cipher = createDecipheriv('aes-256-gcm', keyOf(house), nonce)
      .setAAD(Buffer.from(belongsTo))
      .setAuthTag(tag)
    return Buffer.concat([cipher.update(rest), cipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** A key of 256 bits for one purpose, always derived in the same way from the same file. */
export function keyFor(house: Keeper, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', keyOf(house), '', purpose, 32))
}

/** A key of 128 bits for deterministic encryption (AES, one block), derived from the same file. */
export function blockKey(house: Keeper): Buffer {
  const key = keyOf(house)
  let derived = blockKeys.get(key)
  if (!derived)
    blockKeys.set(key, (derived = Buffer.from(hkdfSync('sha256', key, '', 'block', 16))))
  return derived
}

const blockKeys = new WeakMap<Buffer, Buffer>()
const keys = new Map<string, Buffer>()

function keyOf({ config }: Keeper): Buffer {
  const key = keys.get(fileOf(config)) ?? readKey(config)
  if (!key) throw new Error(`${fileOf(config)} is missing: put it back from a backup`)
  return key
}

function fileOf({ dataDir }: Pick<Config, 'dataDir'>): string {
  return path.join(dataDir, 'sealing-key')
}

/** Reads the key from the data folder; returns undefined when there is none. */
export function readKey(config: Pick<Config, 'dataDir'>): Buffer | undefined {
  const file = fileOf(config)
  try {
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
    if (key.length !== 32)
      throw new CannotStart(`${file} does not hold a key: put it back from a backup.`)
    keys.set(file, key)
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

/** Identifies a key without revealing it. */
export function fingerprintOf(key: Buffer): string {
  return hash('sha256', Buffer.concat([Buffer.from('atelier sealing key'), key])).slice(0, 16)
}

/**
 * Called only where nothing is sealed yet. The file is written whole or not at all; when two processes make one at the same
 * time, both use the first.
 */
export function makeKey(config: Pick<Config, 'dataDir'>): Buffer {
  const file = fileOf(config)
  const own = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const handle = openSync(own, 'wx', 0o600)
  try {
    writeSync(handle, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(handle)
    closeSync(handle)
    linkSync(own, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(own, { force: true })
  }
  return readKey(config)!
}
