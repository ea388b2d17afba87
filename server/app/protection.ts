import { randomUUID } from 'node:crypto'
import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ConnectionError, FastifyInstance } from 'fastify'
import type { Config } from '../kernel/config.ts'
import { isSecure } from '../kernel/cookies.ts'
import { Invalid } from '../kernel/errors.ts'
import { problemOf } from '../kernel/problem.ts'

/** Content Security Policy: nothing from other origins, nothing inline. */
const policy = {
  'default-src': "'self'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
  'base-uri': "'self'",
  'form-action': "'self'",
}

/**
 * The security headers of every answer: those that helmet would set (OWASP secure headers), computed once instead of for
 * every request. A door that sends a file sets a stricter policy.
 */
export function securityHeaders(config: Config): Record<string, string> {
  return {
    'content-security-policy': Object.entries(policy)
      .map((directive) => directive.join(' '))
      .join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // for browsers without frame-ancestors; a mail in the outbox is shown in a frame of ours
    'x-frame-options': 'SAMEORIGIN',
    ...(isSecure(config) && {
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    }),
  }
}

export function protect(server: FastifyInstance, config: Config): void {
  const headers = securityHeaders(config)
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}

const statusOf: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

const unreadable = new Invalid('unreadable', {
  en: 'This request could not be read.',
  fr: 'Cette requête n’a pas pu être lue.',
})

/**
 * Answers a request that is not valid HTTP, or whose headers are too long or too slow, with a problem like any other, then
 * closes the connection.
 */
export function refuseUnreadable(error: ConnectionError, socket: Socket, config: Config): void {
  const answering = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage
  if (error.code === 'ECONNRESET' || !socket.writable || answering) return void socket.destroy()
  const status = statusOf[error.code] ?? 400
  const problem = JSON.stringify(
    problemOf(status === 400 ? unreadable : { statusCode: status }, 'en', randomUUID()),
  )
  const headers = {
    ...securityHeaders(config),
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(problem),
    'cache-control': 'no-store',
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines].join('\r\n')
  socket.end(`${head}\r\n\r\n${problem}`)
  setTimeout(() => socket.destroy(), 1000).unref()
}
