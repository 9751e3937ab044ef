/** Limits whose defaults depend on who is asked. */
import { describe, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { ceilingNotice, contextTokens, dailyCeilings, isOwn, runSeconds, timeoutsFor } from '../../src/llm/limits.ts'

const OWN = { OPENAI_BASE_URL: 'http://localhost:11434/v1' }

test.each([
  ['https://api.openai.com/v1', false],
  ['https://openrouter.ai/api/v1', false],
  ['https://generativelanguage.googleapis.com/v1beta/openai', false],
  ['http://localhost:11434/v1', true],
  ['https://llm.example.org/v1', true],
])('%s is one’s own: %p', (url, own) => {
  expect(isOwn(url)).toBe(own)
})

test('time limits', () => {
  const config = loadConfig({})
  expect(timeoutsFor(config, false)).toEqual({ connect_ms: 5000, first_token_ms: 20_000, silence_ms: 15_000 })
  expect(timeoutsFor(config, true)).toEqual({ connect_ms: 5000, first_token_ms: 60_000, silence_ms: 60_000 })
  const set = loadConfig({ LLM_FIRST_TOKEN_SECONDS: '7', LLM_SILENCE_SECONDS: '8', LLM_CONNECT_SECONDS: '9' })
  expect(timeoutsFor(set, true)).toEqual({ connect_ms: 9000, first_token_ms: 7000, silence_ms: 8000 })
})

test('a run’s active time and a conversation’s tokens', () => {
  expect([runSeconds(loadConfig({})), runSeconds(loadConfig(OWN))]).toEqual([30, 120])
  expect(runSeconds(loadConfig({ ...OWN, AGENT_TIMEOUT_SECONDS: '3' }))).toBe(3)
  const config = loadConfig({})
  expect([contextTokens(config, false), contextTokens(config, true)]).toEqual([12_000, 6_000])
  expect(contextTokens(loadConfig({ LLM_CONTEXT_TOKENS: '900' }), true)).toBe(900)
})

describe('daily ceilings', () => {
  test.each<[string, Record<string, string>, object]>([
    ['none without a key', {}, { user: 0, instance: 0 }],
    ['none for a server of one’s own', OWN, { user: 0, instance: 0 }],
    ['safe ones with a key', { GEMINI_API_KEY: 'k' }, { user: 200_000, instance: 2_000_000 }],
    ['what is set, also none', { OPENAI_API_KEY: 'k', USER_DAILY_TOKEN_LIMIT: '0' }, { user: 0, instance: 2_000_000 }],
  ])('%s', (_, env, wanted) => {
    expect(dailyCeilings(loadConfig(env))).toEqual(wanted as ReturnType<typeof dailyCeilings>)
  })

  test('are said when nobody set them', () => {
    expect(ceilingNotice(loadConfig({ OPENAI_API_KEY: 'k', DAILY_TOKEN_LIMIT: '5' }))).toContain(
      'USER_DAILY_TOKEN_LIMIT=200000.',
    )
    const set = { OPENAI_API_KEY: 'k', DAILY_TOKEN_LIMIT: '5', USER_DAILY_TOKEN_LIMIT: '0' }
    expect([ceilingNotice(loadConfig({})), ceilingNotice(loadConfig(set))]).toEqual([undefined, undefined])
  })
})
