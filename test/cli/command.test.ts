/** From a line of words to one command, one exit code and one sentence. */
import { describe, expect, test } from 'bun:test'
import { type Command, execute, UsageError } from '../../src/cli/command.ts'
import { AppError } from '../../src/errors.ts'
import { ConfigError } from '../../src/lib/settings.ts'
import { fakeTerminal } from './terminal.ts'

const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  form: '',
  about: '',
  words: 0,
  json: false,
  run: async (words, terminal) => {
    terminal.print(`${name} ${JSON.stringify(words)}`)
    return 0
  },
  ...more,
})
const failing = (name: string, error: unknown) => command(name, { json: true, run: () => Promise.reject(error) })

const COMMANDS = [
  command('first'),
  command('second', { words: 1, json: true }),
  command('version'),
  command('help', { words: 1 }),
  command('sad', { run: async () => 1 }),
  failing('misused', new UsageError('That is not how')),
  failing('misconfigured', new ConfigError('Configuration is wrong:\n  PORT must be a whole number')),
  failing(
    'down',
    new AppError('database_unavailable', 'The database does not answer.', { cause: new Error('ECONNREFUSED') }),
  ),
  failing('broken', new Error('Something else broke.')),
  failing('odd', 'a thrown string'),
]

const run = async (line: string, env = {}) => {
  const { terminal, printed, told } = fakeTerminal(env)
  const exit = await execute(COMMANDS, line ? line.split(' ') : [], terminal)
  return { exit, printed, told }
}

describe('chooses', () => {
  test.each([
    ['', 'first {"rest":[],"json":false,"switches":{}}'],
    ['first', 'first {"rest":[],"json":false,"switches":{}}'],
    ['second', 'second {"rest":[],"json":false,"switches":{}}'],
    ['second up --json', 'second {"rest":["up"],"json":true,"switches":{}}'],
    ['--json second up', 'second {"rest":["up"],"json":true,"switches":{}}'],
    ['--version', 'version {"rest":[],"json":false,"switches":{}}'],
    ['-v', 'version {"rest":[],"json":false,"switches":{}}'],
    ['--help', 'help {"rest":[],"json":false,"switches":{}}'],
    ['second --help', 'help {"rest":["second"],"json":false,"switches":{}}'],
    ['-h second', 'help {"rest":["second"],"json":false,"switches":{}}'],
  ])('"%s"', async (line, said) => {
    expect(await run(line)).toEqual({ exit: 0, printed: [said], told: [] })
  })

  test('an exit code is handed on', async () => {
    expect((await run('sad')).exit).toBe(1)
  })
})

describe('refuses with 2 and names the way out', () => {
  test.each([
    ['third', 'There is no command "third". See "todochat help".'],
    ['first now', '"first" takes no "now". See "todochat help".'],
    ['second up down', '"second" takes no "down". See "todochat help".'],
    ['first --fast', 'Unknown option \'--fast\'. See "todochat help".'],
    ['misused', 'That is not how. See "todochat help".'],
    ['misconfigured', 'Configuration is wrong:\n  PORT must be a whole number'],
  ])('"%s"', async (line, said) => {
    expect(await run(line)).toEqual({ exit: 2, printed: [], told: [said] })
  })

  test('--json where there is nothing to shape', async () => {
    const { exit, told } = await run('first --json')
    expect(exit).toBe(2)
    expect(JSON.parse(told.join(''))).toEqual({
      error: { code: 'usage', message: '"first" has no --json. See "todochat help".' },
    })
  })
})

describe('fails with 1 and one sentence', () => {
  test.each([
    ['down', 'database_unavailable', 'The database does not answer.'],
    ['broken', 'failed', 'Something else broke.'],
    ['odd', 'failed', 'a thrown string'],
  ])('"%s"', async (line, code, message) => {
    expect(await run(line)).toEqual({ exit: 1, printed: [], told: [message] })
    const { told } = await run(`${line} --json`)
    expect(told.map((one) => JSON.parse(one))).toEqual([{ error: { code, message } }])
  })

  test('the stack and the cause show at debug level only', async () => {
    const { told } = await run('down', { LOG_LEVEL: 'debug' })
    expect(told.join('\n')).toContain('ECONNREFUSED')
    expect((await run('down', { LOG_LEVEL: 'info' })).told.join('\n')).not.toMatch(/ECONNREFUSED|at .*\.ts/)
  })
})
