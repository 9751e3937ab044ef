/** The provider and the reader of a bench, each in a process of its own, against each other. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Readings } from '../../../bench/clients/streams.ts'
import { Places } from '../../../bench/drills/place.ts'
import { runClient, startPeer } from '../../../bench/lib/process.ts'
import { directAnswer, type Peer, sentBy, streaming } from '../../../bench/lib/streams.ts'

const places = new Places()
let provider: Peer
beforeAll(async () => {
  provider = await startPeer({ places }, 'clients/provider.ts')
})
afterAll(async () => {
  expect(await places.leave()).toEqual([])
})

describe('answers of the provider', () => {
  test('are read whole, with the time of each token', async () => {
    const answer = directAnswer(provider.url, 5, 100)
    const { answers } = await runClient<Readings>('clients/streams.ts', {
      answers: [answer, answer],
      starts_per_second: 0,
    })
    for (const { first_ms, lags, fault } of answers) {
      expect(fault).toBeUndefined()
      expect(first_ms).toBeGreaterThan(0)
      expect(lags).toHaveLength(5)
    }
    expect((await sentBy(provider)).tokens).toBeGreaterThanOrEqual(10)
  })

  test('that lack tokens are told', async () => {
    const answer = { ...directAnswer(provider.url, 3, 100), tokens: 4 }
    const { answers } = await runClient<Readings>('clients/streams.ts', { answers: [answer], starts_per_second: 0 })
    expect(answers[0]?.fault).toContain('3 of 4 tokens')
  })

  test('can be read by crowds of clients', async () => {
    const crowd = streaming(
      { places },
      // Long enough for all of its processes to have begun before the first has read its answer.
      Array.from({ length: 4 }, () => directAnswer(provider.url, 400, 40)),
      1000,
    )
    await crowd.untilOpen(provider, 4)
    expect((await crowd.done()).map(({ lags }) => lags.length)).toEqual([400, 400, 400, 400])
    expect((await sentBy(provider)).open).toBe(0)
  })
})
