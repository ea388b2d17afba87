// A Fastify server with one prepared select, and a socket that pokes and answers: the baselines of the figures.
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import pg from 'pg'
import { schema } from '../../server/kernel/db.ts'
import { WebSocketServer } from 'ws'

const options = `-c search_path=${schema}`
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, options })
const server = fastify()

server.get('/notes/:space/:id', async (request) => {
  const { space, id } = request.params as { space: string; id: string }
  const { rows } = await pool.query({
    name: 'bare',
    text: `select i.*, n.text, n.preview, n.words from item i join note n on n.space_id = i.space_id and n.item_id = i.id
      where i.space_id = $1 and i.id = $2`,
    values: [space, id],
  })
  return rows[0]
})

const sockets = new WebSocketServer({ server: server.server, perMessageDeflate: false })
sockets.on('connection', (socket) => {
  socket.on('message', () => socket.send('{"type":"changes","seq":1,"changes":[]}'))
})

server.post('/poke', async () => {
  await pool.query({ name: 'bare-poke', text: 'select 1' })
  for (const socket of sockets.clients) socket.send('{"type":"poke","seq":1}')
  return {}
})

await pool.query('select 1')
await server.listen({ host: '127.0.0.1', port: 0 })
console.log(`ready: http://127.0.0.1:${(server.server.address() as AddressInfo).port}`)
process.on('SIGTERM', () => process.exit(0))
