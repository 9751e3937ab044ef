/** What the tool that hunts for unsteady tests reads out of a run. */
import { expect, test } from 'bun:test'
import { failuresIn, tally } from '../../build/flakes.ts'

const SAID = `test/a.test.ts:
(pass) fine [1.20ms]
(fail) one > of two [61412.36ms]
error: (fail) in words
(fail) without a time
 1 pass
 2 fail
`

test('the failed tests are read with the whole of their name', () => {
  expect(failuresIn(SAID)).toEqual(['one > of two', 'without a time'])
  expect(failuresIn('(pass) all [1ms]\n')).toEqual([])
})

test('each is counted once a round, and a round that broke off is no success', () => {
  const good = { exit: 0, said: '(pass) all [1ms]' }
  expect(tally([good, good])).toEqual([])
  const twice = { exit: 1, said: '(fail) a [1ms]\n(fail) a [2ms]\n' }
  expect(tally([good, twice, twice, { exit: 134, said: 'crashed' }])).toEqual([
    '2 of 4: a',
    '1 of 4: no test, but exit code 134',
  ])
})
