/** Lines of the program in the transcript. */
import { expect, test } from 'bun:test'
import { fallNotice, noToolsNotice, noticeOf } from '../../src/run/notice.ts'

const RUN = { id: '019a0000-0000-7000-8000-000000000001', thread_id: '019a0000-0000-7000-8000-000000000002' }

test.each([
  ['model_busy', 'builtin', 'gpt-4o-mini is busy, so the built-in assistant answers.'],
  ['model_unavailable', 'gemini', 'gpt-4o-mini cannot be reached, so flash answers.'],
  ['usage_limit_reached', 'builtin', 'gpt-4o-mini has reached its daily limit, so the built-in assistant answers.'],
] as const)('%s, %s', (code, provider, line) => {
  expect(fallNotice({ provider: 'openai', model: 'gpt-4o-mini', code }, { provider, model: 'flash' })).toBe(line)
})

test('a line is a notice, an item and a row; the same line is the same item', () => {
  const { events, row } = noticeOf(RUN, noToolsNotice('tiny'), 'warning')
  expect(events.map(({ type }) => type)).toEqual(['notice', 'thread.item.done'])
  expect(row).toMatchObject({ type: 'task', run_id: RUN.id })
  expect(noticeOf(RUN, noToolsNotice('tiny')).row.id).toBe(row.id)
  expect(noticeOf(RUN, 'Another.').row.id).not.toBe(row.id)
})
