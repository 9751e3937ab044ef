/**
 * Counts tokens cheaply and fits a history into a budget of them. A tokenizer per model would be megabytes for a number
 * that only guards a limit: bytes of UTF-8 divided by three is good enough and has a bound.
 */
import type { ModelMessage, ToolSpec, TurnRequest } from './provider.ts'
import { remembered } from './remember.ts'

const BYTES_PER_TOKEN = 3
/** Role and separators of one message, as OpenAI counts them. */
const MESSAGE_TOKENS = 4

/**
 * Estimated tokens of a text. English prose has four to five bytes a token, so the estimate is about a third high there;
 * Cyrillic and CJK come out near the truth. A byte-level tokenizer never makes more than one token of a byte, hence
 * the true number is never more than three times the estimate.
 */
export const estimateTokens = (text: string) => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)

export const messageTokens = (message: ModelMessage): number => {
  const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : []
  const written = calls.reduce((sum, call) => sum + MESSAGE_TOKENS + estimateTokens(call.name + call.arguments), 0)
  const context = message.role === 'user' ? (message.context ?? []).join('\n') : ''
  const thought = message.role === 'assistant' && message.reasoning ? JSON.stringify(message.reasoning) : ''
  return MESSAGE_TOKENS + estimateTokens(message.content + context + thought) + written
}

const sum = (messages: ModelMessage[]) => messages.reduce((total, message) => total + messageTokens(message), 0)

/** The tools are the same list in every request of a process, and their JSON is long. */
const toolTokens = remembered((tools: readonly ToolSpec[]) => estimateTokens(JSON.stringify(tools)))

/** What a turn costs to ask: its messages and its tools. */
export const requestTokens = ({ messages, tools }: Pick<TurnRequest, 'messages' | 'tools'>) =>
  sum(messages) + (tools.length ? toolTokens(tools) : 0)

/**
 * The messages that fit `budget` tokens, in order. The leading system prompt, the last user message and the newest
 * group after it always stay, even over the budget; the rest goes oldest first: whole exchanges before the last user
 * message (a history that begins with an answer confuses models, and some refuse it), then steps of the last exchange.
 * A call and its results are one group. Calls without all their results, and results without their call, are left out,
 * because providers refuse them.
 */
export const fitHistory = (messages: ModelMessage[], budget: number): ModelMessage[] => {
  const start = messages.findIndex((message) => message.role !== 'system')
  const prompt = start < 0 ? messages : messages.slice(0, start)
  const groups = start < 0 ? [] : grouped(messages.slice(start))
  const last = groups.findLastIndex(isQuestion)
  const earlier = exchanges(groups.slice(0, Math.max(last, 0)))
  const [question = [], ...steps] = groups.slice(Math.max(last, 0))
  const newest = steps.pop() ?? []
  const left = budget - sum(prompt) - sum(question) - sum(newest)
  const keptSteps = newestFitting(steps, left)
  // A step of the last exchange that had to go means there is no room for anything older either.
  const room = keptSteps.length === steps.length ? left - sum(steps.flat()) : 0
  return [...prompt, ...newestFitting(earlier, room).flat(), ...question, ...keptSteps.flat(), ...newest]
}

type Group = ModelMessage[]

const isQuestion = (group: Group) => group[0]?.role === 'user'

/** One message each, except that an assistant’s calls and their results make one. */
const grouped = (messages: ModelMessage[]): Group[] => {
  const groups: Group[] = []
  for (const message of messages) {
    if (message.role === 'tool') groups.at(-1)?.push(message)
    else groups.push([message])
  }
  return groups.map(answered).filter((group) => group.length > 0)
}

const answered = (group: Group): Group => {
  const [head, ...results] = group
  if (!head || head.role === 'tool') return []
  const calls = head.role === 'assistant' ? (head.tool_calls ?? []) : []
  const whole = calls.every((call) =>
    results.some((result) => result.role === 'tool' && result.tool_call_id === call.id),
  )
  if (whole && calls.length > 0)
    return group.filter((message) => message.role !== 'tool' || calls.some((call) => call.id === message.tool_call_id))
  if (head.role !== 'assistant') return [head]
  return head.content ? [{ role: 'assistant', content: head.content }] : []
}

/** A question with everything up to the next one. */
const exchanges = (groups: Group[]): Group[] => {
  const list: Group[] = []
  for (const group of groups) {
    const current = list.at(-1)
    if (!current || isQuestion(group)) list.push([...group])
    else current.push(...group)
  }
  return list
}

const newestFitting = (groups: Group[], room: number): Group[] => {
  let left = room
  let first = groups.length
  for (const group of groups.toReversed()) {
    left -= sum(group)
    if (left < 0) break
    first -= 1
  }
  return groups.slice(first)
}
