/** A message and its answer; the live box while the answer is being written, the foot when it ended badly. */
import type { Run } from '../../src/run/schema.ts'
import type { Item, UserMessageItem } from '../../src/thread/schema.ts'
import type { Child } from '../jsx/runtime.ts'
import { calendarOf, DayMark } from './day.tsx'
import { ItemPart, UserMessage } from './item.tsx'
import { UndoForm } from './undo.tsx'
import { STREAM } from './watch.tsx'

export interface LiveProps {
  run_id: string
  thread_id: string
  /** The last event already on the page. */
  have: number
  tail?: Child
}

/** Follows the run. The stream ends when this box is replaced. */
export const Live = ({ run_id, thread_id, have, tail }: LiveProps) => (
  <div
    id={`live-${run_id}`}
    class="live"
    hx-sse:connect={`/chat/${thread_id}/runs/${run_id}/stream?have=${have}`}
    hx-sse:close="end"
    hx-trigger="load, again"
    hx-swap="none"
    hx-config={STREAM}
  >
    <div id={`tail-${run_id}`} class="prose tail" aria-hidden="true" dir="auto">
      {tail}
    </div>
    <div class="state">
      <span class="dots">Answering</span>
      <span class="net">Connection lost, trying again…</span>
      <form method="post" action={`/chat/${thread_id}/stop`} hx-post={`/chat/${thread_id}/stop`} hx-swap="none">
        <button class="quiet" type="submit">
          Stop
        </button>
      </form>
    </div>
  </div>
)

/** Why an answer is not whole, in words; nothing when it is. */
const endWords = (run: Run): string | undefined => {
  if (run.status === 'failed') return run.error?.message ?? 'The answer failed.'
  if (run.status === 'interrupted') return 'The answer was interrupted. What was written stays.'
  return run.status === 'cancelled' ? 'Stopped. What was written stays.' : undefined
}

export interface FootProps {
  run: Run
  thread_id: string
  /** What was asked, to ask it again. */
  text?: string
  /** Idempotency key of asking again. */
  message_key: string
}

const Retry = ({ thread_id, text, message_key }: { thread_id: string; text: string; message_key: string }) => (
  <form
    method="post"
    action={`/chat/${thread_id}`}
    hx-post={`/chat/${thread_id}`}
    hx-target="#log"
    hx-swap="beforeend"
    hx-disable="find button"
  >
    <input type="hidden" name="text" value={text} />
    <input type="hidden" name="key" value={message_key} />
    <button class="plain" type="submit">
      Try again
    </button>
  </form>
)

/** Whether tools changed tasks in the run: cards that lead with these icons say so. */
const changedTasks = ({ items }: Run) =>
  items.some((item) => item.type === 'workflow' && item.workflow.tasks.some(({ title }) => /^(✅|📝|🗑)/u.test(title)))

export const Foot = ({ run, thread_id, text, message_key }: FootProps) => {
  const words = endWords(run)
  return (
    <div id={`live-${run.id}`} class={['ended', run.status]}>
      {words && (
        <div class="alert" role={run.status === 'failed' ? 'alert' : undefined}>
          <span dir="auto">{words}</span>
          {text && <Retry thread_id={thread_id} text={text} message_key={message_key} />}
        </div>
      )}
      {changedTasks(run) && <UndoForm next={`/chat/${thread_id}`} target="#todos" />}
    </div>
  )
}

/** Stop for a page without scripts, which cannot take it away when the answer ends: the sheet hides it then. */
export const PlainStop = ({ thread_id }: { thread_id: string }) => (
  <form class="halt" method="post" action={`/chat/${thread_id}/stop`}>
    <button class="plain" type="submit">
      Stop answering
    </button>
  </form>
)

export interface AnswerProps {
  /** Names the place where parts are added; absent for answers that are over. */
  run_id?: string
  children?: Child
  before?: Child
  /** Live box or foot. */
  end?: Child
}
export const AnswerArticle = ({ run_id, children, before, end }: AnswerProps) => (
  <article class="msg bot">
    <h2 class="vh">Assistant</h2>
    {before}
    <div id={run_id && `answer-${run_id}`} class="answer" role="log" aria-label="Answer" aria-relevant="additions">
      {children}
    </div>
    {end}
    <button class="quiet copy" type="button" hidden>
      Copy
    </button>
  </article>
)

/** Items grouped into turns: a message opens one. */
export const turnsOf = (items: Item[]) => {
  const turns: { message?: UserMessageItem; parts: Item[] }[] = []
  for (const item of items) {
    if (item.type === 'user_message') turns.push({ message: item, parts: [] })
    else if (turns.length === 0) turns.push({ parts: [item] })
    else turns.at(-1)?.parts.push(item)
  }
  return turns
}

/** A mark for each turn that begins a day; nothing for the others. */
const dayMarks = (turns: ReturnType<typeof turnsOf>, time_zone: string): Child[] => {
  const dayOf = calendarOf(time_zone)
  const today = dayOf(new Date().toISOString())
  let before = ''
  return turns.map(({ message, parts }) => {
    const time = (message ?? parts[0])?.created_at
    const day = time ? dayOf(time) : before
    if (day === before) return undefined
    before = day
    return <DayMark day={day} today={today} />
  })
}

export interface TurnsProps {
  items: Item[]
  pending: ReadonlySet<string>
  /** Ends the last turn. */
  end?: Child
  /** IANA name; with it each day’s first turn is marked. */
  time_zone?: string
}
export const Turns = ({ items, pending, end, time_zone }: TurnsProps) => {
  const turns = turnsOf(items)
  const marks = time_zone ? dayMarks(turns, time_zone) : []
  return (
    <>
      {turns.map(({ message, parts }, index) => {
        const last = index === turns.length - 1 ? end : undefined
        return (
          <>
            {marks[index]}
            {message && <UserMessage item={message} newest={index === turns.length - 1} />}
            {(parts.length > 0 || last) && (
              <AnswerArticle end={last}>
                {parts.map((item) => (
                  <ItemPart item={item} pending={pending} />
                ))}
              </AnswerArticle>
            )}
          </>
        )
      })}
    </>
  )
}
