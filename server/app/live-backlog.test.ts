import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import type { Asker } from '../kernel/context.ts'
import { Backlog, slowFrom } from './live-backlog.ts'
import { Connection } from './live-connection.ts'

const mega = 1024 * 1024
const limits = { connection: 2 * mega, person: 5 * mega, process: 12 * mega }

/** A person's connection, and its other end. */
async function connected(backlog: Backlog, person: string) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
  const [[opened]] = (await Promise.all([once(server, 'connection'), once(socket, 'open')])) as [
    [WebSocket],
    unknown,
  ]
  after(() => {
    socket.terminate()
    server.close()
  })
  let open = true
  opened.on('close', () => (open = false))
  const connection = new Connection(opened, { id: person } as Asker, backlog)
  return { connection, socket, opened, isOpen: () => open && opened.readyState === WebSocket.OPEN }
}

type Connected = Awaited<ReturnType<typeof connected>>
const unsent = (all: Connected[]) => all.reduce((sum, { opened }) => sum + opened.bufferedAmount, 0)
const soon = () => new Promise((resolve) => setTimeout(resolve, 20))
const message = new Uint8Array(256 * 1024)

test('X120 · data buffered for a client that does not read is limited, and the client is disconnected', async () => {
  const one = await connected(new Backlog(limits), 'ada')
  one.socket.pause()
  for (let n = 0; n < 400 && one.isOpen(); n++) {
    one.connection.send(message)
    assert.ok(unsent([one]) <= limits.connection + 2 * message.length, `${unsent([one])}`)
    await soon()
  }
  assert.equal(one.isOpen(), false)
})

test('X120 · so is the buffer of all connections of one person, and of all people', async () => {
  for (const [people, bound] of [
    [['ada'], limits.person],
    [['ada', 'mo', 'mina', 'gil'], limits.process],
  ] as const) {
    const backlog = new Backlog(limits)
    const all: Connected[] = []
    for (const n of Array.from({ length: 16 }).keys())
      all.push(await connected(backlog, people[n % people.length]!))
    for (const { socket } of all) socket.pause()
    for (let n = 0; n < 40; n++) {
      for (const { connection } of all) {
        connection.send(message)
        assert.ok(unsent(all.filter((each) => each.isOpen())) <= bound + 2 * message.length)
      }
      await soon()
    }
    assert.ok(all.some((each) => !each.isOpen()))
  }
})

test('X120 · who does not read is not listened to either, and is again once they have read', async () => {
  const one = await connected(new Backlog(limits), 'ada')
  const heard: unknown[] = []
  one.connection.onMessage(
    (text) => heard.push(text),
    () => undefined,
  )
  one.socket.pause()
  for (let n = 0; n < 400 && one.opened.bufferedAmount <= slowFrom; n++) {
    one.connection.send(new Uint8Array(slowFrom / 2))
    await soon()
  }
  one.socket.send('"more, please"')
  await soon()
  assert.deepEqual(heard, [])
  one.socket.resume()
  for (let n = 0; n < 200 && heard.length === 0; n++) await soon()
  assert.deepEqual(heard, ['more, please'])
  assert.ok(one.isOpen())
})

test('X120 · a client that keeps up receives everything, however much it is', async () => {
  const one = await connected(new Backlog(limits), 'ada')
  let bytes = 0
  one.socket.on('message', (data: Buffer) => (bytes += data.length))
  for (let n = 0; n < 60; n++) {
    one.connection.send(message)
    while (one.opened.bufferedAmount > slowFrom) await soon()
  }
  for (let n = 0; n < 200 && bytes < 60 * message.length; n++) await soon()
  assert.equal(bytes, 60 * message.length)
  assert.ok(one.isOpen())
})
