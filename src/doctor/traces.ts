/** Where traces go, and whether a collector takes them there. */
import { type TraceConfig, targetOf } from '../trace/settings.ts'
import { type Finding, note, ok, reasonOf, warning } from './finding.ts'

const COLLECTOR_MAX_MS = 3_000
const REMEDY = 'Correct OTEL_EXPORTER_OTLP_ENDPOINT or its headers. Nothing waits for traces meanwhile; they are lost.'

export const checkTraces = async (config: TraceConfig): Promise<Finding[]> => {
  const target = targetOf(config)
  if (!target) return [note('traces', 'No collector is named (OTEL_EXPORTER_OTLP_ENDPOINT): none are sent.')]
  const { host } = new URL(target.url)
  try {
    // An empty message is a request without spans.
    const { status } = await fetch(target.url, {
      method: 'POST',
      body: new Uint8Array(),
      headers: { ...target.headers, 'content-type': 'application/x-protobuf' },
      signal: AbortSignal.timeout(COLLECTOR_MAX_MS),
    })
    if (status === 200) return [ok('traces', `The collector at ${host} takes traces.`)]
    return [warning('traces', `The collector at ${host} answers ${status}.`, REMEDY)]
  } catch (error) {
    return [warning('traces', `The collector at ${host} cannot be reached: ${reasonOf(error)}.`, REMEDY)]
  }
}
