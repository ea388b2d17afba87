import { asProblem, type Problem } from '../../kernel/problem.ts'
import { queries } from '../../kernel/queries.ts'
import { createStore } from '../../kernel/store.ts'
import {
  begin,
  isComplete,
  letGo,
  sendPart,
  stateOf,
  type IfTaken,
  type Target,
} from './transmit.ts'

export type Sending = {
  id: number
  target: Target
  file: File
  /** `away`: the connection is lost; the upload continues by itself. `taken`: its sender chooses what to do with its name. */
  state: 'waiting' | 'sending' | 'away' | 'taken' | 'failed' | 'done'
  ifTaken: IfTaken
  /** Bytes. */
  sent: number
  /** Why it failed; undefined when the file can no longer be read. */
  problem?: Problem | undefined
}

/** All uploads of this tab; they continue when the reader changes pages. */
export const sendings = createStore<readonly Sending[]>([])

const atOnce = 3
/** Milliseconds. */
const refreshAfter = 300
/** Retry delay in milliseconds while the connection is lost: doubles from `first` up to `most`. */
const patience = { first: 1000, most: 30_000 }
/** Tries without progress, while the server is reachable, before an upload fails. */
const mostTries = 6

let last = 0
const running = new Map<number, AbortController>()
/** For each upload: its id on the server, and the number of tries since the last progress. */
const uploads = new Map<number, string>()
const tries = new Map<number, number>()

export function sendFiles(target: Target, files: Iterable<File>): void {
  const added = [...files].map((file): Sending => {
    return { id: ++last, target, file, state: 'waiting', ifTaken: 'refuse', sent: 0 }
  })
  sendings.write([...sendings.read(), ...added])
  next()
}

/** Stops the upload and removes it from the list. */
export function cancelSending({ id, target, state }: Sending): void {
  running.get(id)?.abort()
  const upload = uploads.get(id)
  if (upload && state !== 'done') letGo(target.space, upload)
  uploads.delete(id)
  tries.delete(id)
  sendings.write(sendings.read().filter((each) => each.id !== id))
}

export function retrySending({ id }: Sending): void {
  tries.delete(id)
  change(id, { state: 'waiting', problem: undefined })
  next()
}

/** What to do with files whose names are taken: with one of them, or with all. */
export function decideName(of: readonly Sending[], ifTaken: IfTaken): void {
  for (const { id } of of) change(id, { state: 'waiting', ifTaken, problem: undefined })
  next()
}

export function isUnfinished({ state }: Sending): boolean {
  return state === 'waiting' || state === 'sending' || state === 'away' || state === 'taken'
}

function change(id: number, what: Partial<Sending>): void {
  sendings.write(sendings.read().map((each) => (each.id === id ? { ...each, ...what } : each)))
}

function next(): void {
  const waiting = sendings.read().filter(({ state }) => state === 'waiting')
  for (const each of waiting.slice(0, Math.max(atOnce - running.size, 0))) void run(each)
}

async function run(sending: Sending): Promise<void> {
  const { id, target, file } = sending
  const stop = new AbortController()
  running.set(id, stop)
  change(id, { state: 'sending' })
  try {
    await transmit(sending, stop.signal)
    change(id, { state: 'done', sent: file.size })
    refreshSoon(target.space)
    if ('refresh' in target) void queries.invalidateQueries({ queryKey: target.refresh })
  } catch (error) {
    if (!stop.signal.aborted) afterFault(id, asProblem(error))
  } finally {
    running.delete(id)
    next()
  }
}

const refreshing = new Map<string, ReturnType<typeof setTimeout>>()

/** Fetches what is shown of the space again, once for files that arrive within a moment. */
function refreshSoon(space: string): void {
  const refresh = () => {
    refreshing.delete(space)
    void queries.invalidateQueries({ queryKey: [space] })
  }
  if (!refreshing.has(space)) refreshing.set(space, setTimeout(refresh, refreshAfter))
}

/** Continues from the server's position, again and again while there is progress. */
async function transmit(
  { id, target, file, ifTaken }: Sending,
  signal: AbortSignal,
): Promise<void> {
  const { space } = target
  const known = uploads.get(id)
  let state = (known && (await stateOf(space, known))) || (await begin(target, file, ifTaken))
  uploads.set(id, state.id)
  const onProgress = (sent: number) => change(id, { sent })
  while (!isComplete(state)) {
    signal.throwIfAborted()
    const before = state.received
    onProgress(before)
    state = await sendPart(space, state, file, { signal, onProgress })
    if (state.received > before) tries.delete(id)
    else if (!isComplete(state)) throw new Error('nothing came')
  }
}

function afterFault(id: number, problem: Problem): void {
  const tried = (tries.get(id) ?? 0) + 1
  tries.set(id, tried)
  const elsewhere = problem.code === 'other-position'
  const passing = problem.isOffline || problem.status >= 500 || problem.status === 408 || elsewhere
  if (problem.code === 'name-taken') return change(id, { state: 'taken', problem })
  if (!passing) return change(id, { state: 'failed', problem })
  if (tried > mostTries && navigator.onLine)
    return change(id, { state: 'failed', problem: problem.isOffline ? undefined : problem })
  change(id, { state: 'away' })
  setTimeout(() => goOn(id), Math.min(patience.first * 2 ** (tried - 1), patience.most))
}

function goOn(id: number): void {
  const found = sendings.read().find((each) => each.id === id)
  if (found?.state !== 'away') return
  if (!navigator.onLine) return // the `online` event retries
  change(id, { state: 'waiting' })
  next()
}

globalThis.addEventListener?.('online', () => {
  for (const { id } of sendings.read()) goOn(id)
})

/** The browser asks before a tab with unsent files is closed. */
function stay(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

sendings.listen(() => {
  if (sendings.read().some(isUnfinished)) globalThis.addEventListener('beforeunload', stay)
  else globalThis.removeEventListener('beforeunload', stay)
})
