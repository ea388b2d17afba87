import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CannotStart } from './cannot-start.ts'
import { postgresBinaries, wayToRun } from './postgres-binaries.ts'
import type { WayToRun } from './postgres-binaries.ts'
import { processesIn, stateOf } from './processes.ts'

export type Log = { info(message: string): void; warn(message: string): void }

export type Postgres = {
  readonly connection: { host: string; port: number; user: string; database: string }
  /** Changes when PostgreSQL died and was restarted. */
  readonly pid: number
  /** Ends every connection and waits until everything is on disk. */
  stop(): Promise<void>
}

type Place = {
  /** The data folder of Atelier. */
  dataDir: string
  /** Only tests may give up durability for speed. */
  durable?: boolean
}

const user = 'atelier'
const database = 'atelier'
const port = 5432
/** sockaddr_un.sun_path holds 108 bytes with the terminating zero. */
const longestSocketPath = 107

/**
 * Starts the PostgreSQL of the npm package on a Unix socket in the data folder, and creates the database at the first
 * start. A server left over by a killed parent is stopped first; one that dies is restarted. The caller holds the lock of
 * the data folder: nobody else starts a server there.
 */
export async function startPostgres(place: Place, log: Log): Promise<Postgres> {
  const binaries = postgresBinaries()
  const run = wayToRun(binaries, place.dataDir)
  const data = path.join(place.dataDir, 'postgres')
  const began = performance.now()
  if (!existsSync(path.join(data, 'PG_VERSION'))) await createCluster(run, data, place, log)
  refuseOtherVersion(data, binaries.version)
  run.handOver(data)
  await endLeftOver(data, log)
  const sockets = socketFolder(place.dataDir, run)
  const server = new Server(run, data, sockets, place.durable ?? true, log)
  await server.start()
  log.info(`PostgreSQL ${binaries.version} started in ${Math.round(performance.now() - began)} ms`)
  return server
}

/** Created under another name and renamed when complete, so that an interrupted first start leaves nothing half done. */
async function createCluster(run: WayToRun, data: string, place: Place, log: Log): Promise<void> {
  log.info('Creating the database (first start)')
  const unfinished = `${data}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  run.handOver(unfinished)
  const sync = place.durable === false ? ['--no-sync'] : []
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const access = ['-U', user, '-A', 'trust', '-E', 'UTF8']
  await finish(run.spawn('initdb', ['-D', unfinished, ...access, ...locale, ...sync]), 'initdb')
  const single = run.spawn('postgres', ['--single', '-D', unfinished, 'postgres'], 'pipe')
  single.stdin?.end(`create database ${database}\n`)
  await finish(single, 'postgres --single')
  renameSync(unfinished, data)
}

async function finish(child: ChildProcess, name: string): Promise<void> {
  let said = ''
  child.stdout?.on('data', (chunk) => (said += chunk))
  child.stderr?.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new CannotStart(whyNot(said, `${name} ended with ${code}`))
}

function refuseOtherVersion(data: string, version: string): void {
  const made = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim()
  if (made === version.split('.')[0]) return
  throw new CannotStart(
    `The database in ${data} was made by PostgreSQL ${made}; this release of Atelier brings ${version}. ` +
      `Start the release of Atelier that made it, export, and import with this one.`,
  )
}

/** Cleans up after a parent that was killed: it may have left a running server, a zombie, or only a lock file. */
async function endLeftOver(data: string, log: Log): Promise<void> {
  const lockFile = path.join(data, 'postmaster.pid')
  if (!existsSync(lockFile)) return
  const pid = Number(readFileSync(lockFile, 'utf8').split('\n')[0])
  if (stateOf(pid) === 'running' && processesIn(data).includes(pid)) {
    log.warn(
      `PostgreSQL (process ${pid}) was left running by a server that was killed: stopping it`,
    )
    await stopLeftOver(pid)
    if (!existsSync(lockFile)) return // the server removed it when it stopped
  }
  await within(10_000, () => stateOf(pid) !== 'zombie')
  if (stateOf(pid) === 'gone') return // PostgreSQL itself takes over the lock of a dead process
  if (processesIn(data).length > 0)
    throw new CannotStart(
      `PostgreSQL (process ${processesIn(data)[0]}) does not stop: end it first.`,
    )
  // The process id belongs to another program, or to a zombie that is never reaped: PostgreSQL would consider its lock
  // held.
  log.warn(`Removing a stale PostgreSQL lock file (process ${pid} is another program)`)
  rmSync(lockFile, { force: true })
}

async function stopLeftOver(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  if (await within(20_000, () => stateOf(pid) !== 'running')) return
  signal(pid, 'SIGQUIT')
  await within(5000, () => stateOf(pid) !== 'running')
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // it has already ended
  }
}

async function within(ms: number, holds: () => boolean): Promise<boolean> {
  const end = performance.now() + ms
  while (!holds()) {
    if (performance.now() > end) return false
    await pause(20)
  }
  return true
}

/** In the data folder, or below /tmp when that path is too long for a socket. */
function socketFolder(dataDir: string, run: WayToRun): string {
  const wanted = path.join(dataDir, 'socket')
  const fits = Buffer.byteLength(path.join(wanted, `.s.PGSQL.${port}`)) <= longestSocketPath
  const folder = fits ? wanted : mkdtempSync(path.join('/tmp', 'atelier-'))
  if (fits) mkdirSync(folder, { recursive: true, mode: 0o700 })
  run.handOver(folder)
  return folder
}

class Server implements Postgres {
  readonly connection: Postgres['connection']
  readonly #run: WayToRun
  readonly #data: string
  readonly #durable: boolean
  readonly #log: Log
  #child: ChildProcess | undefined
  #stopping = false
  readonly #endWithUs = () => this.#child?.kill('SIGQUIT')

  constructor(run: WayToRun, data: string, sockets: string, durable: boolean, log: Log) {
    this.connection = { host: sockets, port, user, database }
    this.#run = run
    this.#data = data
    this.#durable = durable
    this.#log = log
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  async start(): Promise<void> {
    const child = await this.#launchPatiently()
    this.#child = child
    process.once('exit', this.#endWithUs)
    child.once('exit', (code, by) => void this.#revive(`PostgreSQL ended (${by ?? code})`))
  }

  async stop(): Promise<void> {
    this.#stopping = true
    process.off('exit', this.#endWithUs)
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return this.#clean()
    child.kill('SIGINT')
    const insist = setTimeout(() => child.kill('SIGQUIT'), 30_000)
    await once(child, 'exit')
    clearTimeout(insist)
    this.#clean()
  }

  /** Retries: the children of a killed server keep its shared memory for a moment, and a zombie keeps its lock. */
  async #launchPatiently(): Promise<ChildProcess> {
    for (let attempt = 1; ; attempt++) {
      const result = await this.#launch()
      if (typeof result !== 'string') return result
      const held = /lock file .* already exists|still in use|is still running/.test(result)
      if (!held || attempt === 50) throw new CannotStart(whyNot(result, 'PostgreSQL did not start'))
      await pause(200)
    }
  }

  /** Resolves to the running server, or to its output if it ended. */
  #launch(): Promise<ChildProcess | string> {
    const child = this.#run.spawn('postgres', ['-D', this.#data, ...this.#settings()])
    let said = ''
    return new Promise((resolve) => {
      child.stdout?.resume()
      child.once('error', (error) => resolve(error.message))
      child.once('exit', () => setImmediate(() => resolve(said)))
      child.stderr?.on('data', (chunk: Buffer) => {
        const text = String(chunk)
        if (said.length < 20_000) said += text
        if (this.#stopping) return // cut-off clients learn it from their own connection
        for (const line of text.split('\n').filter(isAlarming)) this.#log.warn(line)
        if (said.includes('ready to accept connections')) resolve(child)
      })
    })
  }

  async #revive(reason: string): Promise<void> {
    if (this.#stopping) return
    process.off('exit', this.#endWithUs)
    this.#log.warn(`${reason}: starting it again`)
    for (let wait = 100; !this.#stopping; wait = Math.min(wait * 2, 5000)) {
      try {
        await this.start()
        if (this.#stopping) await this.stop()
        else this.#log.warn('PostgreSQL is back')
        return
      } catch (error) {
        this.#log.warn((error as Error).message)
        await pause(wait)
      }
    }
  }

  #settings(): string[] {
    const settings: Record<string, string> = {
      listen_addresses: '',
      port: String(port),
      unix_socket_directories: `"${this.connection.host.replaceAll('"', '""')}"`,
      unix_socket_permissions: '0700',
      max_connections: '60',
      shared_buffers: '128MB',
      effective_cache_size: `${Math.max(256, Math.round(os.totalmem() / 2 ** 21))}MB`,
      work_mem: '8MB',
      maintenance_work_mem: '128MB',
      max_wal_size: '2GB',
      wal_compression: 'on',
      random_page_cost: '1.1',
      jit: 'off',
      // Parallel plans need more shared memory than a container has, and do not speed up small queries.
      max_parallel_workers_per_gather: '0',
      max_parallel_maintenance_workers: '0',
      timezone: 'UTC',
      log_timezone: 'UTC',
      lc_messages: 'C',
      log_min_messages: 'log',
      log_checkpoints: 'off',
      ...(this.#durable ? {} : fast),
    }
    return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  }

  #clean(): void {
    const sockets = this.connection.host
    if (sockets !== path.join(path.dirname(this.#data), 'socket'))
      rmSync(sockets, { recursive: true, force: true })
  }
}

const fast = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '200',
}

function isAlarming(line: string): boolean {
  return / (FATAL|PANIC): /.test(line) && !/the database system is (starting|shutting)/.test(line)
}

function whyNot(said: string, otherwise: string): string {
  if (/No space left on device/.test(said))
    return 'The disk that holds the data folder is full: free some space and start again.'
  const reason = said.trim().split('\n').slice(-3).join(' · ')
  return `The database could not be started: ${reason || otherwise}`
}
