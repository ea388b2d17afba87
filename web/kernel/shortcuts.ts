import { useEffect, useRef } from 'react'

export type Shortcut = { keys: string; run: (event: KeyboardEvent) => void }

/** Milliseconds within which the second key of “g h” must follow: enough for people who search the keyboard (Z2). */
const sequencePause = 5000

/**
 * Listens for keys on the whole page: `mod+k`, `?`, `g h`, `Escape`. Letters are left alone
 * while something is being typed, and in a text that is read-only; `mod` is ⌘ on a Mac and Ctrl elsewhere.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    let pending = { key: '', at: 0 }
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const key = nameOf(event)
      if (!key || (isTyping(event.target) && !key.startsWith('mod+'))) return
      if (key.length === 1 && (isCovered() || isInReadOnlyText(event.target))) return
      const follows = pending.key && event.timeStamp - pending.at < sequencePause
      const said = follows ? `${pending.key} ${key}` : key
      const found = current.current.find(({ keys }) => keys === said)
      pending = { key: '', at: 0 }
      if (found) {
        event.preventDefault()
        found.run(event)
      } else if (current.current.some(({ keys }) => keys.startsWith(`${key} `))) {
        pending = { key, at: event.timeStamp }
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

function nameOf(event: KeyboardEvent): string | undefined {
  if (['Shift', 'Control', 'Meta', 'Alt', 'Dead'].includes(event.key)) return undefined
  const mod = isMac ? event.metaKey : event.ctrlKey
  if (event.altKey || (!mod && (event.ctrlKey || event.metaKey))) return undefined
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return mod ? `mod+${key}` : key
}

/** A dialog covers the page: letters are not meant for what is below. */
function isCovered(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null
}

/** Letters are not shortcuts where they look as if they were typed, even where nothing can be: other keys are. */
function isInReadOnlyText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-readonly="true"]') !== null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
}
