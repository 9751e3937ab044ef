/**
 * Keeps on this device the page that is shown without a connection, and what it is drawn with. `NAME`, `SHELL` and
 * `ICON` come from the build. Only reading is answered from here: a form of another site must not look like one of ours.
 */
const OFFLINE = '/offline'

const keep = async () => {
  const cache = await caches.open(NAME)
  await cache.addAll([OFFLINE, ...SHELL])
}
const forgetOlder = async () => {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)))
}
const kept = (path) => caches.match(path, { ignoreVary: true })

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(keep())
})
self.addEventListener('activate', (event) => event.waitUntil(forgetOlder()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  if (SHELL.includes(pathname)) event.respondWith(kept(pathname).then((found) => found ?? fetch(request)))
  else if (request.mode === 'navigate' && request.method === 'GET') {
    event.respondWith(fetch(request).catch(() => kept(OFFLINE)))
    // The theme is chosen there, and the page that is kept has it as well.
    if (pathname === '/settings') event.waitUntil(keep().catch(() => {}))
  }
})

// A reminder: its tag is the same however often it is sent, so it shows once.
self.addEventListener('push', (event) => {
  const { text, tag, id } = event.data.json()
  const actions = id
    ? [
        ['done', 'Done'],
        ['snooze', 'In an hour'],
      ].map(([action, title]) => ({ action, title }))
    : []
  event.waitUntil(self.registration.showNotification(text, { tag, data: id, actions, dir: 'auto', icon: ICON }))
})
// What cannot be done without a page, signed out or offline, is asked there.
self.addEventListener('notificationclick', (event) => {
  const { action, notification } = event
  const path = notification.data ? `/remind/${notification.data}` : '/tasks'
  const act = () => fetch(`${path}/${action}`, { method: 'POST', redirect: 'manual', headers: { 'x-worker': '1' } })
  notification.close()
  event.waitUntil(
    (action ? act() : Promise.reject()).then(({ ok }) => ok || Promise.reject()).catch(() => clients.openWindow(path)),
  )
})
