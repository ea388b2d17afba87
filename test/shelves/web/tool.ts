import { Archive, Box, FilePlus, Images, ScrollText, Stamp } from 'lucide-react'
import { lazy } from 'react'
import type { WebTool } from '../../../web/kernel/pages.ts'
import { en, fr } from '../../../web/kernel/words.ts'

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
    box: {
      icon: Box,
      words: {
        en: { several: 'Boxes', count: (count) => en(count, 'box', 'boxes'), make: 'New box' },
        fr: { several: 'Boîtes', count: (count) => fr(count, 'boîte'), make: 'Nouvelle boîte' },
      },
    },
    album: {
      icon: Images,
      words: {
        en: { several: 'Albums', count: (count) => en(count, 'album'), make: 'New album' },
        fr: { several: 'Albums', count: (count) => fr(count, 'album'), make: 'Nouvel album' },
      },
    },
    drawer: {
      icon: Archive,
      words: {
        en: { several: 'Drawers', count: (count) => en(count, 'drawer'), make: 'New drawer' },
        fr: { several: 'Tiroirs', count: (count) => fr(count, 'tiroir'), make: 'Nouveau tiroir' },
      },
    },
  },
  items: {
    paper: {
      icon: ScrollText,
      words: {
        en: { several: 'Papers', count: (count) => en(count, 'paper') },
        fr: { several: 'Papiers', count: (count) => fr(count, 'papier') },
      },
    },
    stamp: {
      icon: Stamp,
      words: {
        en: { several: 'Stamps', count: (count) => en(count, 'stamp') },
        fr: { several: 'Timbres', count: (count) => fr(count, 'timbre') },
      },
    },
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
  overview: lazy(() => import('./overview.tsx').then((m) => ({ default: m.ShelvesOverview }))),
  inSpace: [
    { path: '/shelves', page: () => import('./shelves-page.tsx').then((m) => m.ShelvesPage) },
    {
      path: '/shelves/in/{container}',
      page: () => import('./shelves-page.tsx').then((m) => m.ShelvesPage),
    },
    { path: '/shelves/{item}', page: () => import('./item-page.tsx').then((m) => m.ShelvedPage) },
  ],
}
