/** A terminal for tests: remembers what was said and stops when told to. */
import type { Terminal } from '../../src/cli/command.ts'
import type { Environment } from '../../src/config.ts'

export const fakeTerminal = (env: Environment = {}) => {
  const printed: string[] = []
  const told: string[] = []
  const { promise, resolve } = Promise.withResolvers<string>()
  const terminal: Terminal = {
    env,
    print: (line) => void printed.push(line),
    tell: (line) => void told.push(line),
    stopped: () => promise,
    faulted: () => undefined,
  }
  return { terminal, printed, told, stop: (signal = 'SIGTERM') => resolve(signal) }
}
