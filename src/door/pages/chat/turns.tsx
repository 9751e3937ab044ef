/** The turns of a conversation as a page shows them, and how a page may be known to have them already. */
import type { Child } from '../../../../views/jsx/runtime.ts'
import { UserMessage } from '../../../../views/part/item.tsx'
import { digestOf, htmlOf } from '../../../../views/part/page.tsx'
import { AnswerArticle, changedTasks, Foot, LiveAnswer, Turns } from '../../../../views/part/turn.tsx'
import type { Version } from '../../../../views/part/versions.tsx'
import type { RunState } from '../../../run/schema.ts'
import type { Item, Thread, UserMessageItem } from '../../../thread/schema.ts'
import { partsOf, tailOfAnswer } from './answer-frames.tsx'
import type { StreamedAnswer } from './streamed-answer.ts'

/** The newest message. */
export const lastMessageOf = (items: Item[]) =>
  items.findLast((item): item is UserMessageItem => item.type === 'user_message')

export interface Conversation {
  thread: Thread
  items: Item[]
  /** Older and newer entries than these exist. */
  has_older: boolean
  has_newer: boolean
  pending: ReadonlySet<string>
  time_zone: string
  /** The answers of these items, by the message that they were given to. */
  answers: ReadonlyMap<string, RunState>
  versions: ReadonlyMap<string, Version>
  run?: RunState | undefined
  /** The answer being written, if one is: `items` then ends with the message it answers. */
  live?: { run: RunState; answer: StreamedAnswer }
}

const LiveTurn = ({
  thread_id,
  live,
  pending,
}: {
  thread_id: string
  live: { run: RunState; answer: StreamedAnswer }
  pending: ReadonlySet<string>
}) => {
  const run_id = live.run.id
  const parts = partsOf(live.answer, { run_id, pending })
  const tail = tailOfAnswer(live.answer, run_id)
  return (
    <AnswerArticle
      run_id={run_id}
      end={<LiveAnswer run_id={run_id} thread_id={thread_id} have={live.answer.seq} tail={tail} />}
    >
      {parts}
    </AnswerArticle>
  )
}

/** Trying again has one key per answer, whichever tab or copy of the page it is pressed in. */
export const againKey = ({ id }: RunState) => `again-${id}`

/** The foot of the newest answer, which can be asked for again. */
const newestFoot = ({ thread, items, run, time_zone, versions }: Conversation) => {
  const message = lastMessageOf(items)
  const at = message ? items.indexOf(message) : 0
  const answer = items.slice(message ? at + 1 : 0)
  if (!run) return undefined
  return (
    <Foot
      run={run}
      thread_id={thread.id}
      undoable={changedTasks(answer)}
      time_zone={time_zone}
      versions={versions.get(answer[0]?.id ?? '')}
      again={message && { item_id: message.id, message_key: againKey(run) }}
    />
  )
}

/** The turns of a conversation, with its live box or the feet of its answers. */
export const logOf = (conversation: Conversation): Child => {
  const { thread, items, pending, time_zone, answers, versions, live, has_newer } = conversation
  if (items.length === 0 && !live) return undefined
  const foot = live || has_newer ? undefined : newestFoot(conversation)
  return (
    <>
      <Turns {...{ items, pending, time_zone, answers, versions }} end={foot} />
      {live && <LiveTurn thread_id={thread.id} live={live} pending={pending} />}
    </>
  )
}

const turnsBefore = ({ items, pending, time_zone, answers, versions }: Conversation) => (
  <Turns {...{ items, pending, time_zone, answers, versions }} />
)

/** An answer that is being written comes by a stream of its own, so it counts as far as it has begun. */
const begun = (conversation: Conversation, run_id: string) => digestOf(`${htmlOf(turnsBefore(conversation))} ${run_id}`)

export const logDigestOf = (conversation: Conversation): string =>
  conversation.live ? begun(conversation, conversation.live.run.id) : digestOf(logOf(conversation))

/** What the log of a page has before its newest answer, if the digest says that it had the right thing. */
const hadBefore = (conversation: Conversation, message: UserMessageItem, run_id: string, had: string) => {
  const { items, answers, time_zone, versions } = conversation
  const at = items.indexOf(message)
  const through = { ...conversation, items: items.slice(0, at + 1) }
  if (begun(through, run_id) === had) return htmlOf(turnsBefore(through))
  const earlier = items.slice(0, at)
  const last = lastMessageOf(earlier)
  const before = { ...conversation, items: earlier, run: last && answers.get(last.id) }
  if (digestOf(logOf(before)) !== had) return undefined
  // The message was sent in this page.
  const said = <UserMessage item={message} time_zone={time_zone} versions={versions.get(message.id)} />
  return `${htmlOf(turnsBefore(before))}${said}`
}

/**
 * The digest of the log for a page that has just followed its newest answer to the end: `answer` as it stands there,
 * below a log that had the digest `had`. Nothing when the page is not known to have all as it now is.
 */
export const followedDigest = (conversation: Conversation, run_id: string, answer: Child, had: string) => {
  const message = lastMessageOf(conversation.items)
  if (!message || conversation.live) return undefined
  const before = hadBefore(conversation, message, run_id, had)
  return `${before}${htmlOf(answer)}` === htmlOf(logOf(conversation)) ? logDigestOf(conversation) : undefined
}
