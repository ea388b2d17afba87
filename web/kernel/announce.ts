import { createStore } from './store.ts'

export const announcements = createStore<{ text: string; turn: number }>({ text: '', turn: 0 })

/** Announces a text to screen readers, politely: after the text that is being read. */
export function announce(text: string): void {
  announcements.write({ text, turn: announcements.read().turn + 1 })
}
