import { missedCode } from '../kernel/problem.ts'

const last = 'atelier.reloaded'
const pause = 30_000

/**
 * When the code of a page is gone, a newer release has replaced it: reloads the tab, but not again soon after. Without an
 * answer from the server it does not reload: the page would be lost.
 */
export function followReleases(): void {
  window.addEventListener('vite:preloadError', ({ payload }) => {
    missedCode(payload)
    const before = Number(sessionStorage.getItem(last))
    if (Date.now() - before < pause) return
    void reloadOnceAnswered().then((answered) => {
      if (answered) sessionStorage.setItem(last, String(Date.now()))
    })
  })
  // In the background, once everything else is there.
  window.addEventListener('load', () => void navigator.serviceWorker?.register('/worker.js'))
}

/** Reloads the tab if the server answers; says whether it does. */
export async function reloadOnceAnswered(): Promise<boolean> {
  const answer = await fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  if (!answer?.ok) return false
  window.location.reload()
  return true
}
