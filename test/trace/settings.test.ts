/** When traces are sent, where to, and with which headers, by the standard’s settings. */
import { describe, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { pairsOf, targetOf } from '../../src/trace/settings.ts'

const target = (env: Record<string, string>) => targetOf(loadConfig(env))
const ENDPOINT = 'http://collector:4318/'

describe('the collector', () => {
  test.each([
    ['nothing is set', {}],
    ['it is named and switched off', { OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT, OTEL_SDK_DISABLED: 'true' }],
    ['the exporter is none', { OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }],
    ['only names and samplers are set', { OTEL_SERVICE_NAME: 'a', OTEL_TRACES_SAMPLER: 'always_on' }],
  ])('is not asked when %s', (_, env) => {
    expect(target(env)).toBeUndefined()
  })

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT }, 'http://collector:4318/v1/traces'],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, 'http://localhost:4318/v1/traces'],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://t.example/in' },
      'https://t.example/in',
    ],
  ])('of %j is %s', (env, url) => {
    expect(target(env)).toEqual({ url, headers: {} })
  })

  test('is told headers as the standard writes them', () => {
    expect(pairsOf('authorization=Basic%20YTpi=, x-team = a ,broken,=no,odd=50%')).toEqual({
      authorization: 'Basic YTpi=',
      'x-team': 'a',
      odd: '50%',
    })
  })

  test('of a kind that is not spoken stops the start', () => {
    expect(() => loadConfig({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow('OTEL_EXPORTER_OTLP_PROTOCOL')
  })
})
