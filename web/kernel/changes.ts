import type { Query } from '@tanstack/react-query'
import { onLiveMessage, onLiveOpen, sayLive } from './live.ts'
import { everywhere, queries } from './queries.ts'

// Poke, then pull: a poke says that a space has changed, the pull which things have, and only the answers that show them are
// refetched.

/** A line of a space's change log, as a pull returns it. */
export type Line = {
  kind: string
  tool: string | null
  container: string | null
  item: string | null
}

/** Milliseconds: pokes within `gather` become one pull; a pull without an answer within `answer` is given up. */
const pace = { gather: 60, answer: 10_000 }

/** Spaces that were poked and not yet pulled; true when something there is no longer visible. */
const poked = new Map<string, boolean>()
/** What a pull refetches: what its lines touch; everything of the space; what was asked before its changes were reported. */
type Refetches = 'touched' | 'whole' | 'again'

/** Pulls under way. */
const pulls = new Map<string, { refetches: Refetches; timer: number }>()
/** Spaces whose changes the server reports on this connection. */
let reported = new Set<string>()
/** Whether anything may have changed while there was no connection. */
let missed = false
/** The cursor of this tab in the log of a space, set by the first pull. */
const positions = new Map<string, string>()
let listsTimer = 0

/** Keeps the screen up to date. Returns a function that stops it. */
export function followChanges(): () => void {
  const stops = [
    onLiveMessage('poke', ({ space, whole }) => hearPoke(String(space), whole === true)),
    onLiveMessage('changes', (answer) => hearChanges(answer as unknown as Answer)),
    onLiveMessage('watching', ({ spaces }) => hearWatching(spaces as { space: string }[])),
    onLiveOpen(begin),
  ]
  return () => {
    for (const stop of stops) stop()
    forgetPulls()
    positions.clear()
  }
}

function begin(again: boolean): void {
  forgetPulls()
  reported.clear()
  missed ||= again
}

/** From now on changes of these spaces are reported. What the screen shows of them may be older than the first report. */
function hearWatching(spaces: { space: string }[]): void {
  const before = reported
  reported = new Set(spaces.map(({ space }) => space))
  if (missed) void queries.invalidateQueries()
  else
    for (const space of reported)
      if (!before.has(space) && askedOf(space).length > 0) pull(space, 'again')
  missed = false
}

function askedOf(space: string): Query[] {
  return queries.getQueryCache().findAll({ queryKey: [space] })
}

/** Waits for answers that are on their way: on a slow line they are shown before they are asked for once more. */
async function refetchAsked(space: string): Promise<void> {
  const asked = askedOf(space)
  await Promise.allSettled(asked.flatMap(({ promise }) => promise ?? []))
  void queries.invalidateQueries({ predicate: (query) => asked.includes(query) })
}

/** Forgets pulls of an earlier connection, which get no answer. */
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
  for (const space of poked.keys()) if (!pulls.has(space)) pullPoked(space)
}

function pullPoked(space: string): void {
  const whole = poked.get(space) === true || !positions.has(space)
  pull(space, whole ? 'whole' : 'touched')
}

function pull(space: string, refetches: Refetches): void {
  poked.delete(space)
  if (!sayLive({ type: 'pull', space, since: positions.get(space) })) return
  const timer = window.setTimeout(() => giveUp(space), pace.answer)
  pulls.set(space, { refetches, timer })
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
  if (asked.refetches === 'again') void refetchAsked(space)
  else if (asked.refetches === 'whole') refresh(space)
  else if (changes.length > 0) refresh(space, changes)
  if (more || poked.has(space)) pullPoked(space)
}

/** Refetches answers that these lines touch; without lines, all answers of the space. */
function refresh(space: string, lines?: readonly Line[]): void {
  void queries.invalidateQueries({ predicate: (query) => isTouched(query, space, lines) })
  // Lists over all spaces, and counts that every change moves, are refetched some seconds later, at a random time: members of
  // a big group must not all ask at the same moment.
  const touchesAll = !lines?.every(({ item }) => item)
  everywhereTouched ||= touchesAll
  listsTimer ||= window.setTimeout(refreshEverywhere, 1500 + Math.random() * 2500)
}

/** Set when a line without an item has arrived: people and groups are shown everywhere. */
let everywhereTouched = false

function refreshEverywhere(): void {
  const all = everywhereTouched
  listsTimer = 0
  everywhereTouched = false
  void queries.invalidateQueries({
    predicate: ({ queryKey, meta }) =>
      meta?.shows === 'lists' || (all && queryKey[0] === everywhere),
  })
}

type Asked = Pick<Query, 'queryKey' | 'meta'>

/**
 * Whether the answer to a query about this space shows any of these changes. It shows the things whose ids are in its
 * address; without ids it is a list of the space, or of one tool if the address names one. `meta.shows` adds what the address
 * does not say.
 */
export function isTouched(
  { queryKey, meta }: Asked,
  space: string,
  lines?: readonly Line[],
): boolean {
  const [of, path, parts, query] = queryKey as [string, string?, object?, { tool?: unknown }?]
  if (of !== space) return false
  // A change of a container or of the members changes the rights on everything below.
  if (!lines?.every(({ item }) => item)) return true
  if (meta?.shows === 'lists') return false // some seconds later
  if (meta?.shows === 'space') return true
  const ids = Object.values(parts ?? {}).filter((id) => id !== space)
  if (ids.length > 0) return lines.some((line) => ids.some((id) => isAbout(line, id)))
  if (path?.startsWith('/api/groups/')) return false
  return query?.tool === undefined || lines.some(({ tool }) => tool === query.tool)
}

function isAbout({ item, container }: Line, id: unknown): boolean {
  return id === item || id === container
}
