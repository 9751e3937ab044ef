/**
 * A quirk of an endpoint: what a server that people run answers, played by the scripted endpoint against the whole
 * product. The usual conversation is one message, “please add milk”, one call of `add_task`, one closing sentence.
 */
import {
  calls,
  type FakeMessage,
  type FakeRequest,
  fails,
  type Reply,
  type Script,
  type Step,
  says,
} from '../fake-provider.ts'

export interface Quirk {
  name: string
  /** Its group in docs/models.md. */
  row: string
  /** Where people report it. */
  source: string
  /** The answer to a request that this server does not take; undefined takes it. */
  refuses?: (request: FakeRequest, index: number) => Reply | undefined
  /** The turn that calls `add_task`, in this server’s words. */
  call?: Reply
  /** The closing sentence, in this server’s words. */
  say?: Reply
  settings?: Record<string, string>
  /** The thread has an answer that failed before: it holds a call, its result and a note. */
  after_failure?: true
  /** The answer’s words, when they are the product’s own. */
  says?: RegExp
  /** What must come of it; the usual when absent. */
  expects?: Partial<Expected>
}

export interface Expected {
  status: string
  code: string | null
  provider: string | null
  text: string
  titles: string[]
}
export const USUAL: Expected = {
  status: 'completed',
  code: null,
  provider: 'openai',
  text: 'Added milk.',
  titles: ['Buy milk'],
}
/** A failure that is named and not hidden. */
export const failsAs = (code: string): Partial<Expected> => ({
  status: 'failed',
  code,
  provider: null,
  text: '',
  titles: [],
})

export const ADD = { name: 'add_task', arguments: { title: 'Buy milk' } }
export const ADD_JSON = JSON.stringify(ADD.arguments)
export const addCall = calls([ADD])
export const added = says('Added milk.')

/** Frames of this server’s own, as a stream. */
export const frames = (...steps: Step[]): Reply => ({ steps })
/** A body that is no stream. */
export const json = (value: object, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  steps: [{ raw: JSON.stringify(value) }],
})
/** A refusal in a server’s own words. */
export const refusal = (text: string, status = 400, code?: string): Reply =>
  fails(status, { text, ...(code !== undefined && { code }) })

/** Refuses when the messages hold something this server cannot read. */
export const unlessMessages =
  (fine: (messages: FakeMessage[]) => boolean, text: string, status = 400) =>
  ({ body }: FakeRequest) =>
    fine(body.messages ?? []) ? undefined : refusal(text, status)

const usual = (quirk: Quirk, { body }: FakeRequest): Reply =>
  body.messages?.at(-1)?.role === 'tool' ? (quirk.say ?? added) : (quirk.call ?? addCall)

/** The whole server. */
export const scriptOf =
  (quirk: Quirk): Script =>
  (request, index) =>
    quirk.refuses?.(request, index) ?? usual(quirk, request)
