const patience = 10_000

/**
 * Somebody who has made an item goes on with its text: it takes the focus as soon as it can be written, unless they have gone
 * elsewhere meanwhile.
 */
export function goOnInText(): void {
  const stop = () => {
    watcher.disconnect()
    clearTimeout(timer)
  }
  const look = () => {
    if (!isWaiting()) return stop()
    const text = document.querySelector<HTMLElement>('[data-item-text][contenteditable="true"]')
    if (!text) return
    stop()
    text.focus()
  }
  const watcher = new MutationObserver(look)
  const timer = setTimeout(stop, patience)
  watcher.observe(document.body, { subtree: true, childList: true, attributes: true })
}

/** Nothing else has taken the focus: it is on the page, its title, or the dialog that is closing. */
function isWaiting(): boolean {
  const focused = document.activeElement
  if (!focused || focused === document.body) return true
  return (
    focused.matches('[data-page-title], #content') || focused.closest('[role="dialog"]') !== null
  )
}
