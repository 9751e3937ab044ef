/**
 * Spans: what happened within what, and for how long, for a collector of the operator’s. While no tracer is in use
 * everything here does nothing, and no library is loaded for it (`src/trace/start.ts` decides). Facts are patterns, numbers and
 * codes of ours: never text of people or models, never an address of mail.
 */

type Fact = string | number | boolean | string[]
export type Facts = Record<string, Fact | undefined>

export interface SpanStart {
  name: string
  /** Who asks whom; within the program when absent. */
  kind?: 'server' | 'client'
  facts?: Facts
  /** The `traceparent` header of whoever asks. */
  parent?: string | null
}

export interface Span {
  /** False when nobody will see it; facts that cost something to find need not be found then. */
  readonly recording: boolean
  /** The W3C header that hands this span on; undefined while nothing is traced. */
  readonly traceparent: string | undefined
  name(name: string): void
  note(facts: Facts): void
  event(name: string): void
  /** It failed, and why, as a code. */
  fail(code: string): void
  end(): void
  /** What begins in `act`, and after it because of it, is within this span. */
  within<T>(act: () => T): T
}

export interface Tracer {
  start(given: SpanStart): Span
  /** The innermost span of what is running now, unless it has ended or is not sent. */
  current(): { trace_id: string } | undefined
  /** Without the span that it happens to run in. */
  outside<T>(act: () => T): T
  /** Sends what is left, as long as that takes no longer than a moment. */
  close(): Promise<void>
}

const nothing = () => undefined
const NO_SPAN: Span = {
  recording: false,
  traceparent: undefined,
  name: nothing,
  note: nothing,
  event: nothing,
  fail: nothing,
  end: nothing,
  within: (act) => act(),
}

let tracer: Tracer | undefined

/** From now on spans go to `given`; undefined ends that. */
export const useTracer = (given: Tracer | undefined) => {
  tracer = given
}

const startSpan = (given: SpanStart): Span => tracer?.start(given) ?? NO_SPAN

/** A span that only makes sense as a part: nothing when nothing is traced just now. */
export const startPart = (given: SpanStart): Span => (tracer?.current() ? tracer.start(given) : NO_SPAN)

/** What the log shows beside each line, so that lines and traces are found from each other. */
export const traceId = (): string | undefined => tracer?.current()?.trace_id

/** Work for everybody, which belongs to none of those for whom it happens to be done. */
export const outsideSpans = <T>(act: () => T): T => (tracer ? tracer.outside(act) : act())

const codeOf = (error: unknown) => {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  return typeof code === 'string' ? code : String(name ?? 'error')
}

/** The span of some work, ended with it. */
export const traced = <T>(given: SpanStart, act: (span: Span) => Promise<T>): Promise<T> => {
  const span = startSpan(given)
  if (span === NO_SPAN) return act(span)
  const failed = (error: unknown): never => {
    span.fail(codeOf(error))
    throw error
  }
  return span.within(() => act(span).catch(failed).finally(span.end))
}
