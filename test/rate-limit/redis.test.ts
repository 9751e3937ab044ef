import { afterAll, describe, expect, test } from 'bun:test'
import type { Socket } from 'bun'
import { freePort } from '../../bench/drills/place.ts'
import { loadConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { createMemoryWindow } from '../../src/rate-limit/memory.ts'
import { createRateLimit } from '../../src/rate-limit/rate-limit.ts'
import { createRedisWindow } from '../../src/rate-limit/redis.ts'

const MINUTE = 60_000
const closers: (() => void)[] = []
afterAll(() => {
  for (const close of closers) close()
})

const keptLog = () => {
  const lines: { level: string; message: string }[] = []
  return { log: createLog('info', { write: (line) => void lines.push(JSON.parse(line)) }), lines }
}

const windowAt = (url: string, command_ms?: number) => {
  const { log, lines } = keptLog()
  const local = createMemoryWindow()
  const window = createRedisWindow(url, log, local, command_ms)
  closers.push(window.close)
  return { window, lines, local }
}

/** A server that takes connections and never says a word, like a stopped process. */
const frozen = () => {
  const server = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  closers.push(() => server.stop(true))
  return `redis://127.0.0.1:${server.port}`
}

/** An address where nothing listens. */
const nowhere = () => `redis://127.0.0.1:${freePort()}`

describe.each([
  ['away', nowhere],
  ['frozen', frozen],
  ['something else', () => `redis://127.0.0.1:${chatty().port}`],
])('Redis is %s', (_, address) => {
  test('limits go on in this process, with one warning for all refusals', async () => {
    const { window, lines } = windowAt(address())
    const admitted: boolean[] = []
    for (let hit = 0; hit < 6; hit++) admitted.push((await window.hit('k', 4, MINUTE, 'take')).admitted)
    expect(admitted).toEqual([true, true, true, true, false, false])
    expect(window.connected()).toBe(false)
    expect(lines.map(({ level }) => level)).toEqual(['warn'])
    expect(lines[0]?.message).toContain('this process alone')
  })

  test('requests wait for it once and not each', async () => {
    const { window } = windowAt(address())
    await window.hit('k', 1000, MINUTE, 'take')
    const local_only = await Promise.all(Array.from({ length: 100 }, () => window.hit('k', 1000, MINUTE, 'take')))
    expect(local_only.at(-1)?.count).toBe(101)
  })
})

test('the state of a limit tells that Redis is away', async () => {
  const { log } = keptLog()
  const limit = createRateLimit({ config: loadConfig({ REDIS_URL: nowhere() }), log })
  closers.push(limit.close)
  await limit.spend('chat', 'ada')
  expect(limit.state()).toBe('redis_away')
})

/** Answers everything with a number, which is no answer of ours. */
function chatty() {
  const server = Bun.listen({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      data(socket) {
        socket.write(':1\r\n')
      },
    },
  })
  closers.push(() => server.stop(true))
  return server
}

const { REDIS_URL } = process.env
// Not skipped: without a Redis to ask these are no part of the run, and the run says so.
if (REDIS_URL) withRedis(REDIS_URL)
else console.log('REDIS_URL is not set: the tests against a real Redis are not part of this run.')

function withRedis(url: string) {
  const fresh = () => `test:${crypto.randomUUID()}`
  /** Of a Redis that answers; where it falls silent the test waits for it. */
  const PATIENCE_MS = 60_000
  const SILENCE_MS = 5_000

  /** A proxy before Redis that can be frozen and thawed. */
  const proxied = () => {
    const { hostname, port } = new URL(url)
    let held: (() => void)[] | undefined
    const pass = (work: () => void) => (held ? held.push(work) : work())
    const server = Bun.listen<{ far?: Promise<Socket> }>({
      hostname: '127.0.0.1',
      port: 0,
      socket: {
        open(near) {
          const data = (_: Socket, bytes: Buffer) => void pass(() => near.write(Buffer.from(bytes)))
          near.data = { far: Bun.connect({ hostname, port: Number(port || 6379), socket: { data } }) }
        },
        data(near, bytes) {
          const copy = Buffer.from(bytes)
          pass(() => void near.data.far?.then((far) => far.write(copy)))
        },
        close(near) {
          near.data.far?.then((far) => far.end())
        },
      },
    })
    closers.push(() => server.stop(true))
    const thaw = () => {
      const waiting = held ?? []
      held = undefined
      for (const work of waiting) work()
    }
    return { url: `redis://127.0.0.1:${server.port}`, freeze: () => (held = []), thaw }
  }

  describe('with a real Redis', () => {
    test('two instances share one budget', async () => {
      const [a, b] = [windowAt(url, PATIENCE_MS).window, windowAt(url, PATIENCE_MS).window]
      const key = fresh()
      const hits = []
      for (let hit = 0; hit < 8; hit++) hits.push(await (hit % 2 ? a : b).hit(key, 5, MINUTE, 'take'))
      expect(hits.map(({ admitted }) => admitted)).toEqual([true, true, true, true, true, false, false, false])
      expect(hits.map(({ count }) => count)).toEqual([1, 2, 3, 4, 5, 5, 5, 5])
      for (const { reset_ms } of hits) {
        expect(reset_ms).toBeGreaterThan(0)
        expect(reset_ms).toBeLessThanOrEqual(MINUTE)
      }
    })

    test('50 parallel requests over two instances: exactly the limit gets in', async () => {
      const windows = [windowAt(url, PATIENCE_MS).window, windowAt(url, PATIENCE_MS).window]
      const key = fresh()
      const hits = await Promise.all(
        Array.from({ length: 50 }, async (_, hit) => windows[hit % 2]?.hit(key, 30, MINUTE, 'take')),
      )
      expect(hits.filter((hit) => hit?.admitted)).toHaveLength(30)
    })

    test('hits leave the window and refused ones were never in it', async () => {
      const { window } = windowAt(url, PATIENCE_MS)
      const key = fresh()
      await window.hit(key, 1, 100, 'take')
      let hit = await window.hit(key, 1, 100, 'take')
      const waits: number[] = []
      while (!hit.admitted) {
        waits.push(hit.reset_ms)
        await Bun.sleep(hit.reset_ms)
        hit = await window.hit(key, 1, 100, 'take')
      }
      // Once it has waited as it was told, there is room; a second wait is a clock’s last millisecond.
      expect(waits.length).toBeLessThanOrEqual(2)
    })

    test('look counts nothing; add counts beyond the limit and keeps what is needed', async () => {
      const { window } = windowAt(url, PATIENCE_MS)
      const key = fresh()
      expect(await window.hit(key, 2, MINUTE, 'look')).toEqual({ admitted: true, count: 0, reset_ms: 0 })
      for (let hit = 0; hit < 5; hit++) await window.hit(key, 2, MINUTE, 'add')
      expect(await window.hit(key, 2, MINUTE, 'look')).toMatchObject({ admitted: false, count: 2 })
    })

    test('keys end by themselves', async () => {
      const { window } = windowAt(url, PATIENCE_MS)
      const client = new Bun.RedisClient(url)
      closers.push(() => client.close())
      const key = fresh()
      await window.hit(key, 2, MINUTE, 'take')
      const ttl = await client.send('PTTL', [`todochat:limit:${key}`])
      expect(ttl).toBeGreaterThan(0)
      expect(ttl).toBeLessThanOrEqual(MINUTE)
    })

    test('freezing falls back with what was counted so far, thawing comes back', async () => {
      const proxy = proxied()
      const { window, lines } = windowAt(proxy.url, SILENCE_MS)
      const key = fresh()
      for (let hit = 0; hit < 3; hit++) expect((await window.hit(key, 5, MINUTE, 'take')).admitted).toBe(true)
      proxy.freeze()
      const during: boolean[] = []
      for (let hit = 0; hit < 3; hit++) during.push((await window.hit(key, 5, MINUTE, 'take')).admitted)
      expect(during).toEqual([true, true, false])
      expect(lines.map(({ level }) => level)).toEqual(['warn'])
      proxy.thaw()
      while (!window.connected()) {
        await window.hit(key, 5, MINUTE, 'look')
        await Bun.sleep(20)
      }
      expect(lines.map(({ level }) => level)).toEqual(['warn', 'info'])
    })
  })
}
