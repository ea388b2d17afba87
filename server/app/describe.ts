import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

/** The OpenAPI 3.1 description, made from the doors themselves. */
export async function describe(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Atelier',
        version: '0.1.0',
        description: 'The one HTTP API of Atelier: the web UI uses nothing else.',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'atelier_session' } },
      },
      security: [{ session: [] }],
    },
  })
  server.get('/api/openapi.json', { schema: { hide: true } as object }, async () =>
    server.swagger(),
  )
}
