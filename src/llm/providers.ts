/** The providers an operator configured, in the order they are asked. */
import type { Config } from '../config.ts'
import { ConfigError } from '../lib/settings.ts'
import type { Log } from '../log.ts'
import { contextTokens, isOwn, timeoutsFor } from './limits.ts'
import { createOpenAiProvider, type OpenAiSettings } from './openai.ts'
import type { Provider } from './provider.ts'
import { type RetryOptions, withRetry } from './retry.ts'

type ProviderName = Config['LLM_PROVIDERS'][number]
export type RemoteName = Exclude<ProviderName, 'builtin'>
const REMOTES: readonly RemoteName[] = ['openrouter', 'openai', 'gemini']
const OPENAI_BASE_URL = 'https://api.openai.com/v1'

/** What a remote provider needs to be asked; undefined without a key (or, for `openai`, a base URL). */
export const remoteSettings = (config: Config, name: RemoteName): OpenAiSettings | undefined => {
  const settings = REMOTE_SETTINGS[name](config)
  if (!settings) return undefined
  const own = isOwn(settings.base_url)
  return {
    ...settings,
    own,
    context_tokens: contextTokens(config, own),
    timeouts: timeoutsFor(config, own),
    ...(config.LLM_TEMPERATURE !== undefined && { temperature: config.LLM_TEMPERATURE }),
  }
}

const openrouter = (config: Config): OpenAiSettings | undefined => {
  if (!config.OPENROUTER_API_KEY) return undefined
  const site = config.OPENROUTER_SITE_URL
  return {
    name: 'openrouter',
    base_url: config.OPENROUTER_BASE_URL,
    api_key: config.OPENROUTER_API_KEY,
    model: config.OPENROUTER_MODEL,
    // How OpenRouter attributes requests: https://openrouter.ai/docs/app-attribution
    headers: { 'X-Title': headerText(config.OPENROUTER_APP_NAME), ...(site && { 'HTTP-Referer': site }) },
  }
}

/** A header holds ASCII; a name like “Tâches” must not fail every request. */
const headerText = (text: string) => text.normalize('NFKD').replace(/[^\x20-\x7e]/g, '')

const openai = (config: Config): OpenAiSettings | undefined => {
  if (!config.OPENAI_API_KEY && !config.OPENAI_BASE_URL) return undefined
  const base_url = config.OPENAI_BASE_URL ?? OPENAI_BASE_URL
  return { name: 'openai', base_url, api_key: config.OPENAI_API_KEY, model: config.OPENAI_MODEL }
}

const gemini = (config: Config): OpenAiSettings | undefined => {
  if (!config.GEMINI_API_KEY) return undefined
  return {
    name: 'gemini',
    base_url: config.GEMINI_BASE_URL,
    api_key: config.GEMINI_API_KEY,
    model: config.GEMINI_MODEL,
    ...(!UNSIGNED_CALLS.test(config.GEMINI_MODEL) && { call_extra: UNSIGNED }),
  }
}

const REMOTE_SETTINGS = { openrouter, openai, gemini } satisfies Record<RemoteName, unknown>

/**
 * From version 3 on Gemini answers 400 to a history whose calls lack a signature. Its own are kept and given back; for
 * calls of others we send the value that Google documents: https://ai.google.dev/gemini-api/docs/thought-signatures
 * Names without a version, like `gemini-flash-latest`, are of the newest.
 */
const UNSIGNED_CALLS = /gemini-[12]\b/
const UNSIGNED = { extra_content: { google: { thought_signature: 'skip_thought_signature_validator' } } }

/**
 * Names in the order of `LLM_PROVIDERS`; without it, those with a key or a base URL and then `builtin`.
 * @throws ConfigError naming every listed provider that cannot be asked.
 */
export const providerNames = (config: Config): ProviderName[] => {
  const wanted = config.LLM_PROVIDERS
  if (!wanted.length) return [...REMOTES.filter((name) => remoteSettings(config, name)), 'builtin']
  const wrong = wanted.filter((name) => name !== 'builtin' && !remoteSettings(config, name))
  if (wrong.length) throw new ConfigError(`Configuration is wrong:\n${wrong.map(lacking).join('\n')}`)
  return wanted
}

const lacking = (name: ProviderName) =>
  `  LLM_PROVIDERS names ${name}, which needs ${name.toUpperCase()}_API_KEY${name === 'openai' ? ' or OPENAI_BASE_URL' : ''}`

/** @throws ConfigError as `providerNames`. */
export const createProviders = (config: Config, builtin: Provider, log?: Log): Provider[] => {
  const onRetry: RetryOptions['onRetry'] = ({ provider, attempt, wait_seconds, error }) =>
    log?.info({ provider, attempt, wait_seconds, code: error.code, err: error }, 'model call is tried again')
  return providerNames(config).map((name) => {
    const settings = name === 'builtin' ? undefined : remoteSettings(config, name)
    return settings ? withRetry(createOpenAiProvider(settings), { onRetry }) : builtin
  })
}
