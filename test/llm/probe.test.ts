import { afterEach, describe, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { createProbe, PROBE_KEEP_MS, type ProbeOptions } from '../../src/llm/probe.ts'
import { type FakeProvider, fakeProvider, nothing, UPSTREAM_WORDS } from '../support/fake-provider.ts'

const running: FakeProvider[] = []
afterEach(async () => {
  for (const fake of running.splice(0)) await fake.stop()
})

async function setUp(
  catalog: Partial<FakeProvider['catalog']>,
  env: Record<string, string> = {},
  options: ProbeOptions = {},
) {
  const fake = await fakeProvider(nothing())
  running.push(fake)
  Object.assign(fake.catalog, catalog)
  const config = loadConfig({
    OPENROUTER_API_KEY: 'sk-or-1234567890',
    OPENROUTER_BASE_URL: fake.url,
    OPENROUTER_MODEL: 'openai/gpt-4o-mini',
    ...env,
  })
  const clock = { now: 0 }
  const probe = createProbe(config, { provider: 'openrouter', now: () => clock.now, ...options })
  return { fake, clock, probe }
}

describe('outcomes', () => {
  const listed = ['openai/gpt-4o-mini', 'google/gemini-2.5-flash']
  test.each([
    ['key good and model there', { models: listed }, {}, undefined],
    ['a variant of a listed model', { models: listed }, { OPENROUTER_MODEL: 'openai/gpt-4o-mini:online' }, undefined],
    ['a proxy that knows no /key', { models: listed, key: 404 }, {}, undefined],
    ['a refused key, though the list is public', { models: listed, key: 401 }, {}, 'The provider refused the key.'],
    ['an unknown model', { models: ['openai/gpt-4o'] }, {}, 'The provider does not offer the model.'],
    ['no model at all', { models: [] }, {}, 'The provider does not offer the model.'],
    ['a list that needs another key', { models: 403 }, {}, 'The provider refused the key.'],
    ['too many questions', { models: 429 }, {}, 'The provider is busy.'],
    ['a provider in trouble', { models: 500 }, {}, 'The provider cannot be reached.'],
  ])('%s', async (_name, catalog, env, reason) => {
    const { probe } = await setUp(catalog, env)
    const outcome = await probe.probe()
    expect(outcome).toEqual(reason ? { status: 'failed', reason } : { status: 'connected' })
    expect(JSON.stringify(outcome)).not.toContain(UPSTREAM_WORDS)
  })

  test('nobody there', async () => {
    const { fake, probe } = await setUp({})
    await fake.stop()
    expect(await probe.probe()).toEqual({ status: 'failed', reason: 'The provider cannot be reached.' })
  })

  test('no answer in time', async () => {
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Promise<Response>(() => {}) })
    const env = { OPENROUTER_BASE_URL: `http://127.0.0.1:${server.port}/v1` }
    const { probe } = await setUp({}, env, { timeout_ms: 50 })
    expect(await probe.probe()).toEqual({ status: 'failed', reason: 'The provider did not answer in time.' })
    await server.stop(true)
  })

  test('a page instead of a list', async () => {
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('<p>Gateway</p>') })
    const { probe } = await setUp({}, { OPENROUTER_BASE_URL: `http://127.0.0.1:${server.port}/v1` })
    expect((await probe.probe()).status).toBe('failed')
    await server.stop(true)
  })
})

describe('what is asked', () => {
  test('the key with the key; no model ever answers', async () => {
    const { fake, probe } = await setUp({ models: ['openai/gpt-4o-mini'] })
    await probe.probe()
    expect(fake.looks.map((look) => look.path)).toEqual(['/v1/key', '/v1/models'])
    expect(fake.looks.every((look) => look.headers.get('authorization') === 'Bearer sk-or-1234567890')).toBe(true)
    expect(fake.requests).toHaveLength(0)
  })

  test('once a minute, whatever the outcome, and once for all who ask together', async () => {
    const { fake, clock, probe } = await setUp({ models: 500 })
    const first = await Promise.all([probe.probe(), probe.probe(), probe.probe()])
    fake.catalog.models = ['openai/gpt-4o-mini']
    clock.now += PROBE_KEEP_MS - 1
    expect([...first, await probe.probe()].map(({ status }) => status)).toEqual(Array(4).fill('failed'))
    expect(fake.looks).toHaveLength(2)
    clock.now += 1
    expect(await probe.probe()).toEqual({ status: 'connected' })
    expect(fake.looks).toHaveLength(4)
  })
})

describe('which provider', () => {
  test('without a key nothing is asked', async () => {
    const { fake, probe } = await setUp({}, { OPENROUTER_API_KEY: '' })
    expect(await probe.probe()).toEqual({ status: 'not_configured' })
    expect(probe.provider).toBeUndefined()
    expect(fake.looks).toHaveLength(0)
  })

  test('by default the first remote one of the order', async () => {
    const { fake } = await setUp({ models: ['models/gemini-2.5-flash', 'llama3:latest'] })
    const env = { GEMINI_API_KEY: 'k', GEMINI_BASE_URL: fake.url, OPENAI_BASE_URL: fake.url, OPENAI_MODEL: 'llama3' }
    const gemini = createProbe(loadConfig({ ...env, LLM_PROVIDERS: 'builtin,gemini,openai' }))
    expect([gemini.provider, await gemini.probe()]).toEqual(['gemini', { status: 'connected' }])
    const local = createProbe(loadConfig(env))
    expect([local.provider, await local.probe()]).toEqual(['openai', { status: 'connected' }])
    const off = createProbe(loadConfig({ ...env, LLM_PROVIDERS: 'builtin' }))
    expect([off.provider, await off.probe()]).toEqual([undefined, { status: 'not_configured' }])
  })
})
