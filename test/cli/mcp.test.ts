/** `mcp` as a command; what it serves is tested where the door is (test/door/mcp/stdio-acceptance.test.ts). */
import { expect, test } from 'bun:test'
import { execute } from '../../src/cli/command.ts'
import { helpFor } from '../../src/cli/help.ts'
import { mcpCommand } from '../../src/cli/mcp.ts'
import { version } from '../../src/cli/version.ts'
import { fakeTerminal } from './terminal.ts'

const run = async (...args: string[]) => {
  const { terminal, printed, told } = fakeTerminal()
  const commands = [version, mcpCommand]
  return { exit: await execute([...commands, helpFor(commands)], args, terminal), printed, told }
}

test('help says how to say for whom', async () => {
  expect((await run('help', 'mcp')).printed[0]).toStartWith('Usage: todochat mcp [--user E-MAIL]')
})

test.each([
  [['version', '--user', 'ada@example.org'], '"version" has no --user'],
  [['mcp', 'ada@example.org'], '"mcp" takes no "ada@example.org"'],
])('%j is called wrongly, and prints nothing', async (args, sentence) => {
  const { exit, printed, told } = await run(...args)
  expect([exit, printed]).toEqual([2, []])
  expect(told[0]).toStartWith(sentence)
})

test('--user needs an address', async () => {
  const { exit, told } = await run('mcp', '--user')
  expect(exit).toBe(2)
  expect(told[0]).toContain('--user')
})
