import { Archive, Box, FilePlus, Images, ScrollText, Stamp } from 'lucide-react'
import { lazy } from 'react'
import { nounWords } from '../../../web/kernel/nouns.ts'
import { toolPages, type WebTool } from '../../../web/kernel/pages.ts'

/** The web side of the tool, as a tool of the instance has it. */
export const shelvesTool: WebTool = {
  name: 'shelves',
  words: {
    en: { name: 'Shelves', begin: { says: 'A shelf wants a box.', does: 'Keep a paper' } },
    fr: { name: 'Étagères', begin: { says: 'Une étagère attend.', does: 'Ranger un papier' } },
  },
  icon: Archive,
  key: 'e',
  containers: {
    box: { icon: Box, words: nounWords({ en: ['box', 'boxes'], fr: 'une boîte' }) },
    album: { icon: Images, words: nounWords({ en: 'album', fr: 'un album' }) },
    drawer: { icon: Archive, words: nounWords({ en: 'drawer', fr: 'un tiroir' }) },
  },
  items: {
    paper: { icon: ScrollText, words: nounWords({ en: 'paper', fr: 'un papier' }) },
    stamp: { icon: Stamp, words: nounWords({ en: 'stamp', fr: 'un timbre' }) },
  },
  verbs: {
    en: { add: ['add papers and stamps'] },
    fr: { add: ['ajouter des papiers et des timbres'] },
  },
  events: {
    'shelf.valued': { home: { en: 'valued', fr: 'a estimé' } },
  },
  notices: {
    valued: {
      icon: Archive,
      en: ({ who, what }) => `${who} valued “${what}”`,
      fr: ({ who, what }) => `${who} a estimé « ${what} »`,
    },
  },
  commands: [
    {
      key: 'new-paper',
      icon: FilePlus,
      words: {
        en: { label: (space) => `New paper in ${space}` },
        fr: { label: (space) => `Nouveau papier dans ${space}` },
      },
      href: (space) => `/s/${space}/shelves?new=paper`,
    },
  ],
  overview: {
    next: lazy(() => import('./overview.tsx').then((m) => ({ default: m.NextOnShelves }))),
    happened: lazy(() => import('./overview.tsx').then((m) => ({ default: m.ShelvesOverview }))),
  },
  inSpace: toolPages('shelves', {
    list: () => import('./shelves-page.tsx').then((m) => m.ShelvesPage),
    item: () => import('./item-page.tsx').then((m) => m.ShelvedPage),
  }),
}
