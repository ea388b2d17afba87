import type { Tool } from '../../server/kernel/tool.ts'
import { cases } from './cases.ts'
import { conversations } from './conversations.ts'
import { itemValued, valued } from './events.ts'
import { kindOfShelves } from './kind.ts'

const paper = kindOfShelves('paper', { written: true })
const stamp = kindOfShelves('stamp', { written: false })

/** Folders that hold items and nest, two kinds of items in one of them, and one where names are unique. */
export const shelves: Tool = {
  name: 'shelves',
  templates: ['team', 'project', 'community', 'circle', 'extranet'],
  showsBusy: true,
  inConversations: true,
  containers: {
    root: { holds: ['paper'], nests: ['box', 'drawer'] },
    box: { holds: ['paper', 'stamp'], nests: ['box', 'album'] },
    album: { holds: ['stamp'], nests: [] },
    drawer: { holds: ['paper', 'stamp'], nests: ['drawer'], uniqueNames: true },
  },
  first: { kind: 'box', name: { en: 'Box', fr: 'Boîte' } },
  items: { paper: paper.kind, stamp: stamp.kind },
  doors: [...paper.doors, ...stamp.doors, ...conversations, ...cases],
  events: [itemValued],
  notices: [valued],
}
