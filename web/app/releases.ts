const last = 'atelier.reloaded'
const pause = 30_000

/** A page whose code is gone has been replaced by a newer release: the tab follows it, at most once in a while. */
export function followReleases(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const before = Number(sessionStorage.getItem(last))
    if (Date.now() - before < pause) return
    event.preventDefault()
    sessionStorage.setItem(last, String(Date.now()))
    window.location.reload()
  })
}
