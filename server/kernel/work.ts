import type { House, PublicContext } from './context.ts'
import type { Sentence } from './i18n.ts'
import type { SpaceId } from './ids.ts'
import type { Stretch } from './work-following.ts'
import { Lane, type Log } from './work-lane.ts'

interface Named {
  /** The key of its row in the table `work`, and the word by which it is woken. */
  name: string
  /** What an admin reads under *Health*. */
  title: Sentence
}

/** Done every so many milliseconds, by one process of the house. */
export interface Repeated {
  every: number
  run(house: House, stopping: AbortSignal): Promise<unknown>
}

/** Done when the database says that there is something to do. */
export interface Timed {
  /** Milliseconds, by the database's clock, until there is something to do; undefined when nothing is known of. */
  next(house: House): Promise<number | undefined>
  /** Asked again after this many milliseconds at the latest, a minute by default: what another process writes wakes nobody here. */
  askEvery?: number
  run(house: House, stopping: AbortSignal): Promise<unknown>
}

/** Reads the change log of every space, each line once and in order. */
export interface Following {
  /** In the transaction that also remembers how far it has read: after a crash no line is read twice, and none is left out. */
  follow(ctx: PublicContext, stretches: Stretch[]): Promise<unknown>
}

/**
 * Background work, declared by slices (`work.ts`) and tools (`Tool.work`). One process at a time does it, under a lease. The
 * house that it is given commits only while the lease holds: a process that was paused for too long changes nothing once
 * another goes on. Work that fails is retried, later each time, and stops no other.
 */
export type Work = Named & (Repeated | Timed | Following)

/** The background work of this process, as the rest of the house sees it. */
export interface Worker {
  readonly all: readonly Work[]
  /** There is something to do: look now. Called after the commit. */
  wake(name: string): void
  /** The log of a space goes on: work that follows it reads there what happened. Called after the commit. */
  moved(space: SpaceId): void
}

/** For a house in which nothing is done in the background. */
export const idle: Worker = { all: [], wake: () => undefined, moved: () => undefined }

/** Does all this work, in turns with the other processes of the house, until it is stopped. */
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
