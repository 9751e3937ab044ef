import { expect, test } from 'bun:test'
import { holdConversation, rowOf, tableOf } from '../../src/eval/eval.ts'
import { conversations, type Verdict } from '../../src/eval/judge.ts'

test('a conversation is held message by message and counted', async () => {
  const said: string[] = []
  const seat = {
    today: '2026-11-21',
    list: async () => [],
    say: async (text: string) => ({ tokens: said.push(text) * 10 }),
  }
  const [conversation] = conversations(['add: one // two\\nthree => + tea'])
  if (!conversation) throw new Error('nothing was read')
  const outcome = await holdConversation(conversation, seat)
  expect(said).toEqual(['one', 'two\nthree'])
  expect(outcome).toMatchObject({ group: 'add', verdict: 'wrong', tokens: 30 })
})

test('rates stand by group and in all', () => {
  const outcome = (group: string, verdict: Verdict) => ({
    ...{ group, verdict, says: ['x'], seconds: 0.25, tokens: 5 },
  })
  const row = rowOf('openai', 'a-model-with-a-name-that-is-long', [
    outcome('add', 'right'),
    outcome('add', 'wrong'),
    outcome('talk', 'harmful'),
  ])
  expect(row.total).toEqual({ all: 3, right: 1, harmful: 1, seconds: 0.8, tokens: 15 })
  expect(row.failed).toHaveLength(2)
  const table = tableOf([row, rowOf('builtin', 'builtin', [outcome('add', 'right')])])
  expect(table).toContain('1/3  33 %')
  expect(table.split('\n').find((line) => line.startsWith('add'))).toMatch(/50 % +100 %$/)
  expect(table.split('\n').find((line) => line.startsWith('talk'))).toMatch(/0 % +–$/)
})
