import os from 'node:os'
import type { PublicContext } from '../../kernel/context.ts'
import { Invalid, invalidField, TooManyAttempts } from '../../kernel/errors.ts'
import { QueueFull, TooCostly, WorkerPool, type PoolLimits } from '../../kernel/worker-pool.ts'
import type { Jobs } from './jobs.ts'
import { said } from './words.ts'

// Every conversion of users' text runs in a worker, however short the text is: size says nothing about cost (I12, X119).

/** A million characters of ordinary text take about two seconds. */
export const limits: PoolLimits = {
  workers: Math.min(4, Math.max(2, os.availableParallelism())),
  cpu: 10_000,
  wall: 60_000,
  megabytes: 512,
  waiting: 50,
  idle: 60_000,
}

const pool = new WorkerPool<Jobs>(new URL('./convert-worker.ts', import.meta.url), limits)

/** A book of many notes takes longer than a text; at most two are made at a time, one for each person. */
const press = new WorkerPool<Jobs>(new URL('./convert-worker.ts', import.meta.url), {
  ...limits,
  workers: 2,
  cpu: 60_000,
  wall: 300_000,
  megabytes: 1024,
  waiting: 3,
})

/** The person who waits for a conversion, and the field of their request that it is about. */
export interface Asking {
  owner: string
  field?: string
}

export function asking({ person }: PublicContext, field?: string): Asking {
  return { owner: person?.id ?? 'house', ...(field && { field }) }
}

/** Runs a conversion in its owner's turn; refuses one that costs too much, for which only its owner has waited. */
export async function convert<Name extends keyof Jobs>(
  { owner, field }: Asking,
  name: Name,
  ...given: Parameters<Jobs[Name]>
): Promise<Awaited<ReturnType<Jobs[Name]>>> {
  return run(pool, { owner, ...(field && { field }) }, name, given)
}

/** The same for documents that take longer to make. */
export async function print<Name extends keyof Jobs>(
  asked: Asking,
  name: Name,
  ...given: Parameters<Jobs[Name]>
): Promise<Awaited<ReturnType<Jobs[Name]>>> {
  return run(press, asked, name, given)
}

async function run<Name extends keyof Jobs>(
  workers: WorkerPool<Jobs>,
  { owner, field }: Asking,
  name: Name,
  given: Parameters<Jobs[Name]>,
): Promise<Awaited<ReturnType<Jobs[Name]>>> {
  try {
    return await workers.run(owner, name, ...given)
  } catch (error) {
    if (error instanceof QueueFull) throw new TooManyAttempts(10, said.tooManyTexts)
    if (!(error instanceof TooCostly)) throw error
    if (field) throw invalidField(field, 'too-costly', said.tooCostly)
    throw new Invalid('too-costly', said.tooCostly)
  }
}
