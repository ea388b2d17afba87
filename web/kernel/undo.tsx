import type { ReactNode } from 'react'
import { createStore } from './store.ts'

export type NoticeTone = 'plain' | 'success' | 'danger'

export type Notice = {
  id: number
  tone: NoticeTone
  text: ReactNode
  detail?: ReactNode
  /** Seconds until it goes by itself; it waits while it is looked at. */
  seconds: number
  undo?: (() => void | Promise<void>) | undefined
  action?: { label: string; run: () => void } | undefined
}

export const notices = createStore<readonly Notice[]>([])

let last = 0

/** One line at the foot of the page; the newest three are kept. */
export function tell(text: ReactNode, more: Partial<Omit<Notice, 'id' | 'text'>> = {}): number {
  const id = ++last
  const notice: Notice = { id, text, tone: 'plain', seconds: 6, ...more }
  notices.write([...notices.read().slice(-2), notice])
  return id
}

/** After something was destroyed: said what, and 30 seconds to take it back. */
export function tellUndo(text: ReactNode, undo: () => void | Promise<void>): number {
  return tell(text, { undo, seconds: 30 })
}

export function dismiss(id: number): void {
  notices.write(notices.read().filter((notice) => notice.id !== id))
}
