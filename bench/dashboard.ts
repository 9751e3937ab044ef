/**
 * Asks every query of the shipped dashboard of a real Prometheus that scrapes a server with some traffic: none may be
 * refused, no panel may be empty. `bun bench/dashboard.ts`; needs Prometheus.
 */
import { fails, fakeProvider } from '../test/support/fake-provider.ts'
import { Client } from './drills/client.ts'
import { emptyPanels, openPrometheus, type Prometheus } from './drills/failover/prometheus.ts'
import { Conversation } from './drills/follow.ts'
import { Places } from './drills/place.ts'
import { Instance } from './drills/process.ts'

/** Scrapes come every second; a rate needs two of them. */
const SEEN_MAX_MS = 60_000
/** What each person may do in a minute here, so that somebody is refused. */
const TASKS_PER_MINUTE = 20

const traffic = async (url: string, receiver: string) => {
  const client = await new Client(url).signUp()
  await client.json('POST', '/api/v1/webhooks', { body: { url: receiver, events: ['task.created'] } })
  await client.once('POST', '/api/v1/auth/signin', {
    body: { email: 'nobody@example.org', password: 'not hers at all' },
  })
  await (await Conversation.open(client, 'add buy bread')).follow()
  const impatient = await new Client(url).signUp()
  for (let at = 0; at <= TASKS_PER_MINUTE; at++)
    await impatient.once('POST', '/api/v1/tasks', { body: { title: 'bread' } })
}

/** What stays empty although there was traffic: panels, and the series that the rules record. */
const emptyAfter = async (prometheus: Prometheus, url: string, receiver: string) => {
  for (const start = performance.now(); ; ) {
    await traffic(url, receiver)
    const recorded = await prometheus.number('todochat:requests:rate5m')
    const empty = [...(await emptyPanels(prometheus)), ...(recorded > 0 ? [] : ['todochat:requests:rate5m'])]
    if (empty.length === 0 || performance.now() - start > SEEN_MAX_MS) return empty
  }
}

const main = async (places: Places): Promise<number> => {
  // The model is out of order, so that its failures show and the built-in assistant answers.
  const fake = await fakeProvider(() => fails(500))
  places.later(() => fake.stop())
  const env = {
    LLM_PROVIDERS: 'openai,builtin',
    OPENAI_BASE_URL: fake.url,
    OPENAI_API_KEY: 'sk-of-the-dashboard',
    RATE_LIMIT_TASKS_PER_MINUTE: `${TASKS_PER_MINUTE}`,
    RATE_LIMIT_SIGNUPS_PER_DAY: '100000',
    WEBHOOK_ALLOW_PRIVATE: 'true',
  }
  const command = ['bun', '--no-env-file', `${import.meta.dir}/../src/main.ts`]
  const instance = await Instance.make({ command, places, env })
  await instance.start()
  const prometheus = await openPrometheus(places, [instance.port])
  const receiver = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response(null, { status: 204 }) })
  places.later(() => receiver.stop(true))
  const empty = await emptyAfter(prometheus, instance.url, receiver.url.href)
  process.stdout.write(`Without data: ${empty.join(', ') || 'nothing'}\n`)
  return empty.length === 0 ? 0 : 1
}

const places = new Places()
let code = 1
try {
  code = await main(places)
} finally {
  await places.leave()
}
process.exit(code)
