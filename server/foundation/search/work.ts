import type { House } from '../../kernel/context.ts'
import type { Work } from '../../kernel/work.ts'
import { textsWorkName } from '../renditions/renditions.ts'
import { newTexts, spacesBehind } from './index-store.ts'
import { indexNewTexts, indexOn, workName } from './indexing.ts'

const mostSpaces = 200

/** Indexes everything that no transaction has indexed itself, and all items while the index is built. */
export const work: Work[] = [
  {
    name: workName,
    title: { en: 'Index of searches', fr: 'Index de recherche' },
    next: async (house) => ((await spacesBehind(house.db, 1)).length > 0 ? 0 : undefined),
    run: (house, stopping) => indexAll(house, stopping),
  },
  {
    name: textsWorkName,
    title: { en: 'Index of texts in files', fr: 'Index du texte des fichiers' },
    next: async (house) => ((await newTexts(house.db, 1)).length > 0 ? 0 : undefined),
    run: (house, stopping) => indexNewTexts(house, stopping),
  },
]

/** Repeats until nothing is left. Each space gets one step in turn, so that a large one does not delay small ones. */
export async function indexAll(
  house: House,
  stopping?: AbortSignal,
  read: (items: number) => void = () => undefined,
): Promise<void> {
  for (;;) {
    const behind = await spacesBehind(house.db, mostSpaces)
    if (behind.length === 0) return
    for (const space of behind) {
      if (stopping?.aborted) return
      read(await indexOn(house, space))
    }
  }
}
