import { expect, test } from 'bun:test'
import { intentsOf } from '../../../src/llm/builtin/follow-up.ts'
import { WHICH } from '../../../src/llm/builtin/resolve.ts'
import { WHAT_TO_ADD } from '../../../src/llm/builtin/talk.ts'

const when = { now: '2026-11-20T15:00:00Z', time_zone: 'UTC' }
const after = (said: string, answered: string, ...asked: string[]) =>
  intentsOf({ said, answered, asked, turns: [], earlier: [] }, when)
const question = `${WHICH} by “milk”? #7 “Buy milk”, #3 “Oat milk”. Tell me its number.`

const rows: [string, number[]][] = [
  ['3', [3]],
  ['the first one', [7]],
  ['the last one', [3]],
  ['both', [7, 3]],
]
test.each(rows)('“%s” answers which one to delete', (said, ids) =>
  expect(after(said, question, 'delete the milk one')).toEqual([{ do: 'delete', target: { kind: 'ids', ids } }]),
)
test('words answer too, and an answer may come after another question', () => {
  expect(after('oat milk', question, 'delete the milk one')).toEqual([
    { do: 'delete', target: { kind: 'words', words: 'oat milk' } },
  ])
  expect(after('3', question, 'the fifth one', 'finish the milk one')).toEqual([
    { do: 'complete', target: { kind: 'ids', ids: [3] } },
  ])
})
test('a new request is no answer, and a number without a question is no order', () => {
  expect(after('show my list', question, 'delete the milk one')[0]?.do).toBe('list')
  expect(after('finish 4', question, 'delete the milk one')).toEqual([
    { do: 'complete', target: { kind: 'ids', ids: [4] } },
  ])
  expect(after('3', 'You are welcome.', 'delete the milk one')[0]?.do).toBe('point')
})
test('what to add is answered by anything that is no request', () => {
  expect(after('bananas', WHAT_TO_ADD, 'add')).toMatchObject([{ do: 'add', tasks: [{ title: 'bananas' }] }])
  expect(after('undo', WHAT_TO_ADD, 'add')).toEqual([{ do: 'undo' }])
})
