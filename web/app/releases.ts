const last = 'atelier.reloaded'
const pause = 30_000

/** When the code of a page is gone, a newer release has replaced it: reloads the tab, but not again soon after. */
export function followReleases(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const before = Number(sessionStorage.getItem(last))
    if (Date.now() - before < pause) return
    event.preventDefault()
    sessionStorage.setItem(last, String(Date.now()))
    window.location.reload()
  })
}
