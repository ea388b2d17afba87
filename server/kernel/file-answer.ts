import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Content, Range } from './blobs.ts'
import type { FileAnswer } from './door.ts'
import { safeNameWithEnding, withoutAccents } from './plain-text.ts'
import { names } from './versions.ts'

/** After this many bytes or milliseconds, the server checks again whether the file may still be sent (A11, I6). */
const askAgainAfter = { bytes: 4 * 1024 * 1024, milliseconds: 5000 }

/**
 * Nothing in a file can act on our origin (X112). A PDF gets no `sandbox`: browsers do not start their PDF viewer in one,
 * and a PDF is not a page.
 */
const inert = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
const policyOf = (type: string) => (type === 'application/pdf' ? inert : `${inert}; sandbox`)

/** Sends a file: with RFC 9110 conditions and ranges for stored content, otherwise as a plain stream. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: FileAnswer,
  stillAllowed: (() => Promise<void>) | undefined,
): unknown {
  void reply
    .header('content-type', file.type)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', policyOf(file.type))
    .header('cache-control', keptFor(file))
  if (file.name !== undefined)
    void reply.header('content-disposition', disposition(file.name, file.inline === true))
  const send = (body: FileAnswer['body']) =>
    reply.send(body instanceof Readable && stillAllowed ? whileAllowed(body, stillAllowed) : body)
  if (isContent(file.body)) return sendContent(request, reply, file.body, send)
  if (file.size !== undefined) void reply.header('content-length', file.size)
  return send(file.body)
}

/** The reader's browser caches content that never changes; other content is revalidated before it is shown (I6). */
function keptFor({ immutable, body }: FileAnswer): string {
  if (immutable) return 'private, max-age=31536000, immutable'
  return isContent(body) ? 'private, no-cache' : 'no-store'
}

function isContent(body: FileAnswer['body']): body is Content {
  return typeof body === 'object' && 'sha256' in body
}

function sendContent(
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
  content: Content,
  send: (body: Readable) => unknown,
): unknown {
  const tag = `"${content.sha256}"`
  void reply.header('etag', tag).header('accept-ranges', 'bytes')
  if (headers['if-match'] !== undefined && !names(headers['if-match'], tag))
    return empty(reply, 412)
  if (names(headers['if-none-match'], tag)) return empty(reply, 304)
  const whole = headers['if-range'] !== undefined && headers['if-range'] !== tag
  const range = whole || method === 'HEAD' ? undefined : rangeIn(headers.range, content.size)
  if (range === 'beyond') {
    void reply.header('content-range', `bytes */${content.size}`)
    return empty(reply, 416)
  }
  const length = range ? range.last - range.first + 1 : content.size
  void reply.header('content-length', length)
  if (range) {
    const said = `bytes ${range.first}-${range.last}/${content.size}`
    void reply.code(206).header('content-range', said)
  }
  // A stream even where nothing is read: without one, Fastify would set content-length to 0.
  return send(method === 'HEAD' || length === 0 ? Readable.from([]) : content.open(range))
}

function empty(reply: FastifyReply, status: number): unknown {
  return reply.code(status).removeHeader('content-type').removeHeader('content-disposition').send()
}

/** RFC 9110 §14.1.2. Returns a single range; undefined (send the whole content) for several ranges or an invalid header. */
export function rangeIn(header: string | undefined, size: number): Range | 'beyond' | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  if (from === '') {
    const first = Math.max(size - Number(to), 0)
    return Number(to) === 0 || size === 0 ? 'beyond' : { first, last: size - 1 }
  }
  if (to !== '' && Number(to) < Number(from)) return undefined
  if (Number(from) >= size) return 'beyond'
  return { first: Number(from), last: Math.min(to === '' ? size - 1 : Number(to), size - 1) }
}

/** Cuts the stream off soon after it may no longer be sent. */
function whileAllowed(body: Readable, stillAllowed: () => Promise<void>): Readable {
  const parts = async function* () {
    let sent = 0
    let asked = performance.now()
    for await (const part of body as AsyncIterable<Buffer>) {
      if (sent >= askAgainAfter.bytes || performance.now() - asked > askAgainAfter.milliseconds) {
        await stillAllowed()
        sent = 0
        asked = performance.now()
      }
      sent += part.length
      yield part
    }
  }
  return Readable.from(parts(), { objectMode: false })
}

/** RFC 6266 and RFC 8187: every system can create a file of this name, and every client reads the header. */
function disposition(name: string, inline: boolean): string {
  const safe = safeNameWithEnding(name, 'download')
  const ascii = withoutAccents(safe).replaceAll(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(safe).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
