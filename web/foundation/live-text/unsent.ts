import type { Closing } from '../../../server/foundation/live-text/frames.ts'
import { bytesOf, keepSealed, readSealed, textOf } from '../../kernel/sealing.ts'
import { createStore } from '../../kernel/store.ts'

/** A text of an item, by its field name. */
export type TextAddress = { space: string; item: string; field: string }

/**
 * Edits that the server has not stored yet, kept in this browser until it has, and encrypted for their author. There is one
 * draft per Yjs client number, so each tab that opened the text has its own.
 */
export type Draft = TextAddress & {
  person: string
  client: number
  update: Uint8Array
  /** Only the words, in the order of the text, as far as it was known. */
  text: string
  /** Why the server refused it: it then waits for its author. */
  refused?: Closing
  /** Already has a new client number. */
  renumbered?: true
}

const prefix = 'atelier.unsent.'

/** Counts changes to the drafts of this browser, in this tab and others. */
export const draftsChanged = createStore(0)

export function draftsAreChanged(): void {
  draftsChanged.write(draftsChanged.read() + 1)
}

globalThis.addEventListener?.('storage', ({ key }) => {
  if (key?.startsWith(prefix)) draftsAreChanged()
})

/** Returns false when this browser cannot store it: it then exists only on the screen. */
export function keepDraft({ update, ...draft }: Draft): boolean {
  const key = keyOf(draft)
  const before = localStorage.getItem(key)
  if (!keepSealed(key, { ...draft, update: textOf(update) })) return false
  if (before === null || draft.refused) draftsAreChanged()
  return true
}

type Named = Pick<Draft, 'person' | 'item' | 'field' | 'client'>

/** The drafts of one person: all, those of one item, or those of one text. */
export function draftsOf(person: string, item?: string, field?: string): Draft[] {
  const within = [person, item, field].filter((part) => part !== undefined)
  const mine = `${prefix}${within.join('.')}.`
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(mine))
    .flatMap((key) => read(key) ?? [])
}

export function hasDrafts(person: string): boolean {
  return Object.keys(localStorage).some((key) => key.startsWith(`${prefix}${person}.`))
}

/** A refused draft waits for its author, unless only its client number was taken: it is then sent under another. */
export function isSendable({ refused }: Draft): boolean {
  return refused === undefined || refused === 'foreign'
}

/** Removes a draft that was stored or discarded, unless it has changed meanwhile. */
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

/** Returns undefined for a draft that cannot be decrypted, and leaves it stored. */
function read(key: string): Draft | undefined {
  const found = readSealed(key) as (Omit<Draft, 'update'> & { update: string }) | undefined
  return found && { ...found, update: bytesOf(found.update) }
}
