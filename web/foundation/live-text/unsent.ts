import type { Closing } from '../../../server/foundation/live-text/frames.ts'
import { createStore } from '../../kernel/store.ts'

/** A text of an item, by its name among them. */
export type TextAddress = { space: string; item: string; field: string }

/**
 * What somebody wrote in a text and the server has not stored: kept in this browser until it is, for its author alone. There is
 * one for every Yjs client number, so every tab that opened the text has its own.
 */
export type Draft = TextAddress & {
  person: string
  client: number
  update: Uint8Array
  /** The words alone, in the order of the text, as far as they were known. */
  text: string
  /** Why the server did not take it: from then on it waits for its author. */
  refused?: Closing
  /** Said under a new client number already. */
  renumbered?: true
}

const prefix = 'atelier.unsent.'

/** Counts what changed in the drafts of this browser, here or in another tab. */
export const draftsChanged = createStore(0)

export function draftsAreChanged(): void {
  draftsChanged.write(draftsChanged.read() + 1)
}

globalThis.addEventListener?.('storage', ({ key }) => {
  if (key?.startsWith(prefix)) draftsAreChanged()
})

/** False when this browser has no room for it: then it is safe nowhere but on the screen. */
export function keepDraft({ update, ...draft }: Draft): boolean {
  const key = keyOf(draft)
  const before = localStorage.getItem(key)
  try {
    localStorage.setItem(key, JSON.stringify({ ...draft, update: toText(update) }))
  } catch {
    return false
  }
  if (before === null || draft.refused) draftsAreChanged()
  return true
}

type Named = Pick<Draft, 'person' | 'item' | 'field' | 'client'>

/** The drafts of one person: all, those in an item, or those in one text of it. */
export function draftsOf(person: string, item?: string, field?: string): Draft[] {
  const within = [person, item, field].filter((part) => part !== undefined)
  const mine = `${prefix}${within.join('.')}.`
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(mine))
    .flatMap((key) => read(localStorage.getItem(key)) ?? [])
}

/** Refused, a draft waits for its author; but one whose number is taken is said under another. */
export function isSendable({ refused }: Draft): boolean {
  return refused === undefined || refused === 'foreign'
}

/** Forgets what was stored or thrown away, unless more was written meanwhile. */
export function forgetDraft(draft: Draft): void {
  const now = read(localStorage.getItem(keyOf(draft)))
  if (!now || toText(now.update) !== toText(draft.update)) return
  localStorage.removeItem(keyOf(draft))
  draftsAreChanged()
}

export function forgetDraftOf(draft: Named): void {
  if (localStorage.getItem(keyOf(draft)) === null) return
  localStorage.removeItem(keyOf(draft))
  draftsAreChanged()
}

function keyOf({ person, item, field, client }: Named): string {
  return `${prefix}${person}.${item}.${field}.${client}`
}

/** One that cannot be read is left where it is. */
function read(text: string | null): Draft | undefined {
  try {
    const { update, ...draft } = JSON.parse(text ?? '') as Omit<Draft, 'update'> & {
      update: string
    }
    return { ...draft, update: Uint8Array.from(atob(update), (letter) => letter.charCodeAt(0)) }
  } catch {
    return undefined
  }
}

function toText(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
