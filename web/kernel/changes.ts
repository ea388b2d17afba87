import type { Query } from '@tanstack/react-query'
import { onLiveMessage, onLiveOpen, sayLive } from './live.ts'
import { everywhere, queries } from './queries.ts'

// Poke, then pull: a poke says that a space has moved on, the pull which things it is about, and only what shows them is asked again.

/** A line of a space's change log, as a pull tells it. */
export type Line = {
  kind: string
  tool: string | null
  container: string | null
  item: string | null
}

/** Milliseconds: pokes of one burst are one pull; a pull that is not answered is given up. */
const pace = { gather: 60, answer: 10_000 }

/** Spaces that were poked and not yet pulled; true: something there went out of sight. */
const poked = new Map<string, boolean>()
/** Pulls on their way; `whole` whatever the answer says. */
const pulls = new Map<string, { whole: boolean; timer: number }>()
/** Where this tab is in the log of a space: told by the first pull. */
const positions = new Map<string, string>()
let listsTimer = 0

/** Keeps what is on the screen up to date. Returns how to stop. */
export function followChanges(): () => void {
  const stops = [
    onLiveMessage('poke', ({ space, whole }) => hearPoke(String(space), whole === true)),
    onLiveMessage('changes', (answer) => hearChanges(answer as unknown as Answer)),
    onLiveOpen(forgetPulls),
  ]
  return () => {
    for (const stop of stops) stop()
    forgetPulls()
    positions.clear()
  }
}

/** What an earlier connection was asked is not answered any more; at every opening all that is shown is asked again. */
function forgetPulls(): void {
  for (const { timer } of pulls.values()) clearTimeout(timer)
  pulls.clear()
  poked.clear()
}

function hearPoke(space: string, whole: boolean): void {
  if (poked.size === 0) setTimeout(pullAll, pace.gather)
  poked.set(space, whole || poked.get(space) === true)
}

function pullAll(): void {
  for (const [space, whole] of poked) if (!pulls.has(space)) pull(space, whole)
}

function pull(space: string, whole: boolean): void {
  poked.delete(space)
  const since = positions.get(space)
  if (!sayLive({ type: 'pull', space, since })) return
  const timer = window.setTimeout(() => giveUp(space), pace.answer)
  pulls.set(space, { whole: whole || since === undefined, timer })
}

function giveUp(space: string): void {
  pulls.delete(space)
  refresh(space)
  if (poked.has(space)) pullAll()
}

type Answer = { space: string; seq: string; changes: Line[]; more?: true }

function hearChanges({ space, seq, changes, more }: Answer): void {
  const asked = pulls.get(space)
  if (!asked) return
  clearTimeout(asked.timer)
  pulls.delete(space)
  positions.set(space, seq)
  if (asked.whole) refresh(space)
  else if (changes.length > 0) refresh(space, changes)
  if (more || poked.has(space)) pull(space, poked.get(space) === true)
}

/** Asks again for what these lines touch; without lines, for everything of the space. */
function refresh(space: string, lines?: readonly Line[]): void {
  void queries.invalidateQueries({ predicate: (query) => isTouched(query, space, lines) })
  // Lists over all spaces may be some seconds behind: a big group is not met by all at once.
  const touchesAll = !lines?.every(({ item }) => item)
  everywhereTouched ||= touchesAll
  listsTimer ||= window.setTimeout(refreshEverywhere, 1500 + Math.random() * 2500)
}

/** A line about no item came: people and groups are shown everywhere. */
let everywhereTouched = false

function refreshEverywhere(): void {
  const all = everywhereTouched
  listsTimer = 0
  everywhereTouched = false
  void queries.invalidateQueries({
    queryKey: [everywhere],
    predicate: ({ meta }) => all || meta?.shows === 'lists',
  })
}

type Asked = Pick<Query, 'queryKey' | 'meta'>

/**
 * Whether an answer about this space shows what the lines are about. It shows the things whose ids are in its address, and
 * otherwise lists what is in the space, of one tool where it names one. `meta.shows` says what an address does not.
 */
export function isTouched(
  { queryKey, meta }: Asked,
  space: string,
  lines?: readonly Line[],
): boolean {
  const [of, path, parts, query] = queryKey as [string, string?, object?, { tool?: unknown }?]
  if (of !== space) return false
  // What is about a container or about the members changes what may be done with everything below.
  if (!lines?.every(({ item }) => item)) return true
  if (meta?.shows === 'space') return true
  const ids = Object.values(parts ?? {}).filter((id) => id !== space)
  if (ids.length > 0) return lines.some((line) => ids.some((id) => isAbout(line, id)))
  if (path?.startsWith('/api/groups/')) return false
  return query?.tool === undefined || lines.some(({ tool }) => tool === query.tool)
}

function isAbout({ item, container }: Line, id: unknown): boolean {
  return id === item || id === container
}
