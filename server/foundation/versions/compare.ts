import { Invalid, TooManyAttempts } from '../../kernel/errors.ts'
import { QueueFull, TooCostly, WorkerPool, type PoolLimits } from '../../kernel/worker-pool.ts'
import type { differences, Part } from './differences.ts'
import { said } from './words.ts'

const limits: PoolLimits = {
  workers: 2,
  cpu: 5000,
  wall: 60_000,
  megabytes: 512,
  waiting: 50,
  idle: 60_000,
}

const pool = new WorkerPool<{ differences: typeof differences }>(
  new URL('./compare-worker.ts', import.meta.url),
  limits,
)

/** Compares two texts in a worker, in the asker's turn: comparing may cost much more than reading (I12, X119). */
export async function compared(owner: string, then: string, now: string): Promise<Part[]> {
  try {
    return await pool.run(owner, 'differences', then, now)
  } catch (error) {
    if (error instanceof QueueFull) throw new TooManyAttempts(10, said.tooManyComparisons)
    throw error instanceof TooCostly ? new Invalid('too-costly', said.tooCostly) : error
  }
}
