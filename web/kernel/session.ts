import { useQuery } from '@tanstack/react-query'
import type { Answer } from './doors.ts'
import { load, send } from './api.ts'
import { takeChosenLanguage } from './door-language.ts'
import { draftsBelongTo } from './drafts.ts'
import { distinctHues, myHues } from './hues.ts'
import { disconnectLive } from './live.ts'
import { asProblem } from './problem.ts'
import { queries } from './queries.ts'
import { remember } from './remember.ts'
import { lookAs } from './view-as.ts'

type Told = Answer<'get', '/api/me'>
/** My private space is neutral: it has no hue. */
export type MySpace = Omit<Told['spaces'][number], 'hue'> & { hue: number | null }
export type Me = Omit<Told, 'spaces'> & { spaces: MySpace[] }

const me = load('/api/me')
const signedIn = 'atelier.signed-in'

/** The signed-in person, or null. */
export const sessionQuery = {
  ...me,
  // Unread marks and activity.
  meta: { shows: 'lists' as const },
  staleTime: 60_000,
  // Never aborted: the route waits for the answer even when no component uses it any more.
  queryFn: (): Promise<Me | null> =>
    me.queryFn({ signal: new AbortController().signal }).then(withMyHues, (error: unknown) => {
      if (asProblem(error).status === 401) return null
      throw error
    }),
}

function withMyHues(told: Told): Me {
  draftsBelongTo(told.person.id, told.draftKey)
  remember(signedIn, 'yes')
  const distinct = distinctHues(told.spaces.filter(({ kind }) => kind === 'group'))
  myHues.write(distinct)
  const spaces = told.spaces.map((space) => ({ ...space, hue: distinct.get(space.id) ?? null }))
  return { ...told, spaces }
}

export function useSession(): Me | null | undefined {
  return useQuery(sessionQuery).data
}

/** The signed-in person; pages of the shell always have one. */
export function useMe(): Me {
  const session = useSession()
  if (!session) throw new Error('Nobody is signed in on this page')
  return session
}

export function useSpace(id: string | undefined): MySpace | undefined {
  return useSession()?.spaces.find((space) => space.id === id)
}

/** Called once a door has set the session's cookie: discards all cached answers. A language chosen at the door stays. */
export async function enter(): Promise<void> {
  const own = sessionQuery.queryKey.join()
  // Not `clear`: components on the screen observe the session.
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey.join() !== own })
  const session = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
  const language = takeChosenLanguage()
  if (!session || !language || language === session.person.language) return
  await send('patch', '/api/me', { body: { language } }).catch(() => undefined)
  await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
}

/** Whether somebody was signed in in this browser and has not signed out: without a session, it has ended. */
export function wasSignedIn(): boolean {
  return localStorage.getItem(signedIn) !== null
}

export async function signOut(): Promise<void> {
  await send('delete', '/api/session')
  localStorage.removeItem(signedIn)
  disconnectLive()
  lookAs(undefined)
  location.assign('/sign-in')
}
