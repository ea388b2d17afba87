import type { FastifyInstance } from 'fastify'
import { flushCompileCache } from 'node:module'
import type { AddressInfo } from 'node:net'
import { CannotStart } from '../kernel/cannot-start.ts'
import { publicAddress, readConfig } from '../kernel/config.ts'
import type { Config } from '../kernel/config.ts'
import type { House } from '../kernel/context.ts'
import { openDataFolder } from '../kernel/data-folder.ts'
import { openDatabase } from '../kernel/db.ts'
import type { Connection } from '../kernel/db.ts'
import { migrate, waitForOtherStarts } from '../kernel/migrate.ts'
import { startPostgres } from '../kernel/postgres.ts'
import type { Log } from '../kernel/postgres.ts'
import { refuseOldPostgres } from '../kernel/external-postgres.ts'
import { beginTools } from '../foundation/spaces/spaces.ts'
import { guardSealingKey } from '../operations/sealing-key.ts'
import { setUpFromEnvironment } from '../operations/set-up/set-up.ts'
import { startWork } from '../kernel/work.ts'
import { buildServer } from './server.ts'
import { setUpLink } from '../operations/set-up/link.ts'
import { works } from './works.ts'

const say: Log = {
  info: (message) => console.log(`  ${message}`),
  warn: (message) => console.warn(`! ${message}`),
}

/** The parts that were started, to be stopped in reverse order. */
const started: (() => unknown)[] = []

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const folder = await openDataFolder(config.dataDir, config.databaseUrl !== null)
  started.push(() => folder.close())
  const db = openDatabase(await connection(config))
  started.push(() => db.close())
  const ended = await waitForOtherStarts(db)
  const applied = await migrate(db)
  if (applied.length > 0) say.info(`Database brought up to date (${applied.join(', ')})`)
  await guardSealingKey(db, config)
  const app = await buildServer({ config, db })
  for (const tool of await beginTools(app.house)) say.info(`Every space has the tool ${tool} now`)
  const working = startWork(app.house, works, say)
  started.push(() => working.stop())
  started.push(() => app.close())
  if (config.demo) await showTheDemo(app.house)
  if (await setUpFromEnvironment(app.house)) say.info('Set up as SETUP_ORGANIZATION says')
  await ended()
  const address = publicAddress(config, await listen(app, config))
  const link = await setUpLink(db, address)
  console.log(`\nAtelier is ready: ${address}`)
  if (link) console.log(`Set it up here (this link works once): ${link}`)
  // The parent command waits for this message to know that the server is up.
  process.send?.({ ready: address })
  flushCompileCache() // makes the next start quicker, even after a kill
}

/** Imported only on a demonstration instance: no other instance needs it. */
async function showTheDemo(house: House): Promise<void> {
  const { moveIn } = await import('../operations/demo/seed.ts')
  if (await moveIn(house)) say.info('The demonstration company has moved in')
}

async function connection(config: Config): Promise<Connection> {
  if (config.databaseUrl) {
    await refuseOldPostgres(config.databaseUrl)
    return { connectionString: config.databaseUrl, max: config.databaseConnections }
  }
  const postgres = await startPostgres(config, say)
  started.push(() => postgres.stop())
  return { ...postgres.connection, max: config.databaseConnections }
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    throw explained(error, host, port)
  }
  return (app.server.address() as AddressInfo).port
}

function explained(error: unknown, host: string, port: number): unknown {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program: stop it, or choose another with PORT.`,
    EACCES: `Port ${port} may not be opened by this user: choose one above 1023 with PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: correct HOST.`,
    ENOTFOUND: `This machine has no address ${host}: correct HOST.`,
  }
  const sentence = sentences[(error as NodeJS.ErrnoException).code ?? '']
  return sentence ? new CannotStart(sentence, { cause: error }) : error
}

let stopping: number | undefined

/** Accepts no new requests, finishes the running ones, then closes the database and the folder. */
async function stop(reason: string, code: number): Promise<void> {
  if (stopping !== undefined) return insist()
  stopping = performance.now()
  const seconds = secondsToDrain()
  if (code === 0) console.log(`\n${reason}: finishing what runs (at most ${seconds} s)`)
  const late = setTimeout(() => process.exit(code || 1), (seconds + 5) * 1000)
  late.unref()
  for (const end of started.splice(0).toReversed())
    await Promise.race([end(), new Promise((resolve) => setTimeout(resolve, seconds * 1000))])
  process.exit(code)
}

/**
 * Exits on a second signal. Ctrl-C reaches this process twice, from the terminal and from the parent command, hence the
 * delay.
 */
function insist(): void {
  if (performance.now() - (stopping ?? 0) > 1000) process.exit(1)
}

function secondsToDrain(): number {
  try {
    return readConfig(process.env).drainSeconds
  } catch {
    return 0
  }
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.on(signal, () => void stop('Stopping', 0))
// The command that started this process has ended, perhaps killed: nobody is left to stop the server.
process.on('disconnect', () => void stop('The parent process ended', 0))
process.channel?.unref()

try {
  await start()
} catch (error) {
  if (stopping !== undefined) console.log('Stopped while starting')
  else if (error instanceof CannotStart) console.error(`\nAtelier cannot start. ${error.message}`)
  else console.error('\nAtelier cannot start.', error)
  await stop('Not started', 1)
}
