import { useEffect, useState } from 'react'

/** What opened what is open now, the last first: a dialog may stand in another, or take its place. */
let trail: readonly HTMLElement[] = []

/** Once this is gone, the focus returns to where it was opened, unless something else has taken it meanwhile. */
export function useWayBack(): void {
  const [way] = useState(() => [...whatOpens(), ...trail])
  useEffect(() => {
    trail = way
    return () => {
      trail = []
      goBack(way) // at once: people type on as soon as it is gone
      setTimeout(() => goBack(way)) // once more, if what it went to was lost with the dialog
    }
  }, [way])
}

function goBack(way: readonly HTMLElement[]): void {
  const { activeElement, body } = document
  if (activeElement === null || activeElement === body)
    way.find(({ isConnected }) => isConnected)?.focus({ preventScroll: true })
}

/** The entry of a menu goes away with it: what opened the menu is where one was. */
function whatOpens(): HTMLElement[] {
  const active = document.activeElement
  const label = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const found = label ? document.getElementById(label) : active
  return found instanceof HTMLElement && found !== document.body ? [found] : []
}
