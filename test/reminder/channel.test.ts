/** What a channel may throw. */
import { expect, test } from 'bun:test'
import { GiveUp } from '../../src/reminder/channel.ts'

test('giving up is a failure with words of its own', () => {
  expect(new GiveUp('410 Gone')).toBeInstanceOf(Error)
  expect(new GiveUp('410 Gone').message).toBe('410 Gone')
})
