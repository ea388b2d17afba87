import { Worker } from 'node:worker_threads'
import { Unavailable } from '../../kernel/errors.ts'
import { jobs, type Jobs } from './jobs.ts'

// Long texts are converted beside the process that answers everybody (I12): one worker, made when it is needed.

/** Bytes or characters from which it is worth it. */
const long = 150_000
const patience = 30_000
const idle = 60_000

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
  timer: NodeJS.Timeout
}

const waiting = new Map<number, Waiting>()
let numbers = 0
let worker: Worker | undefined
let rest: NodeJS.Timeout | undefined

/** Does a conversion here when it is short, in the worker when it is long. */
export async function convert<Name extends keyof Jobs>(
  name: Name,
  ...given: Parameters<Jobs[Name]>
): Promise<ReturnType<Jobs[Name]>> {
  if (given.flat().every(({ length }) => length < long))
    return (jobs[name] as (...all: unknown[]) => ReturnType<Jobs[Name]>)(...given)
  return ask(name, given) as Promise<ReturnType<Jobs[Name]>>
}

function ask(name: string, given: unknown[]): Promise<unknown> {
  worker ??= start()
  clearTimeout(rest)
  const number = numbers++
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => giveUp(), patience).unref()
    waiting.set(number, { resolve, reject, timer })
    worker!.ref()
    worker!.postMessage({ number, name, given })
  })
}

function start(): Worker {
  const started = new Worker(new URL('./aside-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 4 },
  })
  started.on('message', answered)
  started.on('error', giveUp)
  started.unref()
  return started
}

function answered({ number, answer, error }: { number: number; answer: unknown; error?: string }) {
  const asked = waiting.get(number)
  waiting.delete(number)
  if (waiting.size === 0) {
    worker?.unref()
    rest = setTimeout(stop, idle).unref()
  }
  if (!asked) return
  clearTimeout(asked.timer)
  if (error === undefined) asked.resolve(answer)
  else asked.reject(new Error(error))
}

/** What takes too long or too much room ends with its worker; the next one starts anew. */
function giveUp(): void {
  stop()
  for (const { reject, timer } of waiting.values()) {
    clearTimeout(timer)
    reject(new Unavailable())
  }
  waiting.clear()
}

function stop(): void {
  void worker?.terminate()
  worker = undefined
}
