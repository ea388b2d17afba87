import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { get, request } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { startProcess, until, type ServerProcess } from './server-process.ts'

const mega = 1024 * 1024
const size = 512
/** Each part of a megabyte says where it is. */
const noise = randomBytes(mega)
function part(at: number): Buffer {
  const bytes = Buffer.from(noise)
  bytes.writeUInt32BE(at)
  return bytes
}

test('X133 · half a gigabyte comes through a small heap, survives a kill of the server, and is read back whole', async () => {
  const dataDir = mkdtempSync('/tmp/atelier-large-')
  const env = {
    DATA_DIR: dataDir,
    SETUP_ORGANIZATION: 'Atelier',
    SETUP_EMAIL: 'oona@example.org',
    SETUP_PASSWORD: 'a sentence that is easy to keep',
  }
  const start = () =>
    startProcess(env, [process.execPath, '--max-old-space-size=96', 'server/app/main.ts'])
  let server = await start()
  try {
    const { cookie, space, item } = await itemOf(server.address, env)
    const ask = (method: string, url: string, body?: object) =>
      asked(server.address, cookie, method, url, body)
    const { id } = await ask('POST', `${item}/uploads`, { name: 'Film.mp4', size: size * mega })
    const upload = `${space}/uploads/${id as string}`
    const first = await send(server.address, cookie, `${upload}?from=0`, 0, 300)
    assert.equal((first as { received: number }).received, 300 * mega)
    const killed = send(server.address, cookie, `${upload}?from=${300 * mega}`, 300, size).catch(
      () => 'gone',
    )
    await until(() => piecesOf(dataDir).some((name) => name.endsWith('.part')))
    server.child.kill('SIGKILL')
    assert.equal(await killed, 'gone')
    await server.ended
    server = await start()
    const { received } = await ask('GET', upload)
    assert.equal(received, 300 * mega)
    const done = await send(server.address, cookie, `${upload}?from=${300 * mega}`, 300, size)
    const { attachment } = done as { attachment: string }
    const url = `${item}/attachments/${attachment}/content`
    assert.equal(await hashOf(server.address, cookie, url), sent())
    assert.ok((peakOf(server) ?? 0) < 400, `${peakOf(server)} MB in memory at most`)
  } finally {
    server.child.kill('SIGTERM')
    await server.ended
    rmSync(dataDir, { recursive: true, force: true })
  }
})

function sent(): string {
  const hash = createHash('sha256')
  for (let at = 0; at < size; at++) hash.update(part(at))
  return hash.digest('hex')
}

/** A note in the private space of the first admin. */
async function itemOf(address: string, env: { SETUP_EMAIL: string; SETUP_PASSWORD: string }) {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: env.SETUP_EMAIL, password: env.SETUP_PASSWORD }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const { privateSpace } = await asked(address, cookie, 'GET', '/api/me')
  const space = `/api/spaces/${privateSpace as string}`
  const { items } = await asked(address, cookie, 'GET', `${space}/containers?tool=notes`)
  const notebook = (items as { id: string; kind: string }[]).find((c) => c.kind === 'notebook')!
  const title = { title: 'With a film' }
  const note = await asked(
    address,
    cookie,
    'POST',
    `${space}/notebooks/${notebook.id}/notes`,
    title,
  )
  return { cookie, space, item: `${space}/items/${note['id'] as string}` }
}

async function asked(
  address: string,
  cookie: string,
  method: string,
  url: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(address + url, {
    method,
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  assert.ok(answer.ok, `${method} ${url}: ${answer.status}`)
  return (await answer.json()) as Record<string, unknown>
}

async function send(
  address: string,
  cookie: string,
  url: string,
  from: number,
  to: number,
): Promise<unknown> {
  const headers = { cookie, 'content-type': 'application/octet-stream' }
  const length = { 'content-length': (to - from) * mega }
  const put = request(address + url, { method: 'PUT', headers: { ...headers, ...length } })
  const answered = new Promise<unknown>((resolve, reject) => {
    put.on('error', reject)
    put.on('response', (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (each: Buffer) => parts.push(each))
      answer.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString())))
    })
  })
  const parts = function* () {
    for (let at = from; at < to; at++) yield part(at)
  }
  await Promise.all([pipeline(Readable.from(parts(), { objectMode: false }), put), answered])
  return answered
}

function hashOf(address: string, cookie: string, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(address + url, { headers: { cookie } }, (answer) => {
      const hash = createHash('sha256')
      answer.on('data', (each: Buffer) => hash.update(each))
      answer.on('error', reject)
      answer.on('end', () => resolve(hash.digest('hex')))
    }).on('error', reject)
  })
}

function piecesOf(dataDir: string): string[] {
  const blobs = path.join(dataDir, 'blobs')
  try {
    return readdirSync(blobs, { recursive: true }).map(String)
  } catch {
    return []
  }
}

/** Megabytes that the server had in memory at most; undefined where the system does not tell. */
function peakOf({ child }: ServerProcess): number | undefined {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024
  } catch {
    return undefined
  }
}
