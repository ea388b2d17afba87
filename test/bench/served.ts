import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { buildServer } from '../../server/app/server.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { openDatabase, type Database } from '../../server/kernel/db.ts'
import { guardSealingKey } from '../../server/operations/sealing-key.ts'
import { belongingSize } from './belonging.ts'
import { signIn } from './furnished.ts'
import { openHouse } from './house.ts'

/** The person who is signed in: they may create groups. */
export const administrator = 1

interface Served {
  db: Database
  port: number
  dataDir: string
}

/** Runs a measurement over HTTP on a server in this process, with a data folder of its own. */
export async function served<Result>(
  name: string,
  say: (sentence: string) => void,
  measure: (at: Served) => Promise<Result>,
): Promise<Result> {
  const house = await openHouse(belongingSize, say)
  const db = openDatabase({ ...house.connection, max: 4 })
  const dataDir = mkdtempSync(path.resolve(import.meta.dirname, `../../data/bench/${name}-`))
  const config = { ...readConfig({}), logLevel: 'silent' as const, dataDir }
  await guardSealingKey(db, config)
  const app = await buildServer({ config, db })
  await app.listen({ host: '127.0.0.1', port: 0 })
  try {
    await signIn(db, [administrator])
    const { port } = app.server.address() as AddressInfo
    return await measure({ db, port, dataDir })
  } finally {
    await app.close()
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
    await house.stop()
  }
}
