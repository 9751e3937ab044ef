/**
 * Spans by OpenTelemetry’s own SDK, sent by OTLP over HTTP. The only importer of the library, and itself imported only
 * when traces are asked for. Nothing is registered with the library’s globals: two programs in one process stay apart.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Attributes,
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { type ExportResult, ExportResultCode, parseTraceParent } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Log } from '../log.ts'
import type { Facts, Span, SpanStart, Tracer } from '../span.ts'
import { pairsOf, type Target, type TraceConfig } from './settings.ts'

/** A collector that is away may cost a stop this much and no more. */
const CLOSE_MAX_MS = 2_000

interface Options {
  config: TraceConfig
  target: Target
  log: Log
  release: string
}

const rootSampler = (name: string, share: number): Sampler => {
  if (name.endsWith('always_off')) return new AlwaysOffSampler()
  return name.endsWith('traceidratio') ? new TraceIdRatioBasedSampler(share) : new AlwaysOnSampler()
}

const samplerOf = ({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: share = 1 }: TraceConfig): Sampler => {
  const root = rootSampler(name, share)
  return name.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root
}

/** Sends, and says once that it cannot, and once that it can again. */
export const watched = (exporter: SpanExporter, log: Log): SpanExporter => {
  let is_away = false
  const note = ({ code, error }: ExportResult) => {
    const fails = code !== ExportResultCode.SUCCESS
    if (fails && !is_away) log.warn({ err: error }, 'traces do not reach their collector')
    if (!fails && is_away) log.info({}, 'traces reach their collector again')
    is_away = fails
  }
  return {
    export: (spans: ReadableSpan[], done: (result: ExportResult) => void) =>
      exporter.export(spans, (result) => {
        note(result)
        done(result)
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  }
}

const attributesOf = (facts: Facts): Attributes => facts

const parentOf = (header: string): Context => {
  const given = parseTraceParent(header)
  if (!given) return ROOT_CONTEXT
  // Other flags than “sampled” are none of ours to hand on.
  return trace.setSpanContext(ROOT_CONTEXT, {
    ...given,
    traceFlags: given.traceFlags & TraceFlags.SAMPLED,
    isRemote: true,
  })
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const

export const openTelemetry = ({ config, target, log, release }: Options): Tracer => {
  const exporter = watched(new OTLPTraceExporter(target), log)
  const provider = new TracerProvider({
    sampler: samplerOf(config),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
    resource: resourceFromAttributes({
      'service.version': release,
      'service.name': 'todochat',
      ...pairsOf(config.OTEL_RESOURCE_ATTRIBUTES),
      ...(config.OTEL_SERVICE_NAME !== undefined && { 'service.name': config.OTEL_SERVICE_NAME }),
    }),
  })
  const tracer = provider.getTracer('todochat', release)
  const running = new AsyncLocalStorage<OtelSpan | undefined>()

  const contextOf = (parent: string | null | undefined): Context => {
    if (parent) return parentOf(parent)
    const within = running.getStore()
    return within ? trace.setSpan(ROOT_CONTEXT, within) : ROOT_CONTEXT
  }
  const start = ({ name, kind, facts = {}, parent }: SpanStart): Span => {
    const options = { attributes: attributesOf(facts), ...(kind && { kind: KINDS[kind] }) }
    const span = tracer.startSpan(name, options, contextOf(parent))
    return spanOf(span, (act) => running.run(span, act))
  }
  const close = async () => {
    const sent = provider.shutdown().catch((error) => log.warn({ err: error }, 'the last traces were lost'))
    await Promise.race([sent, Bun.sleep(CLOSE_MAX_MS)])
  }
  return {
    start,
    current: () => {
      const span = running.getStore()
      return span?.isRecording() ? { trace_id: span.spanContext().traceId } : undefined
    },
    outside: (act) => running.run(undefined, act),
    close,
  }
}

const traceparentOf = (span: OtelSpan) => {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`
}

const spanOf = (span: OtelSpan, within: Span['within']): Span => ({
  recording: span.isRecording(),
  traceparent: traceparentOf(span),
  name: (name) => void span.updateName(name),
  note: (facts) => void span.setAttributes(attributesOf(facts)),
  event: (name) => void span.addEvent(name),
  fail: (code) => {
    span.setAttribute('error.type', code)
    span.setStatus({ code: SpanStatusCode.ERROR })
  },
  end: () => span.end(),
  within,
})
