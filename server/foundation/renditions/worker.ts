import { serveProcess } from '../../kernel/worker-process.ts'
import type { Kind, Outcome } from './kinds.ts'

/**
 * Each job receives the whole content. It returns a reason for content that it cannot read; a job that needs too much time or memory
 * ends this process.
 */
export type Jobs = Record<Kind, (bytes: Buffer) => Promise<Outcome>>

const jobs: Jobs = {
  thumbnail: async (bytes) => (await import('./drawing.ts')).thumbnail(bytes),
  picture: async (bytes) => (await import('./drawing.ts')).picture(bytes),
  text: async (bytes) => (await import('./texts.ts')).text(bytes),
  page: async (bytes) => (await import('./pages.ts')).page(bytes),
  table: async (bytes) => asJson((await import('./sheets.ts')).tablesOf(bytes)),
  mail: async (bytes) => asJson(await (await import('./mails.ts')).readMail(bytes)),
  list: async (bytes) => asJson(await (await import('./listing.ts')).listed(bytes)),
}

function asJson(said: unknown): Outcome {
  return { bytes: Buffer.from(JSON.stringify(said)) }
}

/** A file that a reader fails on is unreadable. Too deep or too long is too costly, which the pool says. */
const readable = (job: Jobs[Kind]) => async (bytes: Buffer) => {
  try {
    return await job(bytes)
  } catch (error) {
    if (error instanceof RangeError) throw error
    return { cannot: 'unreadable' }
  }
}

serveProcess(Object.fromEntries(Object.entries(jobs).map(([kind, job]) => [kind, readable(job)])))
