import type { ReactNode } from 'react'
import { createStore } from './store.ts'

export type NoticeTone = 'plain' | 'success' | 'danger'

export type Notice = {
  id: number
  tone: NoticeTone
  text: ReactNode
  detail?: ReactNode
  /** Seconds until it disappears; the countdown pauses while the pointer or the focus is on it. */
  seconds: number
  undo?: (() => void | Promise<void>) | undefined
  action?: { label: string; run: () => void } | undefined
}

export const notices = createStore<readonly Notice[]>([])

let last = 0

/** Shows a line at the foot of the page; the newest three are kept. */
export function tell(text: ReactNode, more: Partial<Omit<Notice, 'id' | 'text'>> = {}): number {
  const id = ++last
  const notice: Notice = { id, text, tone: 'plain', seconds: 6, ...more }
  notices.write([...notices.read().slice(-2), notice])
  return id
}

/** Says what was deleted, and offers 30 seconds to undo it. */
export function tellUndo(text: ReactNode, undo: () => void | Promise<void>): number {
  return tell(text, { undo, seconds: 30 })
}

export function dismiss(id: number): void {
  notices.write(notices.read().filter((notice) => notice.id !== id))
}
