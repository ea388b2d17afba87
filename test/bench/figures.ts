import { openHouse, type House } from './house.ts'
import { proofSize, quickSize, sparse } from './fixture.ts'
import type { Row } from './measure.ts'

/** The options of a group of figures: whether to use a smaller instance, and where to report progress. */
export interface Told {
  quick: boolean
  say(sentence: string): void
}

interface Figures {
  /** The deadline after which they have failed, on any machine. */
  minutes: number
  rows(told: Told): Promise<Row[]>
}

/** All figures, in the order in which they are measured. Building the houses comes first and is no figure. */
export const figures: Record<string, Figures> = {
  build: {
    minutes: 90,
    rows: async (told) =>
      inHouses(told, async (large) => {
        const { startServer } = await import('./processes.ts')
        await (await startServer(large)).stop() // merges the edits that a new instance has beside its texts
        return []
      }),
  },
  access: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./access.ts')).accessRows),
  },
  notes: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./notes.ts')).notesRows),
  },
  containers: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./containers.ts')).containersRows),
  },
  newest: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./newest.ts')).newestRows),
  },
  unread: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./unread.ts')).unreadRows),
  },
  sync: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./sync.ts')).syncRows),
  },
  search: {
    minutes: 240,
    rows: async ({ quick, say }) => (await import('./search.ts')).searchRows(quick, say),
  },
  http: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./http.ts')).httpRows),
  },
  'sign-in': {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./sign-in.ts')).signInRows),
  },
  live: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./live.ts')).liveRows),
  },
  pokes: {
    minutes: 5,
    rows: async (told) => inHouses(told, (await import('./live.ts')).pokeRows),
  },
  'two-processes': {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./two-processes.ts')).twoProcessesRows),
  },
  start: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./start.ts')).startRows),
  },
  web: {
    minutes: 10,
    rows: async (told) => inHouses(told, (await import('./web.ts')).webRows),
  },
  writing: {
    minutes: 10,
    rows: async ({ say }) => (await import('./writing.ts')).writingRows(say),
  },
  belonging: {
    minutes: 15,
    rows: async (told) => {
      const { belongingRows } = await import('./belonging.ts')
      return inHouses(told, (large) => belongingRows(large, told.say))
    },
  },
  exchange: {
    minutes: 15,
    rows: async ({ say }) => (await import('./exchange.ts')).exchangeRows(say),
  },
  bulk: {
    minutes: 10,
    rows: async ({ say }) => (await import('./bulk.ts')).bulkRows(say),
  },
  files: {
    minutes: 10,
    rows: async (told) => (await import('./files.ts')).fileRows(told),
  },
  kills: {
    minutes: 20,
    rows: async ({ quick }) => (await import('./kills.ts')).killsRows(quick),
  },
}

/** Figures that need an instance at full size get it, and one with a hundredth of the items for comparison. */
export async function inHouses<T>(
  { quick, say }: Told,
  work: (large: House, small: House) => Promise<T>,
): Promise<T> {
  const size = quick ? quickSize : proofSize
  const large = await openHouse(size, say)
  const small = await openHouse(sparse(size), say)
  try {
    return await work(large, small)
  } finally {
    await large.stop()
    await small.stop()
  }
}
