/** Limits whose defaults depend on who is asked: a server of one’s own may be slow and costs nothing by the token. */
import type { Config } from '../config.ts'
import type { Timeouts } from './deadline.ts'

/** Hosts that answer within seconds and bill by the token; every other base URL is one’s own. */
const HOSTED: ReadonlySet<string> = new Set(['api.openai.com', 'openrouter.ai', 'generativelanguage.googleapis.com'])

export const isOwn = (base_url: string) => !HOSTED.has(new URL(base_url).hostname)

interface Defaults {
  first_token_seconds: number
  silence_seconds: number
  context_tokens: number
  run_seconds: number
}
const DEFAULTS: Record<'hosted' | 'own', Defaults> = {
  hosted: { first_token_seconds: 20, silence_seconds: 15, context_tokens: 12_000, run_seconds: 30 },
  own: { first_token_seconds: 60, silence_seconds: 60, context_tokens: 6_000, run_seconds: 120 },
}
const defaultsOf = (own: boolean) => DEFAULTS[own ? 'own' : 'hosted']

type TimeConfig = Pick<Config, 'LLM_FIRST_TOKEN_SECONDS' | 'LLM_SILENCE_SECONDS' | 'LLM_CONNECT_SECONDS'>

export const timeoutsFor = (config: TimeConfig, own: boolean): Omit<Timeouts, 'ending_ms'> => {
  const { first_token_seconds, silence_seconds } = defaultsOf(own)
  return {
    connect_ms: config.LLM_CONNECT_SECONDS * 1000,
    first_token_ms: (config.LLM_FIRST_TOKEN_SECONDS ?? first_token_seconds) * 1000,
    silence_ms: (config.LLM_SILENCE_SECONDS ?? silence_seconds) * 1000,
  }
}

/** Tokens of a conversation that a provider is sent. */
export const contextTokens = ({ LLM_CONTEXT_TOKENS }: Pick<Config, 'LLM_CONTEXT_TOKENS'>, own: boolean) =>
  LLM_CONTEXT_TOKENS ?? defaultsOf(own).context_tokens

export const runSeconds = (config: Pick<Config, 'AGENT_TIMEOUT_SECONDS' | 'OPENAI_BASE_URL'>) => {
  const own = config.OPENAI_BASE_URL !== undefined && isOwn(config.OPENAI_BASE_URL)
  return config.AGENT_TIMEOUT_SECONDS ?? defaultsOf(own).run_seconds
}

/** An open sign-up and a key without ceilings would be an open purse. */
const CEILINGS = { user: 200_000, instance: 2_000_000 }

type CeilingConfig = Pick<
  Config,
  'OPENROUTER_API_KEY' | 'OPENAI_API_KEY' | 'GEMINI_API_KEY' | 'USER_DAILY_TOKEN_LIMIT' | 'DAILY_TOKEN_LIMIT'
>

const hasKey = ({ OPENROUTER_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY }: CeilingConfig) =>
  Boolean(OPENROUTER_API_KEY || OPENAI_API_KEY || GEMINI_API_KEY)

/** Tokens of a UTC day; 0 is no limit. */
export const dailyCeilings = (config: CeilingConfig) => {
  const fallback = hasKey(config) ? CEILINGS : { user: 0, instance: 0 }
  return {
    user: config.USER_DAILY_TOKEN_LIMIT ?? fallback.user,
    instance: config.DAILY_TOKEN_LIMIT ?? fallback.instance,
  }
}

/** The log line at start when a default limit applies that the operator did not set. */
export const ceilingNotice = (config: CeilingConfig): string | undefined => {
  if (!hasKey(config)) return undefined
  const { user, instance } = dailyCeilings(config)
  const lines = [
    ...(config.USER_DAILY_TOKEN_LIMIT === undefined ? [`USER_DAILY_TOKEN_LIMIT=${user}`] : []),
    ...(config.DAILY_TOKEN_LIMIT === undefined ? [`DAILY_TOKEN_LIMIT=${instance}`] : []),
  ]
  return lines.length > 0 ? `A model provider has a key, so these daily ceilings hold: ${lines.join(', ')}.` : undefined
}
