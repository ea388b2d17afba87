import { fork, type ChildProcess } from 'node:child_process'
import { realpathSync } from 'node:fs'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { cpuOf } from './processes.ts'
import {
  Ended,
  ran,
  type JobList,
  type Message,
  type StartRunner,
  type Streamed,
} from './runner.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Seconds of processor time of one process in its whole life: it ends even if nobody is left to end it. */
const lifetime = 900

/**
 * Runs jobs in a process of its own: for decoders of files that anybody sends, in C or WebAssembly, which can crash or be taken
 * over. It has no environment, reads nothing but our code, writes nothing, starts nothing, and opens no connection. The
 * system limits its memory, its processor time and its priority. It ends with this process.
 */
export const inProcess: StartRunner = (script, { megabytes }, { said, failed }) => {
  // POSIX shells set the limits of a process everywhere; Linux counts under -d all memory that a process can write to.
  const limited = `ulimit -c 0; ulimit -t ${lifetime}; ulimit -d ${megabytes * 2048}; exec nice -n 15 "$0" "$@"`
  const child = fork(script, {
    execPath: '/bin/sh',
    execArgv: ['-c', limited, process.execPath, ...flags(megabytes)],
    env: {},
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  })
  child.stdin!.on('error', () => undefined) // it has ended, which is told below
  child.on('message', (message) => said(message as Message))
  child.on('error', failed)
  child.on('exit', () => failed(new Ended()))
  return runnerOf(child, failed)
}

function runnerOf(child: ChildProcess, failed: (error: Error) => void): ReturnType<StartRunner> {
  return {
    send: (job, content) => {
      if (!child.connected) return // its end is on its way here
      child.send({ ...job, size: content?.size ?? 0 }, () => undefined)
      if (content) stream(content, child.stdin!).catch(failed)
    },
    usage: async () => cpuOf(child.pid!),
    ref: () => (child.ref(), child.channel?.ref()),
    unref: () => (child.unref(), child.channel?.unref()),
    end: () => void child.kill('SIGKILL'),
  }
}

/** Stops quietly when the process has ended. */
async function stream(content: Streamed, into: Writable): Promise<void> {
  for await (const part of content.open()) {
    if (!into.writable) return
    if (!into.write(part)) await drained(into)
  }
}

function drained(into: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      into.off('drain', done).off('close', done)
      resolve()
    }
    into.on('drain', done).on('close', done)
  })
}

function flags(megabytes: number): string[] {
  const readable = ['server', 'node_modules', 'package.json']
  return [
    `--max-old-space-size=${megabytes}`,
    '--permission',
    '--allow-addons', // sharp
    ...readable.map((name) => `--allow-fs-read=${realpathSync(path.join(root, name))}`),
    ...readable.map((name) => `--allow-fs-read=${path.join(root, name)}`),
    '--no-warnings',
  ]
}

/** Called by the script of a process: runs these jobs one after another; each receives its content first. */
export function serveProcess(jobs: JobList): void {
  const say = (message: Message) => process.send!(message)
  const run = async ({ name, given, size }: { name: string; given: unknown[]; size: number }) => {
    say(await ran(jobs, name, size > 0 ? [await received(size), ...given] : given))
    const { user, system } = process.cpuUsage()
    if ((user + system) / 1_000_000 > lifetime / 2) process.disconnect!()
  }
  process.on('message', (job: Parameters<typeof run>[0]) => void run(job))
  process.on('disconnect', () => process.exit(0))
  say({ ready: true })
}

/** The bytes of one content, from the standard input. */
function received(size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  return new Promise((resolve) => {
    const take = (part: Buffer) => {
      at += part.copy(bytes, at)
      if (at < size) return
      process.stdin.off('data', take).pause()
      resolve(bytes)
    }
    process.stdin.on('data', take).resume()
  })
}
