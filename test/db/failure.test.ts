import { describe, expect, test } from 'bun:test'
import { isPassing, storageFull, toAppError, unavailable } from '../../src/db/failure.ts'
import { AppError } from '../../src/errors.ts'

const SECRET = 'relation "users" at 10.0.0.7 does not like select'
const failure = (code: string) => Object.assign(new Error(SECRET), { code })

const scenarios: [code: string, reads: string, passing: boolean][] = [
  ['CONNECTION_CLOSED', 'database_unavailable', true],
  ['CONNECTION_ENDED', 'database_unavailable', true],
  ['CONNECT_TIMEOUT', 'database_unavailable', true],
  ['ECONNREFUSED', 'database_unavailable', true],
  ['ECONNRESET', 'database_unavailable', true],
  ['EAI_AGAIN', 'database_unavailable', true],
  ['57P01', 'database_unavailable', true],
  ['57P03', 'database_unavailable', true],
  ['08006', 'database_unavailable', true],
  ['40001', 'database_unavailable', true],
  ['40P01', 'database_unavailable', true],
  ['57014', 'database_unavailable', false],
  ['55P03', 'database_unavailable', false],
  ['53300', 'database_unavailable', false],
  ['28P01', 'database_unavailable', false],
  ['25006', 'database_unavailable', false],
  ['53100', 'storage_full', false],
  ['58030', 'storage_full', false],
  ['23505', 'as it is', false],
  ['42P01', 'as it is', false],
  ['XX000', 'as it is', false],
  ['ENOENT', 'as it is', false],
  ['', 'as it is', false],
]

describe('a failure of the database', () => {
  test.each(scenarios)('%s reads %s, passing: %p', (code, reads, passing) => {
    const error = failure(code)
    expect(isPassing(error)).toBe(passing)
    const said = toAppError(error)
    if (reads === 'as it is') return expect(said).toBe(error)
    if (!(said instanceof AppError)) throw said
    expect(said.code as string).toBe(reads)
    expect(said.cause).toBe(error)
    expect(said.retry_after).toBeGreaterThan(0)
    expect(said.message).not.toMatch(/relation|users|10\.0|select/)
  })

  test('that is ours already stays ours', () => {
    const ours = new AppError('not_found', 'The task was not found.')
    expect(toAppError(ours)).toBe(ours)
    expect([unavailable().code, storageFull().code] as string[]).toEqual(['database_unavailable', 'storage_full'])
  })

  test('that is not even an error stays as it is', () => {
    for (const thrown of [undefined, null, 'words', 7]) expect(toAppError(thrown)).toBe(thrown)
  })
})
