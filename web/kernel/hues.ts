import { createStore, useStore } from './store.ts'

/** The hues of groups; a private space has none. */
export const hues = Array.from({ length: 12 }, (_, place) => place + 1)

type Coloured = { id: string; hue: number; archived: boolean; role: string | null }

/**
 * The hues in which I see my groups: no two alike, up to twelve. A group that I administer keeps the hue that was chosen for
 * it; of the others, the oldest does, and each younger one takes the next that the fewest have. So a new group changes no
 * hue that I know.
 */
export function distinctHues(groups: readonly Coloured[]): Map<string, number> {
  const used = new Map<number, number>()
  const rank = ({ archived, role }: Coloured) => (archived ? 2 : role === 'administrator' ? 0 : 1)
  const inOrder = groups.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
  return new Map(
    inOrder.map((group) => {
      const hue = rank(group) === 1 ? freest(group.hue, used) : group.hue
      used.set(hue, (used.get(hue) ?? 0) + 1)
      return [group.id, hue]
    }),
  )
}

/** The first from this hue on that is used least. */
function freest(from: number, used: ReadonlyMap<number, number>): number {
  const fromHere = [...hues.slice(from - 1), ...hues.slice(0, from - 1)]
  return fromHere.toSorted((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0))[0]!
}

/** The hues of my spaces, by their ids; kept by the session. */
export const myHues = createStore<ReadonlyMap<string, number>>(new Map())

/** The hue in which I see a space, wherever it is shown. */
export function useHue({ id, hue }: { id: string; hue: number | null }): number | 'none' {
  return (useStore(myHues).get(id) ?? hue) || 'none'
}
