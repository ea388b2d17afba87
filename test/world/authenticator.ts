import { codeAt, stepAt } from '../../server/foundation/credentials/totp.ts'
import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'

/** A passkey as a phone would hold it: makes and answers challenges as WebAuthn says, with a finger on it. */
export class Authenticator {
  readonly id = randomBytes(16)
  readonly #origin: string
  readonly #rp: string
  readonly #key: KeyObject
  readonly #public: { x: Buffer; y: Buffer }
  #counter = 0

  constructor(origin: string) {
    this.#origin = origin
    this.#rp = new URL(origin).hostname
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x, y } = publicKey.export({ format: 'jwk' })
    this.#key = privateKey
    this.#public = { x: Buffer.from(x!, 'base64url'), y: Buffer.from(y!, 'base64url') }
  }

  /** What `navigator.credentials.create` returns. */
  make({ challenge }: { challenge: string }) {
    const known = Buffer.concat([Buffer.alloc(16), uint16(this.id.length), this.id, this.#cose()])
    const data = Buffer.concat([this.#head(0x45), known])
    const attestation = map([
      ['fmt', text('none')],
      ['attStmt', map([])],
      ['authData', bytes(data)],
    ])
    return {
      ...this.#names(),
      response: {
        clientDataJSON: coded(this.#client('webauthn.create', challenge)),
        attestationObject: coded(attestation),
        transports: ['internal'],
      },
    }
  }

  /** What `navigator.credentials.get` returns; with `verified: false` the user was not verified. */
  answer({ challenge }: { challenge: string }, { verified = true } = {}) {
    this.#counter++
    const data = this.#head(verified ? 0x05 : 0x01)
    const client = this.#client('webauthn.get', challenge)
    const signed = createSign('sha256').update(data).update(sha256(client)).sign(this.#key)
    return {
      ...this.#names(),
      response: {
        clientDataJSON: coded(client),
        authenticatorData: coded(data),
        signature: coded(signed),
      },
    }
  }

  #names() {
    return { id: coded(this.id), rawId: coded(this.id), type: 'public-key' as const }
  }

  #head(flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    return Buffer.concat([sha256(Buffer.from(this.#rp)), Buffer.from([flags]), counter])
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin }))
  }

  /** COSE_Key of ES256. */
  #cose(): Buffer {
    const { x, y } = this.#public
    const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01])
    return Buffer.concat([head, Buffer.from([0x21]), bytes(x), Buffer.from([0x22]), bytes(y)])
  }
}

const coded = (value: Buffer) => value.toString('base64url')
const sha256 = (value: Buffer) => createHash('sha256').update(value).digest()
const uint16 = (value: number) => Buffer.from([value >> 8, value & 0xff])

/** CBOR (RFC 8949), as far as it goes here. */
function head(kind: number, length: number): Buffer {
  if (length < 24) return Buffer.from([kind | length])
  return length < 256
    ? Buffer.from([kind | 24, length])
    : Buffer.concat([Buffer.from([kind | 25]), uint16(length)])
}
const text = (value: string) => Buffer.concat([head(0x60, value.length), Buffer.from(value)])
const bytes = (value: Buffer) => Buffer.concat([head(0x40, value.length), value])
const map = (entries: [string, Buffer][]) =>
  Buffer.concat([
    head(0xa0, entries.length),
    ...entries.flatMap(([key, value]) => [text(key), value]),
  ])

/** The code that an authenticator app shows for this address, now or some half minutes later. */
export function codeNow(address: string, later = 0): string {
  const secret = fromBase32(new URL(address).searchParams.get('secret')!)
  return codeAt(secret, stepAt(new Date()) + later)
}

export function fromBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((each) => alphabet.indexOf(each).toString(2).padStart(5, '0'))
  const eights = bits.join('').match(/.{8}/g) ?? []
  return Buffer.from(eights.map((eight) => Number.parseInt(eight, 2)))
}
