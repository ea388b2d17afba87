import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres } from '../../server/kernel/postgres.ts'
import { openDatabase } from '../../server/kernel/db.ts'
import { LiveLedger } from './live-ledger.ts'
import { startProcess, statusOf, until } from './server-process.ts'
import type { ServerProcess } from './server-process.ts'

export type Outcome = {
  kills: number
  /** Writes answered 201. */
  acknowledged: number
  /** Edits of a note acknowledged over the socket. */
  edits: number
  /** Acknowledged, and not in the database afterwards: notes, and lines of the note written live. */
  lost: string[]
  /** Writes refused or cut off: nothing was promised. */
  unanswered: number
  /** Answers that are neither a success nor *Unavailable*. */
  unexpected: number[]
  /** Spaces whose change log misses a number, or has one twice. */
  torn: number
}

const admin = { email: 'ada.ledger@example.org', password: 'a long word nobody guesses 7' }
const writers = 4

/** Kills the server, then its PostgreSQL, in turns, while notes are written, and compares with what was acknowledged. */
export async function killUnderLoad(kills: number): Promise<Outcome> {
  const folder = mkdtempSync('/tmp/atelier-kills-')
  const port = await freePort()
  const env = {
    DATA_DIR: folder,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    SETUP_ORGANIZATION: 'Ledger',
    SETUP_EMAIL: admin.email,
    SETUP_PASSWORD: admin.password,
  }
  let server = await started(env)
  const load = new Load(server.address)
  try {
    await load.signIn()
    const writing = Array.from({ length: writers }, () => load.write())
    writing.push(load.writeLive())
    for (let kill = 0; kill < kills; kill++) {
      await load.more(10)
      await pause(Math.random() * 50)
      if (kill % 2 === 0) server = await killServer(server, env)
      else await killPostgres(server, folder)
    }
    await load.more(10)
    load.stop()
    await Promise.all(writing)
  } finally {
    load.stop()
    server.child.kill('SIGTERM')
    await server.ended
  }
  const found = await kept(folder, load)
  rmSync(folder, { recursive: true, force: true })
  const lost = [...load.acknowledged.filter((id) => !found.notes.has(id)), ...found.lostLines]
  const { unanswered, unexpected } = load
  const acknowledged = load.acknowledged.length
  const edits = load.live.acknowledged.length
  return { kills, acknowledged, edits, lost, unanswered, unexpected, torn: found.torn }
}

async function started(env: Record<string, string>): Promise<ServerProcess> {
  const server = await startProcess(env)
  if (server.address) return server
  server.child.kill('SIGKILL')
  throw new Error(`the server did not start:\n${server.said()}`)
}

async function killServer(server: ServerProcess, env: Record<string, string>) {
  server.child.kill('SIGKILL')
  await server.ended
  return started(env)
}

async function killPostgres(server: ServerProcess, folder: string): Promise<void> {
  const lockFile = readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8')
  process.kill(Number(lockFile.split('\n')[0]), 'SIGKILL')
  await pause(50)
  const back = await until(async () => (await statusOf(`${server.address}/healthz`)) === 200)
  if (!back) throw new Error(`the database did not come back:\n${server.said()}`)
}

type Containers = { items: { id: string; kind: string }[] }

/** People who write notes and keep a ledger of what they were promised. */
class Load {
  readonly acknowledged: string[] = []
  readonly unexpected: number[] = []
  unanswered = 0
  readonly #address: string
  readonly live = new LiveLedger()
  /** The note that is written live. */
  note = ''
  #cookie = ''
  #space = ''
  #notes = ''
  #over = false

  constructor(address: string) {
    this.#address = address
  }

  async signIn(): Promise<void> {
    const answer = await this.#send('/api/session', admin)
    this.#cookie = answer.headers.getSetCookie().map(firstPart).join('; ')
    const { privateSpace } = await this.#get<{ privateSpace: string }>('/api/me')
    const space = `/api/spaces/${privateSpace}`
    const { items } = await this.#get<Containers>(`${space}/containers`)
    const notebook = items.find(({ kind }) => kind === 'notebook')
    this.#space = privateSpace
    this.#notes = `${space}/notebooks/${notebook?.id}/notes`
    const made = await this.#send(this.#notes, { title: 'Written live' })
    this.note = ((await made.json()) as { id: string }).id
  }

  async write(): Promise<void> {
    while (!this.#over) if (!(await this.#writeOne())) await pause(50)
  }

  writeLive(): Promise<void> {
    return this.live.write(this.#address, this.#cookie, this.#space, this.note)
  }

  /** Waits until that many more writes are acknowledged, and a live edit: every kill strikes in the middle of some. */
  async more(writes: number): Promise<void> {
    const enough = this.acknowledged.length + writes
    const edits = this.live.acknowledged.length
    const reached = await until(
      () => this.acknowledged.length >= enough && this.live.acknowledged.length > edits,
    )
    if (!reached) throw new Error(`no writes get through: ${this.unexpected.join(' ')}`)
  }

  stop(): void {
    this.#over = true
    this.live.stop()
  }

  async #writeOne(): Promise<boolean> {
    try {
      const answer = await this.#send(this.#notes, { title: 'A line in the ledger' })
      if (answer.status === 201) {
        this.acknowledged.push(((await answer.json()) as { id: string }).id)
        return true
      }
      this.unanswered++
      if (answer.status !== 503) this.unexpected.push(answer.status)
    } catch {
      this.unanswered++
    }
    return false
  }

  #send(door: string, body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json', cookie: this.#cookie }
    return fetch(this.#address + door, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  async #get<T>(door: string): Promise<T> {
    const answer = await fetch(this.#address + door, { headers: { cookie: this.#cookie } })
    if (!answer.ok) throw new Error(`${door}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

function firstPart(cookie: string): string {
  return cookie.split(';')[0] ?? ''
}

async function kept(
  folder: string,
  { live, note }: Load,
): Promise<{ notes: Set<string>; lostLines: string[]; torn: number }> {
  const quiet = { info: () => undefined, warn: () => undefined }
  const postgres = await startPostgres({ dataDir: folder }, quiet)
  const db = openDatabase(postgres.connection)
  try {
    const notes = await db.rows<{ id: string }>({ text: 'select id from item' })
    const row = await db.row<{ torn: number }>({
      text: `select count(*) as torn from (
               select 1 from change group by space_id
               having count(*) <> max(seq) or count(distinct seq) <> max(seq)) as space`,
    })
    const lostLines = await live.lost(db, note)
    return { notes: new Set(notes.map(({ id }) => id)), lostLines, torn: row?.torn ?? -1 }
  } finally {
    await db.close()
    await postgres.stop()
  }
}

/** The same port for every start, as people's browsers know only one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await until(() => server.listening)
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
