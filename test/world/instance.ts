import type { FastifyInstance } from 'fastify'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { tools } from '../../server/app/tools.ts'
import { buildServer } from '../../server/app/server.ts'
import { readConfig } from '../../server/kernel/config.ts'
import type { Config } from '../../server/kernel/config.ts'
import { openDataFolder } from '../../server/kernel/data-folder.ts'
import { openDatabase } from '../../server/kernel/db.ts'
import type { Connection, Database } from '../../server/kernel/db.ts'
import { guardSealingKey } from '../../server/operations/sealing-key.ts'
import { shelves } from '../shelves/tool.ts'
import { wrongLines } from './declared-lines.ts'
import { templateDatabase, testPostgres, type TestPostgres } from './test-postgres.ts'

const shelfTables = readFileSync(new URL('../shelves/tables.sql', import.meta.url), 'utf8')

export type Instance = {
  app: FastifyInstance
  db: Database
  config: Config
  /** The address of its database, for other server processes of the same instance. */
  connection: Connection
  /** `http://127.0.0.1:…` when it listens. */
  address: string
  /** Called automatically after the last test of the file. */
  stop(): Promise<void>
}

type Wishes = {
  /** Opens a port; otherwise requests are sent by `app.inject`. */
  listen?: boolean
  config?: Partial<Config>
  /** The folder of another build of the web UI. */
  web?: string
  /** Puts something between the server and its database. */
  between?: (db: Database) => Database
}

/** The real server on an empty, migrated database of its own. Call it at the top of a test file. */
export async function startInstance({
  listen = false,
  config = {},
  web,
  between = (db) => db,
}: Wishes = {}): Promise<Instance> {
  const database = await startDatabase()
  const db = between(database.db)
  const dataDir = mkdtempSync('/tmp/atelier-data-')
  const { LOG_LEVEL = 'silent' } = process.env
  const settings = { ...readConfig({ LOG_LEVEL }), dataDir, port: 0, ...config }
  const folder = await openDataFolder(dataDir)
  await guardSealingKey(db, settings)
  const app = await buildServer({ config: settings, db, ...(web && { web }) })
  const stop = once(async () => {
    await app.close()
    const wrong = await wrongLines(app.house)
    await database.stop()
    folder.close()
    rmSync(dataDir, { recursive: true, force: true })
    assert.deepEqual(wrong, [])
  })
  after(stop)
  const address = listen ? await listening(app) : 'http://127.0.0.1'
  return { app, db, config: settings, connection: database.connection, address, stop }
}

export type TestDatabase = { db: Database; connection: Connection; stop(): Promise<void> }

/** Only a database: for tests that need no server. The caller stops it. */
export async function startDatabase(): Promise<TestDatabase> {
  const postgres = await testPostgres()
  const template = await templateDatabase(postgres.connection)
  return databaseOn(postgres, `template ${template} strategy file_copy`)
}

/** An empty database without migrations. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return databaseOn(await testPostgres(), '')
}

async function databaseOn(postgres: TestPostgres, like: string): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await onServer(postgres.connection, `create database ${name} ${like}`)
  const connection = { ...postgres.connection, database: name }
  const db = openDatabase(connection)
  if (like && tools.includes(shelves)) await db.run({ text: shelfTables })
  const stop = once(async () => {
    await db.close()
    await onServer(postgres.connection, `drop database if exists ${name} with (force)`)
    await postgres.stop()
  })
  return { db, connection, stop }
}

async function onServer(connection: Connection, text: string): Promise<void> {
  const server = openDatabase({ ...connection, max: 1 })
  try {
    await server.run({ text })
  } finally {
    await server.close()
  }
}

async function listening(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= act())
}
