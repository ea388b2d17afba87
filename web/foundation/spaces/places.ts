import { useQuery } from '@tanstack/react-query'
import { load } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'
import { remember } from '../../kernel/remember.ts'
import { useContainer, type Container } from './containers.ts'

/** A place: a container in which I may put something. */
export type Place = Container

/** What is put there: an item of a kind (`takes`), or a container of a kind (`nests`). */
export type Put = { tool: string } & ({ takes: string } | { nests: string })

const all = '/api/spaces/{space}/containers'
const length = 50

/** One page of the places whose names match the typed text. */
export function findPlaces(space: string, put: Put, typed = '', after?: string) {
  const search = typed.slice(0, 200)
  const query = { ...put, ...(search && { search }), ...(after && { after }), limit: length }
  return queries.fetchQuery(load(all, { path: { space }, query }))
}

/**
 * The place for a new item: the open container; else the one in which I made the last item of this kind; else the one with the
 * most items. Undefined if there is none, or as long as it is not known.
 */
export function useDefaultPlace(
  space: string,
  tool: string,
  kind: string,
  here: Container | undefined,
): { place: Place | undefined; isPending: boolean } {
  const isHere = here?.holds.includes(kind) === true
  const last = useContainer(space, lastPlace(space, kind) ?? undefined)
  const query = { tool, takes: kind, limit: length }
  const found = useQuery(load(all, { path: { space }, query }))
  if (isHere) return { place: here.may.add ? here : undefined, isPending: false }
  const remembered = last.data?.may.add && last.data.holds.includes(kind) ? last.data : undefined
  const fullest = found.data?.items.toSorted((a, b) => b.items - a.items)[0]
  return { place: remembered ?? fullest, isPending: last.isLoading || found.isPending }
}

const keyOf = (space: string, kind: string) => `atelier.place.${kind}.${space}`

function lastPlace(space: string, kind: string): string | null {
  return localStorage.getItem(keyOf(space, kind))
}

export function rememberPlace(space: string, kind: string, place: string): void {
  remember(keyOf(space, kind), place)
}
