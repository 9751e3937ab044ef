/** Failures that a caller may read: code and message are for them, the cause never is. */
import { expect, test } from 'bun:test'
import { AppError, invalid, isAppError, notFound } from '../src/errors.ts'

test('a fault of an input names its place in words of the message', () => {
  const error = invalid('/title', 'Title must not be empty.')
  expect(error).toMatchObject({
    code: 'validation_error',
    message: 'Title must not be empty.',
    details: [{ path: '/title', message: 'Title must not be empty.' }],
  })
})

test('what is missing is named, not described', () => {
  expect(notFound('The task')).toMatchObject({ code: 'not_found', message: 'The task was not found.' })
})

test('one of ours is known by its code', () => {
  const error = new AppError('draining', 'Restarting.', { retry_after: 2, cause: new Error('secret') })
  expect(isAppError(error)).toBe(true)
  expect(isAppError(error, 'draining')).toBe(true)
  expect(isAppError(error, 'internal')).toBe(false)
  expect(isAppError(Object.assign(new Error('x'), { code: 'draining' }))).toBe(false)
  expect(error.retry_after).toBe(2)
  expect(error.message).not.toContain('secret')
})
