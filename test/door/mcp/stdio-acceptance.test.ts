/** `todochat mcp` as programs run it: a process of its own, of which only its input and outputs are seen. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { freshFolder } from '../../support/folder.ts'
import { type Program, runProgram, startProgram } from '../../support/program.ts'
import { ROOT } from '../../support/source.ts'

const COMMAND = [process.execPath, join(ROOT, 'src/main.ts')]
const ADA = 'ada@example.org'
let folder: Awaited<ReturnType<typeof freshFolder>>
let server: Program
let token = ''
let env: Record<string, string> = {}

const api = async (method: string, path: string, body?: object, bearer = token) => {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return response.status === 204 ? {} : response.json()
}

beforeAll(async () => {
  folder = await freshFolder()
  env = { PATH: process.env.PATH ?? '', DATA_DIR: join(folder.path, 'data') }
  server = await startProgram({ command: COMMAND, cwd: ROOT, env: { ...env, LOG_LEVEL: 'silent' } })
  token = (await api('POST', '/auth/signup', { email: ADA, password: 'correct horse battery' }, '')).access_token
})
afterAll(async () => {
  await server.stop('SIGKILL')
  await folder.remove()
})

const [command = '', ...args] = [...COMMAND, 'mcp']
const asAda = () => ({ command, args: [...args, '--user', ADA], env, cwd: ROOT, stderr: 'pipe' as const })
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const modern = async (options = asAda(), capabilities = {}) => {
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities, versionNegotiation: { mode: { pin: '2026-07-28' } } },
  )
  await client.connect(new StdioClientTransport(options))
  closing.push(() => client.close())
  return client
}

describe('beside a running server', () => {
  test('serves the newest revision: tools, resources, and what the server’s own API shows', async () => {
    const client = await modern()
    expect(client.getProtocolEra()).toBe('modern')
    const added = await client.callTool({ name: 'add_task', arguments: { title: 'From stdio' } })
    expect(added.structuredContent).toMatchObject({ task: { title: 'From stdio' } })
    const { tasks } = await api('GET', '/tasks?q=stdio')
    expect(tasks).toHaveLength(1)
    const { contents } = await client.readResource({ uri: `todo://tasks/${tasks[0].id}` })
    expect(contents[0]).toMatchObject({ mimeType: 'application/json' })
  })

  test('tells of changes that another process made', async () => {
    const client = await modern()
    const heard = Promise.withResolvers<string>()
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => heard.resolve(params.uri))
    await client.listen({ resourceSubscriptions: ['todo://tasks'] })
    await api('POST', '/tasks', { title: 'From REST' })
    expect(await heard.promise).toBe('todo://tasks')
  })

  test('asks the person through a client of 2025 that can, and does what they say', async () => {
    const { id } = await api('POST', '/tasks', { title: 'Delete me' })
    const client = new OldClient({ name: 'old', version: '1' }, { capabilities: { elicitation: {} } })
    const asked: string[] = []
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message)
      return asked.length === 1 ? { action: 'decline' } : { action: 'accept', content: { confirm: true } }
    })
    await client.connect(new OldTransport(asAda()))
    closing.push(() => client.close())
    const call = { name: 'delete_task', arguments: { task_id: id } }
    expect((await client.callTool(call)).structuredContent).toMatchObject({
      deleted: false,
      confirmation: { status: 'declined' },
    })
    expect((await api('GET', `/tasks/${id}`)).title).toBe('Delete me')
    // Asked again it hears the no; another question may have another answer.
    expect((await client.callTool(call)).structuredContent).toMatchObject({ confirmation: { status: 'declined' } })
    const { id: other } = await api('POST', '/tasks', { title: 'Me too' })
    const more = await client.callTool({ name: 'delete_task', arguments: { task_id: other } })
    expect(more.structuredContent).toMatchObject({ deleted: true, task_id: other })
    expect(asked).toEqual(['TodoChat: delete the task “Delete me”?', 'TodoChat: delete the task “Me too”?'])
    expect((await api('GET', `/tasks/${other}`)).error.code).toBe('not_found')
  })

  test('with an access token may what the token may', async () => {
    const made = await api('POST', '/auth/tokens', { name: 'reader', scopes: ['tasks:read'] })
    const client = await modern({ ...asAda(), args, env: { ...env, MCP_TOKEN: made.token } })
    expect((await client.callTool({ name: 'list_tasks', arguments: {} })).isError).toBeFalsy()
    const refused = await client.callTool({ name: 'add_task', arguments: { title: 'No' } })
    expect(refused).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('tasks:write') }] })
  })
})

describe('ends', () => {
  test('with exit code 0 when its input ends, having said nothing but what it was asked', async () => {
    const child = Bun.spawn([command, ...asAda().args], {
      cwd: ROOT,
      env: { ...env, LOG_LEVEL: 'trace' },
      stdin: 'pipe',
      stderr: 'pipe',
    })
    child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
    child.stdin.flush()
    const reader = child.stdout.getReader()
    const answer = new TextDecoder().decode((await reader.read()).value)
    child.stdin.end()
    expect(await child.exited).toBe(0)
    expect(JSON.parse(answer)).toEqual({ jsonrpc: '2.0', id: 1, result: {} })
    expect((await reader.read()).done).toBe(true)
  })

  test('never for nonsense: what comes after it is still answered', async () => {
    const child = Bun.spawn([command, ...asAda().args], { cwd: ROOT, env, stdin: 'pipe', stderr: 'ignore' })
    const nonsense = [
      '',
      'nonsense',
      '{',
      '[]',
      'null',
      '{"jsonrpc":"2.0"}',
      '{"jsonrpc":"2.0","id":{},"method":1}',
      '\u0000',
    ]
    child.stdin.write(`${nonsense.join('\n')}\n{"jsonrpc":"2.0","id":"last","method":"ping"}\n`)
    child.stdin.flush()
    const reader = child.stdout.getReader()
    const words = new TextDecoder()
    let said = ''
    while (!said.includes('"last"')) said += words.decode((await reader.read()).value, { stream: true })
    for (const line of said.trim().split('\n')) expect(JSON.parse(line).jsonrpc).toBe('2.0')
    expect(said).not.toMatch(/node_modules|SyntaxError|\.ts:/)
    child.stdin.end()
    expect(await child.exited).toBe(0)
  })

  test('at SIGTERM', async () => {
    const child = Bun.spawn([command, ...asAda().args], { cwd: ROOT, env, stdin: 'pipe', stderr: 'ignore' })
    child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
    child.stdin.flush()
    await child.stdout.getReader().read()
    child.kill('SIGTERM')
    expect(await child.exited).toBe(0)
  })
})

describe('refuses in one sentence', () => {
  const ran = (...words: string[]) => runProgram({ command: [...COMMAND, 'mcp', ...words], cwd: ROOT, env })

  test.each([
    ['nobody named', [], 2, /--user E-MAIL, or an access token in MCP_TOKEN/],
    ['a stranger', ['--user', 'nobody@example.org'], 1, /No account has this e-mail address/],
    ['words', ['serve'], 2, /takes no "serve"/],
  ] as const)('%s', async (_, words, exit, sentence) => {
    const { stdout, stderr, exit: code } = await ran(...words)
    expect([code, stdout]).toEqual([exit, ''])
    expect(stderr).toMatch(sentence)
    expect(
      stderr
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('{')),
    ).toHaveLength(1)
  })

  test('a token that is not good, without showing it', async () => {
    const bad = `tdc_${'x'.repeat(43)}`
    const { stderr, exit } = await runProgram({
      command: [...COMMAND, 'mcp'],
      cwd: ROOT,
      env: { ...env, MCP_TOKEN: bad },
    })
    expect(exit).toBe(1)
    expect(stderr).toMatch(/token is missing or no longer good/)
    expect(stderr).not.toContain(bad)
  })
})
