/** Chats are renamed, pinned and put away from their list; the list comes back as it then is. */
import { type Static, Type } from '@sinclair/typebox'
import type { Child } from '../../../../views/jsx/runtime.ts'
import { Chats, titleOf } from '../../../../views/part/chats.tsx'
import { NoticeWords, Partial } from '../../../../views/part/page.tsx'
import type { ThreadChange } from '../../../thread/schema.ts'
import type { PageContext } from '../context.ts'
import { FormField } from '../form.ts'
import { fragment, goTo, isHtmx, safePath } from '../response.ts'
import { noticeNamed, withNotice } from '../shell.ts'
import { chatsOf } from './found.ts'

/** A form of the list sends one of the three, as text. */
export const ChatForm = Type.Object({
  title: Type.Optional(Type.String()),
  pinned: Type.Optional(Type.String()),
  archived: Type.Optional(Type.String()),
  next: FormField,
})
type ChatForm = Static<typeof ChatForm>

const changeOf = ({ title = '', pinned, archived }: ChatForm): ThreadChange => {
  if (pinned !== undefined) return { pinned: pinned === 'true' }
  if (archived !== undefined) return { archived: archived === 'true' }
  return { title }
}

const noticeOf = ({ pinned, archived }: ThreadChange) => {
  if (pinned !== undefined) return pinned ? 'pinned' : 'unpinned'
  if (archived !== undefined) return archived ? 'archived' : 'unarchived'
  return 'renamed'
}

/** The list as the page that asked shows it, with what was done. */
export const listAgain = async (context: PageContext, at: URL, notice: Child) => {
  const current = at.pathname.split('/')[2]
  const chats = await chatsOf(context, at, current)
  return (
    <>
      <Partial to="#sessions .chats" swap="outerMorph">
        <Chats {...chats} />
      </Partial>
      <Partial to="#said" swap="innerHTML">
        {notice}
      </Partial>
    </>
  )
}

export const changeChat = async (context: PageContext, id: string, form: ChatForm) => {
  const { core, caller, request } = context
  const change = changeOf(form)
  const thread = await core.thread.change(caller, id, change)
  const notice = noticeOf(change)
  const next = safePath(form.next) ?? `/chat/${id}`
  if (!isHtmx(request)) return goTo(request, withNotice(next, notice))
  const at = new URL(next, request.url)
  const current = at.pathname.split('/')[2]
  const words = <NoticeWords text={noticeNamed(notice) ?? ''} />
  return fragment(
    request,
    <>
      {await listAgain(context, at, words)}
      {current === id && (
        <Partial to="#thread-title" swap="innerHTML">
          {titleOf(thread)}
        </Partial>
      )}
    </>,
  )
}
