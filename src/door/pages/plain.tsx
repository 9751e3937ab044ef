/**
 * A running answer without scripts: the page is written front to back. Head and earlier turns go out at once, each
 * finished block as it comes, then foot, form and panel.
 */
import { apply, newAnswer } from '../../../views/answer.ts'
import { raw } from '../../../views/jsx/runtime.ts'
import { documentOf } from '../../../views/layout.tsx'
import { plainFrameOf } from '../../../views/part/frame.tsx'
import { wordsOf } from '../../../views/part/item.tsx'
import { AnswerArticle, Foot, PlainStop, Turns } from '../../../views/part/turn.tsx'
import type { Caller } from '../../account/schema.ts'
import type { Config } from '../../config.ts'
import type { Core } from '../../core.ts'
import { HEARTBEAT_MS } from '../../lib/sse.ts'
import type { Log } from '../../log.ts'
import type { LoggedEvent, Run } from '../../run/schema.ts'
import type { Thread } from '../../thread/schema.ts'
import { withBeats } from './beat.ts'
import { againKey, type Conversation, chatView, pendingOf } from './conversation.tsx'

/** Where the answer goes; no view can print it, because views escape `<`. */
const HERE = '<!--answer-->'
/** Browsers draw nothing until enough has come, and the connection must not fall silent. */
const BEAT = '<!-- -->'

interface Plain {
  core: Core
  caller: Caller
  thread: Thread
  run: Run
  batches: AsyncGenerator<LoggedEvent[]>
}

async function* written({ core, caller, thread, run, batches }: Plain): AsyncGenerator<string> {
  const answer = newAnswer()
  const context = { run_id: run.id, pending: new Set<string>() as ReadonlySet<string> }
  for await (const batch of withBeats(batches, HEARTBEAT_MS)) {
    if (batch === 'beat') {
      yield BEAT
      continue
    }
    for (const logged of batch) apply(answer, logged)
    if (answer.parts.some((part) => part.type === 'card' && part.item.type === 'widget' && !part.sent)) {
      context.pending = await pendingOf(core, caller)
    }
    yield String(plainFrameOf(answer, context))
  }
  if (!answer.run) return
  const text = answer.message && wordsOf(answer.message)
  yield String(<Foot run={answer.run} thread_id={thread.id} text={text} message_key={againKey(answer.run)} />)
}

/** One whole document, told in three parts. */
async function* told(before: string, plain: Plain, rest: () => Promise<string>, log: Log) {
  const bytes = new TextEncoder()
  yield bytes.encode(before)
  try {
    for await (const piece of written(plain)) yield bytes.encode(piece)
  } catch (err) {
    log.error({ err }, 'plain page broke off')
  }
  yield bytes.encode(await rest())
}

/** Pulled, not pushed: a reader that does not read stops the writer. */
const pulled = (pieces: AsyncGenerator<Uint8Array>) =>
  new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )

export const plainPage = async (
  core: Core,
  config: Config,
  log: Log,
  caller: Caller,
  request: Request,
  thread: Thread,
  conversation: Conversation & { live: { run: Run } },
) => {
  const { run } = conversation.live
  const view = async () => {
    const stop = <PlainStop thread_id={thread.id} />
    const article = <AnswerArticle before={stop} end={raw(HERE)} />
    const { items, pending, time_zone } = conversation
    const turns = <Turns items={items} pending={pending} time_zone={time_zone} />
    const options = { thread, conversation, log: [turns, article] }
    return documentOf(await chatView(core, config, caller, request, options)).split(HERE) as [string, string]
  }
  const [before] = await view()
  const batches = await core.run.events(caller, run.id, 0, request.signal)
  // Tasks may have changed by the time the answer is written: what comes after it is made then.
  const rest = async () => (await view())[1]
  const body = told(before, { core, caller, thread, run, batches }, rest, log)
  return new Response(pulled(body), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'x-accel-buffering': 'no' },
  })
}
