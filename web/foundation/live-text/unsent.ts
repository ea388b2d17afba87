import type { Closing } from '../../../server/foundation/live-text/frames.ts'
import { bytesOf, keepSealed, readSealed, textOf } from '../../kernel/sealing.ts'
import { createStore } from '../../kernel/store.ts'

/** A text of an item, by its name among them. */
export type TextAddress = { space: string; item: string; field: string }

/**
 * What somebody wrote in a text and the server has not stored: kept in this browser until it is, sealed for its author. There is
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
  if (!keepSealed(key, { ...draft, update: textOf(update) })) return false
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
    .flatMap((key) => read(key) ?? [])
}

/** Refused, a draft waits for its author; but one whose number is taken is said under another. */
export function isSendable({ refused }: Draft): boolean {
  return refused === undefined || refused === 'foreign'
}

/** Forgets what was stored or thrown away, unless more was written meanwhile. */
export function forgetDraft(draft: Draft): void {
  const now = read(keyOf(draft))
  if (!now || textOf(now.update) !== textOf(draft.update)) return
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
function read(key: string): Draft | undefined {
  const found = readSealed(key) as (Omit<Draft, 'update'> & { update: string }) | undefined
  return found && { ...found, update: bytesOf(found.update) }
}
