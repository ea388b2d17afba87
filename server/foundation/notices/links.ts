import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import webpush from 'web-push'
import { publicAddress } from '../../kernel/config.ts'
import type { House } from '../../kernel/context.ts'
import { isId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import { seal, unseal } from '../../kernel/sealed.ts'
import { declaredIn } from './declared.ts'
import type { Shown } from './notice.ts'
import * as store from './push-store.ts'

/** The mails that a link at the end of a mail stops: those about one space, or the digest. */
export interface Stop {
  person: PersonId
  space: SpaceId | null
}

interface Secret {
  vapidPublic: string
  vapidPrivate: string
  linkKey: Buffer
}

const secrets = new WeakMap<House, Promise<Secret>>()

/** The instance's own keys, made once and stored in its database, sealed. */
export function secretOf(house: House): Promise<Secret> {
  let known = secrets.get(house)
  if (!known) {
    known = findSecret(house)
    known.catch(() => secrets.delete(house)) // the database was unavailable: asks again next time
    secrets.set(house, known)
  }
  return known
}

async function findSecret(house: House): Promise<Secret> {
  const { publicKey, privateKey } = webpush.generateVAPIDKeys()
  const fresh = sealedKeys(house, privateKey, randomBytes(32))
  const { vapidPublic, ...row } = await store.secret(house.db, {
    vapidPublic: publicKey,
    sealed: fresh,
  })
  if (row.sealed) return { vapidPublic, ...openedKeys(house, row.sealed) }
  const [vapidPrivate, linkKey] = [row.vapidPrivate!, row.linkKey!]
  await store.sealSecret(house.db, sealedKeys(house, vapidPrivate, linkKey))
  return { vapidPublic, vapidPrivate, linkKey }
}

const belongsTo = 'notice-secret'

function sealedKeys(house: House, vapidPrivate: string, linkKey: Buffer): Buffer {
  return seal(house, JSON.stringify([vapidPrivate, linkKey.toString('base64url')]), belongsTo)
}

function openedKeys(house: House, sealed: Buffer): Omit<Secret, 'vapidPublic'> {
  const text = unseal(house, sealed, belongsTo)
  if (text === undefined)
    throw new Error(
      'The keys of notices were sealed with another key: put sealing-key back into the data folder, from a backup',
    )
  const [vapidPrivate, linkKey] = JSON.parse(text) as [string, string]
  return { vapidPrivate, linkKey: Buffer.from(linkKey, 'base64url') }
}

/** Signed, so that nobody can stop another person's mails. It needs no session, and can do nothing else (RFC 8058). */
export function stopToken(key: Buffer, { person, space }: Stop): string {
  const said = Buffer.concat([bytesOf(person), space ? bytesOf(space) : Buffer.alloc(0)])
  return Buffer.concat([said, signature(key, said)]).toString('base64url')
}

/** Returns what the token stops; undefined when it is not one of ours. */
export function readStopToken(key: Buffer, token: string): Stop | undefined {
  const bytes = Buffer.from(token, 'base64url')
  const said = bytes.subarray(0, -32)
  if (said.length !== 16 && said.length !== 32) return undefined
  if (!timingSafeEqual(signature(key, said), bytes.subarray(-32))) return undefined
  const [person, space] = [said.subarray(0, 16), said.subarray(16)].map(idOf)
  if (!isId<PersonId>(person)) return undefined
  return { person, space: isId<SpaceId>(space) ? space : null }
}

export const stopPath = (token: string) => `/unsubscribe/${token}`

/** RFC 8058: the address that a mail client's own button posts to. */
export function stopHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

/** The path in the web UI that a notice links to. */
export function pathOf(house: House, notice: Shown): string {
  const { kind, space, item, container, tool, about, many } = notice
  const { outside, path } = declaredIn(house).byKind.get(kind)!
  if (outside || (many && !container)) return '/notices'
  if (path) return path({ space, tool, about })
  if (item) return `/s/${space}/${tool}/${item}`
  if (container) return `/s/${space}/${tool}/in/${container}`
  return `/s/${space ?? about}`
}

export function addressOf(house: House, path: string): string {
  return `${publicAddress(house.config)}${path}`
}

function signature(key: Buffer, said: Buffer): Buffer {
  return createHmac('sha256', key).update('unsubscribe').update(said).digest()
}

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
