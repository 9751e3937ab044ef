/** How `eval` is called; what it finds is in row.test.ts. */
import { expect, test } from 'bun:test'
import { execute } from '../../../src/cli/command.ts'
import { evalCommand } from '../../../src/cli/eval/command.ts'
import { worldOn } from '../../../src/eval/judge.ts'

const run = async (args: string[], env: Record<string, string>) => {
  const [printed, told]: [string[], string[]] = [[], []]
  const terminal = {
    env,
    print: (line: string) => void printed.push(line),
    tell: (line: string) => void told.push(line),
    stopped: () => new Promise<string>(() => undefined),
    faulted: () => undefined,
  }
  return { exit: await execute([evalCommand], args, terminal), printed: printed.join('\n'), told }
}

test('says what it does not know', async () => {
  expect(await run(['eval', '--provider', 'nobody'], {})).toMatchObject({ exit: 2 })
  expect(await run(['eval', '--provider', 'gemini'], {})).toMatchObject({ exit: 2 })
  expect(await run(['eval', '--model', 'x'], {})).toMatchObject({ exit: 2 })
})

test('the list before is what the conversations speak of', () => {
  expect(worldOn('2026-11-21')).toHaveLength(8)
})
