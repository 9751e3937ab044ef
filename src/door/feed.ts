/**
 * `/feed/{token}.ics`: the tasks of a person for calendar programs. The address is all they have: no cookie is read, no
 * header asked for, and nothing can be changed here.
 */
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Elysia } from 'elysia'
import { isAppError } from '../errors.ts'
import type { Feeds } from '../feed/feed.ts'
import { COMPONENT_KINDS, type ComponentKind } from '../task/export/ics.ts'
import { contextOf } from './http/context.ts'
import { etagOf, isKnown } from './http/etag.ts'
import { type LimitCore, spend } from './http/rate-limit.ts'

interface FeedCore extends LimitCore {
  feed: Feeds
}

/** A calendar asks some times an hour; several devices of one person may follow. */
const FEEDS_PER_MINUTE_MAX = 30

const ONLY: Record<string, readonly ComponentKind[]> = { events: ['vevent'], todos: ['vtodo'] }
const kindsOf = (url: string) => ONLY[new URL(url).searchParams.get('only') ?? ''] ?? COMPONENT_KINDS

const read = async (core: FeedCore, request: Request, name: string) => {
  await core.limit.check('address', contextOf(request).address)
  try {
    return await core.feed.read(name.replace(/\.ics$/, ''), { kinds: kindsOf(request.url) })
  } catch (error) {
    // Guessing costs the address; knowing does not.
    if (isAppError(error, 'not_found')) await spend(core, 'address', request)
    throw error
  }
}

const squeezed = promisify(gzip)

/** A whole list repeats itself ten times over; it is compressed beside the event loop, not on it. */
const calendarOf = async (request: Request, text: string, headers: Record<string, string>) => {
  const packed = /\bgzip\b/i.test(request.headers.get('accept-encoding') ?? '')
  return new Response(packed ? new Uint8Array(await squeezed(text)) : text, {
    headers: {
      ...headers,
      ...(packed && { 'content-encoding': 'gzip' }),
      vary: 'Accept-Encoding',
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="todochat.ics"',
    },
  })
}

export const feedRoutes = (core: FeedCore) =>
  new Elysia({ name: 'feed' }).get(
    '/feed/:name',
    async ({ request, params: { name } }) => {
      const { user_id, version, write } = await read(core, request, name)
      contextOf(request).allowance = await core.limit.take('feed', user_id, FEEDS_PER_MINUTE_MAX)
      const headers = {
        etag: etagOf(version),
        'cache-control': 'private, no-cache',
        'x-robots-tag': 'noindex, nofollow',
        'referrer-policy': 'no-referrer',
      }
      if (isKnown(request, version)) return new Response(null, { status: 304, headers })
      return calendarOf(request, await write(), headers)
    },
    { detail: { tags: ['operations'] } },
  )
