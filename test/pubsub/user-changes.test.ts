import { describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { createLog } from '../../src/log.ts'
import { Hub } from '../../src/pubsub/hub.ts'
import { createChanges, GATHER_MS } from '../../src/pubsub/user-changes.ts'
import { eventually } from '../support/watched.ts'

const ada: Caller = { user_id: 'ada', time_zone: 'UTC', scopes: [], by: 'jwt', credential_id: 'x' }
const bob: Caller = { ...ada, user_id: 'bob' }
const changes = () => createChanges(new Hub({ owner: 'me', log: createLog('silent') }))

/** Follows and counts ticks until it is told to leave. */
const follow = (feed: ReturnType<typeof changes>, caller: Caller) => {
  const leave = new AbortController()
  const seen = { ticks: 0 }
  const done = (async () => {
    for await (const _ of feed.follow(caller, leave.signal)) seen.ticks += 1
  })()
  return {
    seen,
    leave: () => {
      leave.abort()
      return done
    },
  }
}
/** Until the first tick after what was noted, and as long again for one too many. */
const gathered = async (seen: { ticks: number }, ticks: number) => {
  await eventually(async () => seen.ticks >= ticks)
  await Bun.sleep(GATHER_MS)
}

describe('changes', () => {
  test('begin with one tick, to catch up', async () => {
    const { seen, leave } = follow(changes(), ada)
    await gathered(seen, 1)
    expect(seen.ticks).toBe(1)
    await leave()
  })

  test('reach their own user only, many of a moment as one', async () => {
    const feed = changes()
    const [hers, his] = [follow(feed, ada), follow(feed, bob)]
    await eventually(async () => hers.seen.ticks + his.seen.ticks === 2)
    for (let i = 0; i < 20; i++) feed.note('ada')
    await gathered(hers.seen, 2)
    expect(hers.seen.ticks).toBe(2)
    expect(his.seen.ticks).toBe(1)
    await Promise.all([hers.leave(), his.leave()])
    expect(feed.size()).toBe(0)
  })

  test('that come while a tick is read are not lost', async () => {
    const feed = changes()
    const leave = new AbortController()
    const ticks = feed.follow(ada, leave.signal)
    await ticks.next()
    feed.note('ada')
    const second = ticks.next()
    expect((await second).value).toBe('changed')
    leave.abort()
    await ticks.return(undefined)
  })
})
