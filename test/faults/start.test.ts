import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { stateOf } from '../../server/kernel/processes.ts'
import { startDatabase } from '../world/instance.ts'
import {
  mayMount,
  onPackagedNode,
  onSmallDisk,
  root,
  startProcess,
  statusOf,
  until,
} from './server-process.ts'
import type { ServerProcess } from './server-process.ts'

const folder = mkdtempSync('/tmp/atelier-start-')
const here = { DATA_DIR: folder, LOG_LEVEL: 'silent' }
const running: ServerProcess[] = []

async function start(env: Record<string, string> = here, command?: string[]) {
  const server = await startProcess(env, command)
  running.push(server)
  return server
}

async function stop({ child, ended }: ServerProcess): Promise<number | string> {
  child.kill('SIGTERM')
  return ended
}

function postgresPid(): number {
  return Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

async function inDatabase(text: string): Promise<unknown[]> {
  const client = new pg.Client({
    host: path.join(folder, 'socket'),
    user: 'atelier',
    database: 'atelier',
  })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}

after(async () => {
  await Promise.all(running.map(stop))
  rmSync(folder, { recursive: true, force: true })
})

test('O2 · the first start makes the database, prints the address and a set-up link', async () => {
  const server = await start()
  assert.match(server.address, /^http:\/\/127\.0\.0\.1:\d+$/, server.said())
  assert.match(server.said(), /works once\): http:\/\/127\.0\.0\.1:\d+\/set-up\?token=[\w-]{32}/)
  assert.equal(await statusOf(`${server.address}/healthz`), 200)
  assert.equal(await stop(server), 0)
})

test('a later start finds everything as it was', async () => {
  const server = await start()
  assert.ok(server.address, server.said())
  assert.doesNotMatch(server.said(), /Creating the database|brought up to date/)
  await stop(server)
})

test('a second server on the same data folder is refused, with the number of the first', async () => {
  const first = await start()
  const second = await start()
  assert.equal(await second.ended, 1)
  assert.match(second.said(), new RegExp(`already runs .*process ${first.child.pid}\\)`))
  assert.equal(await statusOf(`${first.address}/healthz`), 200)
  await stop(first)
})

test('a port that is taken is named, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await until(() => other.listening)
  const { port } = other.address() as AddressInfo
  const server = await start({ ...here, PORT: String(port) })
  other.close()
  assert.equal(await server.ended, 1)
  assert.match(server.said(), new RegExp(`Port ${port} .* taken by another program: .*PORT`))
})

test('a setting that cannot be is refused by name before anything is made', async () => {
  const server = await start({ ...here, PORT: 'eighty' })
  assert.equal(await server.ended, 1)
  assert.match(server.said(), /PORT: “eighty” is not valid: expected a whole number/)
})

for (const [what, dataDir] of [
  ['may not be written', '/sys/atelier'],
  ['is below a file', path.join(root, 'package.json/data')],
] as const) {
  test(`a data folder that ${what} is refused with a sentence`, async () => {
    const server = await start({ ...here, DATA_DIR: dataDir })
    assert.equal(await server.ended, 1)
    assert.match(server.said(), /The data folder .*choose another folder with DATA_DIR/)
    assert.doesNotMatch(server.said(), /\n\s+at /, 'no stack trace')
  })
}

test('after a kill, the PostgreSQL left behind is stopped and every committed row is there', async () => {
  const killed = await start()
  await inDatabase('create table kept (a int); insert into kept values (1), (2)')
  const orphan = postgresPid()
  killed.child.kill('SIGKILL')
  await killed.ended
  assert.equal(stateOf(orphan), 'running')
  const next = await start()
  assert.match(next.said(), new RegExp(`process ${orphan}\\) was left running .* stopping it`))
  assert.notEqual(stateOf(orphan), 'running')
  assert.deepEqual(await inDatabase('select a from kept order by a'), [{ a: 1 }, { a: 2 }])
  await stop(next)
})

test('lock files of processes that are gone, or are other programs now, are no obstacle', async () => {
  writeFileSync(path.join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: '1' }))
  const lines = [process.pid, path.join(folder, 'postgres'), 0, 5432, path.join(folder, 'socket')]
  writeFileSync(path.join(folder, 'postgres/postmaster.pid'), `${lines.join('\n')}\n`, {
    mode: 0o600,
  })
  const server = await start()
  assert.ok(server.address, server.said())
  await stop(server)
})

test('a PostgreSQL that dies is started again; meanwhile the server answers Unavailable', async () => {
  const server = await start()
  const health = `${server.address}/healthz`
  const seen = new Set<number>()
  process.kill(postgresPid(), 'SIGKILL')
  const back = await until(async () => {
    const status = await statusOf(health)
    seen.add(status)
    return status === 200 && seen.has(503)
  })
  assert.ok(back, `answers: ${[...seen].join(', ')}\n${server.said()}`)
  assert.ok([...seen].every((status) => status === 200 || status === 503))
  await stop(server)
})

test('told to stop, the server takes no new request and finishes the one that runs', async () => {
  const server = await start()
  const { port, hostname } = new URL(server.address)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))
  const head = `POST /api/nowhere HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n`
  socket.write(`${head}content-type: application/json\r\ncontent-length: 2\r\n\r\n{`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  server.child.kill('SIGTERM')
  await until(() => server.said().includes('finishing what runs'))
  assert.equal(await statusOf(server.address), 0, 'the port is closed')
  socket.write('}')
  assert.equal(await server.ended, 0)
  assert.match(answer, /^HTTP\/1\.1 \d{3} /)
})

test('the server ends when the command that started it is killed', async () => {
  const command = await start(here, [process.execPath, 'bin/start.mjs'])
  assert.ok(command.address, command.said())
  command.child.kill('SIGKILL')
  assert.ok(await until(async () => (await statusOf(`${command.address}/healthz`)) === 0))
  const next = await until(async () => {
    const server = await start()
    return server.address ? server : undefined
  })
  assert.ok(next, 'the folder is free again')
  await stop(next)
})

test('DATABASE_URL takes the place of the built-in PostgreSQL', async () => {
  const { connection, stop: drop } = await startDatabase()
  const url = `postgres://${connection.user}@/${connection.database}?host=${connection.host}`
  const own = mkdtempSync('/tmp/atelier-start-')
  const server = await start({ DATA_DIR: own, DATABASE_URL: url, LOG_LEVEL: 'silent' })
  assert.equal(await statusOf(`${server.address}/healthz`), 200, server.said())
  assert.doesNotMatch(server.said(), /PostgreSQL .* started/)
  await stop(server)
  await drop()
  rmSync(own, { recursive: true })
})

test('a DATABASE_URL where nobody answers is refused, and its password is not shown', async () => {
  const url = 'postgres://someone:hunter2@127.0.0.1:1/atelier'
  const server = await start({ ...here, DATABASE_URL: url })
  assert.equal(await server.ended, 1)
  assert.match(server.said(), /The PostgreSQL of DATABASE_URL does not answer/)
  assert.doesNotMatch(server.said(), /hunter2/)
})

test(
  'a full disk is refused before anything is half written',
  { skip: !mayMount && 'no mounts here' },
  async () => {
    const disk = mkdtempSync('/tmp/atelier-start-')
    const command = onSmallDisk('20m', disk, onPackagedNode)
    const server = await start({ ...here, DATA_DIR: disk }, command)
    assert.equal(await server.ended, 1)
    assert.match(server.said(), /The disk that holds .* is full .*DATA_DIR/)
    rmSync(disk, { recursive: true })
  },
)
