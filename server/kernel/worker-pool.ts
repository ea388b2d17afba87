import {
  TooCostly,
  type JobList,
  type Message,
  type PoolLimits,
  type Runner,
  type StartRunner,
  type Streamed,
} from './runner.ts'
import { inThread } from './worker-thread.ts'

export { Ended, TooCostly, type PoolLimits } from './runner.ts'

// Work whose cost depends on input from outside runs in workers, one job at a time in each, with its own limits (I12).

/** One owner has reached the limit of queued jobs. */
export class QueueFull extends Error {}

interface Job {
  owner: string
  name: string
  given: unknown[]
  content: Streamed | undefined
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
  readonly #launch: StartRunner
  /** By owner, in the order of their turns. */
  readonly #queues = new Map<string, Job[]>()
  readonly #running = new Map<Runner, Running>()
  readonly #idle = new Map<Runner, NodeJS.Timeout | undefined>()
  readonly #starting = new Set<Runner>()

  constructor(script: URL, limits: PoolLimits, launch = inThread) {
    this.#script = script
    this.#limits = limits
    this.#launch = launch
  }

  run<Name extends keyof Jobs & string>(
    owner: string,
    name: Name,
    ...given: Parameters<Jobs[Name]>
  ): Promise<Awaited<ReturnType<Jobs[Name]>>> {
    return this.#queue(owner, { name, given, content: undefined }) as Promise<
      Awaited<ReturnType<Jobs[Name]>>
    >
  }

  /** Runs a job on a content that is streamed to the worker, a process, when the job begins. */
  runOn<Name extends keyof Jobs & string>(
    owner: string,
    content: Streamed,
    name: Name,
  ): Promise<Awaited<ReturnType<Jobs[Name]>>> {
    return this.#queue(owner, { name, given: [], content }) as Promise<
      Awaited<ReturnType<Jobs[Name]>>
    >
  }

  #queue(owner: string, job: Pick<Job, 'name' | 'given' | 'content'>): Promise<unknown> {
    const queue = this.#queues.get(owner) ?? []
    if (queue.length >= this.#limits.waiting) return Promise.reject(new QueueFull())
    this.#queues.set(owner, queue)
    return new Promise((resolve, reject) => {
      queue.push({ owner, ...job, resolve, reject })
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
    const worker = this.#launch(this.#script, this.#limits, {
      said: (message) => this.#heard(worker, message),
      failed: (error) => this.#failed(worker, error),
    })
    this.#starting.add(worker)
  }

  #begin(worker: Runner, job: Job): void {
    clearTimeout(this.#idle.get(worker))
    this.#idle.delete(worker)
    worker.ref()
    const end = this.#watch(worker)
    this.#running.set(worker, { job, end })
    worker.send({ name: job.name, given: job.given }, job.content)
  }

  /** Ends the worker when its job exceeds its time limit. */
  #watch(worker: Runner): () => void {
    const tooLong = () => this.#failed(worker, new TooCostly())
    const wall = setTimeout(tooLong, this.#limits.wall).unref()
    let before: Promise<number | undefined> | undefined // asked only for jobs that are not short
    const isOver = async () => {
      before ??= worker.usage()
      const [start, now] = [await before, await worker.usage()]
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

  #heard(worker: Runner, { answer, error, ready, tooCostly }: Message): void {
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
  #rest(worker: Runner): void {
    worker.unref()
    const spare = this.#idle.size > 0 || this.#running.size > 0
    const stop = () => {
      if (this.#idle.delete(worker)) worker.end()
    }
    this.#idle.set(worker, spare ? setTimeout(stop, this.#limits.idle).unref() : undefined)
  }

  /** Fails the one job of a worker that has ended or is being ended. When no worker can be started, queued jobs fail too. */
  #failed(worker: Runner, error: Error): void {
    const { job, end } = this.#running.get(worker) ?? {}
    const neverStarted = this.#starting.delete(worker)
    this.#running.delete(worker)
    clearTimeout(this.#idle.get(worker))
    this.#idle.delete(worker)
    end?.()
    worker.end()
    job?.reject(error)
    if (neverStarted) this.#refuseAll(error)
    else this.#dispatch()
  }

  #refuseAll(error: Error): void {
    const all = [...this.#queues.values()].flat()
    this.#queues.clear()
    for (const { reject } of all) reject(error)
  }
}
