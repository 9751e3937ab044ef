/**
 * A running answer without scripts: the page is written front to back. Head and earlier turns go out at once, each
 * finished block as it comes, then foot, form and panel.
 */
import { raw } from '../../../../views/jsx/runtime.ts'
import { documentOf } from '../../../../views/layout.tsx'
import { AnswerArticle, NoScriptStop, Turns } from '../../../../views/part/turn.tsx'
import { BEAT, endingWith, HEARTBEAT_MS, NOTICE, pulledBody, withHeartbeat } from '../../../lib/sse.ts'
import type { Log } from '../../../log.ts'
import type { LoggedEvent, RunState } from '../../../run/schema.ts'
import type { PageContext } from '../context.ts'
import { noScriptFrameOf } from './answer-frames.tsx'
import { footOf } from './answer-stream.tsx'
import { chatView, pendingOf } from './conversation.tsx'
import { apply, newAnswer } from './streamed-answer.ts'
import type { Conversation } from './turns.tsx'

/** Where the answer goes; no view can print it, because views escape `<`. */
const ANSWER_PLACE = '<!--answer-->'
/** Browsers draw nothing until enough has come, and the connection must not fall silent. */
const FILLER = '<!-- -->'

type Batches = AsyncGenerator<LoggedEvent[]>

/** The answer’s blocks as they are finished, then its foot. */
async function* written({ core, caller }: PageContext, run: RunState, batches: Batches): AsyncGenerator<string> {
  const answer = newAnswer()
  const frame = { run_id: run.id, pending: new Set<string>() as ReadonlySet<string> }
  for await (const batch of withHeartbeat(batches, { every_ms: HEARTBEAT_MS })) {
    if (batch === BEAT || batch === NOTICE) {
      yield FILLER
      continue
    }
    for (const logged of batch) apply(answer, logged)
    if (answer.parts.some((part) => part.type === 'card' && part.item.type === 'widget' && !part.sent)) {
      frame.pending = await pendingOf(core, caller)
    }
    yield String(noScriptFrameOf(answer, frame))
  }
  if (!answer.run) return
  yield String(await footOf({ core, caller }, answer.run))
}

/** One whole document in three parts. */
async function* documentParts(before: string, answer: AsyncGenerator<string>, rest: () => Promise<string>, log: Log) {
  yield before
  try {
    yield* answer
  } catch (err) {
    log.error({ err }, 'page without scripts broke off')
  }
  yield await rest()
}

export const noScriptPage = async (context: PageContext, conversation: Conversation & { live: { run: RunState } }) => {
  const { core, caller, request, log } = context
  const { thread, items, pending, time_zone, answers, versions } = conversation
  const { run } = conversation.live
  const view = async () => {
    const stop = <NoScriptStop thread_id={thread.id} />
    const article = <AnswerArticle before={stop} end={raw(ANSWER_PLACE)} />
    const turns = <Turns {...{ items, pending, time_zone, answers, versions }} />
    const document = documentOf(await chatView(context, { conversation, log: [turns, article] }))
    const at = document.indexOf(ANSWER_PLACE)
    return { before: document.slice(0, at), after: document.slice(at + ANSWER_PLACE.length) }
  }
  const { before } = await view()
  const leave = new AbortController()
  const batches = await core.run.events(caller, run.id, 0, AbortSignal.any([leave.signal, request.signal]))
  // Tasks may have changed by the time the answer is written: what comes after it is made then.
  const rest = async () => (await view()).after
  const body = documentParts(before, written(context, run, batches), rest, log)
  return new Response(
    pulledBody(endingWith(body, core.account.watch(caller)(leave)), () => leave.abort()),
    { headers: { 'content-type': 'text/html; charset=utf-8', 'x-accel-buffering': 'no' } },
  )
}
