import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { ToldEvents } from './events.ts'
import type { Bilingual } from './words.ts'

/** One page: its address below where it stands, and its code, fetched when it is first opened. */
export type PageRoute = {
  path: `/${string}`
  page: () => Promise<ComponentType>
  /** What it shows first, asked for while its code is still on the way. */
  load?: (params: Record<string, string>) => unknown
}

/** What a slice brings to the interface; listed in app/pages.ts. */
export type SlicePages = {
  /** For whoever is signed in: `/groups/new`. */
  everywhere?: readonly PageRoute[]
  /** Inside a space, below `/s/{space}`: `/members`. */
  inSpace?: readonly PageRoute[]
  /** For those who are not signed in, or whether or not they are. */
  atTheDoor?: readonly PageRoute[]
}

/** What a tool says of one of its kinds of containers or items. */
export type WebKind = {
  icon: LucideIcon
  words: Bilingual<{
    /** Several of them, as a heading: “Notebooks”. */
    several: string
    /** “3 notes”. */
    count: (count: number) => string
  }>
}

/** Something that the palette offers in a space where the tool is on. */
export type Command = {
  key: string
  icon: LucideIcon
  words: Bilingual<{ label: string }>
  /** Where it is done. */
  href: (space: string) => string
}

/**
 * The web side of a tool; listed in app/tools.ts. Nothing outside the tool's folder names it, its kinds or its pages: what
 * others show of it is said here. Its pages are `/{name}`, `/{name}/in/{container}` and `/{name}/{item}` (`paths`).
 */
export type WebTool = SlicePages &
  ToldEvents & {
    /** As in `spaces[].tools`, and in addresses. */
    name: string
    words: Bilingual<{
      name: string
      /** In the guide of a new group: why to begin with it, and the way there. */
      begin: { says: string; does: string }
    }>
    icon: LucideIcon
    /** The kinds of containers that hold its items; folders are known to all. */
    containers: Record<string, WebKind>
    items: Record<string, WebKind>
    commands?: readonly Command[]
    /** What is new of it, on the overview of a group. */
    overview?: () => Promise<ComponentType<{ space: string }>>
    /** Offered for what a person wrote in any tool and could not be saved; of several tools that have it, the first is. */
    keepsWords?: WordKeeper
    /** `g` then this letter goes to it, in the space one is in. */
    key: string
  }

/** Makes an item of words in a private space; returns its address. */
export type WordKeeper = {
  icon: LucideIcon
  /** *Keep as a private note*, and what is said when it is one. */
  words: Bilingual<{ keep: string; kept: string }>
  keep: (space: string, title: string, text: string) => Promise<string>
}
