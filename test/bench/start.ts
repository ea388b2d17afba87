import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { startProcess } from '../faults/server-process.ts'
import type { House } from './house.ts'
import { alternately, median, ratioRow, valueRow, type Row } from './measure.ts'
import { restingMemory, startBare } from './processes.ts'

/** The second `npm start` until it listens, and what an idle server holds; a bare server beside it. */
export async function startRows(large: House): Promise<Row[]> {
  const folder = mkdtempSync('/tmp/atelier-bench-')
  const memories: number[] = []
  const bareMemories: number[] = []
  const start = async () => {
    const began = performance.now()
    const server = await startProcess({ DATA_DIR: folder, LOG_LEVEL: 'silent' }, npmStart)
    const seconds = (performance.now() - began) / 1000
    if (!server.address) throw new Error(server.said())
    if (memories.length < 2) memories.push(await restingMemory(nodeOf(server.child.pid!)))
    server.child.kill('SIGTERM')
    await server.ended
    return seconds
  }
  const startIt = async () => {
    const began = performance.now()
    const bare = await startBare(large)
    const seconds = (performance.now() - began) / 1000
    if (bareMemories.length < 2) bareMemories.push(await restingMemory(bare.pid))
    await bare.stop()
    return seconds
  }
  try {
    await start() // the first one makes the database
    memories.length = 0
    const seconds = await alternately(5, start, startIt)
    const memory = { value: median(memories), ceiling: median(bareMemories) }
    return [
      ratioRow('second start to listening, against a bare server', 's', seconds, { atMost: 7 }),
      valueRow('memory of the idle Node process (ceiling: a bare server)', 'MB', memory, {
        atMost: 200,
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const npmStart = ['node', 'bin/start.mjs']

/** The server below the command that started it; itself where the command gave its place to it. */
function nodeOf(pid: number): number {
  const found = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .find((line) => Number(line?.[2]) === pid && line?.[3]?.includes('server/app/main.ts'))
  return found ? Number(found[1]) : pid
}
