/** What a command is, and how one line of words becomes an exit code. Knows no command by name but `help`. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { Environment } from '../config.ts'
import { AppError } from '../errors.ts'
import { ConfigError } from '../lib/settings.ts'

/** 0 done · 1 it did not work · 2 called or configured wrongly. */
export type ExitCode = 0 | 1 | 2

/** The outside world of a command; tests bring their own. */
export interface Terminal {
  env: Environment
  /** A line of the answer, to standard output. */
  print(line: string): void
  /** A line for the person who watches, to standard error. */
  tell(line: string): void
  /** Resolves once when the process is asked to stop, with the name of the signal. */
  stopped(): Promise<string>
  /** Called with unhandled failures; `deadly` ones leave the process in an unknown state. */
  faulted(report: (error: unknown, deadly: boolean) => void): void
}

export interface Words {
  /** What follows the command, options left out. */
  rest: string[]
  json: boolean
  /** The e-mail address after `--user`. */
  user?: string
  /** The switches that were given. */
  switches?: ReadonlySet<Switch>
  /** Values of options of the command’s own. */
  given?: { provider?: string; model?: string }
}

export interface Command {
  name: string
  /** What may follow the name, as help shows it. */
  form: string
  about: string
  /** How many words may follow; more are a mistake. */
  words: number
  /** Whether there is output for `--json` to shape. */
  json: boolean
  /** Whether `--user` says for whom. */
  user?: boolean
  switches?: readonly Switch[]
  /** Options of its own that have a value. */
  values?: readonly ('provider' | 'model')[]
  run(words: Words, terminal: Terminal): Promise<ExitCode>
}

const SWITCHES = ['yes', 'admin', 'data'] as const
type Switch = (typeof SWITCHES)[number]

/** A mistake in how the program was called. */
export class UsageError extends Error {}

const OPTIONS = {
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
  user: { type: 'string' },
  provider: { type: 'string' },
  model: { type: 'string' },
  yes: { type: 'boolean' },
  admin: { type: 'boolean' },
  data: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig

const parse = (args: string[]) => {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. ')[0] : 'The options could not be read')
  }
}

const givenOf = ({ provider, model }: { provider?: string | undefined; model?: string | undefined }) => ({
  ...(provider !== undefined && { provider }),
  ...(model !== undefined && { model }),
})

/** Without a command the first one of the list is meant. */
const choose = (commands: readonly Command[], args: string[]) => {
  const { values, positionals } = parse(args)
  const [said, ...rest] = positionals
  const name = values.version ? 'version' : values.help ? 'help' : (said ?? commands[0]?.name)
  const command = commands.find((one) => one.name === name)
  if (!command) throw new UsageError(`There is no command "${name}"`)
  if (rest.length > command.words) throw new UsageError(`"${command.name}" takes no "${rest[command.words]}"`)
  if (values.json && !command.json) throw new UsageError(`"${command.name}" has no --json`)
  const { user } = values
  if (user !== undefined && !command.user) throw new UsageError(`"${command.name}" has no --user`)
  for (const name of ['provider', 'model'] as const)
    if (values[name] !== undefined && !command.values?.includes(name))
      throw new UsageError(`"${command.name}" has no --${name}`)
  const switches = SWITCHES.filter((one) => values[one])
  const strange = switches.find((one) => !command.switches?.includes(one))
  if (strange) throw new UsageError(`"${command.name}" has no --${strange}`)
  return {
    command,
    words: {
      rest: values.help ? positionals : rest,
      json: values.json,
      switches: new Set(switches),
      ...(user !== undefined && { user }),
      ...(command.values && { given: givenOf(values) }),
    },
  }
}

interface Failure {
  exit: ExitCode
  code: string
  message: string
}

const failure = (error: unknown): Failure => {
  if (error instanceof UsageError) return { exit: 2, code: 'usage', message: `${error.message}. See "todochat help".` }
  if (error instanceof ConfigError) return { exit: 2, code: 'configuration', message: error.message }
  const message = error instanceof Error ? error.message : String(error)
  return { exit: 1, code: error instanceof AppError ? error.code : 'failed', message }
}

/** Runs the command that `args` name. Every failure ends here, as a sentence (with `--json` an object) and a code. */
export const execute = async (commands: readonly Command[], args: string[], terminal: Terminal): Promise<ExitCode> => {
  try {
    const { command, words } = choose(commands, args)
    return await command.run(words, terminal)
  } catch (error) {
    const { exit, code, message } = failure(error)
    terminal.tell(args.includes('--json') ? JSON.stringify({ error: { code, message } }) : message)
    if (/^(trace|debug)$/i.test(terminal.env.LOG_LEVEL ?? '') && error instanceof Error)
      terminal.tell(Bun.inspect(error))
    return exit
  }
}
