import type { FastifyInstance } from 'fastify'
import type { Config } from '../kernel/config.ts'

/** Content Security Policy: nothing from elsewhere, nothing inline. */
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
 * What every answer tells a browser not to do: the headers that helmet would set (OWASP secure headers), worked out once
 * instead of at every request. A door that sends a file sets a stricter policy of its own.
 */
export function protect(server: FastifyInstance, config: Config): void {
  const headers = {
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
    ...(config.publicUrl?.startsWith('https:') && {
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    }),
  }
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}
