import { useQuery } from '@tanstack/react-query'
import type { Container } from '../../foundation/spaces/container-dialogs.tsx'
import { pathOf } from '../../foundation/spaces/container-dialogs.tsx'
import { load } from '../../kernel/api.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { createStore } from '../../kernel/store.ts'

const all = '/api/spaces/{space}/containers'

/** The root of a space's notes, if I may see it, and containers further below that were shared with me. */
export function useTop(space: string) {
  return useQuery({
    ...load(all, { path: { space }, query: { tool: 'notes', top: true, limit: 200 } }),
    select: ({ items }) => ({
      root: items.find(({ kind }) => kind === 'root'),
      shared: items.filter(({ kind }) => kind !== 'root'),
    }),
  })
}

export function useNotebook(space: string, notebook: string | undefined) {
  const path = { space, container: notebook ?? '' }
  return useQuery({
    ...load('/api/spaces/{space}/containers/{container}', { path }),
    enabled: notebook !== undefined,
  })
}

/** The folders and notebooks in a folder, or at the top, by name. */
export function useInside(space: string, parent: string) {
  return useLongList(all, { path: { space }, query: { parent } })
}

/** Whether a folder or notebook has an audience of its own. */
export function useDiffering(space: string): boolean | undefined {
  const query = { tool: 'notes', ownList: true, limit: 1 }
  const list = useQuery(load(all, { path: { space }, query }))
  return list.data && list.data.items.length > 0
}

/** Notebooks to which I may add, with their whole path. */
export function useWritable(space: string) {
  return useQuery({ ...load(all, writable(space, 200)), select: ({ items }) => items.map(choice) })
}

export function writable(space: string, limit: number) {
  return { path: { space }, query: { tool: 'notes', takes: 'note', limit } }
}

export type NotebookChoice = { id: string; path: string; items: number }

export function choice(container: Container): NotebookChoice {
  return { id: container.id, path: pathOf(container), items: container.items }
}

const key = 'atelier.notes.open'
/** The folders that were opened or closed by hand; remembered in this browser. */
export const openFolders = createStore<ReadonlyMap<string, boolean>>(
  new Map(JSON.parse(globalThis.localStorage?.getItem(key) ?? '[]') as [string, boolean][]),
)

export function toggleFolder(id: string, open: boolean): void {
  const next = new Map(openFolders.read()).set(id, open)
  localStorage.setItem(key, JSON.stringify([...next]))
  openFolders.write(next)
}

/** The notebook in which I wrote last in this space: most new notes go there. */
export function lastNotebook(space: string): string | null {
  return localStorage.getItem(`atelier.notes.last.${space}`)
}

export function rememberNotebook(space: string, notebook: string): void {
  localStorage.setItem(`atelier.notes.last.${space}`, notebook)
}
