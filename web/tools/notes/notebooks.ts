import { useQuery } from '@tanstack/react-query'
import type { Container } from '../../foundation/spaces/container-dialogs.tsx'
import { pathOf } from '../../foundation/spaces/container-dialogs.tsx'
import { load } from '../../kernel/api.ts'
import { createStore } from '../../kernel/store.ts'

/** The folders and notebooks of a space that I may see. */
export function useNotebooks(space: string) {
  const path = { space }
  return useQuery({
    ...load('/api/spaces/{space}/containers', { path, query: { tool: 'notes' } }),
    select: ({ items }) => items,
  })
}

export type Branch = { container: Container; level: number; hasChildren: boolean; open: boolean }

/** The tree as its lines, from above; what lies in a closed folder is left out. */
export function branches(all: readonly Container[], closed: ReadonlySet<string>): Branch[] {
  const known = new Set(all.map(({ id }) => id))
  const root = all.find(({ kind }) => kind === 'root')
  const childrenOf = (id: string | undefined) =>
    all
      .filter(
        ({ kind, parent }) =>
          kind !== 'root' && (id === undefined ? !parent || !known.has(parent) : parent === id),
      )
      .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  const under = (children: readonly Container[], level: number): Branch[] =>
    children.flatMap((container) => {
      const inner = childrenOf(container.id)
      const open = !closed.has(container.id)
      const line = { container, level, hasChildren: inner.length > 0, open }
      return [line, ...(open ? under(inner, level + 1) : [])]
    })
  // A notebook may be shared without the folder above it: then it stands at the top.
  const orphans = root ? childrenOf(undefined) : []
  return under([...childrenOf(root?.id), ...orphans], 1)
}

/** Notebooks that I may add to, by their whole path. */
export function writableNotebooks(all: readonly Container[]) {
  return all
    .filter(({ kind, may }) => kind === 'notebook' && may.add)
    .map((container) => ({
      id: container.id,
      path: pathOf(container, all),
      items: container.items,
    }))
    .toSorted((a, b) => a.path.localeCompare(b.path))
}

const key = 'atelier.notes.closed'
/** Which folders are shut; remembered in this browser. */
export const closedFolders = createStore<ReadonlySet<string>>(
  new Set(JSON.parse(globalThis.localStorage?.getItem(key) ?? '[]') as string[]),
)

export function toggleFolder(id: string, open: boolean): void {
  const next = new Set(closedFolders.read())
  if (open) next.delete(id)
  else next.add(id)
  localStorage.setItem(key, JSON.stringify([...next]))
  closedFolders.write(next)
}

/** Where I wrote last in this space: most notes go there again. */
export function lastNotebook(space: string): string | null {
  return localStorage.getItem(`atelier.notes.last.${space}`)
}

export function rememberNotebook(space: string, notebook: string): void {
  localStorage.setItem(`atelier.notes.last.${space}`, notebook)
}
