/**
 * Whether the configured model really answers with our tools: one tiny completion, because a list of models says
 * nothing of templates, grammars and credit. It costs tokens: at most once a minute, and once for all who ask meanwhile.
 */
import type { Config } from '../config.ts'
import { createOpenAiProvider } from './openai.ts'
import { PROBE_KEEP_MS, type ProbeOutcome } from './probe.ts'
import { ProviderError, type ToolSpec } from './provider.ts'
import { providerNames, remoteSettings } from './providers.ts'

const QUESTION = [
  { role: 'system', content: 'You keep a to-do list through the tools you are given.' },
  { role: 'user', content: 'Answer with the one word OK.' },
] as const

interface DeepProbeOptions {
  tools: readonly ToolSpec[]
  now?: () => number
}

export const createDeepProbe = (config: Config, { tools, now = Date.now }: DeepProbeOptions) => {
  const remote = providerNames(config).find((name) => name !== 'builtin')
  const settings = remote && remoteSettings(config, remote)
  const provider = settings && createOpenAiProvider(settings)
  let asked_at = Number.NEGATIVE_INFINITY
  let outcome: Promise<ProbeOutcome> = Promise.resolve({ status: 'not_configured' })

  const ask = async (): Promise<ProbeOutcome> => {
    const stop = new AbortController()
    const request = { messages: [...QUESTION], tools, now: new Date(now()).toISOString(), time_zone: 'UTC' }
    try {
      for await (const _event of provider?.stream(request, stop.signal) ?? []) break
      if (provider?.tools?.() === false) return { status: 'failed', reason: 'The model takes no tools.' }
      return { status: 'connected' }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      return { status: 'failed', reason: `${error.message} (${error.code})` }
    } finally {
      stop.abort()
    }
  }
  return {
    probe(): Promise<ProbeOutcome> {
      if (provider && now() - asked_at >= PROBE_KEEP_MS) {
        asked_at = now()
        outcome = ask()
      }
      return outcome
    },
  }
}
