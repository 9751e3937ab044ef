/** What the strictest chat templates take, as Mistral’s, Gemma’s and Qwen’s check it together; each fault in words. */
import type { FakeMessage } from './fake-provider.ts'

const WIRE_ID = /^[a-zA-Z0-9]{9}$/

/** Who has the word: an assistant’s calls, their results and its closing words are one turn of the assistant. */
const speakers = (messages: FakeMessage[]) =>
  messages.map(({ role }) => (role === 'tool' ? 'assistant' : role)).filter((role, at, all) => role !== all[at - 1])

const rolesOf = (messages: FakeMessage[]) => messages.map(({ role }) => role).join(' ')

const roleFaults = (messages: FakeMessage[]): string[] => {
  const [first, ...rest] = messages
  const roles = rolesOf(messages)
  const turns = speakers(rest)
  return [
    ...(first?.role === 'system' ? [] : [`no system message at the beginning: ${roles}`]),
    ...(rest.some(({ role }) => role === 'system') ? [`a second system message: ${roles}`] : []),
    ...(turns.every((role, at) => role === (at % 2 === 0 ? 'user' : 'assistant')) ? [] : [`no turns: ${roles}`]),
    ...(['user', 'tool'].includes(rest.at(-1)?.role ?? '') ? [] : [`the last word: ${roles}`]),
  ]
}

/** Two of one role may stand together only where an assistant goes on after the results of its calls. */
const neighbourFaults = (messages: FakeMessage[]) =>
  messages.flatMap(({ role }, at) => {
    const before = messages[at - 1]?.role
    if (role === before && role !== 'tool') return [`two of ${role}: ${rolesOf(messages)}`]
    return role === 'user' && before === 'tool' ? [`a user after a tool: ${rolesOf(messages)}`] : []
  })

const isObject = (text: string) => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Each call has its result at once behind it, in order, and nothing else is there. */
const callFaults = (messages: FakeMessage[]) =>
  messages.flatMap(({ role, tool_calls = [] }, at) => {
    if (role === 'tool') return []
    const end = messages.findIndex((message, later) => later > at && message.role !== 'tool')
    const results = messages.slice(at + 1, end < 0 ? undefined : end).map(({ tool_call_id }) => tool_call_id)
    const asked = tool_calls.map(({ id }) => id)
    return [
      ...(asked.join() === results.join() ? [] : [`calls ${asked.join()} with results ${results.join()}`]),
      ...asked.filter((id) => !WIRE_ID.test(id)).map((id) => `the call id ${id}`),
      ...tool_calls.flatMap((call) => (isObject(call.function.arguments) ? [] : [call.function.arguments])),
    ]
  })

const contentFaults = (messages: FakeMessage[]) =>
  messages.flatMap(({ role, content, tool_calls = [] }) => (content || tool_calls.length > 0 ? [] : [`empty ${role}`]))

export const templateFaults = (messages: FakeMessage[] = []): string[] => [
  ...roleFaults(messages),
  ...neighbourFaults(messages),
  ...callFaults(messages),
  ...contentFaults(messages),
]
