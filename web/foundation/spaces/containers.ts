import { useQuery } from '@tanstack/react-query'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { remember } from '../../kernel/remember.ts'
import { createStore } from '../../kernel/store.ts'

const all = '/api/spaces/{space}/containers'

export type Container = Answer<'get', '/api/spaces/{space}/containers'>['items'][number]

/** The root of a tool in a space, if I may see it, and containers further below that were shared with me. */
export function useTop(space: string, tool: string) {
  return useQuery({
    ...load(all, { path: { space }, query: { tool, top: true, limit: 200 } }),
    select: ({ items }) => ({
      root: items.find(({ kind }) => kind === 'root'),
      shared: items.filter(({ kind }) => kind !== 'root'),
    }),
  })
}

export function useContainer(space: string, container: string | undefined) {
  const path = { space, container: container ?? '' }
  return useQuery({
    ...load('/api/spaces/{space}/containers/{container}', { path }),
    enabled: container !== undefined,
  })
}

/** The containers in another one, by name. */
export function useInside(space: string, parent: string) {
  return useLongList(all, { path: { space }, query: { parent } })
}

/** Whether any container of a tool has an audience of its own. */
export function useDiffering(space: string, tool: string): boolean | undefined {
  const query = { tool, ownList: true, limit: 1 }
  const list = useQuery(load(all, { path: { space }, query }))
  return list.data && list.data.items.length > 0
}

/** `Meetings › 2026`; the top has no name. */
export function pathOf({ above, name }: Pick<Container, 'above' | 'name'>): string {
  return [...above.map((one) => one.name), name].join(' › ')
}

const key = 'atelier.containers.open'
/** The containers that were opened or closed by hand in a tree; remembered in this browser. */
export const openContainers = createStore<ReadonlyMap<string, boolean>>(
  new Map(JSON.parse(globalThis.localStorage?.getItem(key) ?? '[]') as [string, boolean][]),
)

export function toggleContainer(id: string, open: boolean): void {
  const next = new Map(openContainers.read()).set(id, open)
  remember(key, JSON.stringify([...next]))
  openContainers.write(next)
}
