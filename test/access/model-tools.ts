/**
 * The tools that a history is played with: what their containers hold and nest, from their pages and not from the code, and
 * the requests in which they differ. The rules are the same for each.
 */
export interface PlayedTool {
  name: string
  /** Besides the root. */
  boxes: Record<string, Kind> & { root: Kind }
  items: string[]
  /** The word for its containers in addresses. */
  containers: string
  /** What an item is made of, and how it is changed. */
  fresh: object
  change: { method: 'patch' | 'put'; body: object }
}

interface Kind {
  holds: string[]
  nests: string[]
}

/** Folders hold nothing, notebooks do not nest. */
export const notes: PlayedTool = {
  name: 'notes',
  boxes: {
    notebook: { holds: ['note'], nests: [] },
    folder: { holds: [], nests: ['folder', 'notebook'] },
    root: { holds: [], nests: ['folder', 'notebook'] },
  },
  items: ['note'],
  containers: 'notebooks',
  fresh: { title: 'Quillwort' },
  change: { method: 'patch', body: { title: 'Quillwort again' } },
}

/** Containers that hold items nest, and there are two kinds of items. */
export const shelves: PlayedTool = {
  name: 'shelves',
  boxes: {
    box: { holds: ['paper', 'stamp'], nests: ['box', 'album'] },
    album: { holds: ['stamp'], nests: [] },
    root: { holds: ['paper'], nests: ['box'] },
  },
  items: ['paper', 'stamp'],
  containers: 'boxes',
  fresh: { title: 'Quillwort', body: '', worth: 1 },
  change: { method: 'put', body: { body: 'Again', worth: 2 } },
}
