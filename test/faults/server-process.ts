import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

export type ServerProcess = {
  child: ChildProcess
  /** Once it printed that it is ready. */
  address: string
  said(): string
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

const { PATH, HOME, NODE_COMPILE_CACHE } = process.env

export const onPackagedNode = [process.execPath, 'server/app/main.ts']

/** With the tool that exists only in the tests; its tables are made by a test file that loads it. */
export const withShelves = [
  process.execPath,
  ...['--import', './test/shelves/load.ts', 'server/app/main.ts'],
]

/** Starts the server as a process of its own on a free port, and waits until it is ready or has ended. */
export async function startProcess(
  env: Record<string, string>,
  command = onPackagedNode,
): Promise<ServerProcess> {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, NODE_COMPILE_CACHE, PORT: '0', ...env },
  })
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal)
  const address = await until(() => /ready: (\S+)/.exec(said)?.[1], ended)
  return { child, address: address ?? '', said: () => said, ended }
}

/** Polls `find` until it finds something or `ended`, for at most a minute: other tests share the machine. */
export async function until<T>(
  find: () => T | undefined | false | Promise<T | undefined | false>,
  ended: Promise<unknown> = new Promise(() => undefined),
): Promise<T | undefined> {
  let over = false
  void ended.then(() => setTimeout(() => (over = true), 50))
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const found = await find()
    if (found) return found
    if (over) return undefined
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return undefined
}

export async function statusOf(url: string): Promise<number> {
  return fetch(url).then(
    (answer) => answer.status,
    () => 0,
  )
}

/** The command on a small disk of its own, mounted on `folder` for it alone. */
export function onSmallDisk(size: string, folder: string, command: string[]): string[] {
  const script = `mount -t tmpfs -o size=${size} none "$0" && exec "$@"`
  return ['unshare', '-rm', 'sh', '-c', script, folder, ...command]
}

/** Not every system lets us mount one. */
export const mayMount =
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/tmp']).status === 0
