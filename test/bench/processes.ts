import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { startProcess } from '../faults/server-process.ts'
import type { House } from './house.ts'

export interface Running {
  address: string
  pid: number
  stop(): Promise<void>
}

/** The server as it is run, in a process of its own, on the database of a house; several may share a folder. */
export async function startServer(
  { url }: Pick<House, 'url'>,
  folder = mkdtempSync('/tmp/atelier-bench-'),
): Promise<Running & { folder: string }> {
  const env = { DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'silent' }
  const running = await start(env, [process.execPath, thrift, 'server/app/main.ts'])
  return {
    ...running,
    folder,
    stop: async () => {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What one can do at best: the same framework, driver and database with nothing around them (bare.ts). */
export function startBare({ url }: Pick<House, 'url'>): Promise<Running> {
  return start({ DATABASE_URL: url }, [
    process.execPath,
    thrift,
    path.join(import.meta.dirname, 'bare.ts'),
  ])
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
