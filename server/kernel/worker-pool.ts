import os from 'node:os'
import { parentPort, Worker } from 'node:worker_threads'

// Work whose cost depends on input from outside runs in worker threads, one job at a time in each, with its own limits
// (I12).

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

/** One owner has reached the limit of queued jobs. */
export class QueueFull extends Error {}

// oxlint-disable-next-line typescript/no-explicit-any
export type JobList = Record<string, (...given: any[]) => unknown>

interface Job {
  owner: string
  name: string
  given: unknown[]
  resolve(answer: unknown): void
  reject(error: Error): void
}

interface Running {
  job: Job
  end(): void
}

const lookEvery = 100

/**
 * Workers that are shared fairly between owners. An owner never occupies all of them, a worker runs one job at a time, and
 * a worker that ends with its job is replaced.
 */
export class WorkerPool<Jobs extends JobList> {
  readonly #script: URL
  readonly #limits: PoolLimits
  /** By owner, in the order of their turns. */
  readonly #queues = new Map<string, Job[]>()
  readonly #running = new Map<Worker, Running>()
  readonly #idle = new Map<Worker, NodeJS.Timeout | undefined>()
  readonly #starting = new Set<Worker>()

  constructor(script: URL, limits: PoolLimits) {
    this.#script = script
    this.#limits = limits
  }

  run<Name extends keyof Jobs & string>(
    owner: string,
    name: Name,
    ...given: Parameters<Jobs[Name]>
  ): Promise<Awaited<ReturnType<Jobs[Name]>>> {
    const queue = this.#queues.get(owner) ?? []
    if (queue.length >= this.#limits.waiting) return Promise.reject(new QueueFull())
    this.#queues.set(owner, queue)
    return new Promise((resolve, reject) => {
      queue.push({ owner, name, given, resolve: resolve as Job['resolve'], reject })
      this.#dispatch()
    })
  }

  #dispatch(): void {
    while (this.#hasTurn()) {
      const [worker] = this.#idle.keys()
      if (!worker) return this.#start()
      this.#begin(worker, this.#take()!)
    }
  }

  #hasTurn(): boolean {
    return [...this.#queues.keys()].some((owner) => this.#mayRun(owner))
  }

  /** One worker is always left for other owners. */
  #mayRun(owner: string): boolean {
    const mine = [...this.#running.values()].filter(({ job }) => job.owner === owner).length
    return mine < Math.max(1, this.#limits.workers - 1)
  }

  #take(): Job | undefined {
    for (const [owner, queue] of this.#queues) {
      if (!this.#mayRun(owner)) continue
      const job = queue.shift()
      this.#queues.delete(owner)
      if (queue.length > 0) this.#queues.set(owner, queue)
      return job
    }
    return undefined
  }

  #start(): void {
    const count = this.#running.size + this.#idle.size + this.#starting.size
    if (count >= this.#limits.workers) return
    const worker = new Worker(this.#script, {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.megabytes, stackSizeMb: 4 },
    })
    this.#starting.add(worker)
    worker.on('message', (message: Message) => this.#heard(worker, message))
    worker.on('error', (error) => this.#failed(worker, error as Error))
    worker.on('exit', () => this.#failed(worker, new Error('a worker ended')))
  }

  #begin(worker: Worker, job: Job): void {
    clearTimeout(this.#idle.get(worker))
    this.#idle.delete(worker)
    worker.ref()
    const end = this.#watch(worker)
    this.#running.set(worker, { job, end })
    worker.postMessage({ name: job.name, given: job.given })
  }

  /** Ends the worker when its job exceeds its time limit. */
  #watch(worker: Worker): () => void {
    const tooLong = () => this.#failed(worker, new TooCostly())
    const wall = setTimeout(tooLong, this.#limits.wall).unref()
    let before: ReturnType<typeof usageOf> | undefined // asked only for jobs that are not short
    const isOver = async () => {
      before ??= usageOf(worker)
      const [start, now] = [await before, await usageOf(worker)]
      return start !== undefined && now !== undefined && now - start > this.#limits.cpu
    }
    const end = () => {
      clearTimeout(wall)
      clearInterval(look)
    }
    const goesOn = () => this.#running.get(worker)?.end === end
    const act = (over: boolean) => over && goesOn() && tooLong()
    const look = setInterval(() => void isOver().then(act), lookEvery).unref()
    return end
  }

  #heard(worker: Worker, { answer, error, ready, tooCostly }: Message): void {
    const done = this.#running.get(worker)
    if (!this.#starting.delete(worker) && !done) return // it was ended while this message was on its way
    this.#running.delete(worker)
    done?.end()
    this.#rest(worker)
    if (!ready)
      if (error === undefined) done?.job.resolve(answer)
      else done?.job.reject(tooCostly ? new TooCostly(error) : new Error(error))
    this.#dispatch()
  }

  /** Keeps one idle worker, since another job usually comes soon. */
  #rest(worker: Worker): void {
    worker.unref()
    const spare = this.#idle.size > 0 || this.#running.size > 0
    const stop = () => void (this.#idle.delete(worker) && worker.terminate())
    this.#idle.set(worker, spare ? setTimeout(stop, this.#limits.idle).unref() : undefined)
  }

  /** Fails the one job of a worker that has ended or is being ended. When no worker can be started, queued jobs fail too. */
  #failed(worker: Worker, error: Error): void {
    const { job, end } = this.#running.get(worker) ?? {}
    const neverStarted = this.#starting.delete(worker)
    this.#running.delete(worker)
    clearTimeout(this.#idle.get(worker))
    this.#idle.delete(worker)
    end?.()
    void worker.terminate()
    job?.reject(isOutOfMemory(error) ? new TooCostly() : error)
    if (neverStarted) this.#refuseAll(error)
    else this.#dispatch()
  }

  #refuseAll(error: Error): void {
    const all = [...this.#queues.values()].flat()
    this.#queues.clear()
    for (const { reject } of all) reject(error)
  }
}

/** Milliseconds of processor time so far; undefined for a worker that has ended. */
async function usageOf(worker: Worker): Promise<number | undefined> {
  const usage = await worker.cpuUsage().catch(() => undefined)
  return usage && (usage.user + usage.system) / 1000
}

function isOutOfMemory(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
}

interface Message {
  ready?: true
  answer?: unknown
  error?: string
  tooCostly?: boolean
}

/** Called by a worker's script: runs these jobs one after another, at a lower priority than the main thread. */
export function serveJobs(jobs: JobList): void {
  const say = (message: Message) => parentPort!.postMessage(message)
  // On Linux this applies to the calling thread alone; elsewhere it would apply to the whole process.
  if (process.platform === 'linux') os.setPriority(5)
  const run = async ({ name, given }: { name: string; given: unknown[] }) => {
    try {
      say({ answer: await jobs[name]!(...given) })
    } catch (error) {
      // Stack overflow, or a string or buffer that is too long.
      say({ error: (error as Error).message, tooCostly: error instanceof RangeError })
    }
  }
  parentPort!.on('message', (message: Parameters<typeof run>[0]) => void run(message))
  say({ ready: true })
}
