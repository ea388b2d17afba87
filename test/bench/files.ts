import { execFile, spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { Database } from '../../server/kernel/db.ts'
import { cookieOf } from './furnished.ts'
import { alternately, ratioRow, timed, type Row } from './measure.ts'
import { administrator, served } from './served.ts'

const mega = 1024 * 1024
const run = promisify(execFile)

/** Files attached and downloaded over HTTP, against the same bytes on the raw disk and, where it is installed, through nginx. */
export async function fileRows({
  quick,
  say,
}: {
  quick: boolean
  say: (sentence: string) => void
}): Promise<Row[]> {
  return served('files', say, async ({ db, port, dataDir }) => {
    const items = []
    for (let group = 0; group < mostClients; group++) items.push(await itemOf(port))
    const place = { port, item: items[0]!, items, peer: path.join(dataDir, 'peer'), db }
    await mkdir(place.peer)
    const megabytes = quick ? 64 : 1024
    return [
      ...(await small(place)),
      ...(await large(place, megabytes)),
      ...(await down(place, megabytes)),
    ]
  })
}

const mostClients = 8

interface Place {
  port: number
  item: string
  /** Of as many groups. */
  items: string[]
  /** A folder on the same disk. */
  peer: string
  db: Database
}

async function itemOf(port: number): Promise<string> {
  const ask = async <Body>(method: string, url: string, body?: object) =>
    (await sent(port, method, url, Buffer.from(JSON.stringify(body ?? {})))) as Body
  const name = `For files ${Date.now()}`
  const { id } = await ask<{ id: string }>('POST', '/api/groups', { name, template: 'team' })
  const { items } = await ask<{ items: { id: string; kind: string }[] }>(
    'GET',
    `/api/spaces/${id}/containers?tool=notes`,
  )
  const notebook = items.find(({ kind }) => kind === 'notebook')!.id
  const note = await ask<{ id: string }>('POST', `/api/spaces/${id}/notebooks/${notebook}/notes`, {
    title: 'With files',
  })
  return `/api/spaces/${id}/items/${note.id}`
}

/** A file of 1 KB, by one client and by eight in as many groups: synced like its row, as in the peer. */
async function small({ port, items, peer, db }: Place): Promise<Row[]> {
  await db.run({ text: 'drop table if exists raw_file' })
  await db.run({ text: 'create table raw_file (name text primary key, size int not null)' })
  const attach = async (bytes: Buffer, client: number) => {
    const all = `${items[client]}/attachments`
    const { id } = (await sent(port, 'POST', `${all}?name=small.bin`, bytes)) as Made
    made.push(`${all}/${id}`)
  }
  const raw = async (bytes: Buffer) => {
    const name = await writtenAndSynced(peer, [bytes])
    await db.run({ text: 'insert into raw_file values ($1, $2)', values: [name, bytes.length] })
  }
  const made: string[] = []
  /** An item has a limited number of attachments. */
  const tidied = async () => {
    for (const url of made.splice(0)) await sent(port, 'DELETE', url)
  }
  const rows: Row[] = []
  for (const clients of [1, mostClients]) {
    const together = (act: (bytes: Buffer, client: number) => Promise<void>) => () =>
      Promise.all(Array.from({ length: clients }, (_, client) => act(randomBytes(1024), client)))
    const rounds = clients === 1 ? 20 : 5
    const compared = await timed({ pairs: 5, rounds }, together(attach), together(raw))
    await tidied()
    const by = clients === 1 ? '' : ` by each of ${clients} clients`
    const name = `1 KB attached over HTTP${by}, against write, sync and insert`
    rows.push(ratioRow(name, 'ms', compared, { atMost: clients === 1 ? 20 : 40 }))
  }
  return rows
}

interface Made {
  id: string
  url: string
}

/** Sent by curl, so that no process but the server does the work of the server. */
async function large({ port, item, peer }: Place, megabytes: number): Promise<Row[]> {
  if (!isInstalled('curl')) return []
  const file = path.join(peer, await writtenAndSynced(peer, parts(megabytes)))
  const url = `http://127.0.0.1:${port}${item}/attachments?name=large.bin`
  const type = ['-H', 'content-type: application/octet-stream']
  const cookie = ['-H', `cookie: ${cookieOf(administrator)}`]
  const attach = async () => {
    const args = ['-sf', '-X', 'POST', '-T', file, ...type, ...cookie, url]
    const [took, { stdout }] = await seconds(() => run('curl', args))
    const { id } = JSON.parse(stdout) as Made
    await sent(port, 'DELETE', `${item}/attachments/${id}`)
    return took
  }
  const raw = async () => {
    const [took, name] = await seconds(() => writtenAndSynced(peer, parts(megabytes)))
    await rm(path.join(peer, name))
    return took
  }
  const what = `${said(megabytes)} attached over HTTP, against SHA-256, write and sync in one process`
  const measured = await alternately(3, attach, raw)
  await rm(file)
  return [ratioRow(what, 's', measured, { atMost: 2 })]
}

async function down({ port, item, peer }: Place, megabytes: number): Promise<Row[]> {
  if (!isInstalled('curl')) return []
  const url = `${item}/attachments?name=down.bin`
  const made = (await sent(port, 'POST', url, ...parts(megabytes))) as Made
  const name = await writtenAndSynced(peer, parts(megabytes))
  const ours = () => fetched(`http://127.0.0.1:${port}${made.url}`)
  await ours() // compares it with its hash, once
  const raw = await alternately(5, ours, () => read(path.join(peer, name)))
  const what = `${said(megabytes)} downloaded over HTTP`
  const rows = [ratioRow(`${what}, against reading the file`, 's', raw, { atMost: 6 })]
  await withNginx(peer, async (base) => {
    const theirs = await alternately(5, ours, () => fetched(`${base}/${name}`))
    rows.push(ratioRow(`${what}, against nginx`, 's', theirs, { atMost: 1.67 }))
  })
  return rows
}

async function fetched(url: string): Promise<number> {
  const args = ['-sf', '-o', '/dev/null', '-H', `cookie: ${cookieOf(administrator)}`, url]
  return (await seconds(() => run('curl', args)))[0]
}

async function read(file: string): Promise<number> {
  return (
    await seconds(async () => {
      for await (const part of createReadStream(file, { highWaterMark: mega })) void part
    })
  )[0]
}

async function withNginx(folder: string, act: (base: string) => Promise<void>): Promise<void> {
  if (!isInstalled('nginx')) return
  const port = 20_000 + (process.pid % 20_000)
  const conf = path.join(folder, 'nginx.conf')
  const http = `access_log off; server { listen 127.0.0.1:${port}; root ${folder}; sendfile on; }`
  const events = 'events {} worker_processes 1; daemon off; error_log stderr;'
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  await writeFile(conf, `${user} pid ${folder}/nginx.pid; ${events} http { ${http} }`)
  const nginx = spawn('nginx', ['-c', conf], { stdio: 'ignore' })
  try {
    for (let wait = 0; wait < 50; wait++) {
      const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
      if (answer) return await act(`http://127.0.0.1:${port}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  } finally {
    nginx.kill()
  }
}

const isInstalled = (program: string) => spawnSync('which', [program]).status === 0

const said = (megabytes: number) => `${megabytes.toLocaleString('en')} MB`

const part = randomBytes(mega)

/** Different content each time, because a space stores equal content only once. */
function parts(megabytes: number): Buffer[] {
  const first = Buffer.from(part)
  randomBytes(16).copy(first)
  return [first, ...Array.from({ length: megabytes - 1 }, () => part)]
}

/** Returns its name. */
async function writtenAndSynced(folder: string, content: Buffer[]): Promise<string> {
  const name = randomBytes(8).toString('hex')
  const hash = createHash('sha256')
  const file = await open(path.join(folder, name), 'wx')
  for (const each of content) {
    hash.update(each)
    await file.writeFile(each)
  }
  hash.digest()
  await file.sync()
  await file.close()
  const entry = await open(folder, 'r')
  await entry.sync()
  await entry.close()
  return name
}
async function sent(
  port: number,
  method: string,
  url: string,
  ...content: Buffer[]
): Promise<unknown> {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  const type = url.includes('/attachments') ? 'application/octet-stream' : 'application/json'
  const given = method === 'GET' || method === 'DELETE' ? [] : content
  const headers = {
    cookie: cookieOf(administrator),
    ...(given.length > 0 && { 'content-type': type, 'content-length': length }),
  }
  const asked = request({ host: '127.0.0.1', port, method, path: url, headers })
  const answered = new Promise<unknown>((resolve, reject) => {
    asked.on('error', reject)
    asked.on('response', (answer) => {
      if (answer.statusCode === 204) return void answer.resume().on('end', () => resolve(undefined))
      json(answer).then(
        (told) =>
          answer.statusCode! < 300
            ? resolve(told)
            : reject(new Error(`${url}: ${answer.statusCode} ${JSON.stringify(told)}`)),
        reject,
      )
    })
  })
  await pipeline(Readable.from(given, { objectMode: false }), asked)
  return answered
}

async function seconds<T>(act: () => Promise<T>): Promise<[number, T]> {
  const began = performance.now()
  const result = await act()
  return [(performance.now() - began) / 1000, result]
}
