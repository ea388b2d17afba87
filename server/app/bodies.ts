import type { ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { SlowBodies } from '../kernel/slow-bodies.ts'

/** A body is either JSON that is read whole or a file that a door streams; both have a time limit. */
export function readBodies(server: FastifyInstance): void {
  server.removeContentTypeParser('text/plain')
  server.addContentTypeParser('*', (request, payload, done) => {
    const { reads } = request.routeOptions.config
    if (reads === 'json') return done(Object.assign(new Error('no JSON'), { statusCode: 415 }))
    done(null, payload)
  })
  const slow = new SlowBodies()
  server.addHook('onClose', async () => slow.stop())
  server.addHook('onRequest', (request, reply, done) => {
    if (hasBody(request)) watch(slow, request, reply.raw)
    done()
  })
}

function hasBody({ headers }: FastifyRequest): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

function watch(slow: SlowBodies, request: FastifyRequest, answer: ServerResponse): void {
  const { raw, routeOptions } = request
  if (!(raw.socket instanceof Socket)) return // injected by a test, without a network
  const { config, bodyLimit } = routeOptions
  if (config.reads === 'stream') slow.watchStream(raw, answer)
  else slow.watchWhole(raw, bodyLimit)
}
