/**
 * Keeps an open page as the data is: after each change of the person’s things, by whatever tab, door or instance, the
 * pieces that differ are sent again. A page that connects is brought up to date first, so nothing has to be remembered
 * for one that is away.
 */
import { Elysia } from 'elysia'
import { raw, type Safe } from '../../../views/jsx/runtime.ts'
import { Chats, chatsId, titleOf } from '../../../views/part/chats.tsx'
import type { Swap } from '../../../views/part/form.tsx'
import { digestOf, htmlOf, NoticeWords, Partial } from '../../../views/part/page.tsx'
import { Rings } from '../../../views/part/rings.tsx'
import { Lists } from '../../../views/part/task-filters.tsx'
import { TaskPanel } from '../../../views/part/task-panel.tsx'
import { TaskList } from '../../../views/tasks.tsx'
import { AppError, isAppError, notFound } from '../../errors.ts'
import { streamResponse } from '../../lib/sse.ts'
import type { Log } from '../../log.ts'
import { boundStreams, sseEvents } from '../../metrics.ts'
import { cookieHolds } from '../auth/still-valid.ts'
import { changePiecesOf } from './changes/changes.tsx'
import { htmlFrame } from './chat/answer-stream.tsx'
import { conversationOf } from './chat/conversation.tsx'
import { chatsOf } from './chat/found.ts'
import { logDigestOf, logOf } from './chat/turns.tsx'
import { windowOf } from './chat/window.ts'
import { needPerson, type PageContext, type PagesOptions, pageMacros } from './context.ts'
import { accepts, safePath } from './response.ts'
import { ringsOf } from './rings.tsx'
import { type RowChange, readList, rowChanges, type ShownList } from './row-changes.ts'
import { pageAddressOf } from './shell.ts'
import { filtersOf, listsOf, taskListOf } from './task/task-list.ts'
import { taskPanelOf } from './task/task-panel.ts'

/** Pages of one user that this process keeps up to date at once; one of each window that is looked at. */
export const LIVE_PAGES_MAX = 40

interface Place extends Pick<PageContext, 'core' | 'caller' | 'request'> {
  /** The page’s own address, with its filters. */
  at: URL
  thread_id?: string
  /** Whether the page is looked at already, and has rows that may wait. */
  seen?: boolean
}

interface Piece {
  to: string
  swap: Swap
  view: Safe
  /** When not of the view. */
  digest?: string
}

const notice = (text: string): Piece => ({ to: '#said', swap: 'innerHTML', view: <NoticeWords text={text} /> })

const logPieces = async (place: Place, thread_id: string): Promise<Piece[]> => {
  try {
    const window = windowOf(place.at)
    const conversation = await conversationOf(place, thread_id, window)
    // In the middle of a chat nothing new belongs.
    const log = (window.before ?? window.around) ? undefined : logOf(conversation)
    const title = { to: '#thread-title', swap: 'innerMorph', view: <>{titleOf(conversation.thread)}</> } as const
    if (!log) return [title]
    return [title, { to: '#log', swap: 'innerMorph', view: <>{log}</>, digest: logDigestOf(conversation) }]
  } catch (error) {
    // What is being typed stays in the page; sending it will say the same.
    if (isAppError(error, 'not_found')) return [notice('This chat was deleted elsewhere.')]
    throw error
  }
}

const chatPieces = async (place: Place): Promise<Piece[]> => {
  const { at, thread_id } = place
  const [panel, chats, log] = await Promise.all([
    taskPanelOf(place, at.pathname),
    chatsOf(place, at, thread_id),
    thread_id ? logPieces(place, thread_id) : [],
  ])
  return [
    { to: '#todos', swap: 'outerMorph', view: <TaskPanel {...panel} /> },
    { to: `#${chatsId(chats)}`, swap: 'outerMorph', view: <Chats {...chats} /> },
    ...log,
  ]
}

const taskPieces = async (place: Place): Promise<Piece[]> => {
  const list = await taskListOf(place, place.at, { wait: place.seen })
  const lists = await listsOf(place, list.filters)
  return [
    { to: '#tasks', swap: 'outerMorph', view: <TaskList {...list} /> },
    { to: '#lists', swap: 'outerMorph', view: <Lists {...lists} /> },
  ]
}

const piecesOf = (place: Place): Promise<readonly Piece[]> => {
  if (place.at.pathname === '/tasks') return taskPieces(place)
  return place.at.pathname === '/changes' ? changePiecesOf(place, place.at) : chatPieces(place)
}

/** What rings stands above every page. */
const allPiecesOf = async (place: Place): Promise<readonly Piece[]> => {
  const [rings, pieces] = await Promise.all([ringsOf(place, pageAddressOf(place.at)), piecesOf(place)])
  return [{ to: '#rings', swap: 'outerMorph', view: <Rings {...rings} /> }, ...pieces]
}

/** Pieces of one page at most. */
const PIECES_MAX = 8

/** Digests of the pieces that the page has: of the last frame it got, else as it was printed. */
const digestsOf = ({ headers, url }: Request) =>
  (headers.get('last-event-id') ?? new URL(url).searchParams.get('have') ?? '').split('.', PIECES_MAX)

/** Lists that change by rows; other pieces go whole. */
const LISTS = new Set(['#todos', '#chats', '#feed', '#tasks'])

/** A piece as the page has it. */
interface ShownPiece {
  digest: string
  list?: ShownList
}

const rowPartial = (change: RowChange, written: ReadonlyMap<string, string>): string => {
  const row = raw(written.get(change.id) ?? '')
  const gone = String(<Partial to={`#${change.id}`} swap="delete" />)
  if (change.kind === 'gone') return gone
  if (change.kind === 'changed')
    return String(
      <Partial to={`#${change.id}`} swap="outerMorph">
        {row}
      </Partial>,
    )
  const here = (
    <Partial to={`#${change.at}`} swap={change.side}>
      {row}
    </Partial>
  )
  // What was done in the page itself may have brought it already.
  return `${gone}${here}`
}

const wholePartial = ({ to, swap, view }: Piece) =>
  String(
    <Partial to={to} swap={swap}>
      {view}
    </Partial>,
  )

/** The piece as it now is, and what of it the page must be sent; nothing when it has it. */
const pieceNow = (piece: Piece, had: ShownPiece | undefined): { shown: ShownPiece; html: string } => {
  const html = htmlOf(piece.view)
  const digest = piece.digest ?? digestOf(piece.view)
  if (!LISTS.has(piece.to)) return { shown: { digest }, html: had?.digest === digest ? '' : wholePartial(piece) }
  const { shown: list, written } = readList(html)
  const shown = { digest, list }
  if (had?.digest === digest) return { shown, html: '' }
  const changes = had?.list && rowChanges(had.list, list)
  return { shown, html: changes?.map((change) => rowPartial(change, written)).join('') ?? wholePartial(piece) }
}

/** Asks again who is there before anything is shown: a login that was ended elsewhere gets nothing more. */
async function* framesOf(place: Place, signal: AbortSignal): AsyncGenerator<string> {
  const shown = new Map<string, ShownPiece>()
  let had: string[] | undefined = digestsOf(place.request)
  for await (const _ of place.core.changes.follow(place.caller, signal)) {
    const caller = await needPerson(place.core, place.request)
    const pieces = await allPiecesOf({ ...place, caller, seen: had === undefined })
    const frame = pieces.map((piece, index) => {
      const known = had?.[index] === undefined ? undefined : { digest: had[index] }
      const now = pieceNow(piece, shown.get(piece.to) ?? known)
      shown.set(piece.to, now.shown)
      return now.html
    })
    had = undefined
    const html = frame.join('')
    if (!html) continue
    sseEvents.inc({ type: 'page' })
    yield htmlFrame(html, pieces.map(({ to }) => shown.get(to)?.digest).join('.'))
  }
}

/** Any failure ends the stream; the page connects again, and hears then what is the matter. */
async function* logged(frames: AsyncGenerator<string>, log: Log) {
  try {
    yield* frames
  } catch (err) {
    if (!isAppError(err)) log.error({ err }, 'live page broke off')
  }
}

/** @throws not_found  no page that lives */
const placeOf = ({ core, caller, request }: PageContext): Place => {
  const path = safePath(new URL(request.url).searchParams.get('at'))
  const at = new URL(path ?? '/', request.url)
  const thread_id = /^\/chat\/([\w-]{36})$/.exec(at.pathname)?.[1]
  if (!thread_id && !['/chat', '/tasks', '/changes'].includes(at.pathname)) throw notFound('The page')
  return { core, caller, request, at, ...(thread_id && { thread_id }) }
}

/** Refuses filters that are none and chats of others before the first byte. @throws validation_error, forbidden */
const check = async ({ core, caller, at, thread_id }: Place) => {
  if (at.pathname === '/tasks') filtersOf(at)
  if (thread_id) await core.thread.show(caller, thread_id).catch(tolerateGone)
}

/** The deletion of a chat is sent on the stream with the other updates. */
const tolerateGone = (error: unknown) => {
  if (!isAppError(error, 'not_found')) throw error
}

export const updateRoutes = (options: PagesOptions) => {
  const streams = boundStreams(LIVE_PAGES_MAX)
  const stream = async (context: PageContext) => {
    const { core, caller, request, log } = context
    if (core.draining.aborted) throw new AppError('draining', 'The server is restarting.', { retry_after: 2 })
    if (streams.full(caller.user_id))
      throw new AppError('stream_limit_reached', `You have ${LIVE_PAGES_MAX} pages open.`, { retry_after: 10 })
    const place = placeOf(context)
    await check(place)
    const leave = new AbortController()
    const signal = AbortSignal.any([leave.signal, request.signal, core.draining])
    const frames = streams.counted(caller.user_id, framesOf(place, signal))
    return streamResponse(logged(frames, log), {
      leave,
      gzip: accepts(request, 'gzip'),
      valid: cookieHolds(core, request),
      watch: core.account.watch(caller),
    })
  }
  return new Elysia({ name: 'pages/updates' })
    .use(pageMacros(options))
    .get('/live', ({ context }) => stream(context), { signed_in: 'stream', limit: 'follow' })
}
