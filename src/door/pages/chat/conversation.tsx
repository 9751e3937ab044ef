/** Everything the page of a chat shows, gathered from the core. */

import { ChatPage } from '../../../../views/chat.tsx'
import type { Child } from '../../../../views/jsx/runtime.ts'
import { prepareMarkdown } from '../../../../views/markdown/kept.ts'
import type { ComposerProps } from '../../../../views/part/composer.tsx'
import { answerTextOf, UserMessage, wordsOf } from '../../../../views/part/item.tsx'
import { AnswerArticle, LiveAnswer } from '../../../../views/part/turn.tsx'
import { versionsOf } from '../../../../views/part/versions.tsx'
import type { Caller } from '../../../account/schema.ts'
import type { Core } from '../../../core.ts'
import { newId } from '../../../lib/id.ts'
import { isLive, type Run } from '../../../run/schema.ts'
import type { Item, UserMessageItem } from '../../../thread/schema.ts'
import type { PageContext } from '../context.ts'
import { page, type ReplyOptions } from '../response.ts'
import { shellOf } from '../shell.ts'
import { taskPanelOf } from '../task/task-panel.ts'
import { chatsOf } from './found.ts'
import { apply, newAnswer, type StreamedAnswer } from './streamed-answer.ts'
import { type Conversation, lastMessageOf, logDigestOf, logOf } from './turns.tsx'
import { type ChatWindow, limitOf, shownOf } from './window.ts'

/** What is asked of the core for a person. */
type Asking = Pick<PageContext, 'core' | 'caller'>

/** Ids of confirmations that still wait for the person. */
export const pendingOf = async (core: Core, caller: Caller): Promise<ReadonlySet<string>> =>
  new Set((await core.confirmation.list(caller)).map(({ id }) => id))

/** What the log of a live run holds right now. */
const headOf = async (core: Core, caller: Caller, run_id: string): Promise<StreamedAnswer> => {
  const answer = newAnswer()
  const leave = new AbortController()
  const batches = await core.run.ownEvents(caller, run_id, 0, leave.signal)
  try {
    const { value } = await batches.next()
    for (const logged of value ?? []) apply(answer, logged)
  } finally {
    leave.abort()
    await batches.return(undefined)
  }
  return answer
}

const messageIds = (items: Item[]) => items.flatMap(({ id, type }) => (type === 'user_message' ? [id] : []))

/** A part of a thread, the newest by default. @throws not_found, forbidden */
export const conversationOf = async (
  { core, caller }: Asking,
  thread_id: string,
  window: ChatWindow = {},
): Promise<Conversation> => {
  const run = await core.run.latest(caller, thread_id)
  const answer = run && isLive(run.status) ? await headOf(core, caller, run.id) : undefined
  // After the head of the log: an item that is stored by now is then in one of the two, never in none.
  const [{ thread, items: all, forks, has_newer }, pending] = await Promise.all([
    core.thread.open(caller, thread_id, { limit: limitOf(window), ...window }),
    pendingOf(core, caller),
  ])
  const { items, has_older } = shownOf(all, window)
  const [answers] = await Promise.all([
    core.run.answersTo(caller, messageIds(items)),
    prepareMarkdown(items.flatMap((item) => (item.type === 'assistant_message' ? [answerTextOf(item)] : []))),
  ])
  const shared = {
    ...{ thread, has_older, has_newer, pending, answers },
    time_zone: caller.time_zone,
    versions: versionsOf(forks),
  }
  if (has_newer) return { ...shared, items }
  if (!run || !answer) return { ...shared, items, run }
  if (answer.run) return { ...shared, items, run: answer.run }
  const message = lastMessageOf(items)
  const until = message ? items.indexOf(message) + 1 : items.length
  return { ...shared, items: items.slice(0, until), run, live: { run, answer } }
}

/** The piece that a sent message adds to the log. */
export const sentTurn = (run: Run, text: string, time_zone: string) => {
  const message = lastMessageOf(run.items) ?? typed(run, text)
  return (
    <>
      <UserMessage item={message} time_zone={time_zone} />
      <AnswerArticle run_id={run.id} end={<LiveAnswer run_id={run.id} thread_id={run.thread_id} have={0} />} />
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

interface ChatOptions extends ReplyOptions {
  /** Absent on a new chat. */
  conversation?: Conversation
  /** In place of the turns: where a page that is written front to back is split. */
  log?: Child
  /** What was typed and why it was not sent. */
  composer?: Pick<ComposerProps, 'text' | 'error' | 'edit'>
}

/** The words of a message that is to be written anew. */
const editOf = (request: Request, conversation?: Conversation) => {
  const asked = new URL(request.url).searchParams.get('edit')
  const messages = (conversation?.items ?? []).filter((item) => item.type === 'user_message')
  const message = messages.find(({ id }) => id === asked)
  return message ? { text: wordsOf(message), edit: message.id } : undefined
}

/** The address by which the page is kept up to date: all that it shows, if it shows the newest. */
const liveAt = (live: string | undefined, conversation?: Conversation) => {
  const [first] = conversation?.items ?? []
  if (!live || !first || conversation?.has_newer) return live
  const at = new URL(live, 'http://page')
  at.searchParams.set('from', first.id)
  return at.pathname + at.search
}

/** Where the parts are that the page does not show. */
export const waysOf = (conversation: Conversation | undefined, path: string) => {
  const [first] = conversation?.items ?? []
  return {
    older: conversation?.has_older && first ? `${path}?before=${first.id}` : undefined,
    newer: conversation?.has_newer ? path : undefined,
  }
}

/** What another app shared, or a link proposes: it stands in the box until the person sends it. */
const proposedIn = (request: Request) => {
  const text = new URL(request.url).searchParams.get('text')?.trim()
  return text ? { text } : undefined
}

/** The view of a chat page with everything around the turns. */
export const chatView = async (context: PageContext, options: ChatOptions) => {
  const { config, request } = context
  const { conversation, log } = options
  const thread = conversation?.thread
  const path = thread ? `/chat/${thread.id}` : '/chat'
  const [shell, sessions, panel] = await Promise.all([
    shellOf(context, 'chat'),
    chatsOf(context, new URL(request.url), thread?.id),
    taskPanelOf(context, path),
  ])
  const typed = options.composer ?? editOf(request, conversation) ?? proposedIn(request)
  const composer = { message_key: newId(), message_max_chars: config.MAX_MESSAGE_CHARS, ...typed }
  return (
    <ChatPage
      shell={{ ...shell, live: liveAt(shell.live, conversation) }}
      thread={thread}
      log={log ?? (conversation && logOf(conversation))}
      log_digest={conversation && logDigestOf(conversation)}
      {...waysOf(conversation, path)}
      sessions={sessions}
      panel={panel}
      composer={{ thread_id: thread?.id, ...composer }}
      no_script_url={conversation?.live && !log ? `${path}?no_script=1` : undefined}
    />
  )
}

export const chatPage = async (context: PageContext, options: ChatOptions) =>
  page(context.request, await chatView(context, options), options)
