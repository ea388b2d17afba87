import { queries } from './queries.ts'
import { createStore, useStore } from './store.ts'

/** A group that I view as somebody else would see it (A8), in this tab. */
export type View = {
  group: string
  token: string
  /** ISO 8601. */
  expiresAt: string
  role: 'co-administrator' | 'moderator' | 'member' | null
  guest: boolean
  /** The full name of the member, if I view it as one particular member. */
  name: string | null
}

const key = 'view-as'
const view = createStore<View | undefined>(kept())

export function useView(): View | undefined {
  return useStore(view)
}

/** Starts or ends the view, and discards cached answers about the group that were loaded with another one. */
export function lookAs(next: View | undefined): void {
  const before = view.read()
  if (next) sessionStorage.setItem(key, JSON.stringify(next))
  else sessionStorage.removeItem(key)
  view.write(next)
  for (const { group } of [before, next].filter((each) => each !== undefined))
    void queries.resetQueries({ queryKey: [group] })
}

/** The header that makes requests about that group use the view; the server refuses changes in it. */
export function viewHeader(address: string): Record<string, string> {
  const now = view.read()
  if (!now || !new RegExp(`^/api/(spaces|groups)/${now.group}(/|\\?|$)`).test(address)) return {}
  if (Date.parse(now.expiresAt) > Date.now()) return { 'atelier-view-as': now.token }
  lookAs(undefined)
  return {}
}

function kept(): View | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? 'null') as View | null
    return found && Date.parse(found.expiresAt) > Date.now() ? found : undefined
  } catch {
    return undefined
  }
}
