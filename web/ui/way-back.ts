import { useEffect, useState } from 'react'

/** The elements that opened the present overlays, the last first: a dialog may be inside another, or replace it. */
let trail: readonly HTMLElement[] = []

/**
 * Returns the focus to the element that opened this once it closes, unless something else has taken the focus. `shown` is the
 * content, where it can be replaced: the element that did so is then the first to return to.
 */
export function useWayBack(shown = ''): void {
  const [way, setWay] = useState(() => [...whatOpens(), ...trail])
  const [was, setWas] = useState(shown)
  if (was !== shown) {
    setWas(shown)
    setWay([...whatOpens(), ...way])
  }
  useEffect(() => {
    trail = way
    return () => {
      trail = []
      goBack(way) // immediately: people continue to type
      setTimeout(() => goBack(way)) // again, if the focused element disappeared with the dialog
    }
  }, [way])
}

function goBack(way: readonly HTMLElement[]): void {
  const { activeElement, body } = document
  if (activeElement === null || activeElement === body)
    way.find(({ isConnected }) => isConnected)?.focus({ preventScroll: true })
}

/** A menu's entry disappears with the menu: then the button that opened the menu counts. */
function whatOpens(): HTMLElement[] {
  const active = document.activeElement
  const label = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const found = label ? document.getElementById(label) : active
  return found instanceof HTMLElement && found !== document.body ? [found] : []
}
