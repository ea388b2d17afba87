import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { AnyRoute } from '@tanstack/react-router'
import { askForLanguage } from '../kernel/door-language.ts'
import type { PageRoute } from '../kernel/pages.ts'
import { asProblem } from '../kernel/problem.ts'
import { queries } from '../kernel/queries.ts'
import { paths } from '../kernel/paths.ts'
import { sessionQuery, wasSignedIn } from '../kernel/session.ts'
import { doorPages, everywherePages, spacePages } from './pages.ts'
import { Shell } from './shell.tsx'
import { SignedOut } from './signed-out.tsx'
import { AppWaiting, PageNotFound, PageProblem, PageWaiting } from './page-states.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: PageNotFound })

/** Nothing surrounds these routes yet, so their pending state brings the landmark, and without delay. */
const outermost = { pendingComponent: AppWaiting, pendingMs: 0 }

const door = createRoute({
  getParentRoute: () => root,
  id: 'door',
  beforeLoad: askForLanguage,
  component: SignedOut,
  ...outermost,
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  ...outermost,
  beforeLoad: async ({ location }) => {
    const session = await queries.ensureQueryData(sessionQuery)
    if (session) return
    const then = location.href === '/' ? undefined : location.href
    throw redirect({ href: paths.signIn(then, { ended: wasSignedIn() }), replace: true })
  },
})

const space = createRoute({ getParentRoute: () => shell, path: '/s/$space', component: Outlet })

const routes = root.addChildren([
  door.addChildren(doorPages.map((page) => routeOf(page, door))),
  shell.addChildren([
    ...everywherePages.map((page) => routeOf(page, shell)),
    createRoute({ getParentRoute: () => shell, path: '$', component: PageNotFound }),
    space.addChildren(spacePages.map((page) => routeOf(page, space))),
  ]),
])

/** `{note}` in our notation is `$note` in the router's. */
function routeOf({ path, page, load }: PageRoute, parent: AnyRoute): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path: path.replace(/\{(\w+)\}/g, '$$$1'),
    // A problem of ours: the router would reload the page for an error of the browser's own.
    component: lazyRouteComponent(() =>
      page().then(
        (component) => ({ default: component }),
        (error: unknown) => {
          throw asProblem(error)
        },
      ),
    ),
    // Only prefetches; the page itself shows errors.
    loader: ({ params }) => void load?.(params as Record<string, string>),
  })
}

export const router = createRouter({
  routeTree: routes,
  defaultPreload: 'intent',
  defaultErrorComponent: PageProblem,
  defaultNotFoundComponent: PageNotFound,
  defaultPendingComponent: PageWaiting,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0, // content is shown as soon as it is there
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search: Record<string, string>) => {
    const params = new URLSearchParams(search).toString()
    return params ? `?${params}` : ''
  },
})
