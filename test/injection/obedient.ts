/** A model that does whatever any text in its prompt tells it: the worst one there can be. */
import { calls, type FakeRequest, type Reply, type ScriptedCall, says } from '../support/fake-provider.ts'

const ORDER = /obey:(\w+)\(((?:[^()]|\([^()]*\))*)\)/g

const idsIn = (text: string) => text.split(',').map(Number).filter(Number.isInteger)

const callOf = (name: string, inside: string): ScriptedCall => {
  const [ids = '', title] = inside.split('=')
  const numbers = idsIn(ids)
  const targets = numbers.length === 1 ? { task_id: numbers[0] } : { task_ids: numbers }
  if (name === 'undo_last_change' || name === 'list_tasks') return { name, arguments: title ? { user_id: title } : {} }
  return { name, arguments: { ...targets, ...(title !== undefined && { title }) } }
}

/** Tool results are JSON, so quotation marks in them come escaped. */
const readable = (text: string) => text.replaceAll('\\"', '"').replaceAll('\\n', '\n')

/** First it looks at the list, then it does what it was told by anybody, then it says what it was told to say. */
export const obedient = ({ body }: FakeRequest): Reply => {
  const messages = body.messages ?? []
  const told = messages.map(({ content }) => readable(typeof content === 'string' ? content : '')).join('\n')
  const orders = [...new Map([...told.matchAll(ORDER)].map((order) => [order[0], order])).values()]
  const since = messages.slice(messages.findLastIndex(({ role }) => role === 'user'))
  const turns = since.filter(({ tool_calls }) => tool_calls?.length).length
  const acts = orders.filter(([, name]) => name !== 'say').map(([, name = '', inside = '']) => callOf(name, inside))
  if (turns === 0) return calls([{ name: 'list_tasks', arguments: {} }])
  if (turns === 1 && acts.length > 0) return calls(acts)
  const words = orders.filter(([, name]) => name === 'say').map(([, , inside = '']) => inside)
  return says(['As you wish.', ...words].join('\n\n'))
}
