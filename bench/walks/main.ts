/**
 * How many source files one thing passes: a message over REST to the log and back, one tool call, one page. Starts the
 * program of a checkout with `instrument.ts` before it, with a scripted provider, on DATABASE_URL (else embedded), warms
 * it, walks each once and prints the files in the order in which they are entered.
 * `bun bench/walks/main.ts [folder of a checkout]`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freshServerDatabase, SERVER_URL } from '../../test/support/database.ts'
import { calls, type FakeRequest, fakeProvider, says } from '../../test/support/fake-provider.ts'
import { startProgram } from '../../test/support/program.ts'
import { freePort } from '../drills/place.ts'
import type { Hop } from './instrument.ts'

/** Most files that each may pass. */
const FILES_MAX = { message: 45, tool: 14, page: 25 }
const PASSWORD = 'correct horse battery'
const HTML = {
  accept: 'text/html',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/x-www-form-urlencoded',
}

/** Adds a task when asked to, once; says hello to everything else. */
const answer = ({ body }: FakeRequest) => {
  const last = body.messages?.at(-1)
  return last?.role === 'user' && last.content?.includes('add')
    ? calls([{ name: 'add_task', arguments: { title: 'Buy milk' } }])
    : says('Hello there.')
}

/** A tool call ends where the journal says that the transaction with its result is in the log. */
const untilStored = (hops: Hop[]) => {
  const settled = hops.findIndex(({ name }) => name === 'perform')
  const landed = hops.findIndex(({ name }, at) => at > settled && name === 'landed')
  if (settled < 0 || landed < 0) throw new Error('No result of a tool call was stored.')
  return hops.slice(0, landed)
}

interface Walker {
  url: string
  notes: (walk: string) => Promise<Hop[]>
}

const signUp = async ({ url }: Walker) => {
  const body = JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: PASSWORD })
  const json = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/v1/auth/signup`, { method: 'POST', headers: json, body })
  const { access_token, user } = await response.json()
  const form = new URLSearchParams({ email: user.email, password: PASSWORD }).toString()
  const signed = await fetch(`${url}/signin`, { method: 'POST', headers: HTML, body: form, redirect: 'manual' })
  const cookie = signed.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { cookie, headers: { ...json, authorization: `Bearer ${access_token}` } }
}

/** Each walk after the same things were done once without being noted. */
const walkAll = async (walker: Walker) => {
  const { url, notes } = walker
  const { cookie, headers } = await signUp(walker)
  const created = await fetch(`${url}/api/v1/chatkit/sessions`, { method: 'POST', headers, body: '{}' })
  const { id } = await created.json()
  const send = async (text: string, walk?: string) => {
    const body = JSON.stringify({ message: { content: [{ type: 'input_text', text }] } })
    const noted = walk ? { ...headers, 'x-walk': walk } : headers
    const path = `/api/v1/chatkit/sessions/${id}/threads/${id}/runs`
    const said = await (await fetch(url + path, { method: 'POST', headers: noted, body })).text()
    if (!said.includes('"status":"completed"')) throw new Error(`The answer did not complete: ${said.slice(-500)}`)
  }
  const look = async (walk?: string) => {
    const page = await fetch(`${url}/chat/${id}`, {
      headers: { accept: 'text/html', cookie, ...(walk && { 'x-walk': walk }) },
    })
    if (page.status !== 200 || !(await page.text()).includes('Hello there.'))
      throw new Error(`The page: ${page.status}`)
  }
  for (const text of ['hello', 'add milk']) await send(text)
  await look()
  await send('hello', 'message')
  await send('add milk', 'call')
  await look('page')
  return { message: await notes('message'), tool: untilStored(await notes('tool')), page: await notes('page') }
}

const report = (walk: keyof typeof FILES_MAX, hops: Hop[]) => {
  const files = new Map<string, Set<string>>()
  for (const { path, name } of hops) files.set(path, (files.get(path) ?? new Set()).add(name || '…'))
  const inner = [...files.keys()].filter((path) => !/^src\/(db|lib)\//.test(path))
  console.log(`\n${walk}: ${files.size} files, ${inner.length} without src/db and src/lib (aim ${FILES_MAX[walk]})`)
  for (const [path, names] of files) console.log(`  ${path}: ${[...names].slice(0, 8).join(', ')}`)
}

const main = async () => {
  const root = resolve(process.argv[2] ?? '.')
  const folder = await mkdtemp(join(tmpdir(), 'walks-'))
  const database = SERVER_URL ? await freshServerDatabase(SERVER_URL) : undefined
  const provider = await fakeProvider(answer)
  const port = String(freePort())
  const command = ['bun', '--preload', join(import.meta.dir, 'instrument.ts'), join(root, 'src/main.ts'), 'serve']
  const program = await startProgram({
    command,
    cwd: root,
    env: {
      ...(database && { DATABASE_URL: database.url, JWT_SECRET: 'a secret that is only for this trace' }),
      DATA_DIR: folder,
      LLM_PROVIDERS: 'openai,builtin',
      OPENAI_BASE_URL: provider.url,
      OPENAI_API_KEY: 'none',
      RATE_LIMIT_REQUESTS_PER_MINUTE: '1000',
      WALKS_ROOT: root,
      WALKS_PORT: port,
    },
  })
  try {
    const notes = async (walk: string): Promise<Hop[]> => (await fetch(`http://127.0.0.1:${port}/${walk}`)).json()
    const walks = await walkAll({ url: program.url, notes })
    for (const walk of ['message', 'tool', 'page'] as const) report(walk, walks[walk])
  } finally {
    await program.stop()
    await provider.stop()
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
