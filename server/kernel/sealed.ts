import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { House } from './context.ts'

/**
 * Secrets that must be read again (the seed of a second factor) are sealed with a key that lies in the data folder, not in
 * the database: who gets hold of a dump cannot use them. AES-256-GCM; what it belongs to is sealed with it.
 */
export function seal(house: House, text: string, belongsTo: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(house), nonce).setAAD(Buffer.from(belongsTo))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Undefined when it was sealed with another key, or for something else. */
export function unseal(house: House, sealed: Buffer, belongsTo: string): string | undefined {
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

const keys = new Map<string, Buffer>()

function keyOf({ config }: House): Buffer {
  const file = path.join(config.dataDir, 'sealing-key')
  let key = keys.get(file)
  if (!key) keys.set(file, (key = read(file) ?? make(file)))
  return key
}

function read(file: string): Buffer | undefined {
  try {
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
    if (key.length !== 32) throw new Error(`${file} does not hold a key: put it back from a backup`)
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Whole or not at all, and of two who make it at once the first one's is everybody's. */
function make(file: string): Buffer {
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
  return read(file)!
}
