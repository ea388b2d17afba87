import type { QueryKey } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import type { Answer } from '../../kernel/doors.ts'
import type { MenuEntry } from '../../ui/menu.tsx'
import type { Room } from '../live-text/room.ts'

/** What every tool knows of an item. */
export type Item = Answer<'get', '/api/spaces/{space}/items/{item}'>

/** What a tool gives to the page of one kind of its items; everything else is the same for all (`ItemPage`). */
export type ItemPageOf<I extends Item> = {
  tool: string
  kind: string
  /** The door that reads the item. */
  load: (space: string, id: string) => ItemQuery<I>
  rename: (item: I, title: string) => Promise<unknown>
  /** The field of the text that several people write at once, if the item has one. */
  text?: string
  Content: ComponentType<ItemContentProps<I>>
  /** It is a file itself: its attachments are shown only where there are some. */
  isFile?: true
  /** A hook: what the page shows besides. */
  useParts?: (item: I) => ItemParts
}

type ItemQuery<I> = {
  queryKey: QueryKey
  queryFn: (given: { signal: AbortSignal }) => Promise<I>
}

export type ItemContentProps<I extends Item = Item> = {
  item: I
  mayEdit: boolean
  /** Absent until the room of the text is entered. */
  text?: OpenText | undefined
}

export type OpenText = {
  room: Room
  /** The text is loaded; it can be shown. */
  isOpened: boolean
  /** Told whether the text of the room is on the screen. */
  onShown: (shown: boolean) => void
}

export type ItemParts = {
  /** Beside the author: *Template*. */
  badges?: ReactNode
  /** Buttons before the menu. */
  actions?: ReactNode
  entries?: readonly MenuEntry[]
  /** Rows of the tab *Details*. */
  details?: readonly Detail[]
  /** Tabs of the panel, after those of all items. */
  tabs?: readonly ItemTab[]
}

export type Detail = { label: string; value: ReactNode }

/** A tab of the panel beside the page; `?panel=` in the address names it. */
export type ItemTab = {
  name: string
  title: string
  icon: LucideIcon
  content: ReactNode
  count?: number
}
