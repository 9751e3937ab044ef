/** The real process as a terminal: lines go where they belong, the first signal is heard, faults are told. */
import { afterEach, expect, spyOn, test } from 'bun:test'
import { processTerminal } from '../../src/cli/terminal.ts'

const NAMES = ['SIGTERM', 'SIGINT', 'SIGHUP', 'unhandledRejection', 'uncaughtException'] as const
const before = new Map(NAMES.map((name) => [name, process.listeners(name as 'SIGTERM')]))
/** What a test hung on the process must not outlive it: the runner has signals of its own. */
afterEach(() => {
  for (const name of NAMES)
    for (const listener of process.listeners(name as 'SIGTERM'))
      if (!before.get(name)?.includes(listener)) process.removeListener(name, listener)
})

test('answers go to standard output, words for people to standard error', () => {
  const out = spyOn(console, 'log').mockImplementation(() => undefined)
  const err = spyOn(console, 'error').mockImplementation(() => undefined)
  const { env, print, tell } = processTerminal()
  print('an answer')
  tell('a word')
  expect(out.mock.calls).toEqual([['an answer']])
  expect(err.mock.calls).toEqual([['a word']])
  expect(env).toBe(process.env)
  out.mockRestore()
  err.mockRestore()
})

test('the first signal stops, the second does not wait', async () => {
  const exit = spyOn(process, 'exit').mockImplementation((() => undefined) as never)
  const stopped = processTerminal().stopped()
  process.emit('SIGHUP', 'SIGHUP')
  expect(await stopped).toBe('SIGHUP')
  expect(exit).not.toHaveBeenCalled()
  process.emit('SIGINT', 'SIGINT')
  expect(exit.mock.calls).toEqual([[1]])
  exit.mockRestore()
})

test('faults are told, deadly ones as such', () => {
  const told: [unknown, boolean][] = []
  processTerminal().faulted((error, deadly) => told.push([error, deadly]))
  const lost = new Error('lost promise')
  const thrown = new Error('thrown')
  const emit = (name: (typeof NAMES)[number], error: Error) => {
    // Only to ours: the runner would take it for a failure of the test.
    const [ours] = process.listeners(name as 'SIGTERM').filter((listener) => !before.get(name)?.includes(listener))
    Reflect.apply(ours ?? (() => undefined), process, [error])
  }
  emit('unhandledRejection', lost)
  emit('uncaughtException', thrown)
  expect(told).toEqual([
    [lost, false],
    [thrown, true],
  ])
})
