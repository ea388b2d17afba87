import type { House } from '../../kernel/context.ts'
import type { Work } from '../../kernel/work.ts'
import { make } from './making.ts'
import { textsWorkName, workName } from './renditions.ts'
import * as store from './store.ts'

/** As many as keep the workers busy; new ones of other people come between. */
const atOnce = 8

/** Makes the thumbnails and texts of new files. What a crash interrupts is made again. */
export const work: Work[] = [
  {
    name: workName,
    title: { en: 'Thumbnails and texts of files', fr: 'Miniatures et textes des fichiers' },
    next: async (house) => ((await store.anyWaiting(house.db)) ? 0 : undefined),
    run: (house, stopping) => makeWaiting(house, stopping),
  },
]

export async function makeWaiting(house: House, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted) {
    const waiting = await store.nextWaiting(house.db, atOnce)
    if (waiting.length === 0) return
    const made = waiting.map(({ kind, by, ...content }) => make(house, content, kind, by))
    const all = Promise.all(made)
    await (stopping ? Promise.race([all, stopped(stopping)]) : all)
    all.catch(() => undefined) // thrown above, unless the work is being stopped
    house.work.wake(textsWorkName)
  }
}

function stopped(stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) =>
    stopping.addEventListener('abort', () => resolve(), { once: true }),
  )
}
