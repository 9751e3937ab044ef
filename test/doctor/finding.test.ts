/** The words of a finding. */
import { expect, test } from 'bun:test'
import { failed, hasFailed, note, ok, reasonOf, warning } from '../../src/doctor/finding.ts'

test('carry a remedy where there is something to do', () => {
  expect(ok('disk', 'Fine.')).toEqual({ check: 'disk', status: 'ok', message: 'Fine.' })
  expect(note('disk', 'Small.')).toEqual({ check: 'disk', status: 'note', message: 'Small.' })
  expect(note('disk', 'Small.', 'Grow.')).toMatchObject({ remedy: 'Grow.' })
  expect(warning('disk', 'Slow.', 'Mend.')).toMatchObject({ status: 'warning', remedy: 'Mend.' })
})

test('only a failure fails', () => {
  const mild = [ok('a', 'x'), note('a', 'x'), warning('a', 'x', 'y')]
  expect(hasFailed(mild)).toBe(false)
  expect(hasFailed([...mild, failed('a', 'x', 'y')])).toBe(true)
})

test('whatever was thrown has a reason', () => {
  expect(reasonOf(new Error('because'))).toBe('because')
  expect(reasonOf('thrown text')).toBe('thrown text')
})
