/** A message and its answer; the live box while the answer is being written, the foot when it ended badly. */
import type { RunState } from '../../src/run/schema.ts'
import type { Item, UserMessageItem } from '../../src/thread/schema.ts'
import type { Child } from '../jsx/runtime.ts'
import { calendarOf, DayMark, TimeOf } from './day.tsx'
import { Act, UndoForm } from './form.tsx'
import { ItemPart, UserMessage } from './item.tsx'
import { type Version, Versions } from './versions.tsx'

interface LiveProps {
  run_id: string
  thread_id: string
  /** The last event already on the page. */
  have: number
  tail?: Child
}

/** Follows the run. The stream ends when this box is replaced. */
export const LiveAnswer = ({ run_id, thread_id, have, tail }: LiveProps) => (
  <div
    id={`live-${run_id}`}
    class="live"
    hx-sse:connect={`/chat/${thread_id}/runs/${run_id}/stream?have=${have}`}
    hx-sse:close="end"
    hx-trigger="load, again"
    hx-swap="none"
  >
    <div id={`tail-${run_id}`} class="prose tail" aria-hidden="true" dir="auto">
      {tail}
    </div>
    <div class="state">
      <span class="dots">Answering</span>
      <span class="net">Connection lost, trying again…</span>
      <Act to={`/chat/${thread_id}/stop`}>
        <button class="quiet" type="submit">
          Stop
        </button>
      </Act>
    </div>
  </div>
)

/** Why an answer is not whole, in words; nothing when it is. */
const endWords = (run: RunState): string | undefined => {
  if (run.status === 'failed') return run.error?.message ?? 'The answer failed.'
  if (run.status === 'interrupted') return 'The answer was interrupted. What was written stays.'
  return run.status === 'cancelled' ? 'Stopped. What was written stays.' : undefined
}

interface FootProps {
  run: RunState
  thread_id: string
  /** Whether the answer changed tasks. */
  undoable?: boolean
  /** What the newest answer of a chat can be asked for again with: the message, and an idempotency key. */
  again?: { item_id: string; message_key: string } | undefined
  time_zone?: string | undefined
  versions?: Version | undefined
}

interface AgainProps {
  thread_id: string
  again: { item_id: string; message_key: string }
  failed?: boolean
}
const Again = ({ thread_id, again, failed }: AgainProps) => (
  <Act class="again" to={`/chat/${thread_id}/again`}>
    <input type="hidden" name="item" value={again.item_id} />
    <input type="hidden" name="key" value={again.message_key} />
    <button class={failed ? 'plain' : 'quiet'} type="submit">
      {failed ? 'Try again' : 'Answer again'}
    </button>
  </Act>
)

/** Whether tools changed tasks: cards that lead with these icons say so. */
export const changedTasks = (items: Item[]) =>
  items.some((item) => item.type === 'workflow' && item.workflow.tasks.some(({ title }) => /^(✅|📝|🗑)/u.test(title)))

/** Who gave the answer: the model and whose it is. */
const answeredBy = ({ provider, model }: RunState) =>
  provider === 'builtin' ? 'Built-in assistant' : `${model} (${provider})`

export const Foot = ({ run, thread_id, again, undoable, time_zone, versions }: FootProps) => {
  const words = endWords(run)
  return (
    <div id={`live-${run.id}`} class={['ended', run.status]}>
      {words && (
        <div class="alert" role={run.status === 'failed' ? 'alert' : undefined}>
          <span dir="auto">{words}</span>
          {again && <Again thread_id={thread_id} again={again} failed />}
        </div>
      )}
      {undoable && <UndoForm next={`/chat/${thread_id}`} target="#todos" />}
      <div class="feet">
        {run.model && (
          <span class="by">
            <span class="vh">Answered by: </span>
            {answeredBy(run)}
          </span>
        )}
        {time_zone && <TimeOf at={run.finished_at ?? run.created_at} time_zone={time_zone} />}
        {!words && again && <Again thread_id={thread_id} again={again} />}
        {versions && <Versions thread_id={thread_id} version={versions} />}
        <button class="quiet copy" type="button" hidden>
          Copy
        </button>
      </div>
    </div>
  )
}

/** Stop for a page without scripts, which cannot take it away when the answer ends: the sheet hides it then. */
export const NoScriptStop = ({ thread_id }: { thread_id: string }) => (
  <form class="halt" method="post" action={`/chat/${thread_id}/stop`}>
    <button class="plain" type="submit">
      Stop answering
    </button>
  </form>
)

interface AnswerProps {
  /** Names the place where parts are added. */
  run_id?: string | undefined
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

interface TurnsProps {
  items: Item[]
  pending: ReadonlySet<string>
  /** Ends the last turn. */
  end?: Child
  /** IANA name; with it each day’s first turn is marked, and times are said. */
  time_zone?: string | undefined
  /** The answers, by the message that they were given to. */
  answers?: ReadonlyMap<string, RunState> | undefined
  /** Versions, by the item that has others. */
  versions?: ReadonlyMap<string, Version> | undefined
}

export const Turns = ({ items, pending, end, time_zone, answers, versions }: TurnsProps) => {
  const turns = turnsOf(items)
  const marks = time_zone ? dayMarks(turns, time_zone) : []
  const footOf = ({ message, parts }: (typeof turns)[number]) => {
    const run = message && answers?.get(message.id)
    const shared = { time_zone, versions: versions?.get(parts[0]?.id ?? '') }
    return run && parts.length > 0 && <Foot run={run} thread_id={run.thread_id} {...shared} />
  }
  return (
    <>
      {turns.map((turn, index) => {
        const { message, parts } = turn
        const foot = index === turns.length - 1 && end ? end : footOf(turn)
        return (
          <>
            {marks[index]}
            {message && <UserMessage item={message} time_zone={time_zone} versions={versions?.get(message.id)} />}
            {(parts.length > 0 || foot) && (
              <AnswerArticle run_id={message && answers?.get(message.id)?.id} end={foot}>
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
