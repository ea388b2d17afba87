import type { SuggestionOptions } from '@tiptap/suggestion'
import type { Store } from '../../kernel/store.ts'
import { createStore } from '../../kernel/store.ts'

/** What the text offers at the caret: people after `@`, blocks after `/`. */
export type Offer<Item> = {
  items: readonly Item[]
  at: number
  place: { left: string; top?: number; bottom?: number }
  take: (item: Item) => void
}

export type Offers<Item> = Store<Offer<Item> | undefined>

type Rendered = ReturnType<NonNullable<SuggestionOptions['render']>>
type Told<Item> = Parameters<NonNullable<Rendered['onStart']>>[0] & { items: Item[] }

/** Pixels below the caret that the list may need. */
const room = 300

/** The editor's suggestions in a form that a page can show, chosen by arrows, Enter and Tab; Escape closes them. */
export function offersOf<Item>(take: (told: Told<Item>, item: Item) => void): {
  offers: Offers<Item>
  render: () => Rendered
} {
  const offers = createStore<Offer<Item> | undefined>(undefined)
  const show = (told: Told<Item>) => {
    const rect = told.clientRect?.()
    if (!rect || told.items.length === 0) return offers.write(undefined)
    // Computed by the browser, also when the window becomes narrower.
    const left = `max(8px, min(${rect.left}px, 100vw - 300px))`
    const fits = rect.bottom + room < window.innerHeight || rect.top < room
    const place = fits
      ? { left, top: rect.bottom + 4 }
      : { left, bottom: window.innerHeight - rect.top + 4 }
    offers.write({ items: told.items, at: 0, place, take: (item) => take(told, item) })
  }
  const step = (now: Offer<Item>, by: number) =>
    offers.write({ ...now, at: (now.at + by + now.items.length) % now.items.length })
  const onKeyDown = ({ event }: { event: KeyboardEvent }): boolean => {
    const now = offers.read()
    if (!now) return false
    if (event.key === 'ArrowDown') step(now, 1)
    else if (event.key === 'ArrowUp') step(now, -1)
    else if (event.key === 'Escape') offers.write(undefined)
    else if (event.key === 'Enter' || event.key === 'Tab') now.take(now.items[now.at]!)
    else return false
    return true
  }
  const onExit = () => offers.write(undefined)
  return { offers, render: () => ({ onStart: show, onUpdate: show, onKeyDown, onExit }) }
}
