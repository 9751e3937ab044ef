/** Chats are renamed, pinned and put away from their list; the list comes back as it then is. */
import { Value } from '@sinclair/typebox/value'
import { NoticeWords } from '../../../views/part/notice.tsx'
import { Partial } from '../../../views/part/partial.tsx'
import { Chats, titleOf } from '../../../views/part/sessions.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Core } from '../../core.ts'
import { invalid } from '../../errors.ts'
import { ThreadChange, TITLE_MAX_CHARS } from '../../thread/schema.ts'
import { factsOf } from '../plugin/facts.ts'
import { chatsOf } from './conversation.tsx'
import { field } from './form.ts'
import { fragment, goTo, isHtmx, safePath } from './reply.ts'
import { noticeNamed, withNotice } from './shell.ts'

/** A form sends one of the three, as text. @throws validation_error */
const changeOf = (request: Request): ThreadChange => {
  const given = factsOf(request).body
  const flag = (name: string) => (name in given ? { [name]: field(request, name) === 'true' } : {})
  if ('pinned' in given || 'archived' in given) return { ...flag('pinned'), ...flag('archived') }
  const change = { title: field(request, 'title').trim() }
  if (!Value.Check(ThreadChange, change)) throw invalid('/title', `A name has 1 to ${TITLE_MAX_CHARS} characters.`)
  return change
}

const saidOf = ({ pinned, archived }: ThreadChange) => {
  if (pinned !== undefined) return pinned ? 'pinned' : 'unpinned'
  if (archived !== undefined) return archived ? 'archived' : 'unarchived'
  return 'renamed'
}

export const changeChat = async (core: Core, caller: Caller, request: Request, id: string) => {
  const change = changeOf(request)
  const thread = await core.thread.change(caller, id, change)
  const said = saidOf(change)
  const next = safePath(field(request, 'next')) ?? `/chat/${id}`
  if (!isHtmx(request)) return goTo(request, withNotice(next, said))
  const at = new URL(next, request.url)
  const current = at.pathname.split('/')[2]
  const chats = await chatsOf(core, caller, at, current)
  return fragment(
    request,
    <>
      <Chats {...chats} />
      {current === id && (
        <Partial to="#thread-title" swap="innerHTML">
          {titleOf(thread)}
        </Partial>
      )}
      <Partial to="#said" swap="innerHTML">
        <NoticeWords text={noticeNamed(said) ?? ''} />
      </Partial>
    </>,
  )
}
