/** Text that is told as it comes, in place of events. */
import { afterEach, expect, test } from 'bun:test'
import { createOpenAiProvider } from '../../src/llm/openai.ts'
import * as fakes from '../support/fake-provider.ts'
import { outcome, request } from './turn.ts'

const running: fakes.FakeProvider[] = []
afterEach(async () => {
  for (const fake of running.splice(0)) await fake.stop()
})

const setUp = async (script: fakes.Script) => {
  const fake = await fakes.fakeProvider(script)
  running.push(fake)
  return { fake, provider: createOpenAiProvider({ name: 'openai', base_url: fake.url, model: 'fake-model' }) }
}

test('tells what follows the first text as it comes, and nothing twice', async () => {
  const gate = Promise.withResolvers<void>()
  const { provider } = await setUp({
    steps: [...fakes.words('One'), { until: gate.promise }, ...fakes.words(' two three'), ...fakes.ending('stop')],
  })
  const heard: string[] = []
  const hear = (delta: string) => void heard.push(delta)
  const { events, text, error } = await outcome(provider.stream(request(), new AbortController().signal, hear), () =>
    gate.resolve(),
  )
  expect(error).toBeUndefined()
  expect(events.map(({ type }) => type)).toEqual(['text', 'done'])
  expect(text).toBe('One')
  expect(heard.join('')).toBe(' two three')
})

test('ends with what its listener throws, and leaves', async () => {
  const gate = Promise.withResolvers<void>()
  const { fake, provider } = await setUp({
    steps: [...fakes.words('One'), { until: gate.promise }, ...fakes.hangs(' two').steps],
  })
  const thrown = new Error('enough')
  const hear = () => {
    throw thrown
  }
  const { error } = await outcome(provider.stream(request(), new AbortController().signal, hear), () => gate.resolve())
  expect(error).toBe(thrown)
  expect(await fake.requests[0]?.closed).toBe('left')
})
