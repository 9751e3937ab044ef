/** Chats that go: hidden at once with the way back in the notice, restored for 30 days, or deleted for good. */
import { Elysia } from 'elysia'
import { Bin } from '../../../../views/changes.tsx'
import { NoticeWords, Partial, RestoreNotice } from '../../../../views/part/page.tsx'
import { binOf } from '../changes/changes.tsx'
import { type PageContext, type PagesOptions, pageMacros } from '../context.ts'
import { NextForm } from '../form.ts'
import { currentUrl, fragment, goTo, isHtmx, safePath } from '../response.ts'
import { noticeNamed, withNotice } from '../shell.ts'
import { listAgain } from './chat-list.tsx'

/** The page to come back to without scripts, unless it is the chat that went. */
const leftOf = (next: string, id: string) => {
  const path = safePath(next) ?? '/chat'
  return new URL(path, 'http://page').pathname === `/chat/${id}` ? '/chat' : path
}

/** A chat that is open is left; another one only leaves the list. */
const remove = async (context: PageContext, id: string, next: string) => {
  const { core, caller, request } = context
  const { title } = await core.thread.show(caller, id)
  await core.thread.remove(caller, id)
  const at = currentUrl(request, '/chat')
  if (!isHtmx(request) || at.pathname === `/chat/${id}`)
    return goTo(request, `${withNotice(leftOf(next, id), 'chat_deleted')}&gone=${id}`)
  const notice = <RestoreNotice text={`Deleted “${title ?? 'New chat'}”.`} id={id} />
  return fragment(request, await listAgain(context, at, notice))
}

/** On the page of changes the list of deleted chats stays; elsewhere the chat is opened. */
const binAgain = async (context: PageContext, words: string) =>
  fragment(
    context.request,
    <>
      <Partial to="#bin" swap="outerMorph">
        <Bin {...(await binOf(context, null))} />
      </Partial>
      <Partial to="#said" swap="innerHTML">
        <NoticeWords text={words} />
      </Partial>
    </>,
  )

const restore = async (context: PageContext, id: string, next: string) => {
  const { core, caller, request } = context
  const thread = await core.thread.restore(caller, id)
  if (isHtmx(request) && next === '/changes') return binAgain(context, `“${thread.title ?? 'New chat'}” is back.`)
  return goTo(request, withNotice(safePath(next) ?? `/chat/${id}`, 'chat_restored'))
}

const erase = async (context: PageContext, id: string, next: string) => {
  const { core, caller, request } = context
  await core.thread.erase(caller, id)
  if (isHtmx(request)) return binAgain(context, noticeNamed('chat_erased') ?? '')
  return goTo(request, withNotice(safePath(next) ?? '/changes', 'chat_erased'))
}

export const deletionRoutes = (options: PagesOptions) =>
  new Elysia({ name: 'pages/deletion' })
    .use(pageMacros(options))
    .post('/chat/:id/delete', ({ context, params: { id }, body }) => remove(context, id, body.next), {
      signed_in: true,
      body: NextForm,
    })
    .post('/chat/:id/restore', ({ context, params: { id }, body }) => restore(context, id, body.next), {
      signed_in: true,
      body: NextForm,
    })
    .post('/chat/:id/erase', ({ context, params: { id }, body }) => erase(context, id, body.next), {
      signed_in: true,
      body: NextForm,
    })
