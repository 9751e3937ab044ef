/**
 * Lighthouse on the pages of an account with chats and tasks, mobile and desktop: `bun bench/lighthouse.ts [runs] [page…]`.
 * Not part of CI: its performance figures want a quiet machine. Needs Chromium and npx.
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
const [runs = '5', ...WANTED] = process.argv.slice(2)
const RUNS = Number(runs)
/** What the performance is made of: ms, and shares of the screen. */
const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'speed-index',
  'total-blocking-time',
  'cumulative-layout-shift',
] as const
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
  audits: Record<string, { numericValue: number }>
}

interface Asked {
  path: string
  cookie: string
  preset: 'mobile' | 'desktop'
  /** Where the report goes; a pipe would lose its end. */
  file: string
}

const measure = async ({ path, cookie, preset, file }: Asked) => {
  const flags = [
    `${BASE}${path}`,
    '--quiet',
    '--output=json',
    `--output-path=${file}`,
    `--only-categories=${KINDS.join()}`,
    '--chrome-flags=--headless --no-sandbox',
    ...(preset === 'desktop' ? ['--preset=desktop'] : []),
    ...(cookie ? [`--extra-headers=${JSON.stringify({ cookie })}`] : []),
  ]
  const run = Bun.spawn(['npx', '--yes', LIGHTHOUSE, ...flags], {
    env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    stdout: 'ignore',
    stderr: 'ignore',
  })
  await run.exited
  const { categories, audits } = (await Bun.file(file).json()) as Report
  return {
    scores: KINDS.map((kind) => Math.round((categories[kind]?.score ?? 0) * 100)),
    metrics: METRICS.map((metric) => audits[metric]?.numericValue ?? Number.NaN),
  }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

const main = async () => {
  const data = await mkdtemp(join(tmpdir(), 'lighthouse-'))
  const server = await serve(data)
  try {
    const { cookie, chat } = await fill()
    const file = join(data, 'report.json')
    for (const path of ['/signin', `/chat/${chat}`, '/tasks', '/changes'])
      for (const preset of ['mobile', 'desktop'] as const) {
        const page = `${path.replace(chat, '{id}')} ${preset}`
        if (WANTED.length > 0 && !WANTED.some((word) => page.includes(word))) continue
        const found: Awaited<ReturnType<typeof measure>>[] = []
        for (let run = 0; run < RUNS; run++)
          found.push(await measure({ path, cookie: path === '/signin' ? '' : cookie, preset, file }))
        const told = (names: readonly string[], of: 'scores' | 'metrics', digits = 0) =>
          names.map((name, at) => `${name} ${median(found.map((one) => one[of][at] ?? 0))?.toFixed(digits)}`).join(', ')
        process.stdout.write(`${page}: ${told(KINDS, 'scores')} (${told(METRICS, 'metrics', 2)})\n`)
      }
  } finally {
    server.kill()
    await server.exited
    await rm(data, { recursive: true, force: true })
  }
}

if (import.meta.main) await main()
