/** Whether traces are wanted, and where they go: the standard’s settings, read as the standard has it. */
import type { Config } from '../config.ts'

export type TraceConfig = Pick<
  Config,
  | 'OTEL_SDK_DISABLED'
  | 'OTEL_TRACES_EXPORTER'
  | 'OTEL_EXPORTER_OTLP_ENDPOINT'
  | 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'
  | 'OTEL_EXPORTER_OTLP_HEADERS'
  | 'OTEL_SERVICE_NAME'
  | 'OTEL_RESOURCE_ATTRIBUTES'
  | 'OTEL_TRACES_SAMPLER'
  | 'OTEL_TRACES_SAMPLER_ARG'
>

/** Where collectors listen, as the standard has it. */
const ENDPOINT = 'http://localhost:4318'

export interface Target {
  url: string
  headers: Record<string, string>
}

/** `a=1,b=2`, values as in an address: how the standard writes headers and attributes. */
export const pairsOf = (text = ''): Record<string, string> =>
  Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const [name = '', ...value] = pair.split('=')
      return name.trim() && value.length > 0 ? [[name.trim(), decoded(value.join('=').trim())]] : []
    }),
  )

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that begins no code is meant as it is.
    return text
  }
}

/** Off unless an endpoint is named or the exporter asked for by its name. */
export const targetOf = (config: TraceConfig): Target | undefined => {
  const { OTEL_TRACES_EXPORTER: exporter, OTEL_EXPORTER_OTLP_ENDPOINT: base } = config
  const own = config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  if (config.OTEL_SDK_DISABLED || exporter === 'none') return undefined
  if (exporter === undefined && base === undefined && own === undefined) return undefined
  return { url: own ?? `${base ?? ENDPOINT}/v1/traces`, headers: pairsOf(config.OTEL_EXPORTER_OTLP_HEADERS) }
}
