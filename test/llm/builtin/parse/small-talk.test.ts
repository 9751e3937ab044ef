import { expect, test } from 'bun:test'
import { isTalking, readTalk } from '../../../../src/llm/builtin/parse/small-talk.ts'
import { contextOf } from '../support.ts'

const talk = (words: string) => readTalk(words, contextOf(words).languages)

test.each([
  ['hi there!', 'hello'],
  ['danke', 'thanks'],
  ['never mind', 'no'],
  ['quién eres?', 'who'],
  ['set an alarm for 7am', 'can_ring'],
  ['share my list with Anna', 'can_share'],
  ['aide', 'help'],
  ['buy milk', undefined],
  ['finish 3', undefined],
])('%p is %p', (words, topic) => expect(talk(words)).toBe(topic as never))

test('a sentence to somebody is no task', () => {
  const [language] = contextOf('the meeting was boring').languages
  expect(['the meeting was boring', 'is it done?', 'buy milk'].map((words) => isTalking(words, language))).toEqual([
    true,
    true,
    false,
  ])
})
