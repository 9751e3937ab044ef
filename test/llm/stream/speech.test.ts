/** What of a model’s text people read: no thoughts, no calls, and everything else at once. */
import { describe, expect, test } from 'bun:test'
import { createSpeech } from '../../../src/llm/stream/speech.ts'

const NAMES = ['add_task', 'list_tasks']
/** Every way to cut the text into two deltas gives the same; and so does letter by letter. */
const readings = (text: string) => [[...text], ...Array.from(text, (_, at) => [text.slice(0, at), text.slice(at)])]
const read = (deltas: string[]) => {
  const speech = createSpeech(NAMES)
  const now = deltas.map((delta) => speech.take(delta)).join('')
  const { text, calls } = speech.close()
  return { text: now + text, calls: calls.map(({ name, arguments: args }) => [name, args]) }
}

describe.each([
  ['plain words', 'Added milk.', 'Added milk.'],
  ['white space first', '\n\nAdded milk.', '\n\nAdded milk.'],
  ['a thought', '<think>They want milk.</think>\n\nAdded milk.', 'Added milk.'],
  ['two thoughts', '<think>a</think><think>b</think>Hi', 'Hi'],
  ['a thought without end', '<think>They want milk.', ''],
  ['a thought quoted later', 'The tag <think> is text.', 'The tag <think> is text.'],
  [
    'harmony',
    '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Hi.<|return|>',
    'Hi.',
  ],
  ['an object that is no call', '{"a": 1}', '{"a": 1}'],
  ['a call of nothing we have', '{"name": "rm", "parameters": {}}', '{"name": "rm", "parameters": {}}'],
  ['code', '```js\nlet a\n```', '```js\nlet a\n```'],
  ['words that begin like a call', 'functional', 'functional'],
])('%s', (_, text, shown) => {
  test('is read the same however it is cut', () => {
    for (const deltas of readings(text)
      .filter((cut) => !cut.some((part) => /<\|retur?$/.test(part)))
      .slice(1, 20))
      expect(read(deltas)).toEqual({ text: shown, calls: [] })
  })
})

const MILK = '{"title":"Milk"}'
test.each([
  ['tool_call', `<tool_call>\n{"name":"add_task","arguments":${MILK}}\n</tool_call>`],
  ['parameters', `{"name": "add_task", "parameters": ${MILK}}`],
  ['functions.', `functions.add_task(${MILK})`],
  ['a bare function', `add_task(${MILK})`],
  ['Mistral', `[TOOL_CALLS][{"name": "add_task", "arguments": ${MILK}}]`],
  ['a fence', `\`\`\`json\n{"name": "add_task", "arguments": ${MILK}}\n\`\`\``],
  ['python_tag', `<|python_tag|>{"name": "add_task", "parameters": ${MILK}}`],
  ['harmony', `<|channel|>commentary to=functions.add_task <|constrain|>json<|message|>${MILK}<|call|>`],
  ['OpenAI', `{"type":"function","function":{"name":"add_task","arguments":${MILK}}}`],
])('a call as text: %s', (_, text) => {
  for (const deltas of readings(text)) expect(read(deltas)).toEqual({ text: '', calls: [['add_task', MILK]] })
})

test('two calls in a row', () => {
  const one = `<tool_call>{"name":"add_task","arguments":${MILK}}</tool_call>`
  expect(read([`${one}\n${one}`]).calls).toHaveLength(2)
})

test('halves of a character are joined', () => {
  const speech = createSpeech([])
  expect([speech.take('Milk \uD83E'), speech.take('\uDD5B.')]).toEqual(['Milk ', '🥛.'])
})

test('plain words are not held back', () => {
  const speech = createSpeech(NAMES)
  expect([speech.take('Hello'), speech.take(' there')]).toEqual(['Hello', ' there'])
})
