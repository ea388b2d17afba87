import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Braces, Keyboard, LogOut, Plus, Search } from 'lucide-react'
import type { ComponentProps, KeyboardEvent, ReactNode } from 'react'
import { useId, useLayoutEffect, useState } from 'react'
import { isFound } from '../../server/kernel/plain-text.ts'
import { useContainer } from '../foundation/spaces/containers.ts'
import { useMarkContainerRead, useMarkSpaceRead } from '../foundation/spaces/read-marks.ts'
import { load } from '../kernel/api.ts'
import { useReader } from '../kernel/language.ts'
import { useGo, usePossibleParam } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import { signOut, useMe, useSpace } from '../kernel/session.ts'
import { useKindIcon, useTools } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import { Avatar, fullName, SpaceMark } from '../ui/avatar.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { Marked } from '../ui/marked.tsx'
import { firstPageOf, mayCreate } from './context-selector.tsx'
import { useCurrentSpace } from './current-space.ts'
import { usePlacesEverywhere, usePlacesIn } from './navigation.tsx'
import { openKeys, typedEarly } from './overlays.ts'
import { hasPage } from './pages.ts'
import styles from './palette.module.css'
import { words as referenceWords } from './reference-words.ts'
import { words } from './words.ts'

type Parts = ComponentProps<typeof Marked>['parts']

type Entry = {
  key: string
  part: string
  label: string
  /** The label with the search terms marked, and the passage of the text that contains them. */
  marked?: Parts
  passage?: Parts
  second?: string
  icon: ReactNode
  keys?: string | undefined
  run: () => void
}

/** Ctrl-K: finds spaces, people, things and commands. */
export function Palette({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  useLayoutEffect(() => setTyped(typedEarly()), [])
  const entries = useEntries(typed) // not deferred: Enter may follow the last letter immediately
  const chosen = Math.min(at, entries.length - 1)
  const open = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && entries.length > 0) {
      event.preventDefault()
      setAt((chosen + step + entries.length) % entries.length)
      document
        .getElementById(`${id}-${(chosen + step + entries.length) % entries.length}`)
        ?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      open(entries[chosen])
    }
  }
  return (
    <Dialog opened onClose={onClose} title={w.palette}>
      <div className={styles.palette}>
        <input
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length ? `${id}-${chosen}` : undefined}
          aria-label={w.palette}
          autoComplete="off"
          spellCheck={false}
          autoFocus // at once, not a moment later as the dialog does: people go on typing
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div className={styles.results} role="listbox" id={`${id}-list`} aria-label={w.palette}>
          {entries.map((entry, place) => (
            <div key={entry.key} role="presentation">
              {entry.part !== entries[place - 1]?.part && (
                <div className={styles.title} role="presentation">
                  {entry.part}
                </div>
              )}
              <div
                id={`${id}-${place}`}
                role="option"
                aria-selected={place === chosen}
                className={styles.option}
                // Not where the list has only moved below a resting pointer.
                onPointerMove={({ movementX, movementY }) => {
                  if (movementX || movementY) setAt(place)
                }}
                onClick={() => open(entry)}
              >
                <span className={styles.icon}>{entry.icon}</span>
                <span>
                  {entry.marked ? <Marked parts={entry.marked} /> : entry.label}
                  {entry.passage && (
                    <span className={styles.passage}>
                      <Marked parts={entry.passage} />
                    </span>
                  )}
                </span>
                {entry.second && <span className={styles.second}>{entry.second}</span>}
                {entry.keys && <KeyHint keys={entry.keys} />}
              </div>
            </div>
          ))}
          {entries.length === 0 && <p className={styles.empty}>{w.paletteEmpty}</p>}
        </div>
        <p className={styles.help}>{w.paletteHelp}</p>
      </div>
    </Dialog>
  )
}

function useEntries(typed: string): Entry[] {
  const commands = useCommands()
  const spaces = useSpaceEntries()
  const found = useFoundEntries(typed)
  const own = [...spaces, ...commands].filter(({ label }) => isFound(typed, label))
  const known = new Set(own.map(({ key }) => key))
  return [...own, ...found.filter(({ key }) => !known.has(key))].slice(0, 60)
}

function useCommands(): Entry[] {
  const w = useWords(words)
  const reference = useWords(referenceWords)
  const go = useGo()
  const me = useMe()
  const { language } = useReader()
  const tools = useTools()
  const { space } = useCurrentSpace()
  const places = [...usePlacesIn(space), ...usePlacesEverywhere(me)].map((place) => ({
    key: `place-${place.key}`,
    part: w.goTo,
    label: place.label,
    icon: <place.icon size={18} aria-hidden />,
    keys: place.shortcut,
    run: () => go(place.href),
  }))
  const making = tools
    .filter(({ name }) => space?.tools.includes(name))
    .flatMap(({ commands = [] }) => commands)
    .map(({ key, icon: Icon, words: said, href }) => ({
      key,
      part: w.commands,
      label: said[language].label,
      icon: <Icon size={18} aria-hidden />,
      run: () => go(href(space!.id)),
    }))
  const reading = useReadCommands()
  const doing: (Entry | false)[] = [
    mayCreate(me) && {
      key: 'new-group',
      part: w.commands,
      label: w.newGroup,
      icon: <Plus size={18} aria-hidden />,
      run: () => go(paths.newGroup()),
    },
    {
      key: 'reference',
      part: w.goTo,
      label: reference.title,
      icon: <Braces size={18} aria-hidden />,
      run: () => go(paths.reference()),
    },
    {
      key: 'keys',
      part: w.commands,
      label: w.keys,
      icon: <Keyboard size={18} aria-hidden />,
      keys: '?',
      run: openKeys,
    },
    {
      key: 'sign-out',
      part: w.commands,
      label: w.signOut,
      icon: <LogOut size={18} aria-hidden />,
      run: () => void signOut(),
    },
  ]
  return [...places, ...making, ...reading, ...doing.filter((entry) => entry !== false)]
}

/** What the page shows, and its space, are marked as read. */
function useReadCommands(): Entry[] {
  const w = useWords(words)
  const space = usePossibleParam('space')
  const container = useContainer(space ?? '', usePossibleParam('container')).data
  const marks = [
    { mark: useMarkContainerRead(container), second: container?.name },
    { mark: useMarkSpaceRead(space), second: useSpace(space)?.name },
  ]
  return marks.flatMap(({ mark, second = '' }) => {
    if (!mark) return []
    const { label, icon: Icon, run } = mark
    const icon = <Icon size={18} aria-hidden />
    return { key: label, part: w.commands, label, second, icon, run }
  })
}

function useSpaceEntries(): Entry[] {
  const w = useWords(words)
  const go = useGo()
  return useMe().spaces.map((space) => ({
    key: `space-${space.id}`,
    part: w.spaces,
    label: space.kind === 'private' ? w.private : space.name,
    icon: <SpaceMark space={space} />,
    run: () => go(firstPageOf(space)),
  }))
}

/** Results from the server: people, and items by their content. Earlier results stay until the answer arrives. */
function useFoundEntries(typed: string): Entry[] {
  const w = useWords(words)
  const go = useGo()
  const iconOf = useKindIcon()
  const asks = typed.trim().length > 1
  const asked = { enabled: asks, placeholderData: keepPreviousData }
  const query = { q: typed.slice(0, 300), limit: 8 }
  const items = useQuery({ ...load('/api/search', { query }), ...asked })
  const people = useQuery({
    ...load('/api/people', { query: { search: typed.trim().slice(0, 100) } }),
    ...asked,
  })
  if (!asks) return []
  const everything = {
    key: 'search-everything',
    part: w.items,
    label: w.searchEverything(typed.trim()),
    icon: <Search size={18} aria-hidden />,
    run: () => go(paths.search(typed.trim())),
  }
  return [
    ...(hasPage('/people/{person}') ? (people.data?.items ?? []) : [])
      .slice(0, 8)
      .map((person) => ({
        key: `person-${person.id}`,
        part: w.people,
        label: fullName(person),
        second: person.organization,
        icon: <Avatar person={person} />,
        run: () => go(paths.person(person.id)),
      })),
    ...(items.data?.items ?? []).map((item) => {
      const Icon = iconOf(item)
      return {
        key: `item-${item.id}`,
        part: w.items,
        label: item.title,
        marked: item.marked,
        passage: item.passage,
        second: item.space.name,
        icon: <Icon size={18} aria-hidden />,
        run: () => go(paths.item(item.space.id, item.tool, item.id)),
      }
    }),
    ...(hasPage('/search') ? [everything] : []),
  ]
}
