import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { startProcess } from '../faults/server-process.ts'
import type { House } from './house.ts'
import { within } from './measure.ts'

export interface Running {
  address: string
  pid: number
  stop(): Promise<void>
}

/**
 * The server as it is run, in a process of its own, on the database of a house; several may share a folder. Returns once its
 * background work has nothing left to do.
 */
export async function startServer(
  { url, db }: Pick<House, 'url' | 'db'>,
  folder = mkdtempSync('/tmp/atelier-bench-'),
): Promise<Running & { folder: string }> {
  const env = { DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'silent' }
  const running = await start(env, [process.execPath, thrift, 'server/app/main.ts'])
  await within(480, untilIdle(db), () => 'the background work had not ended')
  return {
    ...running,
    folder,
    stop: async () => {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The best possible figure: the same framework, driver and database with nothing around them (bare.ts). */
export function startBare({ url }: Pick<House, 'url'>): Promise<Running> {
  return start({ DATABASE_URL: url }, [
    process.execPath,
    thrift,
    path.join(import.meta.dirname, 'bare.ts'),
  ])
}

/** Nothing was being done five times in a row: edits that the last process left are merged, and every log is read. */
async function untilIdle(db: House['db']): Promise<void> {
  for (let idle = 0; idle < 5; await new Promise((resolve) => setTimeout(resolve, 300))) {
    const busy = await db.row({
      text: 'select from work where holder is not null union all select from live_text_update limit 1',
    })
    idle = busy ? 0 : idle + 1
  }
}

/** As bin/setup/program.mjs starts it. */
const thrift = '--max-semi-space-size=8'

async function start(env: Record<string, string>, command: string[]): Promise<Running> {
  const { child, address, said, ended } = await startProcess(env, command)
  if (!address) throw new Error(said())
  return {
    address,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Megabytes of memory that a process holds, its own and what it maps. */
function memoryOf(pid: number): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1]) / 1024
}

/** Megabytes of memory, once they hardly change within a second. */
export async function restingMemory(pid: number, seconds = 10): Promise<number> {
  let last = memoryOf(pid)
  for (let second = 0; second < seconds; second++) {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const now = memoryOf(pid)
    if (Math.abs(now - last) < 0.2 && second > 2) return now
    last = now
  }
  return last
}
