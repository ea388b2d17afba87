import type { House, PublicContext } from './context.ts'
import type { Sentence } from './i18n.ts'
import type { SpaceId } from './ids.ts'
import type { Stretch } from './work-following.ts'
import { Lane, type Log } from './work-lane.ts'

interface Named {
  /** The key of its row in the table `work`, and the name by which it is woken. */
  name: string
  /** The label under *Health*. */
  title: Sentence
}

/** Repeated every `every` milliseconds, by one process of the instance. */
export interface Repeated {
  every: number
  run(house: House, stopping: AbortSignal): Promise<unknown>
}

/** Done when the database says that there is something to do. */
export interface Timed {
  /** Milliseconds, by the database's clock, until there is something to do; undefined when nothing is scheduled. */
  next(house: House): Promise<number | undefined>
  /** Polling interval in milliseconds, a minute by default: writes of other processes do not wake this one. */
  askEvery?: number
  run(house: House, stopping: AbortSignal): Promise<unknown>
}

/** Reads the change log of every space, each line once and in order. */
export interface Following {
  /** Runs in the transaction that also stores the position: after a crash no line is read twice, and none is skipped. */
  follow(ctx: PublicContext, stretches: Stretch[]): Promise<unknown>
}

/**
 * Background work, declared by slices (`work.ts`) and tools (`Tool.work`). One process at a time does it, under a lease.
 * The `house` that it is given commits only while the lease holds: a process that was paused for too long changes nothing
 * once another has taken over. Work that fails is retried with back-off, and does not stop other work.
 */
export type Work = Named & (Repeated | Timed | Following)

/** The background work of this process, as the rest of the server sees it. */
export interface Worker {
  readonly all: readonly Work[]
  /** There is something to do: check now. Called after the commit. */
  wake(name: string): void
  /** The log of a space has new lines, for the work that follows it. Called after the commit. */
  moved(space: SpaceId): void
}

/** For an instance without background work. */
export const idle: Worker = { all: [], wake: () => undefined, moved: () => undefined }

/** Does all this work, sharing it with the other processes of the instance, until it is stopped. */
export function startWork(house: House, all: readonly Work[], log: Log): { stop(): Promise<void> } {
  if (new Set(all.map(({ name }) => name)).size < all.length)
    throw new Error('two works have the same name')
  const lanes: Lane[] = []
  house.work = {
    all,
    wake: (name) => lanes.find(({ work }) => work.name === name)?.wake(),
    moved: (space) => lanes.forEach((lane) => lane.moved(space)),
  }
  lanes.push(...all.map((work) => new Lane(house, work, log)))
  const running = lanes.map((lane) => lane.run())
  return {
    async stop() {
      house.work = { ...idle, all }
      for (const lane of lanes) lane.stop()
      await Promise.all(running)
    },
  }
}
