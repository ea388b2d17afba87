import { createHmac, randomBytes } from 'node:crypto'

/** TOTP: RFC 6238 over RFC 4226, with the parameters that every app supports (SHA-1, six digits, half a minute). */
const seconds = 30

export function stepAt(time: Date): number {
  return Math.floor(time.getTime() / 1000 / seconds)
}

export function codeAt(secret: Buffer, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const sum = createHmac('sha1', secret).update(counter).digest()
  const number = sum.readUInt32BE(sum.at(-1)! & 0x0f) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step that this code belongs to: the current one or a neighbour, since clocks differ and typing takes time. */
export function stepOf(secret: Buffer, code: string, now: Date): number | undefined {
  const present = stepAt(now)
  return [present, present - 1, present + 1].find((step) => codeAt(secret, step) === code)
}

export function newSecret(): Buffer {
  return randomBytes(20)
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 §6 without padding, as apps accept it when typed. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return bits.replaceAll(/.{1,5}/g, (five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]!)
}

/** The content of the QR code: the secret, the account and the issuer. */
export function addressForApps(secret: Buffer, account: string, house: string): string {
  const issuer = encodeURIComponent(house)
  const label = `${issuer}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${issuer}&algorithm=SHA1&digits=6&period=${seconds}`
}
