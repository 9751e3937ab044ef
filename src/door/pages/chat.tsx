/** Chats by page: reading them, sending, stopping, deleting. */
import { Elysia } from 'elysia'
import { KeyInput } from '../../../views/part/composer.tsx'
import { Partial } from '../../../views/part/partial.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Config } from '../../config.ts'
import type { Core } from '../../core.ts'
import { newId } from '../../lib/id.ts'
import type { Log } from '../../log.ts'
import { isLive } from '../../run/schema.ts'
import type { Thread } from '../../thread/schema.ts'
import { spend } from '../plugin/limits.ts'
import { changeChat } from './change.tsx'
import { chatPage, conversationOf, sentTurn } from './conversation.tsx'
import { claimOf, field, mendable, sentenceOf } from './form.ts'
import { asPerson } from './person.ts'
import { plainPage } from './plain.tsx'
import { fragment, goTo, isHtmx, type ReplyOptions } from './reply.ts'

interface Visit {
  core: Core
  config: Config
  log: Log
  caller: Caller
  request: Request
}

const showThread = async (visit: Visit, id: string) => {
  const { core, config, log, caller, request } = visit
  const thread = await core.thread.show(caller, id)
  const conversation = await conversationOf(core, caller, id)
  const { live } = conversation
  const plain = new URL(request.url).searchParams.has('plain') && live
  if (plain) return plainPage(core, config, log, caller, request, thread, { ...conversation, live })
  return chatPage(core, config, caller, request, { thread, conversation })
}

/** The form again with what was typed and why it was not sent; for htmx only the sentence and a fresh key. */
const refused = async (visit: Visit, message: string, options: ReplyOptions, thread?: Thread) => {
  const { core, config, caller, request } = visit
  if (isHtmx(request)) return fragment(request, <Refused message={message} />, options)
  const conversation = thread && (await conversationOf(core, caller, thread.id))
  const composer = { text: field(request, 'text'), error: message }
  return chatPage(core, config, caller, request, { ...options, thread, conversation, composer })
}

const Refused = ({ message }: { message: string }) => (
  <>
    <Partial to="#err" swap="innerHTML">
      {message}
    </Partial>
    <Partial to="#key" swap="outerHTML">
      <KeyInput message_key={newId()} />
    </Partial>
  </>
)

const mend = async (visit: Visit, error: unknown, thread?: Thread) => {
  const problem = mendable(error)
  if (!problem) throw error
  const { status, headers } = problem
  return refused(visit, sentenceOf(problem.error), { status, headers }, thread)
}

/** What a sent message adds to the page: its turn, a fresh key, and what is over now. */
const sent = (visit: Visit, thread_id: string, run: Parameters<typeof sentTurn>[1], text: string) =>
  fragment(
    visit.request,
    <>
      {sentTurn(thread_id, run, text)}
      <Partial to="#key" swap="outerHTML">
        <KeyInput message_key={newId()} />
      </Partial>
      <Partial to="#err" swap="innerHTML" />
      <Partial to="#empty, .ended form" swap="delete" />
    </>,
  )

const send = async (visit: Visit, id: string) => {
  const { core, caller, request } = visit
  const thread = await core.thread.show(caller, id)
  const text = field(request, 'text')
  try {
    await spend(core, 'chat', request, caller)
    const claim = claimOf(request, 'page:run', { thread_id: id, text })
    const { run, replayed } = await core.run.start(caller, id, { text }, claim)
    // A repeat has its turn in the page already, or the page never got it: either way the whole page is right.
    if (replayed || !isHtmx(request))
      return goTo(request, `/chat/${id}${isLive(run.status) && !isHtmx(request) ? '?plain=1' : ''}`)
    return sent(visit, id, run, text)
  } catch (error) {
    return mend(visit, error, thread)
  }
}

/** The first message of a chat: makes the thread and starts the run, each once per key. */
const begin = async (visit: Visit) => {
  const { core, caller, request } = visit
  const text = field(request, 'text')
  try {
    await spend(core, 'chat', request, caller)
    core.run.check(text)
    const made = await core.thread.create(caller, {}, claimOf(request, 'page:chat', { text }))
    const { id } = made.value
    await startIn(visit, id, text, made.replayed)
    return goTo(request, isHtmx(request) ? `/chat/${id}` : `/chat/${id}?plain=1`)
  } catch (error) {
    return mend(visit, error)
  }
}

/** A thread whose first run could not begin would only stand empty in the list. */
const startIn = async ({ core, caller, request }: Visit, id: string, text: string, replayed: boolean) => {
  try {
    await core.run.start(caller, id, { text }, claimOf(request, 'page:run', { thread_id: id, text }))
  } catch (error) {
    if (!replayed) await core.thread.remove(caller, id)
    throw error
  }
}

const stop = async ({ core, caller, request }: Visit, id: string) => {
  await core.thread.show(caller, id)
  await spend(core, 'follow', request)
  const run = await core.run.latest(caller, id)
  if (run && isLive(run.status)) await core.run.cancel(caller, run.id)
  // The open stream tells the page; only a page without one has to be drawn again.
  return isHtmx(request) ? new Response(null, { status: 204 }) : goTo(request, `/chat/${id}`)
}

const remove = async ({ core, caller, request }: Visit, id: string) => {
  await core.thread.remove(caller, id)
  return goTo(request, '/chat?said=chat_deleted')
}

export const chatRoutes = (core: Core, config: Config, log: Log) => {
  const visit = (request: Request, act: (visit: Visit) => Promise<Response>) =>
    asPerson(core, request, (caller) => act({ core, config, log, caller, request }))
  return new Elysia({ name: 'pages/chat' })
    .get('/chat', ({ request }) => visit(request, ({ caller }) => chatPage(core, config, caller, request, {})))
    .get('/chat/:id', ({ request, params: { id } }) => visit(request, (one) => showThread(one, id)))
    .post('/chat', ({ request }) => visit(request, begin))
    .post('/chat/:id', ({ request, params: { id } }) => visit(request, (one) => send(one, id)))
    .post('/chat/:id/stop', ({ request, params: { id } }) => visit(request, (one) => stop(one, id)))
    .post('/chat/:id/change', ({ request, params: { id } }) =>
      visit(request, ({ caller }) => changeChat(core, caller, request, id)),
    )
    .post('/chat/:id/delete', ({ request, params: { id } }) => visit(request, (one) => remove(one, id)))
}
