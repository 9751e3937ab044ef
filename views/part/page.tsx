/** The one line that says what was just done; a live region, so it exists before it speaks. */
import type { Child } from '../jsx/runtime.ts'
import { Act, type Swap, UndoForm } from './form.tsx'

export const NoticeWords = ({ text }: { text: string }) => (
  <span class="toast" dir="auto">
    {text}
  </span>
)

/** What was done to tasks, with the way back. */
export const UndoNotice = ({ text, next, target }: { text: string; next: string; target: string }) => (
  <span class="toast">
    <span dir="auto">{text}</span>
    <UndoForm next={next} target={target} words="Undo" />
  </span>
)

/** A chat that was deleted, with the way back. */
export const RestoreNotice = ({ text, id }: { text: string; id: string }) => (
  <span class="toast">
    <span dir="auto">{text}</span>
    <Act to={`/chat/${id}/restore`}>
      <button class="quiet" type="submit">
        Undo
      </button>
    </Act>
  </span>
)

interface NoticeProps {
  text?: string
  /** The page on which the change can be undone. */
  undo?: string
  /** The deleted chat that the words are about. */
  gone?: string
}
const Said = ({ text, undo, gone }: NoticeProps & { text: string }) => {
  if (gone) return <RestoreNotice text={text} id={gone} />
  return undo ? <UndoNotice text={text} next={undo} target="#tasks" /> : <NoticeWords text={text} />
}

export const Notice = ({ text, ...way }: NoticeProps) => (
  <div id="said" class="said" role="status">
    {text && <Said text={text} {...way} />}
  </div>
)

export const Partial = ({ to, swap, children }: { to: string; swap: Swap; children?: Child }) => (
  <hx-partial hx-target={to} hx-swap={swap}>
    {children}
  </hx-partial>
)

const Whole = ({ children }: { children?: Child }) => <>{children}</>

/** Names a piece of the page as it is, so that one that the page already has is not sent again. */
export const digestOf = (view: Child) => Bun.hash.xxHash32(htmlOf(view)).toString(36)

export const htmlOf = (view: Child) => String(<Whole>{view}</Whole>)

interface LiveUpdatesProps {
  at: string
  /** Digests of the pieces in this page, in the order in which the stream looks at them. */
  have?: string[]
}
export const LiveUpdates = ({ at, have = [] }: LiveUpdatesProps) => (
  <div
    id="watch"
    hx-sse:connect={`/live?at=${encodeURIComponent(at)}&have=${have.join('.')}`}
    hx-trigger="again"
    hx-swap="none"
    hidden
  ></div>
)
