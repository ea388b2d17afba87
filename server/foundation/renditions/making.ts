import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Content } from '../../kernel/blobs.ts'
import { inContext, type House } from '../../kernel/context.ts'
import { Forbidden, Unavailable } from '../../kernel/errors.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { Ended, TooCostly, WorkerPool, type PoolLimits } from '../../kernel/worker-pool.ts'
import { inProcess } from '../../kernel/worker-process.ts'
import { bytesRead, canBe, familyOf, headBytes, type Family } from './families.ts'
import type { Kind, Outcome } from './kinds.ts'
import * as store from './store.ts'
import type { Jobs } from './worker.ts'

const limits: PoolLimits = {
  workers: 2,
  cpu: 10_000,
  wall: 120_000,
  megabytes: 512,
  waiting: 200,
  idle: 60_000,
}
/** A process that ends may have been ended by something other than its content. */
const mostTries = 3

const pool = new WorkerPool<Jobs>(new URL('./worker.ts', import.meta.url), limits, inProcess)

const making = new Map<string, Promise<store.Result>>()

/** Makes a rendition in a worker process, in somebody's turn, and stores it; callers at the same time share it. */
export function make(
  house: House,
  content: store.ContentKey,
  kind: Kind,
  by: PersonId,
): Promise<store.Result> {
  const key = `${content.space} ${content.sha256} ${kind}`
  const running = making.get(key)
  if (running) return running
  const made = makeNow(house, content, kind, by).finally(() => making.delete(key))
  making.set(key, made)
  return made
}

async function makeNow(
  house: House,
  key: store.ContentKey,
  kind: Kind,
  by: PersonId,
): Promise<store.Result> {
  const found = await store.renditionOf(house.db, key, kind)
  if (!found) return { state: 'cannot', reason: 'unreadable' } // the content was released
  const tries = (found.tries ?? 0) + 1
  const outcome = await outcomeOf(house, key, found, kind, by)
  if ('again' in outcome) {
    const last = tries >= mostTries
    const result = last
      ? ({ state: 'cannot', reason: 'too-costly', tries } as const)
      : ({ state: 'waiting', tries } as const)
    await put(house, { ...key, source: found.source }, kind, result, by)
    return last ? result : makeNow(house, key, kind, by)
  }
  return keep(house, { ...key, source: found.source }, kind, outcome, by)
}

async function outcomeOf(
  { blobs }: House,
  { space }: store.ContentKey,
  { source, size }: store.Found,
  kind: Kind,
  by: PersonId,
): Promise<Outcome | { again: true }> {
  try {
    const content = await blobs.get(space, source)
    const family = await familyIn(content)
    if (!canBe(kind, family)) return { cannot: 'other-kind' }
    const bytes = bytesRead(family, size)
    if (bytes === undefined) return { cannot: 'too-large' }
    const open = () => content.open(bytes < size ? { first: 0, last: bytes - 1 } : undefined)
    return await pool.runOn(by, { size: bytes, open }, kind)
  } catch (error) {
    // Damaged, or in quarantine.
    if (error instanceof Forbidden) return { cannot: 'unreadable' }
    if (error instanceof Unavailable && error.code === 'file-damaged')
      return { cannot: 'unreadable' }
    if (error instanceof TooCostly) return { cannot: 'too-costly' }
    if (error instanceof Ended) return { again: true }
    throw error
  }
}

async function familyIn(content: Content): Promise<Family> {
  if (content.size === 0) return 'bytes'
  return familyOf(
    await buffer(content.open({ first: 0, last: Math.min(content.size, headBytes) - 1 })),
  )
}

type Source = store.ContentKey & { source: string }

function put(house: House, content: Source, kind: Kind, result: store.Result, by: PersonId) {
  return inContext(house, undefined, ({ db, now }) =>
    store.putRendition(db, content, kind, result, by, now),
  )
}

async function keep(
  house: House,
  content: Source,
  kind: Kind,
  outcome: Outcome,
  by: PersonId,
): Promise<store.Result> {
  if ('cannot' in outcome) {
    const result = { state: 'cannot', reason: outcome.cannot } as const
    await put(house, content, kind, result, by)
    return result
  }
  if ('text' in outcome) {
    await put(house, content, kind, { state: 'done', text: outcome.text }, by)
    return { state: 'done' }
  }
  const { name } = await house.blobs.put(content.space, Readable.from([Buffer.from(outcome.bytes)]))
  const kept = await put(house, content, kind, { state: 'done', file: name }, by)
  if (kept?.file !== name) await house.blobs.remove(content.space, name)
  return kept?.file ? { state: 'done', file: kept.file } : { state: 'cannot', reason: 'unreadable' }
}
