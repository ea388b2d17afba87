import type { Tool } from '../../server/kernel/tool.ts'
import { kindOfShelves } from './kind.ts'

const paper = kindOfShelves('paper')
const stamp = kindOfShelves('stamp')

/** Folders that hold items and nest, and two kinds of items in one of them. */
export const shelves: Tool = {
  name: 'shelves',
  containers: {
    root: { holds: ['paper'], nests: ['box'] },
    box: { holds: ['paper', 'stamp'], nests: ['box', 'album'] },
    album: { holds: ['stamp'], nests: [] },
  },
  first: { kind: 'box', name: { en: 'Box', fr: 'Boîte' } },
  items: { paper: paper.kind, stamp: stamp.kind },
  doors: [...paper.doors, ...stamp.doors],
}
