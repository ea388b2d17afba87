import type { House } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import * as store from './store.ts'

export interface Job {
  name: string
  startedAt: Timestamp
  finishedAt: Timestamp | null
  nextAt: Timestamp | null
  error: string | null
}

/** For whoever runs the machine. */
export async function failedJobs(db: Querier): Promise<{ name: string; error: string }[]> {
  const all = await store.jobs(db)
  return all.flatMap(({ name, error }) => (error === null ? [] : { name, error }))
}

/** Does what the house does by itself, and leaves for the console when, with what result, and when next (V1). */
export async function asJob(
  house: House,
  name: string,
  every: number,
  work: () => Promise<unknown>,
): Promise<void> {
  await store.jobStarted(house.db, name)
  try {
    await work()
    await store.jobFinished(house.db, name, every, null)
  } catch (error) {
    await store.jobFinished(house.db, name, every, (error as Error).message).catch(() => undefined)
    throw error
  }
}
