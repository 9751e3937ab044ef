/**
 * Keeps an open page as the data is: after each change of the person’s things, by whatever tab, door or instance, the
 * pieces that differ are sent again. A page that connects is brought up to date first, so nothing has to be remembered
 * for one that is away.
 */
import { Elysia } from 'elysia'
import type { Safe } from '../../../views/jsx/runtime.ts'
import { NoticeWords } from '../../../views/part/notice.tsx'
import { Panel } from '../../../views/part/panel.tsx'
import { Partial, type Swap } from '../../../views/part/partial.tsx'
import { Chats, chatsId, titleOf } from '../../../views/part/sessions.tsx'
import { TaskList } from '../../../views/tasks.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { AppError, isAppError, notFound } from '../../errors.ts'
import { streamResponse } from '../../lib/sse.ts'
import type { Log } from '../../log.ts'
import { openStreams, sseEvents } from '../../metrics.ts'
import { spend } from '../plugin/limits.ts'
import { chatsOf, conversationOf, logOf } from './conversation.tsx'
import { panelOf } from './panel.ts'
import { needPerson } from './person.ts'
import { safePath } from './reply.ts'
import { htmlFrame } from './stream.tsx'
import { filtersOf, listOf } from './tasks.tsx'

/** Pages of one user that this process keeps up to date at once; one of each window that is looked at. */
export const LIVE_PAGES_MAX = 40

interface Place {
  core: Core
  request: Request
  /** The page’s own address, with its filters. */
  at: URL
  thread_id?: string
}

interface Piece {
  to: string
  swap: Swap
  view: Safe
}

const notice = (text: string): Piece => ({ to: '#said', swap: 'innerHTML', view: <NoticeWords text={text} /> })

const logPieces = async (core: Core, caller: Caller, thread_id: string): Promise<Piece[]> => {
  try {
    const thread = await core.thread.show(caller, thread_id)
    const log = logOf(thread_id, await conversationOf(core, caller, thread_id))
    const title = { to: '#thread-title', swap: 'innerMorph', view: <>{titleOf(thread)}</> } as const
    return log ? [title, { to: '#log', swap: 'innerMorph', view: <>{log}</> }] : [title]
  } catch (error) {
    // What is being typed stays in the page; sending it will say the same.
    if (isAppError(error, 'not_found')) return [notice('This chat was deleted elsewhere.')]
    throw error
  }
}

const chatPieces = async ({ core, at, thread_id }: Place, caller: Caller): Promise<Piece[]> => {
  const [panel, chats, log] = await Promise.all([
    panelOf(core, caller, at.pathname),
    chatsOf(core, caller, at, thread_id),
    thread_id ? logPieces(core, caller, thread_id) : [],
  ])
  return [
    { to: '#todos', swap: 'outerMorph', view: <Panel {...panel} /> },
    { to: `#${chatsId(chats)}`, swap: 'outerMorph', view: <Chats {...chats} /> },
    ...log,
  ]
}

const taskPieces = async ({ core, at }: Place, caller: Caller): Promise<Piece[]> => [
  { to: '#tasks', swap: 'outerMorph', view: <TaskList {...(await listOf(core, caller, at))} /> },
]

const piecesOf = (place: Place, caller: Caller) =>
  place.at.pathname === '/tasks' ? taskPieces(place, caller) : chatPieces(place, caller)

/** Asks again who is there before anything is shown: a login that was ended elsewhere gets nothing more. */
async function* framesOf(place: Place, caller: Caller, signal: AbortSignal): AsyncGenerator<string> {
  const shown = new Map<string, string>()
  for await (const _ of place.core.changes.follow(caller, signal)) {
    const pieces = await piecesOf(place, await needPerson(place.core, place.request))
    const fresh = pieces.filter(({ to, view }) => shown.get(to) !== String(view))
    for (const { to, view } of fresh) shown.set(to, String(view))
    if (fresh.length === 0) continue
    sseEvents.inc({ type: 'page' })
    yield htmlFrame(
      fresh
        .map(({ to, swap, view }) =>
          String(
            <Partial to={to} swap={swap}>
              {view}
            </Partial>,
          ),
        )
        .join(''),
    )
  }
}

/** Any failure ends the stream; the page connects again, and hears then what is the matter. */
async function* counted(frames: AsyncGenerator<string>, open: Map<string, number>, user_id: string, log: Log) {
  open.set(user_id, (open.get(user_id) ?? 0) + 1)
  openStreams.inc()
  try {
    yield* frames
  } catch (err) {
    if (!isAppError(err)) log.error({ err }, 'live page broke off')
  } finally {
    openStreams.dec()
    const left = (open.get(user_id) ?? 1) - 1
    if (left > 0) open.set(user_id, left)
    else open.delete(user_id)
  }
}

/** @throws not_found  no page that lives */
const placeOf = (core: Core, request: Request): Place => {
  const path = safePath(new URL(request.url).searchParams.get('at'))
  const at = new URL(path ?? '/', request.url)
  const thread_id = /^\/chat\/([\w-]{36})$/.exec(at.pathname)?.[1]
  if (!thread_id && at.pathname !== '/chat' && at.pathname !== '/tasks') throw notFound('The page')
  return { core, request, at, ...(thread_id && { thread_id }) }
}

/** Refuses filters that are none and chats of others before the first byte. @throws validation_error, forbidden */
const check = async ({ core, at, thread_id }: Place, caller: Caller) => {
  if (at.pathname === '/tasks') filtersOf(at)
  if (thread_id) await core.thread.show(caller, thread_id).catch(tolerateGone)
}

/** One that was deleted is told on the stream, beside everything else. */
const tolerateGone = (error: unknown) => {
  if (!isAppError(error, 'not_found')) throw error
}

export const liveRoutes = (core: Core, log: Log) => {
  const open = new Map<string, number>()
  return new Elysia({ name: 'pages/live' }).get('/live', async ({ request }) => {
    const caller = await needPerson(core, request)
    await spend(core, 'follow', request)
    if (core.draining.aborted) throw new AppError('draining', 'The server is restarting.', { retry_after: 2 })
    if ((open.get(caller.user_id) ?? 0) >= LIVE_PAGES_MAX)
      throw new AppError('stream_limit_reached', `You have ${LIVE_PAGES_MAX} pages open.`, { retry_after: 10 })
    const place = placeOf(core, request)
    await check(place, caller)
    const leave = new AbortController()
    const signal = AbortSignal.any([leave.signal, request.signal, core.draining])
    return streamResponse(counted(framesOf(place, caller, signal), open, caller.user_id, log), { leave })
  })
}
