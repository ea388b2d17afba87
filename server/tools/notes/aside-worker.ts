import { parentPort } from 'node:worker_threads'
import { jobs, type Jobs } from './jobs.ts'

parentPort!.on('message', ({ number, name, given }) => {
  try {
    const job = jobs[name as keyof Jobs] as (...all: unknown[]) => unknown
    parentPort!.postMessage({ number, answer: job(...given) })
  } catch (error) {
    parentPort!.postMessage({ number, error: (error as Error).message })
  }
})
