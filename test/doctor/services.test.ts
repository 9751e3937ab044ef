/** Redis, the model and the public address, as they answer and as they do not. */
import { afterEach, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { checkProvider, checkPublicUrl, checkRedis } from '../../src/doctor/services.ts'

/** A certificate that nobody vouches for. */
const TLS = join(import.meta.dir, '../support/tls')
const closing: (() => unknown)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})
const serve = (fetch: (request: Request) => Response) => {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch })
  closing.push(() => server.stop(true))
  return `http://127.0.0.1:${server.port}`
}
/** Between two ticks: whoever reads them must have had a turn meanwhile. */
const GAP_MS = 2_000
/** TodoChat, as far as the doctor looks; `gap_ms` is the time between two ticks. */
const site = (gap_ms: number, version = '1.0.0') =>
  serve(({ url }) => {
    if (!url.endsWith('/health/stream')) return Response.json({ status: 'healthy', version })
    const ticks = async function* () {
      yield 'data: 1\n\n'
      await Bun.sleep(gap_ms)
      yield 'data: 2\n\n'
    }
    return new Response(gap_ms ? (ticks() as never) : 'data: 1\n\ndata: 2\n\n')
  })
const statuses = (found: { check: string; status: string }[]) => found.map(({ check, status }) => `${check} ${status}`)

test('redis: absent, away', async () => {
  expect(statuses(await checkRedis(loadConfig({})))).toEqual(['redis note'])
  const [away] = await checkRedis(loadConfig({ REDIS_URL: 'redis://:secret@127.0.0.1:1' }))
  expect(away).toMatchObject({ status: 'failed', message: expect.stringContaining('127.0.0.1:1') })
  expect(JSON.stringify(away)).not.toContain('secret')
})

test.each([
  ['connected', 'ok'],
  ['not_configured', 'note'],
  ['failed', 'failed'],
] as const)('a model that is %s: %s', async (status, wanted) => {
  const [found] = await checkProvider({ probe: async () => ({ status, reason: 'The provider refused the key.' }) })
  expect(found?.status).toBe(wanted)
  if (wanted === 'failed') expect(found?.message).toContain('refused the key')
})

describe('the public address', () => {
  const look = (PUBLIC_URL: string | undefined, local = 'http://127.0.0.1:1') =>
    checkPublicUrl(loadConfig({ ...(PUBLIC_URL && { PUBLIC_URL }) }), local, '1.0.0')

  test('is reached, and streams come word by word', async () => {
    expect(statuses(await look(site(GAP_MS)))).toEqual(['public url ok', 'streams ok'])
    expect(statuses(await look(undefined, site(GAP_MS)))).toEqual(['public url ok', 'streams ok'])
  })

  test('a proxy that keeps streams back is found', async () => {
    const found = await look(site(0))
    expect(statuses(found)).toEqual(['public url ok', 'streams failed'])
    expect(found[1]?.remedy).toContain('proxy_buffering off')
  })

  test('another release, another program, nobody', async () => {
    expect(statuses(await look(site(GAP_MS, '0.9.0')))[0]).toBe('public url note')
    const other = serve(() => new Response('Welcome to nginx'))
    expect(await look(other)).toEqual([
      expect.objectContaining({ status: 'failed', remedy: expect.stringContaining('proxy') }),
    ])
    expect(statuses(await look('http://127.0.0.1:1'))).toEqual(['public url failed'])
    expect(statuses(await look(undefined))).toEqual(['public url note'])
  })

  test('a certificate nobody vouches for is said as one', async () => {
    const tls = { key: Bun.file(join(TLS, 'key.pem')), cert: Bun.file(join(TLS, 'cert.pem')) }
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', tls, fetch: () => new Response() })
    closing.push(() => server.stop(true))
    const [found] = await look(`https://127.0.0.1:${server.port}`)
    expect(found).toMatchObject({ status: 'failed', remedy: expect.stringContaining('certificate') })
  })
})
