import type { Answer } from '../../kernel/doors.ts'
import { createStore } from '../../kernel/store.ts'

export type Comment = Answer<'get', '/api/spaces/{space}/items/{item}/comments'>['items'][number]
export type Passage = NonNullable<Comment['passage']>

type ShownText = {
  item: string
  /** The comments whose passage is in the text. */
  found: readonly string[]
  go: (comment: string) => void
}

// What the panel of the comments and the text beside it tell each other.

/** The text on the page. */
export const shownText = createStore<ShownText | undefined>(undefined)

/** The passage that the comment in the composer is about, while it is being written. */
export const writtenPassage = createStore<{ item: string; passage: Passage } | undefined>(undefined)

/** A passage that somebody wants to comment on, until the composer has taken it over. */
export const askedPassage = createStore<{ item: string; passage: Passage } | undefined>(undefined)
