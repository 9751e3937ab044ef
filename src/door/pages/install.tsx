/** What makes the site an app on a device: its manifest, its service worker, and the page without a connection. */
import { Elysia } from 'elysia'
import { FILES, URLS } from '../../../build/generated/assets.ts'
import { OfflinePage } from '../../../views/offline.tsx'
import { page } from './response.ts'
import { strangerShell } from './shell.ts'

const PAPER = '#faf9f6'

const icon = (src: string, size: number, purpose: 'any' | 'maskable' = 'any') => ({
  src,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
})

const MANIFEST = {
  id: '/',
  name: 'TodoChat',
  short_name: 'TodoChat',
  description: 'Your to-do list, kept by talking.',
  lang: 'en',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: PAPER,
  theme_color: PAPER,
  categories: ['productivity'],
  icons: [
    { src: URLS.icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    icon(URLS.icon_192, 192),
    icon(URLS.icon_512, 512),
    icon(URLS.icon_maskable, 512, 'maskable'),
  ],
  shortcuts: [
    { name: 'New chat', url: '/chat', icons: [icon(URLS.icon_192, 192)] },
    { name: 'Tasks', url: '/tasks', icons: [icon(URLS.icon_192, 192)] },
  ],
  share_target: {
    action: '/share',
    method: 'POST',
    enctype: 'application/x-www-form-urlencoded',
    params: { title: 'title', text: 'text', url: 'url' },
  },
}

/** Revalidated at every visit: its URL is fixed, so the ETag shows whether it changed. */
const current = (request: Request, etag: string, type: string, body: () => BodyInit) => {
  const headers = { 'cache-control': 'no-cache', etag, 'content-type': type }
  if (request.headers.get('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(body(), { headers })
}

const MANIFEST_TEXT = JSON.stringify(MANIFEST)
const MANIFEST_TAG = `"${Bun.hash(MANIFEST_TEXT).toString(36)}"`
const WORKER: { type: string; files: { identity: string } } = FILES[URLS.worker as keyof typeof FILES]

export const installRoutes = () =>
  new Elysia({ name: 'pages/install' })
    .get('/manifest.webmanifest', ({ request }) =>
      current(request, MANIFEST_TAG, 'application/manifest+json', () => MANIFEST_TEXT),
    )
    .get('/sw.js', ({ request }) =>
      current(request, `"${URLS.worker}"`, WORKER.type, () => Bun.file(WORKER.files.identity)),
    )
    .get('/offline', ({ request }) => page(request, <OfflinePage shell={strangerShell(request)} />))
