import { useEffect, useState } from 'react'

/** Once this is gone, the focus returns to where it was opened, unless something else has taken it meanwhile. */
export function useWayBack(): void {
  const [opener] = useState(whatOpens)
  useEffect(
    () => () => {
      setTimeout(() => {
        const nowhere = document.activeElement === null || document.activeElement === document.body
        if (nowhere && opener?.isConnected) opener.focus({ preventScroll: true })
      })
    },
    [opener],
  )
}

/** The entry of a menu goes away with it: what opened the menu is where one was. */
function whatOpens(): HTMLElement | undefined {
  const active = document.activeElement
  const label = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const found = label ? document.getElementById(label) : active
  return found instanceof HTMLElement ? found : undefined
}
