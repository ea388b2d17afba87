import { router } from './router.tsx'

// Pages and the kit use plain `<a href>`; this turns clicks on them into navigation without a reload.

export function followLinks(): void {
  document.addEventListener('click', follow)
  document.addEventListener('pointerenter', preload, { capture: true, passive: true })
  document.addEventListener('focusin', preload)
  document.addEventListener('touchstart', preload, { passive: true })
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const href = ownPage(event.target)
  if (!href) return
  event.preventDefault()
  router.history.push(href)
}

function preload(event: Event): void {
  const href = ownPage(event.target)
  if (href) void router.preloadRoute({ to: href.split(/[?#]/)[0] ?? '/' }).catch(() => undefined)
}

/** The address if this is a link to one of our pages: not a file, another site or another tab. */
function ownPage(target: EventTarget | null): string | undefined {
  const link = target instanceof Element ? target.closest('a') : null
  if (!link?.href || link.target || link.hasAttribute('download')) return undefined
  const { origin, pathname, search, hash } = new URL(link.href)
  if (origin !== location.origin || pathname.startsWith('/api/')) return undefined
  if (link.getAttribute('href')?.startsWith('#')) return undefined
  return pathname + search + hash
}
