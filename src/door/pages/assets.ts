/** Static files: embedded, named by their content, so that a browser asks for each once and never again. */
import { Elysia } from 'elysia'
import { FILES } from '../../../build/generated/assets.ts'
import { notFound } from '../../errors.ts'

interface Asset {
  type: string
  files: Record<'br' | 'zstd' | 'gzip' | 'identity', string>
}
const assets: Partial<Record<string, Asset>> = FILES

/** Smallest first. Browsers offer br and zstd only over https and on localhost. */
const CODINGS = ['br', 'zstd', 'gzip'] as const

const codingFor = (accept: string) => {
  const wanted = accept
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(';'))
    .filter(([, quality]) => !/^\s*q=0(\.0*)?\s*$/.test(quality ?? ''))
    .map(([name]) => name)
  return CODINGS.find((coding) => wanted.includes(coding)) ?? 'identity'
}

/** An entity tag per file and coding, as caches compare bytes. */
const tagOf = (path: string, coding: string) => `"${path.slice('/assets/'.length)}.${coding}"`

export const assetRoutes = () =>
  new Elysia({ name: 'pages/assets' }).get('/assets/*', ({ request }) => {
    const { pathname } = new URL(request.url)
    const asset = assets[pathname]
    if (!asset) throw notFound('The file')
    const coding = codingFor(request.headers.get('accept-encoding') ?? '')
    const etag = tagOf(pathname, coding)
    const headers = {
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      etag,
    }
    if (request.headers.get('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers })
    return new Response(Bun.file(asset.files[coding]), {
      headers: { ...headers, 'content-type': asset.type, ...(coding !== 'identity' && { 'content-encoding': coding }) },
    })
  })
