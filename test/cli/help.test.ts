/** Help names every command and every setting, and says no when asked about nothing it knows. */
import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, UsageError } from '../../src/cli/command.ts'
import { healthcheck } from '../../src/cli/healthcheck.ts'
import { helpFor } from '../../src/cli/help.ts'
import { VERSION, version } from '../../src/cli/version.ts'
import { errorOf } from '../support/failure.ts'
import { fakeTerminal } from './terminal.ts'

const serve: Command = { ...version, name: 'serve', form: '', about: 'Serve.', json: false }
const others = [serve, healthcheck, version]

const ask = async (command: Command, rest: string[] = [], json = false) => {
  const { terminal, printed, told } = fakeTerminal()
  expect(await command.run({ rest, json }, terminal)).toBe(0)
  expect(told).toEqual([])
  return printed.join('\n')
}

describe('help', () => {
  test('lists every command with its sentence, itself too, and the exit codes', async () => {
    const text = await ask(helpFor(others))
    for (const { name, about } of others)
      expect(text).toMatch(new RegExp(`^ {2}${name}.* {2}${RegExp.escape(about)}$`, 'm'))
    // One long form does not push every sentence to the right.
    const long = { ...serve, name: 'person', form: 'add EMAIL [NAME] [--admin] | list | show EMAIL' }
    expect(await ask(helpFor([serve, long]))).toContain(
      `  serve${' '.repeat(23)}Serve.\n  person ${long.form}\n${' '.repeat(30)}Serve.`,
    )
    expect(text).toMatch(/^ {2}help /m)
    expect(text).toContain('without a command: serve')
    expect(text).toContain('Exit codes: 0')
  })

  test('about one command', async () => {
    expect(await ask(helpFor(others), ['version'])).toBe(`Usage: todochat version [--json]\n\n${version.about}`)
    expect(await ask(helpFor(others), ['help'])).toBe(await ask(helpFor(others)))
  })

  test('settings: exactly .env.example', async () => {
    const example = readFileSync(join(import.meta.dir, '..', '..', '.env.example'), 'utf8')
    expect(`${await ask(helpFor(others), ['settings'])}\n`).toBe(example)
  })

  test('an unknown topic is a mistake', async () => {
    expect(
      await errorOf(helpFor(others).run({ rest: ['weather'], json: false }, fakeTerminal().terminal)),
    ).toBeInstanceOf(UsageError)
  })
})

describe('version', () => {
  test('in words', async () => {
    expect(await ask(version)).toBe(`TodoChat ${VERSION}`)
  })

  test('in JSON', async () => {
    expect(JSON.parse(await ask(version, [], true))).toEqual({ version: VERSION, bun: Bun.version })
  })

  test('is the package’s', () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dir, '..', '..', 'package.json'), 'utf8'))
    expect(VERSION).toBe(version)
  })
})
