import type { Work } from '../../kernel/work.ts'
import { pruneEnded } from './sync.ts'

const day = 86_400_000

export const work: Work[] = [
  {
    name: 'sync',
    title: {
      en: 'Changes of containers that no program needs any more',
      fr: 'Modifications dont aucun programme n’a plus besoin',
    },
    every: day,
    run: (house) => pruneEnded(house),
  },
]
