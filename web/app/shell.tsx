import { useHere } from '../kernel/presence.ts'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useIsOffline } from '../kernel/connection.ts'
import { followChanges } from '../kernel/changes.ts'
import { connectLive, disconnectLive, watchSpaces } from '../kernel/live.ts'
import { useGo, usePathname, useShownPathname } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import type { MySpace } from '../kernel/session.ts'
import { useMe, useSession } from '../kernel/session.ts'
import { useShortcuts } from '../kernel/shortcuts.ts'
import { useStore } from '../kernel/store.ts'
import { useTools } from '../kernel/tools.ts'
import { useView } from '../kernel/view-as.ts'
import { useWords } from '../kernel/words.ts'
import { goToRow } from '../ui/list.tsx'
import { sidePlace } from '../ui/places.ts'
import { UploadTray } from '../foundation/files/tray.tsx'
import { draftsChanged, hasDrafts } from '../foundation/live-text/unsent.ts'
import { OfflineLine } from '../ui/states.tsx'
import { useCurrentSpace } from './current-space.ts'
import { barHidden, GroupBar } from './group-bar.tsx'
import { usePlacesEverywhere, usePlacesIn } from './navigation.tsx'
import { closeOverlay, openCommands, openKeys, openPalette, overlay } from './overlays.ts'
import { PhoneTabs, PhoneTop } from './phone.tsx'
import { Rail } from './rail.tsx'
import styles from './shell.module.css'
import { words } from './words.ts'

const Palette = lazy(() =>
  import('./palette.tsx').then(
    (m) => ({ default: m.Palette }),
    (error: unknown) => {
      closeOverlay() // its letters are no longer collected
      throw error
    },
  ),
)
const SpacesSheet = lazy(() =>
  import('./spaces-sheet.tsx').then((m) => ({ default: m.SpacesSheet })),
)
const UnsavedElsewhere = lazy(() =>
  import('../foundation/live-text/unsaved-texts.tsx').then((m) => ({
    default: m.UnsavedElsewhere,
  })),
)
const ViewBanner = lazy(() =>
  import('../foundation/view-as/view-banner.tsx').then((m) => ({ default: m.ViewBanner })),
)
const ArrangeTools = lazy(() =>
  import('./arrange-tools.tsx').then((m) => ({ default: m.ArrangeTools })),
)
const KeysHelp = lazy(() => import('./keys-help.tsx').then((m) => ({ default: m.KeysHelp })))

/** Everything around a page, once somebody is signed in. */
export function Shell() {
  const session = useSession()
  const go = useGo()
  const over = session === null
  useEffect(() => {
    // The session has ended elsewhere; after signing in, the person returns to the same page.
    if (over)
      go(paths.signIn(location.pathname + location.search, { ended: true }), { replace: true })
  }, [over, go])
  return session ? <ShellOf /> : null
}

function ShellOf() {
  const w = useWords(words)
  const me = useMe()
  const { space, inside } = useCurrentSpace()
  const hidden = useStore(barHidden)
  const offline = useIsOffline()
  const open = useStore(overlay)
  const view = useView()
  const viewed = inside && view?.group === space?.id ? view : undefined
  useOnePerson(me.person.id)
  useLive(me.spaces.map(({ id }) => id))
  useHere(inside && space?.kind === 'group' ? space.id : undefined)
  useKeys()
  const main = useArrival()
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content" onClick={() => main.current?.focus()}>
        {w.skip}
      </a>
      {inside && <div className={styles.band} data-hue={space?.hue ?? 'none'} aria-hidden />}
      <Rail />
      <div className={styles.column} data-bar={hidden ? 'hidden' : 'shown'}>
        <PhoneTop space={space} inside={inside} />
        {offline && <OfflineLine />}
        <Suspense>{viewed && <ViewBanner view={viewed} />}</Suspense>
        <Unsaved />
        <main ref={main} id="content" className={styles.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <div id={sidePlace} />
      <UploadTray />
      <GroupBar spaces={me.spaces} current={inside ? space?.id : undefined} />
      <PhoneTabs space={space} />
      <Suspense>
        {open === 'palette' && <Palette onClose={closeOverlay} />}
        {open === 'keys' && <KeysHelp onClose={closeOverlay} />}
        {open === 'tools' && <ArrangeTools onClose={closeOverlay} />}
        {open === 'spaces' && <SpacesSheet onClose={closeOverlay} space={space} />}
      </Suspense>
    </div>
  )
}

/** Most browsers have no drafts: the code of texts is loaded with the first one, and stays. */
function Unsaved() {
  const me = useMe().person.id
  useStore(draftsChanged)
  const [had, setHad] = useState(() => hasDrafts(me))
  if (!had && hasDrafts(me)) setHad(true)
  return <Suspense>{had && <UnsavedElsewhere />}</Suspense>
}

/** After another person has signed in in this browser, nothing that was loaded for the first stays in this tab. */
function useOnePerson(person: string): void {
  const first = useRef(person)
  useEffect(() => {
    if (person !== first.current) location.reload()
  }, [person])
}

function useLive(spaces: readonly string[]): void {
  const ids = spaces.join()
  useEffect(followChanges, [])
  useEffect(() => {
    connectLive()
    return disconnectLive
  }, [])
  useEffect(() => watchSpaces(ids ? ids.split(',') : []), [ids])
}

function useKeys(): void {
  const go = useGo()
  const me = useMe()
  const { space } = useCurrentSpace()
  const places = [...usePlacesIn(space), ...usePlacesEverywhere(me)]
  const create = useCreate(space)
  useShortcuts([
    { keys: 'j', run: () => goToRow(1) },
    { keys: 'k', run: () => goToRow(-1) },
    { keys: 'n', run: create },
    { keys: 'c', run: create },
    { keys: 'mod+k', run: openPalette },
    { keys: '?', run: openKeys },
    { keys: '/', run: openPalette },
    ...places.flatMap(({ shortcut, href }) =>
      shortcut ? [{ keys: shortcut, run: () => go(href) }] : [],
    ),
  ])
}

/** Makes something new: what the page makes, or else what the tools of the space make, of which one chooses. */
function useCreate(space: MySpace | undefined): () => void {
  const go = useGo()
  const tools = useTools().filter(({ name }) => space?.tools.includes(name))
  const here = usePathname().split('/')[3]
  return () => {
    const button = document.querySelector<HTMLElement>('[data-makes]')
    if (button) return button.click()
    // The page of a tool that has not been drawn yet makes what it will make.
    const open = tools.find(({ name }) => name === here)
    const [makes, ...others] = (open ? [open] : tools).flatMap(({ commands = [] }) => commands)
    if (space && makes && (open || others.length === 0)) go(makes.href(space.id))
    else if (makes) openCommands()
  }
}

/** A new page begins at its top, and screen readers hear its title, unless the page has put the caret into a field. */
function useArrival() {
  const main = useRef<HTMLElement>(null)
  const pathname = usePathname()
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) window.scrollTo(0, 0)
    first.current = false
  }, [pathname])
  const shown = useShownPathname()
  const last = useRef<string>(undefined)
  useEffect(() => {
    const moved = last.current !== undefined && last.current !== shown
    last.current = shown
    return moved && main.current ? focusPage(main.current) : undefined
  }, [shown])
  return main
}

/** Focuses the title, also one that comes later or replaces that of a page still loading, until somebody does something. */
function focusPage(main: HTMLElement): () => void {
  const settle = () => {
    const { activeElement } = document
    if (main.contains(activeElement) && activeElement?.matches(field)) return stop()
    if (document.querySelector(inFront)) return stop() // a dialog keeps the focus in itself
    const title = main.querySelector<HTMLElement>('[data-page-title]') ?? main
    if (activeElement !== title) title.focus({ preventScroll: true })
  }
  const later = new MutationObserver(() => {
    const { activeElement, body } = document
    if (activeElement === body || activeElement === main) settle()
  })
  const stop = () => {
    later.disconnect()
    for (const act of acts) removeEventListener(act, stop, true)
  }
  later.observe(main, { childList: true, subtree: true })
  for (const act of acts) addEventListener(act, stop, true)
  settle()
  return stop
}

const acts = ['keydown', 'pointerdown']
const inFront = '[role=dialog][aria-modal=true]'
const field = 'input, textarea, [contenteditable=true]'
