/**
 * The model check behind the health routes: is the key good, is the model there, does an answer come within five
 * seconds. It asks for lists, never for an answer of a model, so it costs no tokens; at most once a minute, whatever the
 * outcome, and once for all who ask meanwhile.
 */
import { APIError, type OpenAI } from 'openai'
import type { Config } from '../config.ts'
import { createClient, type OpenAiSettings } from './openai.ts'
import { providerNames, type RemoteName, remoteSettings } from './providers.ts'

const PROBE_TIMEOUT_MS = 5_000
export const PROBE_KEEP_MS = 60_000

/** `reason` is a sentence of ours, fit to be shown. */
export interface ProbeOutcome {
  status: 'connected' | 'not_configured' | 'failed'
  reason?: string
}
interface Probe {
  /** The provider asked; undefined when none is configured. */
  readonly provider: string | undefined
  probe(): Promise<ProbeOutcome>
}

export interface ProbeOptions {
  /** The provider to check; by default the first remote one in the order of `LLM_PROVIDERS`. */
  provider?: RemoteName
  timeout_ms?: number
  now?: () => number
}

export const createProbe = (config: Config, options: ProbeOptions = {}): Probe => {
  const { timeout_ms = PROBE_TIMEOUT_MS, now = Date.now } = options
  const settings = options.provider ? remoteSettings(config, options.provider) : firstRemote(config)
  let asked_at = Number.NEGATIVE_INFINITY
  let outcome: Promise<ProbeOutcome> = Promise.resolve({ status: 'not_configured' })
  return {
    provider: settings?.name,
    probe() {
      if (settings && now() - asked_at >= PROBE_KEEP_MS) {
        asked_at = now()
        outcome = check(settings, timeout_ms)
      }
      return outcome
    },
  }
}

const firstRemote = (config: Config) =>
  providerNames(config)
    .map((name) => (name === 'builtin' ? undefined : remoteSettings(config, name)))
    .find((settings) => settings !== undefined)

const check = async (settings: OpenAiSettings, timeout_ms: number): Promise<ProbeOutcome> => {
  const client = createClient(settings)
  const options = { signal: AbortSignal.timeout(timeout_ms), timeout: timeout_ms * 2 }
  try {
    if (settings.name === 'openrouter') await checkKey(client, options)
    const listed = await offers(client, settings.model, options)
    return listed ? { status: 'connected' } : { status: 'failed', reason: 'The provider does not offer the model.' }
  } catch (error) {
    return { status: 'failed', reason: options.signal.aborted ? SLOW : why(error) }
  }
}

type Asked = { signal: AbortSignal; timeout: number }

/**
 * OpenRouter lists its models to anybody, so the key is asked after by itself; a proxy in its place may not know how.
 * Source: https://openrouter.ai/docs/api/api-reference/api-keys/get-current-key
 */
const checkKey = async (client: OpenAI, options: Asked) => {
  try {
    await client.get('/key', options)
  } catch (error) {
    if (!(error instanceof APIError && error.status === 404)) throw error
  }
}

/** Gemini lists `models/name`, Ollama `name:latest`; OpenRouter’s variants (`name:online`) are not listed. */
const offers = async (client: OpenAI, model: string, options: Asked) => {
  const names = new Set([model, `models/${model}`, `${model}:latest`, model.replace(/(?<=\/.*):[a-z]+$/, '')])
  for await (const { id } of client.models.list(options)) if (names.has(id)) return true
  return false
}

const SLOW = 'The provider did not answer in time.'

const why = (error: unknown) => {
  const status = error instanceof APIError ? error.status : undefined
  if (status === 401 || status === 403) return 'The provider refused the key.'
  return status === 429 ? 'The provider is busy.' : 'The provider cannot be reached.'
}
