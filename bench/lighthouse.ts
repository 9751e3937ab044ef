/**
 * Lighthouse on the pages of an account with chats and tasks, mobile and desktop: `bun bench/lighthouse.ts [runs]`. Not
 * part of CI: its performance figures want a quiet machine. Needs Chromium and npx.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const LIGHTHOUSE = 'lighthouse@13.5.0'
const PORT = 8918
const BASE = `http://127.0.0.1:${PORT}`
const CHATS = 50
const TASKS = 300
const START_TRIES = 200
const KINDS = ['performance', 'accessibility', 'best-practices'] as const
const RUNS = Number(process.argv[2] ?? 5)
const ROOT = join(import.meta.dir, '..')

const serve = async (data: string) => {
  const env = { ...process.env, PORT: String(PORT), DATA_DIR: data, LLM_PROVIDERS: 'builtin' }
  const limits = { RATE_LIMIT_TASKS_PER_MINUTE: '100000', RATE_LIMIT_REQUESTS_PER_MINUTE: '100000' }
  const server = Bun.spawn(['bun', 'src/main.ts', 'serve'], {
    cwd: ROOT,
    env: { ...env, ...limits },
    stdout: 'ignore',
    stderr: 'ignore',
  })
  for (let tries = 0; tries < START_TRIES; tries++) {
    if ((await fetch(`${BASE}/health`).catch(() => undefined))?.ok) return server
    await Bun.sleep(50)
  }
  server.kill()
  throw new Error('The server did not start.')
}

const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(`${BASE}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return (await response.json()) as T
}

/** An account with everything; answers the cookie of its browser and a chat. */
const fill = async () => {
  const email = `${crypto.randomUUID()}@example.org`
  const password = 'correct horse'
  const { access_token } = await post<{ access_token: string }>('/auth/signup', { email, password })
  let chat = ''
  for (let n = 0; n < CHATS; n++)
    chat = (await post<{ id: string }>('/chatkit/sessions', { title: `Chat ${n}` }, access_token)).id
  for (let n = 0; n < TASKS; n++) await post('/tasks', { title: `Task ${n}`, tags: [`tag-${n % 7}`] }, access_token)
  const signed_in = await fetch(`${BASE}/signin`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email, password }),
    redirect: 'manual',
  })
  return { cookie: signed_in.headers.get('set-cookie')?.split(';')[0] ?? '', chat }
}

interface Report {
  categories: Record<string, { score: number }>
}

const measure = async (path: string, cookie: string, preset: 'mobile' | 'desktop') => {
  const flags = [
    `${BASE}${path}`,
    '--quiet',
    '--output=json',
    `--only-categories=${KINDS.join()}`,
    '--chrome-flags=--headless --no-sandbox',
    ...(preset === 'desktop' ? ['--preset=desktop'] : []),
    ...(cookie ? [`--extra-headers=${JSON.stringify({ cookie })}`] : []),
  ]
  const run = Bun.spawn(['npx', '--yes', LIGHTHOUSE, ...flags], {
    env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    stderr: 'ignore',
  })
  const { categories } = (await new Response(run.stdout).json()) as Report
  return KINDS.map((kind) => Math.round((categories[kind]?.score ?? 0) * 100))
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

const main = async () => {
  const data = await mkdtemp(join(tmpdir(), 'lighthouse-'))
  const server = await serve(data)
  try {
    const { cookie, chat } = await fill()
    for (const path of ['/signin', `/chat/${chat}`, '/tasks', '/changes'])
      for (const preset of ['mobile', 'desktop'] as const) {
        const runs: number[][] = []
        for (let run = 0; run < RUNS; run++) runs.push(await measure(path, path === '/signin' ? '' : cookie, preset))
        const scores = KINDS.map((kind, at) => `${kind} ${median(runs.map((scores) => scores[at] ?? 0))}`)
        process.stdout.write(`${path.replace(chat, '{id}')} ${preset}: ${scores.join(', ')}\n`)
      }
  } finally {
    server.kill()
    await server.exited
    await rm(data, { recursive: true, force: true })
  }
}

if (import.meta.main) await main()
