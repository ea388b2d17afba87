import { Check, ChevronsUpDown, Plus, Star } from 'lucide-react'
import { useState } from 'react'
import { isFound } from '../../server/kernel/plain-text.ts'
import { useAct } from '../kernel/act.ts'
import { send } from '../kernel/api.ts'
import { usePathname } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import type { Me, MySpace } from '../kernel/session.ts'
import { sessionQuery, useMe } from '../kernel/session.ts'
import { useWords } from '../kernel/words.ts'
import { SpaceMark } from '../ui/avatar.tsx'
import { GuestBadge, UnreadCount } from '../ui/badges.tsx'
import { IconButton } from '../ui/button.tsx'
import { Popover } from '../ui/menu.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { words as kit } from '../ui/words.ts'
import { hasPage } from './pages.ts'
import styles from './shell.module.css'
import { words } from './words.ts'

/** Selects the space that the tools show: private by default, any group by one click (G8). */
export function ContextSelector({ space }: { space: MySpace | undefined }) {
  const w = useWords(words)
  if (!space) return null
  return (
    <Popover
      label={w.switchSpace}
      target={
        <button type="button" className={styles.context}>
          <SpaceMark space={space} size={32} />
          <span className={styles.contextText}>
            <span className="for-readers-only">{w.switchSpace}: </span>
            <span className={styles.contextName}>{useNameOf()(space)}</span>
            <span className={styles.contextSecond}>
              <Standing space={space} />
            </span>
          </span>
          <ChevronsUpDown size={16} aria-hidden />
        </button>
      }
    >
      {(close) => <SpaceSwitcher current={space} onGo={close} />}
    </Popover>
  )
}

function Standing({ space }: { space: MySpace }) {
  const w = useWords(words)
  const k = useWords(kit)
  if (space.kind === 'private') return w.privateHelp
  const guests = space.guests > 0 ? `, ${k.audience.guests(space.guests, '')}` : ''
  return k.audience.members(space.members - space.guests) + guests
}

type SpaceSwitcherProps = {
  current: MySpace | undefined
  onGo: () => void
  /** Whether to focus the field when it opens; on a phone the keyboard would cover the list. */
  atOnce?: boolean
}

export function SpaceSwitcher({ current, onGo, atOnce = true }: SpaceSwitcherProps) {
  const w = useWords(words)
  const me = useMe()
  const [typed, setTyped] = useState('')
  const pathname = usePathname()
  const parts = partsOf(me.spaces, typed)
  const titled: [string, readonly MySpace[]][] = [
    ['', parts.own],
    [w.favourites, parts.favourites],
    [typed ? '' : w.recent, parts.others],
    [w.archived, parts.archived],
  ]
  return (
    <div className={styles.switcher}>
      <SearchField
        label={w.findSpace}
        value={typed}
        onChange={setTyped}
        pause={0}
        autoFocus={atOnce}
      />
      <div className={styles.switcherList}>
        {titled.map(
          ([title, spaces]) =>
            spaces.length > 0 && (
              <div key={title || 'own'}>
                {title && <div className={styles.railTitle}>{title}</div>}
                {spaces.map((space) => (
                  <SpaceRow
                    key={space.id}
                    space={space}
                    href={sameToolIn(space, pathname)}
                    current={space.id === current?.id}
                    onGo={onGo}
                  />
                ))}
              </div>
            ),
        )}
      </div>
      {mayCreate(me) && (
        <a className={styles.item} href={paths.newGroup()} onClick={onGo}>
          <Plus size={18} aria-hidden /> {w.newGroup}
        </a>
      )}
    </div>
  )
}

type SpaceRowProps = { space: MySpace; href: string; current: boolean; onGo: () => void }

function SpaceRow({ space, href, current, onGo }: SpaceRowProps) {
  const w = useWords(words)
  const name = useNameOf()(space)
  const favour = useAct(
    () =>
      send(space.favourite ? 'delete' : 'put', '/api/spaces/{space}/favourite', {
        path: { space: space.id },
      }),
    { ahead: { key: sessionQuery.queryKey, change: (me: Me) => withFavourite(me, space) } },
  )
  return (
    <div className={styles.spaceRow}>
      <a className={styles.item} href={href} onClick={onGo} aria-current={current || undefined}>
        <SpaceMark space={space} size={24} />
        <span className={styles.itemText}>{name}</span>
        {space.guests > 0 && space.role === null && <GuestBadge />}
        <UnreadCount count={space.unread} />
        {current && <Check size={16} aria-hidden />}
      </a>
      {space.kind === 'group' && (
        <IconButton
          small
          icon={Star}
          filled={space.favourite}
          aria-pressed={space.favourite}
          label={space.favourite ? w.dropFavourite(name) : w.addFavourite(name)}
          onClick={() => favour.mutate()}
        />
      )}
    </div>
  )
}

/** What spaces are called: my private one has no name of its own, and those of others are called like their owners. */
export function useNameOf(): (space: { id: string; name: string }) => string {
  const w = useWords(words)
  const own = useMe().spaces.find(({ kind }) => kind === 'private')?.id
  return ({ id, name }) => (id === own ? w.private : name)
}

export function mayCreate(me: Me): boolean {
  return me.organization?.may.createGroups === true && hasPage(paths.newGroup())
}

function partsOf(spaces: readonly MySpace[], typed: string) {
  const fits = spaces.filter(
    ({ name, kind }) => typed.trim() === '' || (kind === 'group' && isFound(typed, name)),
  )
  return {
    own: fits.filter(({ kind }) => kind === 'private'),
    favourites: fits.filter((space) => space.favourite && !space.archived),
    others: fits.filter((space) => space.kind === 'group' && !space.favourite && !space.archived),
    archived: fits.filter((space) => space.archived),
  }
}

/** Switching spaces keeps the current tool if the other space has it; tiles are followed by tiles. */
function sameToolIn(space: MySpace, pathname: string): string {
  const tool = /^\/s\/[^/]+\/([^/]+)/.exec(pathname)?.[1] ?? ''
  if (tool === 'tools') return paths.tools(space.id)
  return space.tools.includes(tool) ? paths.tool(space.id, tool) : firstPageOf(space)
}

/** A private space has no overview: its first tool is its first page. */
export function firstPageOf(space: MySpace): string {
  const first = space.tools[0]
  return space.kind === 'private' && first ? paths.tool(space.id, first) : paths.space(space.id)
}

function withFavourite(me: Me, { id }: MySpace): Me {
  const spaces = me.spaces.map((space) =>
    space.id === id ? { ...space, favourite: !space.favourite } : space,
  )
  return { ...me, spaces }
}
