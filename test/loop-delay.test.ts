import { expect, test } from 'bun:test'
import { watchLoop } from '../src/loop-delay.ts'
import { eventually, metricNow } from './support/watched.ts'

const NAME = 'event_loop_delay_seconds'
const looks = () => metricNow(NAME, {}, '_count')
const seconds = () => metricNow(NAME, {}, '_sum')

test('work that does not yield shows as a late loop, and after the end nobody looks', async () => {
  const before = { looks: await looks(), seconds: await seconds() }
  const stop = watchLoop(5)
  const busy_until = performance.now() + 150
  while (performance.now() < busy_until);
  await eventually(async () => (await looks()) > before.looks)
  stop()
  const after = await looks()
  expect((await seconds()) - before.seconds).toBeGreaterThan(0.1)
  await Bun.sleep(20)
  expect(await looks()).toBe(after)
})
