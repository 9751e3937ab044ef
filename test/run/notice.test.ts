/** Lines of the program in the transcript. */
import { expect, test } from 'bun:test'
import { LANGUAGES, languageFor } from '../../src/language/languages.ts'
import { fallNotice, noToolsNotice, noticeOf } from '../../src/run/notice.ts'

const RUN = { id: '019a0000-0000-7000-8000-000000000001', thread_id: '019a0000-0000-7000-8000-000000000002' }

const CODES = [
  'model_auth',
  'model_busy',
  'model_no_credit',
  'model_timeout',
  'model_unavailable',
  'usage_limit_reached',
] as const

test.each([
  ['model_busy', 'builtin', 'gpt-4o-mini is busy, so the built-in assistant answers.'],
  ['model_unavailable', 'gemini', 'gpt-4o-mini cannot be reached, so flash answers.'],
  ['usage_limit_reached', 'builtin', 'gpt-4o-mini has reached its daily limit, so the built-in assistant answers.'],
] as const)('%s, %s', (code, provider, line) => {
  const fall = { provider: 'openai', model: 'gpt-4o-mini', code }
  expect(fallNotice(fall, { provider, model: 'flash' }, languageFor('en'))).toBe(line)
})

test.each(LANGUAGES.map((language) => [language.name, language] as const))(
  'in %s every reason has words',
  (_, language) => {
    const by = { provider: 'builtin', model: 'builtin' }
    const lines = CODES.map((code) => fallNotice({ provider: 'openai', model: 'tiny', code }, by, language))
    expect(new Set(lines).size).toBe(CODES.length)
    for (const line of [...lines, noToolsNotice('tiny', language)]) {
      expect(line).toContain('tiny')
      expect(line).not.toMatch(/[{}]|undefined/)
    }
  },
)

test('a line is a notice, an item and a row; the same line is the same item', () => {
  const { events, row } = noticeOf(RUN, noToolsNotice('tiny', languageFor('en')), 'warning')
  expect(events.map(({ type }) => type)).toEqual(['notice', 'thread.item.done'])
  expect(row).toMatchObject({ type: 'task', run_id: RUN.id })
  expect(noticeOf(RUN, noToolsNotice('tiny', languageFor('en'))).row.id).toBe(row.id)
  expect(noticeOf(RUN, 'Another.').row.id).not.toBe(row.id)
})
