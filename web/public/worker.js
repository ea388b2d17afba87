// Shows a notice while no page of Atelier is open, and opens the page that it is about. When the server does not answer, it
// serves the document of the last visit, which says so in place of the browser's error page. That document is the same for
// everybody: the worker keeps nothing else.
const kept = 'atelier.document'

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(fetch('/').then(keep, () => undefined))
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate' || isFile(event.request.url)) return
  event.respondWith(fetch(event.request).then(keep, (error) => fromLastVisit(error)))
})

function isFile(url) {
  const { pathname } = new URL(url)
  return pathname.startsWith('/api/') || pathname.includes('.')
}

function keep(answer) {
  if (answer.ok && !answer.redirected) {
    const copy = answer.clone()
    void caches.open(kept).then((cache) => cache.put('/', copy))
  }
  return answer
}

async function fromLastVisit(error) {
  const found = await (await caches.open(kept)).match('/')
  if (found) return found
  throw error
}

self.addEventListener('push', (event) => {
  const { title, body, path, tag } = event.data?.json() ?? {}
  if (!title) return
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, icon: '/icon.svg', data: { path } }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const path = String(event.notification.data?.path ?? '/notices')
  event.waitUntil(open(new URL(path, self.location.origin)))
})

async function open(url) {
  if (url.origin !== self.location.origin) return
  const pages = await self.clients.matchAll({ type: 'window' })
  const page = pages.find((each) => each.visibilityState === 'visible') ?? pages[0]
  if (!page) return void (await self.clients.openWindow(url.href))
  await page.focus()
  await page.navigate(url.href)
}
