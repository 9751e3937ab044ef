/** What the program talks to: Redis, a model, and itself through the address that people use. */
import { RedisClient } from 'bun'
import type { Config } from '../config.ts'
import { type Finding, failed, note, ok, reasonOf, warning } from './finding.ts'

const REDIS_MAX_MS = 3_000
const PAGE_MAX_MS = 5_000

const inTime = <T>(work: Promise<T>, ms: number, what: string) =>
  Promise.race([
    work,
    Bun.sleep(ms).then((): never => {
      throw new Error(`${what} did not answer within ${ms / 1000} s`)
    }),
  ])

export const checkRedis = async ({ REDIS_URL }: Config): Promise<Finding[]> => {
  if (!REDIS_URL) return [note('redis', 'REDIS_URL is not set: limits are counted by each instance for itself.')]
  const client = new RedisClient(REDIS_URL, { connectionTimeout: REDIS_MAX_MS, autoReconnect: false })
  client.onclose = () => {}
  try {
    await inTime(client.connect(), REDIS_MAX_MS, 'Redis')
    await inTime(client.ping(), REDIS_MAX_MS, 'Redis')
    return [ok('redis', `Redis answers at ${new URL(REDIS_URL).host}.`)]
  } catch (error) {
    const remedy = 'Start it, or correct REDIS_URL. Meanwhile each instance counts limits for itself.'
    return [failed('redis', `Redis at ${new URL(REDIS_URL).host} cannot be used: ${reasonOf(error)}.`, remedy)]
  } finally {
    client.close()
  }
}

/** What a probe of the model found; `createDeepProbe` of src/llm makes one. */
interface ModelProbe {
  probe(): Promise<{ status: 'connected' | 'not_configured' | 'failed'; reason?: string }>
}

export const checkProvider = async (model: ModelProbe): Promise<Finding[]> => {
  const { status, reason } = await model.probe()
  if (status === 'connected') return [ok('provider', 'The model answers a request with our tools.')]
  if (status === 'failed')
    return [
      failed(
        'provider',
        `The model cannot be used: ${reason}`,
        'Correct key, model or base URL; docs/models.md has each endpoint. The built-in assistant answers meanwhile.',
      ),
    ]
  return [
    note(
      'provider',
      'No model provider has a key: the built-in assistant answers.',
      'Set OPENROUTER_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY or OPENAI_BASE_URL.',
    ),
  ]
}

/** Certificates, names and ports, in the words of the system. */
const TLS = /certificate|self.signed|CERT|SSL|TLS/i

const reach = async (url: string, release: string): Promise<Finding> => {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(PAGE_MAX_MS), redirect: 'manual' })
    const { version } = (await answer.json().catch(() => ({}))) as { version?: string }
    if (answer.status !== 200 || version === undefined)
      return failed(
        'public url',
        `${url}/health answers ${answer.status}, and not as TodoChat.`,
        'Point the proxy at HOST and PORT of this server.',
      )
    if (version !== release) return note('public url', `${url} is served by release ${version}, this is ${release}.`)
    return ok('public url', `${url} is reached${url.startsWith('https:') ? ', its certificate is good' : ''}.`)
  } catch (error) {
    const reason = reasonOf(error)
    const remedy = TLS.test(reason)
      ? 'Renew the certificate, or let the proxy send its whole chain.'
      : 'Is "todochat serve" running, and does the name lead to the proxy in front of it?'
    return failed('public url', `${url} cannot be reached from here: ${reason}.`, remedy)
  }
}

/** Ticks that come together were kept back on the way. */
const TICKS_TOGETHER_MS = 100

/** Reads the ticks of `/health/stream` and says whether they came one by one. */
const watchTicks = async (url: string): Promise<Finding> => {
  const answer = await fetch(`${url}/health/stream`, { signal: AbortSignal.timeout(PAGE_MAX_MS) })
  if (answer.status !== 200 || !answer.body) return note('streams', `${url}/health/stream answers ${answer.status}.`)
  const came: number[] = []
  for await (const _chunk of answer.body) came.push(performance.now())
  const spread = (came.at(-1) ?? 0) - (came[0] ?? 0)
  if (came.length > 1 && spread > TICKS_TOGETHER_MS) return ok('streams', 'Answers reach people word by word.')
  return failed(
    'streams',
    'Something between here and the server keeps streams back: answers would appear all at once.',
    'Turn buffering off in the proxy (nginx: proxy_buffering off; compression of text/event-stream too).',
  )
}

export const checkPublicUrl = async ({ PUBLIC_URL }: Config, local: string, release: string): Promise<Finding[]> => {
  const url = PUBLIC_URL ?? local
  const reached = await reach(url, release)
  if (!PUBLIC_URL && reached.status === 'failed')
    return [note('public url', `No server answers at ${local}, and PUBLIC_URL is not set.`)]
  if (reached.status === 'failed') return [reached]
  const plain = PUBLIC_URL && url.startsWith('http:') && !/\/\/(localhost|127\.|\[::1\])/.test(url)
  return [
    reached,
    ...(plain
      ? [
          warning(
            'public url',
            `${url} is not encrypted: passwords can be read on the way.`,
            'Put TLS in front (deploy/Caddyfile) and set PUBLIC_URL to https.',
          ),
        ]
      : []),
    await watchTicks(url).catch((error) => note('streams', `Streams could not be tried: ${reasonOf(error)}.`)),
  ]
}
