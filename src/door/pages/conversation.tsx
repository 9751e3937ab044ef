/** Everything the page of a chat shows, gathered from the core. */
import { type Answer, apply, newAnswer } from '../../../views/answer.ts'
import { ChatPage } from '../../../views/chat.tsx'
import type { Child } from '../../../views/jsx/runtime.ts'
import type { ComposerProps } from '../../../views/part/composer.tsx'
import { partsOf, tailOfAnswer } from '../../../views/part/frame.tsx'
import { UserMessage, wordsOf } from '../../../views/part/item.tsx'
import type { ChatsProps } from '../../../views/part/sessions.tsx'
import { AnswerArticle, Foot, Live, Turns } from '../../../views/part/turn.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Config } from '../../config.ts'
import type { Core } from '../../core.ts'
import { newId } from '../../lib/id.ts'
import { isLive, type Run } from '../../run/schema.ts'
import type { Item, Thread, UserMessageItem } from '../../thread/schema.ts'
import { panelOf } from './panel.ts'
import { page, type ReplyOptions } from './reply.ts'
import { addressOf, shellOf } from './shell.ts'

/** The newest items a page shows; older ones stay in the store. */
const ITEMS_SHOWN = 100
/** Chats of the list; all that a user may have are looked at, so that pinned ones lead it however old they are. */
const THREADS_SHOWN = 50
const THREADS_READ = 100
const SEARCH_MAX_CHARS = 200

/** Ids of confirmations that still wait for the person. */
export const pendingOf = async (core: Core, caller: Caller): Promise<ReadonlySet<string>> =>
  new Set((await core.confirmation.list(caller)).map(({ id }) => id))

/** What the log of a live run holds right now. */
const headOf = async (core: Core, caller: Caller, run_id: string): Promise<Answer> => {
  const answer = newAnswer()
  const leave = new AbortController()
  const batches = await core.run.events(caller, run_id, 0, leave.signal)
  try {
    const { value } = await batches.next()
    for (const logged of value ?? []) apply(answer, logged)
  } finally {
    leave.abort()
    await batches.return(undefined)
  }
  return answer
}

const messageOf = (items: Item[]) => items.findLast((item): item is UserMessageItem => item.type === 'user_message')

export interface Conversation {
  items: Item[]
  has_older: boolean
  pending: ReadonlySet<string>
  time_zone: string
  run?: Run
  /** The answer being written, if one is: `items` then ends with the message it answers. */
  live?: { run: Run; answer: Answer }
}

export const conversationOf = async (core: Core, caller: Caller, thread_id: string): Promise<Conversation> => {
  const run = await core.run.latest(caller, thread_id)
  const answer = run && isLive(run.status) ? await headOf(core, caller, run.id) : undefined
  // After the head of the log: an item that is stored by now is then in one of the two, never in none.
  const [all, pending] = await Promise.all([
    core.thread.items(caller, thread_id, { limit: ITEMS_SHOWN + 1 }),
    pendingOf(core, caller),
  ])
  const items = all.slice(-ITEMS_SHOWN)
  const shared = { has_older: all.length > ITEMS_SHOWN, pending, time_zone: caller.time_zone }
  if (!run || !answer) return { ...shared, items, run }
  if (answer.run) return { ...shared, items, run: answer.run }
  const message = messageOf(items)
  const until = message ? items.indexOf(message) + 1 : items.length
  return { ...shared, items: items.slice(0, until), run, live: { run, answer } }
}

const LiveTurn = ({
  thread_id,
  live,
  pending,
}: {
  thread_id: string
  live: { run: Run; answer: Answer }
  pending: ReadonlySet<string>
}) => {
  const run_id = live.run.id
  const parts = partsOf(live.answer, { run_id, pending })
  const tail = tailOfAnswer(live.answer, run_id)
  return (
    <AnswerArticle
      run_id={run_id}
      end={<Live run_id={run_id} thread_id={thread_id} have={live.answer.seq} tail={tail} />}
    >
      {parts}
    </AnswerArticle>
  )
}

/** Trying again has one key per answer, whichever tab or copy of the page it is pressed in. */
export const againKey = ({ id }: Run) => `again-${id}`

/** The turns of a conversation, with its live box or the foot of its last answer. */
export const logOf = (thread_id: string, { items, pending, time_zone, run, live }: Conversation): Child => {
  const message = messageOf(items)
  const text = message && wordsOf(message)
  const foot = run && !live && <Foot run={run} thread_id={thread_id} text={text} message_key={againKey(run)} />
  if (items.length === 0 && !live) return undefined
  return (
    <>
      <Turns items={items} pending={pending} time_zone={time_zone} end={foot} />
      {live && <LiveTurn thread_id={thread_id} live={live} pending={pending} />}
    </>
  )
}

/** The piece that a sent message adds to the log. */
export const sentTurn = (thread_id: string, run: Run, text: string) => {
  const message = messageOf(run.items) ?? typed(run, text)
  return (
    <>
      <UserMessage item={message} newest />
      <AnswerArticle run_id={run.id} end={<Live run_id={run.id} thread_id={thread_id} have={0} />} />
    </>
  )
}

const typed = (run: Run, text: string): UserMessageItem => ({
  id: run.id,
  thread_id: run.thread_id,
  created_at: run.created_at,
  type: 'user_message',
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
})

/** The list of chats as the page’s address asks for it. */
export const chatsOf = async (core: Core, caller: Caller, at: URL, current?: string): Promise<ChatsProps> => {
  const q = at.searchParams.get('q')?.trim().slice(0, SEARCH_MAX_CHARS) || undefined
  const archived = at.searchParams.get('archived') === 'true'
  // A search finds what was put away as well.
  const query = { limit: THREADS_READ, ...(q ? { q } : { archived }) }
  const { data, has_more } = await core.thread.list(caller, query)
  const threads = data.toSorted((a, b) => Number(b.pinned) - Number(a.pinned))
  return {
    threads: threads.slice(0, THREADS_SHOWN),
    has_more: has_more || threads.length > THREADS_SHOWN,
    current,
    q,
    archived: !q && archived,
    next: addressOf(at),
  }
}

export interface ChatOptions extends ReplyOptions {
  thread?: Thread
  conversation?: Conversation
  /** In place of the turns: where a page that is written front to back is split. */
  log?: Child
  /** What was typed and why it was not sent. */
  composer?: Pick<ComposerProps, 'text' | 'error'>
}

/** The last message’s words, to be written anew. */
const editOf = (request: Request, conversation?: Conversation) => {
  const message = conversation && messageOf(conversation.items)
  const asked = new URL(request.url).searchParams.get('edit') === 'last'
  return asked && message ? { text: wordsOf(message) } : undefined
}

/** The view of a chat page with everything around the turns. */
export const chatView = async (core: Core, config: Config, caller: Caller, request: Request, options: ChatOptions) => {
  const { thread, conversation, log } = options
  const composer = options.composer ?? editOf(request, conversation)
  const path = thread ? `/chat/${thread.id}` : '/chat'
  const [shell, sessions, panel] = await Promise.all([
    shellOf(core, caller, request, 'chat'),
    chatsOf(core, caller, new URL(request.url), thread?.id),
    panelOf(core, caller, path),
  ])
  return (
    <ChatPage
      shell={shell}
      thread={thread}
      log={log ?? (thread && conversation && logOf(thread.id, conversation))}
      has_older={conversation?.has_older}
      sessions={sessions}
      panel={panel}
      composer={{
        thread_id: thread?.id,
        message_key: newId(),
        message_max_chars: config.MAX_MESSAGE_CHARS,
        ...composer,
      }}
      plain_url={conversation?.live && !log ? `${path}?plain=1` : undefined}
    />
  )
}

export const chatPage = async (core: Core, config: Config, caller: Caller, request: Request, options: ChatOptions) =>
  page(request, await chatView(core, config, caller, request, options), options)
