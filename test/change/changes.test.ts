import { describe, expect, test } from 'bun:test'
import type { Caller } from '../../src/account/schema.ts'
import { createChanges, GATHER_MS, noting } from '../../src/change/changes.ts'
import { HintHub } from '../../src/hint/hint.ts'
import { createLog } from '../../src/log.ts'

const ada: Caller = { user_id: 'ada', time_zone: 'UTC', scopes: [], by: 'jwt', credential_id: 'x' }
const bob: Caller = { ...ada, user_id: 'bob' }
const changes = () => createChanges(new HintHub({ owner: 'me', log: createLog('silent') }))

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
const soon = () => Bun.sleep(GATHER_MS + 50)

describe('changes', () => {
  test('begin with one tick, to catch up', async () => {
    const { seen, leave } = follow(changes(), ada)
    await Bun.sleep(0)
    expect(seen.ticks).toBe(1)
    await leave()
  })

  test('reach their own user only, many of a moment as one', async () => {
    const feed = changes()
    const [hers, his] = [follow(feed, ada), follow(feed, bob)]
    await Bun.sleep(0)
    for (let i = 0; i < 20; i++) feed.note('ada')
    await soon()
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

  test('are noted by verbs that succeed, not by those that fail', async () => {
    const feed = changes()
    const notes: string[] = []
    const verbs = noting(
      {
        add: async (_: Caller, n: number) => n + 1,
        fail: async (_: Caller) => Promise.reject(new Error('no')),
        look: () => 1,
      },
      ['add', 'fail'],
      { ...feed, note: (user_id) => void notes.push(user_id) },
    )
    expect(await verbs.add(ada, 1)).toBe(2)
    await verbs.fail(ada).catch(() => undefined)
    expect(verbs.look()).toBe(1)
    expect(notes).toEqual(['ada'])
  })
})
