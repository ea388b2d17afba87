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

/** The web side of a tool; listed in app/tools.ts. */
export type WebTool = SlicePages &
  ToldEvents & {
    /** As in `spaces[].tools`, and in addresses. */
    name: string
    words: { en: { name: string }; fr: { name: string } }
    icon: LucideIcon
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
