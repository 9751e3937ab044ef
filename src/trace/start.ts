/** Begins and ends to trace: the one place that loads the library, and only when somebody wants it. */

import type { Log } from '../log.ts'
import { useTracer } from '../span.ts'
import { type TraceConfig, targetOf } from './settings.ts'

/** Begins to trace, if the settings ask for it; gives the way to end it. */
export const startTracing = async (config: TraceConfig, log: Log, release: string): Promise<() => Promise<void>> => {
  const target = targetOf(config)
  if (!target) return async () => undefined
  const { openTelemetry } = await import('./open-telemetry.ts')
  const tracer = openTelemetry({ config, target, log, release })
  useTracer(tracer)
  log.info({ collector: new URL(target.url).host }, 'traces are sent')
  return async () => {
    useTracer(undefined)
    await tracer.close()
  }
}
