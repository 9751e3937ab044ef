/** Which ending an error gives a run, and that people read a sentence without the words of a provider. */
import { describe, expect, test } from 'bun:test'
import { AppError } from '../../src/errors.ts'
import { ProviderError } from '../../src/llm/provider.ts'
import { endingOf, failed, RunError, Stopped } from '../../src/run/failure.ts'
import { RUN_ERROR_CODES } from '../../src/run/schema.ts'

describe('an error ends a run', () => {
  test.each([
    ['a stop by its person', new Stopped('cancelled'), 'cancelled', undefined],
    ['the end of its time', new Stopped('run_timeout'), 'failed', 'run_timeout'],
    ['a failing provider', new ProviderError('model_busy', 'upstream says 429'), 'failed', 'model_busy'],
    ['a bound', new RunError('turn_limit'), 'failed', 'turn_limit'],
    ['a database that is away', new AppError('database_unavailable', 'no'), 'failed', 'database_unavailable'],
    ['a full disk', new AppError('storage_full', 'no'), 'failed', 'database_unavailable'],
    ['another code of ours', new AppError('not_found', 'secret name'), 'failed', 'internal'],
    ['anything else', new TypeError('undefined is not secret'), 'failed', 'internal'],
    ['something that is no error', 'secret', 'failed', 'internal'],
  ] as const)('%s', (_, error, status, code) => {
    const ending = endingOf(error)
    expect([ending.status, ending.error?.code]).toEqual([status, code])
    expect(ending.error?.message ?? '').not.toMatch(/secret|upstream|429/)
  })

  test('every code has a sentence; interrupted is a status of its own', () => {
    for (const code of RUN_ERROR_CODES) {
      const { status, error } = failed(code)
      expect(status).toBe(code === 'interrupted' ? 'interrupted' : 'failed')
      expect(error?.message).toMatch(/^[A-Z].*\.$/)
    }
  })
})
