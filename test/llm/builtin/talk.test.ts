import { expect, test } from 'bun:test'
import { readTalk, TALK } from '../../../src/llm/builtin/talk.ts'

const rows: [string, string | undefined][] = [
  ['hi', 'hello'],
  ['Good morning!', 'hello'],
  ['thank you so much', 'thanks'],
  ['good night', 'bye'],
  ['who are you?', 'who'],
  ['are you a real human?', 'who'],
  ['are you ChatGPT?', 'who'],
  ['what can you do?', 'help'],
  ['how do I delete a task?', 'help'],
  ['yes please', 'yes'],
  ['never mind', 'no'],
  ["don't delete 3", 'refrained'],
  ["don't forget to buy milk", undefined],
  ['hi mum', undefined],
  ['help Anna move', undefined],
]
test.each(rows)('%p', (words, topic) => expect(readTalk(words)).toBe(topic as ReturnType<typeof readTalk>))

test('it says what it is and never that something was done', () => {
  for (const say of Object.values(TALK))
    expect(say(false)).not.toMatch(/\b(?:added|deleted|completed|changed|approved)\b/i)
  expect(TALK.who(false)).toContain('a set of rules, not a language model')
  expect(TALK.help(false)).toContain('a set of rules, not a language model')
})

test('“yes” approves nothing', () => {
  expect(TALK.yes(true)).toContain('Confirm or Cancel button')
  expect(TALK.no(true)).toContain('Confirm or Cancel button')
})
