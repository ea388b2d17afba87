import os from 'node:os'
import { parentPort, Worker } from 'node:worker_threads'
import { Ended, ran, TooCostly, type JobList, type Message, type StartRunner } from './runner.ts'

/** Runs jobs in a thread of this process: for code of our own, which can be too slow or too large but cannot crash. */
export const inThread: StartRunner = (script, { megabytes }, { said, failed }) => {
  const worker = new Worker(script, {
    resourceLimits: { maxOldGenerationSizeMb: megabytes, stackSizeMb: 4 },
  })
  worker.on('message', said)
  worker.on('error', (error) =>
    failed(isOutOfMemory(error as Error) ? new TooCostly() : (error as Error)),
  )
  worker.on('exit', () => failed(new Ended()))
  return {
    send: (job) => worker.postMessage(job),
    usage: async () => {
      const usage = await worker.cpuUsage().catch(() => undefined)
      return usage && (usage.user + usage.system) / 1000
    },
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    end: () => void worker.terminate(),
  }
}

function isOutOfMemory(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
}

/** Called by the script of a thread: runs these jobs one after another, at a lower priority than the main thread. */
export function serveJobs(jobs: JobList): void {
  const say = (message: Message) => parentPort!.postMessage(message)
  // On Linux this applies to the calling thread alone; elsewhere it would apply to the whole process.
  if (process.platform === 'linux') os.setPriority(5)
  const run = async (job: { name: string; given: unknown[] }) =>
    say(await ran(jobs, job.name, job.given))
  parentPort!.on('message', (job: Parameters<typeof run>[0]) => void run(job))
  say({ ready: true })
}
