/** What a reader of a running answer is sent: pieces for the page, each with its target. */
import { type Child, raw, type Safe } from '../../../../views/jsx/runtime.ts'
import { newHighlightBudget } from '../../../../views/markdown/highlight.ts'
import { draft, markdown } from '../../../../views/markdown/render.ts'
import { ItemPart } from '../../../../views/part/item.tsx'
import { Partial } from '../../../../views/part/page.tsx'
import { hasFailed } from '../../../../views/part/tool-card.tsx'
import { stableOffset } from '../../../lib/markdown/blocks.ts'
import type { Tail } from '../../../lib/markdown/open-end.ts'
import {
  type CardPart,
  openText,
  type Part,
  type StreamedAnswer,
  type TextPart,
  tailNow,
  textOf,
} from './streamed-answer.ts'

export interface FrameContext {
  run_id: string
  pending: ReadonlySet<string>
}

const TailView = ({ tail, run_id }: { tail: Tail; run_id: string }) => (
  <>
    {tail.text.trim() && draft(tail.text)}
    {tail.fence && (
      <pre dir="ltr">
        <code id={`code-${run_id}`}>{tail.fence.code}</code>
      </pre>
    )}
  </>
)

/** Blocks that became final since the last frame. Marks them as shown. */
const freshBlocks = (part: TextPart): Safe => {
  if (part.shown === 0) part.highlight = newHighlightBudget()
  const text = textOf(part)
  const stable = part.done ? text.length : stableOffset(text, part.shown)
  const fresh = text.slice(part.shown, stable)
  part.shown = stable
  return fresh.trim() ? markdown(fresh, part.highlight) : raw('')
}

const TextView = ({ part }: { part: TextPart }) => (
  <div id={`i-${part.id}`} class="prose" dir="auto">
    {freshBlocks(part)}
  </div>
)

const CardView = ({ part, context }: { part: CardPart; context: FrameContext }) => (
  <ItemPart item={part.item} pending={context.pending} />
)

const view = (part: Part, context: FrameContext) =>
  part.type === 'text' ? <TextView part={part} /> : <CardView part={part} context={context} />

/** A morph leaves `open` to the person, so steps of which one has failed now are put in anew, open as on a fresh page. */
const isOpened = (part: Part) => part.type === 'card' && part.item.type === 'workflow' && hasFailed(part.item)

const changeOf = (part: Part, context: FrameContext): Child => {
  if (!part.changed) return null
  const known = part.sent
  Object.assign(part, { sent: true, changed: false })
  if (!known) {
    return (
      <Partial to={`#answer-${context.run_id}`} swap="beforeend">
        {view(part, context)}
      </Partial>
    )
  }
  const to = `#i-${part.id}`
  if (part.type === 'card' || part.anew) {
    if (part.type === 'text') part.anew = false
    return (
      <Partial to={to} swap={isOpened(part) ? 'outerHTML' : 'outerMorph'}>
        {view(part, context)}
      </Partial>
    )
  }
  const blocks = freshBlocks(part)
  return String(blocks) ? (
    <Partial to={to} swap="beforeend">
      {blocks}
    </Partial>
  ) : null
}

const isSame = (tail: Tail, before: Tail) => tail.text === before.text && tail.fence?.at === before.fence?.at
/** The same fence with more lines; what stands before it may have become final meanwhile, then it must go. */
const isGrown = (tail: Tail, before: Tail) =>
  isSame(tail, before) && tail.fence?.code.startsWith(before.fence?.code ?? '') === true

/** The tail: replaced, or, inside an open code fence, only its new lines appended. */
const tailChange = (answer: StreamedAnswer, { run_id }: FrameContext): Child => {
  const before = answer.tail
  const tail = tailNow(answer)
  answer.tail = tail
  if (isSame(tail, before) && tail.fence?.code === before.fence?.code) return null
  if (isGrown(tail, before)) {
    return (
      <Partial to={`#code-${run_id}`} swap="beforeend">
        {tail.fence?.code.slice(before.fence?.code.length)}
      </Partial>
    )
  }
  return (
    <Partial to={`#tail-${run_id}`} swap="innerHTML">
      <TailView tail={tail} run_id={run_id} />
    </Partial>
  )
}

/** What changed since the last frame; empty when nothing visible did. */
export const frameOf = (answer: StreamedAnswer, context: FrameContext): Safe => {
  const removed = answer.removed.splice(0).map((id) => <Partial to={`#i-${id}`} swap="delete" />)
  const parts = answer.parts.map((part) => changeOf(part, context))
  return (
    <>
      {removed}
      {parts}
      {tailChange(answer, context)}
    </>
  )
}

const whole = (part: Part, context: FrameContext) => {
  Object.assign(part, { sent: true, changed: false }, part.type === 'text' && { shown: 0, anew: false })
  return view(part, context)
}

/** All parts of the answer so far, as they stand in the page. */
export const partsOf = (answer: StreamedAnswer, context: FrameContext): Safe => {
  answer.removed = []
  return <>{answer.parts.map((part) => whole(part, context))}</>
}

/** The tail that belongs to `partsOf`, called before. */
export const tailOfAnswer = (answer: StreamedAnswer, run_id: string): Safe => {
  answer.tail = tailNow(answer)
  return <TailView tail={answer.tail} run_id={run_id} />
}

/** Brings any page, whatever it has of the answer, to this very state. */
export const snapshotOf = (answer: StreamedAnswer, context: FrameContext): Safe => (
  <>
    <Partial to={`#answer-${context.run_id}`} swap="innerMorph">
      {partsOf(answer, context)}
    </Partial>
    <Partial to={`#tail-${context.run_id}`} swap="innerHTML">
      {tailOfAnswer(answer, context.run_id)}
    </Partial>
  </>
)

/** Whole blocks only, for a page that is written front to back; a card comes when it is done. */
export const noScriptFrameOf = (answer: StreamedAnswer, context: FrameContext): Safe => {
  const open = openText(answer)
  const ready = answer.parts.filter((part) => part === open || (!part.sent && part.done))
  return (
    <>
      {ready.map((part) => {
        if (part.type === 'card') {
          part.sent = true
          return view(part, context)
        }
        part.sent = part.done
        const blocks = freshBlocks(part)
        return String(blocks) ? (
          <div class="prose" dir="auto">
            {blocks}
          </div>
        ) : null
      })}
    </>
  )
}
