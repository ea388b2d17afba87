import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { SlowBodies } from './slow-bodies.ts'

const limits = {
  seconds: 0.2,
  bytesASecond: 1e6,
  streamSeconds: 0.3,
  streamBytes: 10,
  afterwards: 0.3,
}
const slow = new SlowBodies(limits, 50)
after(() => slow.stop())

/** A server that watches each request in this way; resolves to the status with which it refused. */
async function serverThat(
  takes: (request: IncomingMessage, answer: ServerResponse) => void,
): Promise<{ open(): Socket; refused: Promise<number> }> {
  let told: (status: number) => void
  const refused = new Promise<number>((resolve) => (told = resolve))
  const server = createServer((request, answer) => {
    request.on('error', (error) => told((error as { statusCode?: number }).statusCode ?? 0))
    takes(request, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  const open = () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n')
    return socket
  }
  return { open, refused }
}

/** Sends a byte now and then, until the connection is closed. */
function drip(socket: Socket, bytes: number): Promise<unknown> {
  const timer = setInterval(() => socket.write('a'.repeat(bytes)), 60)
  return new Promise((resolve) => socket.on('close', resolve)).finally(() => clearInterval(timer))
}

test('X117 · a body that is read whole has its time, however it drips', async () => {
  const { open, refused } = await serverThat((request) => {
    slow.watchWhole(request, 1000)
    request.resume()
  })
  await drip(open(), 1)
  assert.equal(await refused, 408)
})

test('X117 · a stream that makes no progress is ended', async () => {
  const { open, refused } = await serverThat((request, answer) => {
    slow.watchStream(request, answer)
    request.resume()
  })
  await drip(open(), 1)
  assert.equal(await refused, 408)
})

test('X117 · a stream that makes progress may take its time, and so may one that nobody reads yet', async () => {
  const { open } = await serverThat((request, answer) => {
    slow.watchStream(request, answer)
    request.once('data', () => {
      request.pause()
      setTimeout(() => request.resume(), 800)
    })
    request.on('end', () => answer.end('all of it'))
  })
  const socket = open()
  socket.write('a'.repeat(100))
  const timer = setInterval(() => socket.write('a'.repeat(60)), 60)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  clearInterval(timer)
  socket.destroy()
  assert.match(answer.toString(), /all of it/)
})

test('X117 · the body of a refused request is read for a moment and not for ever', async () => {
  const { open } = await serverThat((request, answer) => {
    slow.watchStream(request, answer)
    answer.statusCode = 403
    answer.end()
    request.resume()
  })
  const socket = open()
  socket.resume()
  await drip(socket, 20)
})
