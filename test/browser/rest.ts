/** What every browser test ends with: once the browser is gone, nothing that its pages began goes on. */
import { registry } from '../../src/metrics.ts'
import { type TestApp, type TestAppOptions, testApp } from '../support/app.ts'

/** No page takes so long on any machine: what is waited for in vain fails by it, and nothing else does. */
export const WAIT_MAX_MS = 120_000
/** The looks at what should have ended, 50 ms apart. */
const REST_STEPS = WAIT_MAX_MS / 50
/** Sites open now: one that closes beside another cannot tell whose streams are left. */
let sites = 0

const streamsNow = async () => (await registry.getSingleMetric('open_streams')?.get())?.values[0]?.value ?? 0

const runsNow = async ({ db }: TestApp) => {
  const [row] = await db.query(
    (sql) => sql`select count(*)::integer as n from runs where status in ('queued', 'running')`,
  )
  return row?.n ?? 0
}

/** Answers its end: called when the browser is closed and the program still serves. */
const opened = async (it: TestApp) => {
  const before = await streamsNow()
  sites += 1
  const left = async () => ({
    streams: sites === 1 ? Math.max(0, (await streamsNow()) - before) : 0,
    requests: it.app.server?.pendingRequests ?? 0,
    followers: it.core.changes.size(),
    runs: await runsNow(it),
  })
  /** @throws when something stays open */
  return async () => {
    let now = await left()
    const isAtRest = () => Object.values(now).every((count) => count === 0)
    for (let step = 0; step < REST_STEPS && !isAtRest(); step++) {
      await Bun.sleep(50)
      now = await left()
    }
    sites -= 1
    if (!isAtRest()) throw new Error(`the browser is gone, and there are still: ${JSON.stringify(now)}`)
  }
}

/** The whole program on a free port of loopback; to be closed after its browser. */
export const openedServer = async (options: TestAppOptions = {}) => {
  const it = await testApp(options)
  const expectAtRest = await opened(it)
  it.app.listen({ hostname: '127.0.0.1', port: 0 })
  const close = async () => {
    await expectAtRest()
    await it.app.stop(true)
    await it.close()
  }
  return { it, base: `http://127.0.0.1:${it.app.server?.port}`, close }
}
export type OpenedServer = Awaited<ReturnType<typeof openedServer>>
