import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import path from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { startOf } from './processes.ts'

export type DataFolder = {
  readonly path: string
  /** Files by their SHA-256. */
  readonly blobs: string
  /** Releases the lock. */
  close(): void
}

/** Bytes that start-up and the database need: with less, the server refuses to start before a file is left half written. */
const leastFree = 64 * 2 ** 20

/**
 * Creates the folder if it is missing, readable only by its owner. A folder that holds its own database is locked against a
 * second server; with an external database (`shared`), several processes of one instance use the folder together.
 */
export async function openDataFolder(folder: string, shared = false): Promise<DataFolder> {
  make(folder)
  refuseForeign(folder)
  const release = shared ? () => undefined : await lock(folder)
  const blobs = path.join(folder, 'blobs')
  try {
    refuseFull(folder)
    make(blobs)
  } catch (error) {
    release()
    throw explained(error, folder)
  }
  return { path: folder, blobs, close: release }
}

function make(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw explained(error, folder)
  }
}

function refuseForeign(folder: string): void {
  const cluster = path.join(folder, 'postgres')
  if (process.getuid?.() !== 0 || !existsSync(cluster)) return
  const owner = statSync(cluster).uid
  if (owner === 0 || owner === 65534) return
  throw new CannotStart(
    `The data folder ${folder} was made by another user (number ${owner}): start Atelier as that user, ` +
      `or give it to root (chown -R root ${folder}).`,
  )
}

function refuseFull(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize >= leastFree) return
  throw new CannotStart(
    `The disk that holds ${folder} is full (${Math.floor((bavail * bsize) / 2 ** 20)} MB free, at least ` +
      `${leastFree / 2 ** 20} MB are needed): free some space or choose another folder with DATA_DIR.`,
  )
}

type Holder = { pid: number; started: string }

/**
 * On Linux the kernel holds the lock: an abstract socket named after the folder disappears with its process, even after a
 * crash. Elsewhere a file names the holder, and counts as long as that very process runs.
 */
async function lock(folder: string): Promise<() => void> {
  const file = path.join(folder, 'lock')
  const socket = process.platform === 'linux' ? await socketOf(folder, file) : undefined
  if (!socket) refuseWhileHeld(folder, file)
  writeHolder(file)
  return () => {
    rmSync(file, { force: true })
    socket?.close()
  }
}

async function socketOf(folder: string, file: string): Promise<Server> {
  const { dev, ino } = statSync(realpathSync(folder))
  const server = createServer((stranger) => stranger.destroy())
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', () => reject(alreadyRunning(folder, holderIn(file)?.pid)))
    server.listen(`\0atelier-${dev}-${ino}`, () => resolve(server))
  })
}

function refuseWhileHeld(folder: string, file: string): void {
  const holder = holderIn(file)
  if (holder && startOf(holder.pid) === holder.started) throw alreadyRunning(folder, holder.pid)
  rmSync(file, { force: true })
}

function alreadyRunning(folder: string, pid: number | undefined): CannotStart {
  return new CannotStart(
    `Atelier already runs on the data folder ${folder}${pid ? ` (process ${pid})` : ''}: ` +
      `stop it first, or choose another folder with DATA_DIR. ` +
      `Several processes share one folder only with a database of your own (DATABASE_URL).`,
  )
}

function holderIn(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined // missing, or left empty by a full disk
  }
}

/** Written whole or not at all: a lock file that exists always names its holder. */
function writeHolder(file: string): void {
  const own = `${file}.${process.pid}`
  try {
    rmSync(file, { force: true })
    writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }))
    linkSync(own, file)
  } catch (error) {
    throw explained(error, path.dirname(file))
  } finally {
    rmSync(own, { force: true })
  }
}

function explained(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  const user = process.getuid ? ` by user number ${process.getuid()}` : ''
  const choose = 'or choose another folder with DATA_DIR'
  const sentences: Record<string, string> = {
    EACCES: `The data folder ${folder} cannot be written${user}: give that user the right to, ${choose}.`,
    EPERM: `The data folder ${folder} cannot be written${user}: give that user the right to, ${choose}.`,
    EROFS: `The data folder ${folder} is on a read-only disk: make it writable, ${choose}.`,
    ENOSPC: `The disk that holds ${folder} is full: free some space, ${choose}.`,
    ENOTDIR: `The data folder ${folder} is not a folder, or below a file: remove that file, ${choose}.`,
    EEXIST: `The data folder ${folder} is not a folder: remove that file, ${choose}.`,
  }
  const sentence = sentences[code ?? '']
  return sentence ? new CannotStart(sentence, { cause: error }) : error
}
