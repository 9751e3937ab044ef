/** What the doctor says of the collector of traces: none, one that takes them, refuses them, or is away. */
import { expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { checkTraces } from '../../src/doctor/traces.ts'
import { collector } from '../support/collector.ts'

const found = async (env: Record<string, string>) => (await checkTraces(loadConfig(env)))[0]

test('no collector is a note', async () => {
  expect((await found({}))?.status).toBe('note')
  expect((await found({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' }))?.status).toBe(
    'note',
  )
})

test('one that takes traces is well, one that refuses them is to be mended, and its key is not said', async () => {
  const sink = collector()
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url, OTEL_EXPORTER_OTLP_HEADERS: 'authorization=hush-hush' }
  expect(await found(env)).toMatchObject({ check: 'traces', status: 'ok' })
  expect(sink.headers[0]?.get('authorization')).toBe('hush-hush')
  expect(sink.spans).toEqual([])
  sink.answers(401)
  const refused = await found(env)
  expect(refused).toMatchObject({ status: 'warning', message: expect.stringContaining('401') })
  expect(JSON.stringify(refused)).not.toContain('hush-hush')
  await sink.stop()
  expect(await found(env)).toMatchObject({ status: 'warning', message: expect.stringContaining('cannot be reached') })
})
