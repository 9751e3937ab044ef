/** Chats by page: reading them, sending, stopping, deleting. */

import { type Static, Type } from '@sinclair/typebox'
import { Elysia } from 'elysia'
import { Older } from '../../../../views/chat.tsx'
import { Chats } from '../../../../views/part/chats.tsx'
import { KeyInput } from '../../../../views/part/composer.tsx'
import { Partial } from '../../../../views/part/page.tsx'
import { newId } from '../../../lib/id.ts'
import { isLive, type Run } from '../../../run/schema.ts'
import { localeOf } from '../../http/accept.ts'
import { spend } from '../../http/rate-limit.ts'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { FormField, formClaimOf, mendable } from '../form.ts'
import { currentUrl, fragment, goTo, isHtmx } from '../response.ts'
import { ChatForm, changeChat } from './chat-list.tsx'
import { chatPage, conversationOf, sentTurn, waysOf } from './conversation.tsx'
import { chatsOf } from './found.ts'
import { noScriptPage } from './no-script.tsx'
import { type Conversation, logOf } from './turns.tsx'
import { anewPieces } from './versions.tsx'
import { windowOf } from './window.ts'

/** A message as its form sends it; `key` is the page’s idempotency key. */
const MessageForm = Type.Object({ text: FormField, key: FormField, edit: FormField })
type MessageForm = Static<typeof MessageForm>

/** Of a search while it is typed, only the list. */
const foundPiece = async (context: PageContext, current?: string) => {
  const { request } = context
  const at = new URL(request.url)
  if (!isHtmx(request) || !at.searchParams.has('q')) return undefined
  return fragment(request, <Chats {...(await chatsOf(context, at, current))} />)
}

const show = async (context: PageContext, id: string) => {
  const found = await foundPiece(context, id)
  if (found) return found
  const at = new URL(context.request.url)
  const window = windowOf(at)
  const conversation = await conversationOf(context, id, window)
  if (window.before !== undefined && isHtmx(context.request)) return olderPieces(context, conversation)
  const { live } = conversation
  const streams_without_script = at.searchParams.has('no_script') && live
  if (streams_without_script) return noScriptPage(context, { ...conversation, live })
  return chatPage(context, { conversation })
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

/** What is older, in the place of the link that asked for it. */
const olderPieces = ({ request }: PageContext, conversation: Conversation) => {
  const { older } = waysOf(conversation, `/chat/${conversation.thread.id}`)
  return fragment(
    request,
    <>
      {older && <Older href={older} />}
      <div class="log">{logOf({ ...conversation, has_newer: true })}</div>
    </>,
  )
}

/** The form again with what was typed and why it was not sent; for htmx only the sentence and a fresh key. */
const refused = async (context: PageContext, error: unknown, { text, edit }: MessageForm, id?: string) => {
  const problem = mendable(error)
  if (!problem) throw error
  const message = problem.error.message
  const { status, headers } = problem
  if (isHtmx(context.request)) return fragment(context.request, <Refused message={message} />, { status, headers })
  const conversation = id === undefined ? undefined : await conversationOf(context, id)
  return chatPage(context, { status, headers, conversation, composer: { text, error: message, edit } })
}

/** What a sent message adds to the page: its turn, a fresh key, and what is over now. */
const sent = ({ request, caller }: PageContext, run: Run, text: string) =>
  fragment(
    request,
    <>
      {sentTurn(run, text, caller.time_zone)}
      <Partial to="#key" swap="outerHTML">
        <KeyInput message_key={newId()} />
      </Partial>
      <Partial to="#err" swap="innerHTML" />
      <Partial to="#empty, .ended :is(.again, .undo)" swap="delete" />
    </>,
  )

const send = async (context: PageContext, id: string, form: MessageForm) => {
  const { core, caller, request } = context
  await core.thread.show(caller, id)
  const { text, key, edit } = form
  try {
    await spend(core, 'chat', request, caller)
    const claim = formClaimOf(key, 'page:run', { thread_id: id, text, ...(edit && { edit }) })
    const { run, replayed } = edit
      ? await core.run.edit(caller, { thread_id: id, item_id: edit }, { text, ...localeOf(request) }, claim)
      : await core.run.start(caller, id, { text, ...localeOf(request) }, claim)
    if (!isHtmx(request)) return goTo(request, `/chat/${id}${isLive(run.status) ? '?no_script=1' : ''}`)
    if (edit) return anewPieces(context, id)
    // In the middle of a chat there is no place for what is new.
    const { before, around } = windowOf(currentUrl(request, '/chat'))
    if (before ?? around) return goTo(request, `/chat/${id}`)
    // A repeat has its turn in the page already, or the page never got it: either way the whole page is right.
    return replayed ? goTo(request, `/chat/${id}`) : sent(context, run, text)
  } catch (error) {
    return refused(context, error, form, id)
  }
}

/** The first message of a chat: makes the thread and starts the run, each once per key. */
const begin = async (context: PageContext, form: MessageForm) => {
  const { core, caller, request } = context
  const { text, key } = form
  try {
    await spend(core, 'chat', request, caller)
    core.run.check(text)
    const made = await core.thread.create(caller, {}, formClaimOf(key, 'page:chat', { text }))
    const { id } = made.value
    await startIn(context, id, form, made.replayed)
    return goTo(request, isHtmx(request) ? `/chat/${id}` : `/chat/${id}?no_script=1`)
  } catch (error) {
    return refused(context, error, form)
  }
}

/** A thread whose first run could not begin would only stand empty in the list. */
const startIn = async (
  { core, caller, request }: PageContext,
  id: string,
  { text, key }: MessageForm,
  replayed: boolean,
) => {
  try {
    await core.run.start(
      caller,
      id,
      { text, ...localeOf(request) },
      formClaimOf(key, 'page:run', { thread_id: id, text }),
    )
  } catch (error) {
    if (!replayed) await core.thread.remove(caller, id)
    throw error
  }
}

const stop = async ({ core, caller, request }: PageContext, id: string) => {
  await core.thread.show(caller, id)
  const run = await core.run.latest(caller, id)
  if (run && isLive(run.status)) await core.run.cancel(caller, run.id)
  // The open stream updates the page; only a page without one is redirected.
  return isHtmx(request) ? new Response(null, { status: 204 }) : goTo(request, `/chat/${id}`)
}

export const chatRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/chat' })
    .use(pageMacros(options))
    .get('/chat', async ({ context }) => (await foundPiece(context)) ?? chatPage(context, {}), { signed_in: true })
    .get('/chat/:id', ({ context, params: { id } }) => show(context, id), { signed_in: true })
    .post('/chat', ({ context, body }) => begin(context, body), { signed_in: true, body: MessageForm })
    .post('/chat/:id', ({ context, params: { id }, body }) => send(context, id, body), {
      signed_in: true,
      body: MessageForm,
    })
    .post('/chat/:id/stop', ({ context, params: { id } }) => stop(context, id), { signed_in: true, limit: 'follow' })
    .post('/chat/:id/change', ({ context, params: { id }, body }) => changeChat(context, id, body), {
      signed_in: true,
      body: ChatForm,
    })
