import type { AccessCase } from './tool.ts'

/**
 * The access cases of a kind of items, by act: its door, and the body and the query that are sent through it. For doors whose path has no
 * other ids than those of the space, the container (`:container`) and the item (`:note`).
 */
export function casesOf(
  kind: string,
  acts: Record<string, readonly [door: string, body?: object, query?: Record<string, unknown>]>,
): AccessCase[] {
  return Object.entries(acts).map(([act, [door, body, query]]) => ({
    act,
    door,
    request: ({ space, container, item }) => ({
      params: { space, container, [kind]: item },
      ...(query && { query }),
      ...(body && { body }),
    }),
  }))
}
