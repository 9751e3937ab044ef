import { expect, test } from 'bun:test'
import { Value } from '@sinclair/typebox/value'
import type { Caller } from '../../../src/account/schema.ts'
import { idOf, own, TaskPath } from '../../../src/door/rest/task-path.ts'
import { isAppError } from '../../../src/errors.ts'

const codeOf = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    return isAppError(error) ? error.code : 'unexpected'
  }
}
const caller = { user_id: 'ada' } as Caller

test('a path names a task by a whole number', () => {
  expect(['7', '0', '-1', 'x', '1.5', '12345678901', '1'.repeat(200)].map((id) => codeOf(() => idOf({ id })))).toEqual([
    7,
    ...Array(6).fill('not_found'),
  ])
})

test('an id of any length is one that is not there, as the document of the API says', () => {
  expect(Value.Check(TaskPath, { id: 'x'.repeat(2000) })).toBe(true)
})

test('a path names its caller or nobody', () => {
  expect([undefined, {}, { user_id: 'ada' }].map((path) => codeOf(() => own(caller, path)))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(codeOf(() => own(caller, { user_id: 'bob' }))).toBe('forbidden')
})
