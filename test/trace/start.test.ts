/** Nothing of the library is loaded while nobody asks for traces. */
import { expect, test } from 'bun:test'
import { ROOT } from '../support/source.ts'

/** In a process of its own: in this one other tests have loaded it. */
const PROBE = `
const { loadConfig } = await import('./src/config.ts')
const { createLog } = await import('./src/log.ts')
await import('./src/cli/serve.ts')
const { startTracing } = await import('./src/trace/start.ts')
const count = () => Object.keys(require.cache).filter((path) => /@opentelemetry.(sdk|otlp|exporter)/.test(path)).length
const counts = []
for (const env of [{}, { OTEL_TRACES_EXPORTER: 'otlp' }]) {
  const stop = await startTracing(loadConfig(env), createLog('silent'), '1')
  counts.push(count() > 0)
  await stop()
}
console.log(JSON.stringify(counts))
process.exit(0)`

test('the library is loaded when traces are asked for, and not before', async () => {
  const child = Bun.spawn([process.execPath, '--no-env-file', '-e', PROBE], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '' },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  expect(JSON.parse(await new Response(child.stdout).text())).toEqual([false, true])
})
