/** A terminal for tests: remembers what was said, lets a test wait for a line, and stops when told to. */
import { type Command, execute, type Terminal } from '../../src/cli/command.ts'
import type { Environment } from '../../src/config.ts'

export const fakeTerminal = (env: Environment = {}) => {
  const printed: string[] = []
  const told: string[] = []
  const waiting: (() => void)[] = []
  const { promise, resolve } = Promise.withResolvers<string>()
  const terminal: Terminal = {
    env,
    print: (line) => void printed.push(line),
    tell: (line) => {
      told.push(line)
      for (const look of waiting) look()
    },
    stopped: () => promise,
    faulted: () => undefined,
  }
  /** The first line told that matches, now or later. */
  const heard = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((found) => {
      const look = () => {
        const match = told.map((line) => line.match(pattern)).find((one) => one !== null)
        if (match) found(match)
      }
      waiting.push(look)
      look()
    })
  return { terminal, printed, told, heard, stop: (signal = 'SIGTERM') => resolve(signal) }
}

/** One call of the program in this process. */
export const runCommands = async (commands: readonly Command[], args: string[], env: Environment) => {
  const { terminal, printed, told } = fakeTerminal(env)
  const exit = await execute(commands, args, terminal)
  return { exit, printed: printed.join('\n'), told: told.join('\n') }
}
