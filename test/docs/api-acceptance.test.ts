/** The commands of docs/api.md and of the README's first steps, run in their order against the program. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { ADDRESS, blocksOf, promisesOf, runBlocks } from '../support/blocks.ts'
import { freshFolder } from '../support/folder.ts'
import { type Program, startProgram } from '../support/program.ts'
import { ROOT, textOf } from '../support/source.ts'

const all = blocksOf(textOf('docs/api.md'))
const blocks = all.filter(({ kind }) => kind === 'sh')
const ours = (kind: string) => all.find((block) => block.kind === kind)?.text ?? ''
const folder = await freshFolder()
let program: Program
let outputs: string[] = []
let first_steps: string[] = []

beforeAll(async () => {
  const env = { DATA_DIR: `${folder.path}/data`, PATH: process.env.PATH ?? '', LLM_PROVIDERS: 'builtin' }
  // The window of the address would be full before that of a person: both are tried elsewhere.
  const wide = { RATE_LIMIT_IP_PER_MINUTE: '10000' }
  program = await startProgram({ command: ['bun', 'src/main.ts'], cwd: process.cwd(), env: { ...env, ...wide } })
  outputs = (await runBlocks(blocks, program.url, folder.path)).map(({ output }) => output)
  const steps = blocksOf(textOf('README.md')).filter(({ text }) => text.includes('$api'))
  first_steps = (await runBlocks(steps, program.url, folder.path)).map(({ output }) => output)
  await symlink(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'))
})
afterAll(async () => {
  await program.stop()
  await folder.remove()
})

test('the first steps of the README lead to both tasks and to an access token', () => {
  expect(first_steps).toHaveLength(4)
  expect(first_steps.join()).toContain('run.done')
  for (const words of ['"title":"buy milk"', '"title":"call mum"', '"token":"tdc_'])
    expect(first_steps.join()).toContain(words)
})

describe('docs/api.md', () => {
  test('has commands, and says what most of them answer', () => {
    expect(blocks.length).toBeGreaterThan(10)
    expect(blocks.filter((block) => promisesOf(block).length > 0).length).toBeGreaterThan(10)
  })

  for (const [index, block] of blocks.entries()) {
    const title = block.text.split('\n').find((line) => line && !line.startsWith('#')) ?? ''
    test(`block ${index + 1} answers as it says: ${title.slice(0, 60)}`, () => {
      expect(outputs[index]).toBeDefined()
      for (const words of promisesOf(block)) expect(outputs[index]).toContain(words)
    })
  }

  // One repeats by GET, the other posts again by itself.
  test.each([
    ['ts', 'GET'],
    ['ts reconnecting', 'POST'],
  ])('its client in `%s` reads an answer, and takes it up again where it was cut', async (kind, again) => {
    const path = `${folder.path}/${kind.replace(' ', '-')}.ts`
    await Bun.write(path, ours(kind).replace(/^(?:export )?async function/m, 'export async function'))
    const { follow } = (await import(path)) as {
      follow: (url: string, token: string, body: object) => AsyncGenerator<{ type: string }>
    }
    const { token, session } = await newPerson(kind)
    const message = { message: { content: [{ type: 'input_text', text: 'add buy bread' }] } }
    const cut = cuttingProxy(program.url)
    const types: string[] = []
    const url = `http://127.0.0.1:${cut.port}/api/v1/chatkit/sessions/${session}/threads/${session}/runs`
    for await (const event of follow(url, token, message)) types.push(event.type)
    cut.stop()
    expect(types.filter((type) => type === 'run.done')).toEqual(['run.done'])
    expect(cut.requests).toEqual(['POST', again])
    const direct = await fetch(`${program.url}/api/v1/tasks`, { headers: { authorization: `Bearer ${token}` } })
    expect((await direct.json()).tasks).toMatchObject([{ title: 'buy bread' }])
  })
})

describe('the typed client of docs/api.md', () => {
  /** `npx` is a stand-in that runs the same generator in the version that is pinned here. */
  const generate = () =>
    ours('sh typed')
      .split('\n')[0]
      ?.replace(ADDRESS, program.url)
      .replace(/^npx openapi-typescript@7/, `${process.execPath} ${join(ROOT, 'build/client.ts')}`) ?? ''

  const run = async (...command: string[]) => {
    const child = Bun.spawn(command, { cwd: folder.path, stdout: 'pipe', stderr: 'pipe' })
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
    return { exit: await child.exited, said: out + err }
  }

  const STRICT = [
    '--noEmit',
    '--strict',
    '--noUncheckedIndexedAccess',
    '--skipLibCheck',
    '--allowImportingTsExtensions',
  ]
  const AS_HERE = ['--target', 'esnext', '--module', 'preserve', '--moduleResolution', 'bundler', '--types', 'bun']
  const check = (file: string) => run('node_modules/.bin/tsc', ...STRICT, ...AS_HERE, file)

  test('is generated from the document that is served, fits it, and goes the whole path', async () => {
    expect(await run('bash', '-c', generate())).toMatchObject({ exit: 0 })
    const code = ours('ts typed').replaceAll(ADDRESS, program.url)
    await Bun.write(`${folder.path}/path.ts`, code)
    expect(await check('path.ts')).toEqual({ exit: 0, said: '' })
    const { exit, said } = await run(process.execPath, 'path.ts')
    expect({ exit, said: said.trimEnd().split('\n') }).toEqual({
      exit: 0,
      said: [
        expect.stringMatching(/^resumed: completed( \d+)+$/),
        'asked: awaiting_confirmation',
        'approved: approved',
        'tasks: bread, butter',
        'refused: 429 rate_limited true',
      ],
    })
  })

  test.each([
    ["{ title: 'Errands' }", '{ title: 7 }', "'number' is not assignable to type 'string"],
    ["'/api/v1/confirmations'", "'/api/v1/confirmation'", "Property 'confirmations' does not exist"],
  ])('%s does not compile as %s', async (right, wrong, said) => {
    await Bun.write(`${folder.path}/wrong.ts`, ours('ts typed').replace(right, wrong))
    expect(await check('wrong.ts')).toMatchObject({ exit: 1, said: expect.stringContaining(said) })
  })
})

const newPerson = async (name: string) => {
  const api = `${program.url}/api/v1`
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ email: `${name.replace(' ', '-')}@example.com`, password: 'correct horse battery' })
  const { access_token } = await (await fetch(`${api}/auth/signup`, { method: 'POST', headers: json, body })).json()
  const headers = { authorization: `Bearer ${access_token}` }
  const { id } = await (await fetch(`${api}/chatkit/sessions`, { method: 'POST', headers })).json()
  return { token: access_token as string, session: id as string }
}

/** Hands requests on; the first answer ends after its third event. */
const cuttingProxy = (target: string) => {
  const requests: string[] = []
  const server = Bun.serve({
    port: 0,
    fetch: async (request) => {
      requests.push(request.method)
      const { pathname } = new URL(request.url)
      const headers = { ...Object.fromEntries(request.headers), 'accept-encoding': 'identity' }
      const body = request.method === 'POST' ? await request.text() : null
      const answer = await fetch(target + pathname, { method: request.method, headers, body })
      const text = await answer.text()
      const cut = requests.length === 1 ? text.split('\n\n').slice(0, 3).concat('').join('\n\n') : text
      return new Response(cut, { headers: { 'content-type': 'text/event-stream' } })
    },
  })
  return { port: server.port, requests, stop: () => server.stop(true) }
}
