import { afterEach, describe, expect, test } from 'bun:test'
import { type Config, loadConfig } from '../../src/config.ts'
import { ConfigError } from '../../src/lib/settings.ts'
import { createChain } from '../../src/llm/chain.ts'
import { createProviders, providerNames, remoteSettings } from '../../src/llm/providers.ts'
import { createLog } from '../../src/log.ts'
import * as fakes from '../support/fake-provider.ts'
import { codeOf, outcome, request, said, scriptedProvider } from './turn.ts'

const config = (env: Record<string, string> = {}): Config => loadConfig(env)
const builtin = () => scriptedProvider('builtin', [said('I am the built-in assistant.')])

describe('the order', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['nothing configured', {}, ['builtin']],
    ['a key', { OPENAI_API_KEY: 'k' }, ['openai', 'builtin']],
    ['a base URL without a key', { OPENAI_BASE_URL: 'http://localhost:11434/v1' }, ['openai', 'builtin']],
    [
      'all keys',
      { GEMINI_API_KEY: 'k', OPENAI_API_KEY: 'k', OPENROUTER_API_KEY: 'k' },
      ['openrouter', 'openai', 'gemini', 'builtin'],
    ],
    [
      'a list is taken as it is',
      { GEMINI_API_KEY: 'k', OPENAI_API_KEY: 'k', LLM_PROVIDERS: 'gemini, OpenAI' },
      ['gemini', 'openai'],
    ],
    ['the kill switch', { OPENAI_API_KEY: 'k', LLM_PROVIDERS: 'builtin' }, ['builtin']],
    ['an empty list is none', { OPENAI_API_KEY: 'k', LLM_PROVIDERS: ' ' }, ['openai', 'builtin']],
  ])('%s', (_name, env, names) => {
    expect<string[]>(providerNames(config(env))).toEqual(names)
    expect(createProviders(config(env), builtin()).map(({ name }) => name)).toEqual(names)
  })

  test('every provider that cannot be asked is named at once, without a key', () => {
    const env = { LLM_PROVIDERS: 'gemini,openai,builtin,openrouter', OPENROUTER_API_KEY: 'sk-or-secret' }
    const wrong = () => createProviders(config(env), builtin())
    expect(wrong).toThrow(ConfigError)
    try {
      wrong()
    } catch (error) {
      expect((error as Error).message.split('\n')).toEqual([
        'Configuration is wrong:',
        '  LLM_PROVIDERS names gemini, which needs GEMINI_API_KEY',
        '  LLM_PROVIDERS names openai, which needs OPENAI_API_KEY or OPENAI_BASE_URL',
      ])
    }
  })
})

describe('what each is asked with', () => {
  test('openrouter names the site and the application', () => {
    const env = {
      OPENROUTER_API_KEY: 'k',
      OPENROUTER_SITE_URL: 'https://todo.example',
      OPENROUTER_APP_NAME: 'Tâches 📝',
    }
    expect(remoteSettings(config(env), 'openrouter')).toMatchObject({
      name: 'openrouter',
      base_url: 'https://openrouter.ai/api/v1',
      api_key: 'k',
      model: 'openai/gpt-4o-mini',
      headers: { 'X-Title': 'Taches ', 'HTTP-Referer': 'https://todo.example' },
    })
  })

  test('no site, no Referer: the public address is nobody’s business unasked', () => {
    const env = { OPENROUTER_API_KEY: 'k', PUBLIC_URL: 'https://private.example' }
    expect(remoteSettings(config(env), 'openrouter')?.headers).toEqual({ 'X-Title': 'TodoChat' })
  })

  test.each([
    ['gemini-2.5-flash', undefined],
    ['gemini-flash-latest', 'skip_thought_signature_validator'],
    ['gemini-3.1-pro-preview', 'skip_thought_signature_validator'],
    ['models/gemini-10-flash', 'skip_thought_signature_validator'],
  ])('gemini: %s reads back calls with %p', (model, signature) => {
    const settings = remoteSettings(config({ GEMINI_API_KEY: 'k', GEMINI_MODEL: model }), 'gemini')
    expect(settings?.call_extra).toEqual(
      signature ? { extra_content: { google: { thought_signature: signature } } } : undefined,
    )
  })

  test('openai goes to its own address unless another is given', () => {
    expect(remoteSettings(config({ OPENAI_API_KEY: 'k' }), 'openai')?.base_url).toBe('https://api.openai.com/v1')
    const local = remoteSettings(config({ OPENAI_BASE_URL: 'http://localhost:11434/v1/' }), 'openai')
    expect(local).toMatchObject({ base_url: 'http://localhost:11434/v1', api_key: undefined })
  })
})

describe('over the wire', () => {
  const running: fakes.FakeProvider[] = []
  afterEach(async () => {
    for (const fake of running.splice(0)) await fake.stop()
  })

  async function setUp(script: fakes.Script, env: Record<string, string> = {}) {
    const fake = await fakes.fakeProvider(script)
    running.push(fake)
    const lines: string[] = []
    const log = createLog('info', { write: (line) => lines.push(line) })
    const settings = config({ OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'sk-live-0123456789', ...env })
    const chain = createChain(createProviders(settings, builtin(), log), { log })
    const turn = () => outcome(chain.turn(request(), { signal: new AbortController().signal }))
    return { fake, lines, turn }
  }

  test('a good provider answers', async () => {
    const { turn } = await setUp(fakes.says('Hello'))
    expect(await turn()).toMatchObject({ text: 'Hello', error: undefined, events: [{ provider: 'openai' }, {}, {}] })
  })

  test.each([
    ['401', fakes.fails(401), 1],
    ['429 for long', fakes.fails(429, { retry_after: 120 }), 1],
    ['429 for no time', fakes.fails(429, { retry_after: 0 }), 3],
    ['500 that passes at once', fakes.fails(500, { retry_after: 0 }), 3],
    ['a page', fakes.page(200), 3],
    ['a stream of nothing', fakes.nothing(), 3],
  ])('%s falls through to the built-in assistant', async (_name, script, asked) => {
    const { turn, fake, lines } = await setUp(script)
    const { text, events, error } = await turn()
    expect(error).toBeUndefined()
    expect(events[0]).toMatchObject({ type: 'provider', provider: 'builtin' })
    expect(text).toBe('I am the built-in assistant.')
    expect(fake.requests).toHaveLength(asked)
    expect(lines.filter((line) => line.includes('model call is tried again'))).toHaveLength(asked - 1)
    expect(lines.join()).not.toMatch(/sk-live/)
  })

  test('without builtin in the list the failure is the end', async () => {
    const { turn } = await setUp(fakes.fails(401), { LLM_PROVIDERS: 'openai' })
    expect(codeOf((await turn()).error)).toBe('model_auth')
  })
})
