import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Braces, ChevronRight, Plus, Search } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useState } from 'react'
import { folded, isFound, nearlyFinds } from '../../server/kernel/plain-text.ts'
import { useContainer } from '../foundation/spaces/containers.ts'
import { useMarkContainerRead, useMarkSpaceRead } from '../foundation/spaces/read-marks.ts'
import { load } from '../kernel/api.ts'
import { useReader } from '../kernel/language.ts'
import { useGo, usePossibleParam } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import type { MySpace } from '../kernel/session.ts'
import { useMe } from '../kernel/session.ts'
import { useKindIcon, useTools } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import { Avatar, fullName, SpaceMark } from '../ui/avatar.tsx'
import type { Marked } from '../ui/marked.tsx'
import { pageCommands, type MenuEntry } from '../ui/menu.tsx'
import { firstPageOf, mayCreate, useNameOf } from './context-selector.tsx'
import { useCurrentSpace } from './current-space.ts'
import { useMyEntries } from './me-menu.tsx'
import { usePlacesEverywhere, usePlacesIn } from './navigation.tsx'
import { commandsIn } from './pages.ts'
import { words as paletteWords } from './palette-words.ts'
import { words as referenceWords } from './reference-words.ts'
import { words } from './words.ts'

type Texts = ComponentProps<typeof Marked>['parts']

export type Entry = {
  key: string
  label: string
  /** The label with the search terms marked, and the passage of the text that contains them. */
  marked?: Texts
  passage?: Texts
  second?: string | undefined
  /** Further words by which it is found. */
  also?: string | undefined
  icon: ReactNode
  keys?: string | undefined
  run: () => void
}

export type Part = { title: string; entries: Entry[] }

/** How many of a part are shown: before anything is typed, after, and of commands alone. */
const most = { first: 5, found: 8, commands: 60 }

/**
 * What the palette offers. Before anything is typed: what was opened recently, then the rest. `>` asks for commands only, `@`
 * for people only.
 */
export function useEntries(typed: string) {
  const sign = /^[>@]/.exec(typed)?.[0]
  const search = typed.slice(sign?.length ?? 0).trim()
  const commands = useCommands(sign === '>' || search !== '')
  const places = [useRecentPart(), useSpacesPart()]
  const found = useFound(search, sign)
  const own = sign === '@' ? [] : sign === '>' ? commands : [...places, ...commands]
  const known = fitting(own, search, sign === '>' ? most.commands : undefined)
  const shown = new Set(known.flatMap(({ entries }) => entries.map(({ key }) => key)))
  const others = found.parts.map(({ title, entries }) => ({
    title,
    entries: entries.filter(({ key }) => !shown.has(key)),
  }))
  const parts = [...known, ...others].filter(({ entries }) => entries.length > 0)
  return { parts, isWaiting: found.isWaiting, isFailed: found.isFailed }
}

/** The entries that fit, best first; the part with the best of them first. Where none fits, one wrong letter is forgiven. */
function fitting(parts: readonly Part[], search: string, limit?: number): Part[] {
  if (search === '')
    return parts.map(({ title, entries }, at) => ({
      title,
      entries: entries.slice(0, limit ?? (at < 2 ? most.first : most.commands)),
    }))
  const ranked = parts.map(({ title, entries }) => ({
    title,
    fits: entries
      .filter(({ label, also = '' }) => isFound(search, `${label} ${also}`))
      .map((entry) => ({ entry, rank: rankOf(search, entry.label) }))
      .toSorted((a, b) => a.rank - b.rank),
  }))
  const exact = ranked
    .filter(({ fits }) => fits.length > 0)
    .toSorted((a, b) => a.fits[0]!.rank - b.fits[0]!.rank)
    .map(({ title, fits }) => ({ title, entries: fits.map(({ entry }) => entry) }))
  const nearly = nearlyFinds(search)
  const chosen =
    exact.length > 0
      ? exact
      : parts.map(({ title, entries }) => ({
          title,
          entries: entries.filter(({ label }) => nearly(label)),
        }))
  return chosen.map(({ title, entries }) => ({
    title,
    entries: entries.slice(0, limit ?? most.found),
  }))
}

/** 0 where the label begins with it, 1 where one of its words does. */
function rankOf(search: string, label: string): number {
  const [plain, begin] = [folded(label), folded(search)]
  return plain.startsWith(begin) ? 0 : ` ${plain}`.includes(` ${begin}`) ? 1 : 2
}

function useRecentPart(): Part {
  const w = useWords(paletteWords)
  const ofItem = useItemEntry()
  const recent = useQuery({ ...load('/api/recent'), meta: { shows: 'lists' } })
  return { title: w.recent, entries: (recent.data?.items ?? []).map(ofItem) }
}

type ItemRef = {
  id: string
  title: string
  tool: string
  kind: string
  space: { id: string; name: string }
}

function useItemEntry(): (item: ItemRef) => Entry {
  const nameOf = useNameOf()
  const go = useGo()
  const iconOf = useKindIcon()
  return (item) => {
    const Icon = iconOf(item)
    const { id, title, tool, space } = item
    return {
      key: `item-${id}`,
      label: title,
      second: nameOf(space),
      icon: <Icon size={18} aria-hidden />,
      run: () => go(paths.item(space.id, tool, id)),
    }
  }
}

function useSpacesPart(): Part {
  const nameOf = useNameOf()
  const go = useGo()
  const { spaces } = useMe()
  const entries = spaces.map((space) => ({
    key: `space-${space.id}`,
    label: nameOf(space),
    icon: <SpaceMark space={space} />,
    run: () => go(firstPageOf(space)),
  }))
  return { title: useWords(paletteWords).spaces, entries }
}

/** What one can do: on the open page, in this space or in all, and everywhere. */
function useCommands(ofAllSpaces: boolean): Part[] {
  const w = useWords(paletteWords)
  const { space } = useCurrentSpace()
  const { spaces } = useMe()
  const inSpaces = useSpaceCommands(
    spaces.filter(({ id }) => ofAllSpaces || id === space?.id),
    space,
  )
  const places = usePlaces()
  const [ofPage] = useState(pageCommands) // those of the page below, as it was when the palette opened
  const reading = useReadCommands()
  const known = new Set(reading.map(({ key }) => key))
  const page = [...reading, ...useMenu(ofPage).filter(({ key }) => !known.has(key))]
  return [
    { title: w.page, entries: page },
    { title: w.commands, entries: [...inSpaces, ...useOwnCommands()] },
    { title: w.goTo, entries: places },
  ]
}

function useSpaceCommands(spaces: readonly MySpace[], current: MySpace | undefined): Entry[] {
  const nameOf = useNameOf()
  const go = useGo()
  const { language } = useReader()
  return spaces
    .toSorted((a, b) => Number(b.id === current?.id) - Number(a.id === current?.id))
    .flatMap((space) =>
      commandsIn(space).map(({ key, icon: Icon, words: said, href }) => ({
        key: `${key}-${space.id}`,
        label: said[language].label(nameOf(space)),
        icon: <Icon size={18} aria-hidden />,
        run: () => go(href(space.id)),
      })),
    )
}

function useOwnCommands(): Entry[] {
  const w = useWords(words)
  const go = useGo()
  const mine = useMenu(useMyEntries())
  if (!mayCreate(useMe())) return mine
  const run = () => go(paths.newGroup())
  return [
    { key: 'new-group', label: w.newGroup, icon: <Plus size={18} aria-hidden />, run },
    ...mine,
  ]
}

function usePlaces(): Entry[] {
  const go = useGo()
  const { space } = useCurrentSpace()
  const me = useMe()
  const places = [...usePlacesIn(space), ...usePlacesEverywhere(me)]
  const reference = {
    key: 'reference',
    label: useWords(referenceWords).title,
    icon: <Braces size={18} aria-hidden />,
    run: () => go(paths.reference()),
  }
  return [
    ...places.map((place) => ({
      key: `place-${place.key}`,
      label: place.label,
      icon: <place.icon size={18} aria-hidden />,
      keys: place.shortcut,
      run: () => go(place.href),
    })),
    ...(me.person.guest ? [] : [reference]),
  ]
}

/** The entries of a menu that can be used; the title above them beside each. */
function useMenu(menu: readonly MenuEntry[]): Entry[] {
  const go = useGo()
  return menu.flatMap((entry, at): Entry[] => {
    if (!entry || entry === 'divider' || 'title' in entry) return []
    const { label, also, icon: Icon = ChevronRight, href, run, reason, checked } = entry
    const does = run ?? (href ? () => go(href) : undefined)
    if (reason || checked || !does) return []
    const second = titleAbove(menu.slice(0, at))
    const icon = <Icon size={18} aria-hidden />
    return [{ key: `menu-${second ?? ''}-${label}`, label, also, second, icon, run: does }]
  })
}

function titleAbove(entries: readonly MenuEntry[]): string | undefined {
  const head = entries.findLast((entry) => entry === 'divider' || (entry && 'title' in entry))
  return head && head !== 'divider' && 'title' in head ? head.title : undefined
}

/** What the page shows, and its space, are marked as read. */
function useReadCommands(): Entry[] {
  const space = usePossibleParam('space')
  const container = useContainer(space ?? '', usePossibleParam('container')).data
  const marks = [
    { mark: useMarkContainerRead(container), second: container?.name },
    { mark: useMarkSpaceRead(space) },
  ]
  return marks.flatMap(({ mark, second = '' }) => {
    if (!mark) return []
    const { label, icon: Icon, run } = mark
    return { key: `menu--${label}`, label, second, icon: <Icon size={18} aria-hidden />, run }
  })
}

/** Results from the server: people, and items by their content. Earlier results stay until the answer arrives. */
function useFound(search: string, sign: string | undefined) {
  const w = useWords(paletteWords)
  const go = useGo()
  const ofItem = useItemEntry()
  const { language } = useReader()
  const ofTools = useTools().flatMap(({ ofPerson }) => ofPerson ?? [])
  const asksItems = sign === undefined && search.length > 1
  const asksPeople = sign === '@' || asksItems
  const items = useQuery({
    ...load('/api/search', { query: { q: search.slice(0, 300) || ' ', limit: most.found } }),
    enabled: asksItems,
    placeholderData: keepPreviousData,
  })
  const people = useQuery({
    ...load('/api/people', { query: { search: search.slice(0, 100) } }),
    enabled: asksPeople,
    placeholderData: keepPreviousData,
  })
  const persons = (asksPeople ? (people.data?.items ?? []) : []).slice(0, most.found)
  const everything: Entry = {
    key: 'search-everything',
    label: w.everything(search),
    icon: <Search size={18} aria-hidden />,
    run: () => go(paths.search(search)),
  }
  const hits = asksItems ? (items.data?.items ?? []) : []
  const none = items.data && !items.isPlaceholderData && hits.length === 0
  const parts: Part[] = [
    {
      title: w.people,
      entries: persons.flatMap((person) => [
        {
          key: `person-${person.id}`,
          label: fullName(person),
          second: person.organization,
          icon: <Avatar person={person} />,
          run: () => go(paths.person(person.id)),
        },
        // After @ only people are listed.
        ...(sign === '@' ? [] : ofTools).map(({ icon: Icon, words: said, href }) => ({
          key: `${href(person.id)}`,
          label: said[language].label(fullName(person)),
          icon: <Icon size={18} aria-hidden />,
          run: () => go(href(person.id)),
        })),
      ]),
    },
    {
      title: w.items,
      entries: [
        ...hits.map((hit) => ({ ...ofItem(hit), marked: hit.marked, passage: hit.passage })),
        ...(asksItems && !none ? [everything] : []),
      ],
    },
  ]
  return {
    parts,
    isWaiting: (asksItems && items.isFetching) || (asksPeople && people.isFetching),
    isFailed: (asksItems && items.isError) || (asksPeople && people.isError),
  }
}
