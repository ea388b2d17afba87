import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Answer } from './doors.ts'
import type { EventWords, ToldEvents } from './events.ts'
import type { NounWords } from './nouns.ts'
import type { Bilingual } from './words.ts'

/** One page: its address, relative to its list, and its code, loaded when it is first opened. */
export type PageRoute = {
  path: `/${string}`
  page: () => Promise<ComponentType>
  /** Fetches its first data while its code is still loading. */
  load?: (params: Record<string, string>) => unknown
}

/** The pages of a slice; listed in app/pages.ts. */
export type SlicePages = {
  /** For people who are signed in: `/groups/new`. */
  everywhere?: readonly PageRoute[]
  /** Inside a space, below `/s/{space}`: `/members`. */
  inSpace?: readonly PageRoute[]
  /** For people who are not signed in, or for both. */
  atTheDoor?: readonly PageRoute[]
  /** For the palette, in the spaces where they are offered. */
  commands?: readonly Command[]
}

/** What each right on a container lets somebody do, in verbs after *can*: “add notes”. */
export type RightVerbs = Readonly<
  Record<'see-busy' | 'view' | 'add' | 'edit' | 'delete' | 'manage', readonly string[]>
>

/** Icon and words for one kind of a tool's containers or items. */
export type WebKind = {
  icon: LucideIcon
  /** `nounWords`. */
  words: Bilingual<NounWords>
}

/** A kind of items, whose events of the foundation it may tell in its own verbs: a note is *written in*, not *edited*. */
export type WebItemKind = WebKind & { home?: Record<string, EventWords['home']> }

/** A command of the palette, about one space: “New note in Bridge renovation”. */
export type Command = {
  key: string
  icon: LucideIcon
  words: Bilingual<{ label: (space: string) => string }>
  /** The page that does it. */
  href: (space: string) => string
  /** Whether this person can expect it in this space; by default where the tool that brings it is used. */
  offered?: (space: Omit<Answer<'get', '/api/me'>['spaces'][number], 'hue'>) => boolean
}

/**
 * The web side of a tool; listed in app/tools.ts. No code outside the tool's folder names it, its kinds or its pages:
 * everything that others show of it is defined here. Its pages are `/{name}`, `/{name}/in/{container}` and `/{name}/{item}`
 * (`paths`).
 */
export type WebTool = SlicePages &
  ToldEvents & {
    /** As in `spaces[].tools`, and in addresses. */
    name: string
    words: Bilingual<{
      name: string
      /** In the guide of a new group: why to begin with it, and the label of the link. */
      begin: { says: string; does: string }
    }>
    icon: LucideIcon
    /** The kinds of containers that hold its items; folders are known to all. */
    containers: Record<string, WebKind>
    items: Record<string, WebItemKind>
    /** Where the verbs of the foundation do not fit: “add” is *add notes* here. */
    verbs?: Bilingual<Partial<RightVerbs>>
    /** What the keys of its own pages do, for the list behind `?`. */
    keys?: Bilingual<{ title: string; keys: Record<string, string> }>
    /**
     * Sections of a group's overview, imported by `lazy`: what happened, and what comes next. Each has a heading of its own, and
     * shows nothing where there is nothing.
     */
    overview?: Partial<Record<'happened' | 'next', ComponentType<{ space: string }>>>
    /** Beside the news on Home, what is due for me; shows nothing where nothing is. */
    home?: ComponentType
    /** What one can do with a person whom one may know: a part of their page, and a command of the palette beside them. */
    ofPerson?: OfPerson
    /** Saves text that a person wrote in any tool and that could not be stored; the first tool that has it is offered. */
    keepsWords?: WordKeeper
    /** `g`, then this letter opens it in the current space. */
    key: string
  }

export type OfPerson = {
  /** Imported by `lazy`; shows nothing where nothing can be done. */
  part: ComponentType<{ person: Answer<'get', '/api/people/{person}'> }>
  icon: LucideIcon
  words: Bilingual<{ label: (name: string) => string }>
  href: (person: string) => string
}

/** The pages of a tool: its lists (`ToolPage`), and one item (`ItemPage`). */
export function toolPages(
  name: string,
  { list, item }: Record<'list' | 'item', PageRoute['page']>,
): readonly PageRoute[] {
  return [
    { path: `/${name}`, page: list },
    { path: `/${name}/in/{container}`, page: list },
    { path: `/${name}/{item}`, page: item },
  ]
}

/** Makes an item of a text in a private space; returns its address. */
export type WordKeeper = {
  icon: LucideIcon
  /** *Keep as a private note*, and the confirmation. */
  words: Bilingual<{ keep: string; kept: string }>
  keep: (space: string, title: string, text: string) => Promise<string>
}
