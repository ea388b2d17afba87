import type { Readable } from 'node:stream'

/** What runs the jobs of a pool, one at a time: a thread or a process. */
export interface Runner {
  /** `content` is streamed to a process, never held as a whole by this one; the job receives its bytes first. */
  send(job: { name: string; given: unknown[] }, content: Streamed | undefined): void
  /** Milliseconds of processor time so far; undefined for one that has ended, and where the system does not tell. */
  usage(): Promise<number | undefined>
  /** Keeps this process running, or no longer. */
  ref(): void
  unref(): void
  end(): void
}

export interface Streamed {
  size: number
  open(): Readable
}

export type StartRunner = (
  script: URL,
  limits: Pick<PoolLimits, 'megabytes'>,
  on: { said(message: Message): void; failed(error: Error): void },
) => Runner

export interface PoolLimits {
  workers: number
  /** Milliseconds of processor time for one job, so that a busy machine does not fail a job. */
  cpu: number
  /** Milliseconds of elapsed time for one job. */
  wall: number
  megabytes: number
  /** Jobs of one owner that may be queued. */
  waiting: number
  /** Milliseconds after which idle workers beyond the first end. */
  idle: number
}

/** A job exceeded its time or memory; its worker was ended, and no other job was in it. */
export class TooCostly extends Error {}

/** A worker ended in the middle of a job: for want of memory, by a fault in a decoder, or by a signal from outside. */
export class Ended extends Error {}

export interface Message {
  ready?: true
  answer?: unknown
  error?: string
  tooCostly?: boolean
}

// oxlint-disable-next-line typescript/no-explicit-any
export type JobList = Record<string, (...given: any[]) => unknown>

/** Runs one job and returns what to say about it. */
export async function ran(jobs: JobList, name: string, given: unknown[]): Promise<Message> {
  try {
    return { answer: await jobs[name]!(...given) }
  } catch (error) {
    // Stack overflow, or a string or buffer that is too long.
    return { error: (error as Error).message, tooCostly: error instanceof RangeError }
  }
}
