import { createStore } from './store.ts'

export const announcements = createStore<{ text: string; turn: number }>({ text: '', turn: 0 })

/** Tells those who listen rather than look; said politely, after what is being read. */
export function announce(text: string): void {
  announcements.write({ text, turn: announcements.read().turn + 1 })
}
