/** The check that asks the model itself, with our tools. */
import { afterEach, expect, test } from 'bun:test'
import { loadConfig } from '../../src/config.ts'
import { createDeepProbe } from '../../src/llm/deep-probe.ts'
import { type FakeProvider, fails, fakeProvider, type Script, says } from '../support/fake-provider.ts'

const TOOLS = [{ name: 'add_task', description: 'Adds.', parameters: { type: 'object', properties: {} } }]
const running: FakeProvider[] = []
afterEach(async () => {
  for (const fake of running.splice(0)) await fake.stop()
})

const setUp = async (script: Script) => {
  const fake = await fakeProvider(script)
  running.push(fake)
  const clock = { now: 1_000_000 }
  const config = loadConfig({ OPENAI_BASE_URL: fake.url })
  return { fake, clock, deep: createDeepProbe(config, { tools: TOOLS, now: () => clock.now }) }
}

test('asks one completion with our tools, once a minute whoever asks', async () => {
  const { fake, clock, deep } = await setUp(says('OK'))
  expect(await Promise.all([deep.probe(), deep.probe()])).toEqual([{ status: 'connected' }, { status: 'connected' }])
  expect(fake.requests).toHaveLength(1)
  expect(fake.requests[0]?.body.tools?.[0]?.function.name).toBe('add_task')
  clock.now += 60_000
  await deep.probe()
  expect(fake.requests).toHaveLength(2)
})

test('says why not, in our words with the code', async () => {
  const { deep } = await setUp(fails(404, { code: 'model_not_found' }))
  expect(await deep.probe()).toEqual({
    status: 'failed',
    reason: 'The configured model is not there. (model_not_found)',
  })
})

test('a model that takes no tools is of no use', async () => {
  const { deep } = await setUp(({ body }) =>
    body.tools ? fails(400, { text: 'this model does not support tools' }) : says('OK'),
  )
  expect(await deep.probe()).toMatchObject({ status: 'failed', reason: 'The model takes no tools.' })
})

test('without a provider there is nothing to ask', async () => {
  expect(await createDeepProbe(loadConfig({}), { tools: TOOLS }).probe()).toEqual({ status: 'not_configured' })
})
